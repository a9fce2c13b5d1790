import Vocabulary

/// What is unusual about a skull; nothing unless given.
struct HeadAnatomy: Hashable, Sendable {
  /// How many mm the walls of sinuses, mastoid cells and ear canals are moved outwards (template mm).
  var pneumatizationMm = 0.0
  /// A part of the vault that was taken out: bone inside the ball is missing, scalp lies on the dura.
  var craniectomy: Craniectomy?

  /// A ball in template LPS mm.
  struct Craniectomy: Hashable, Sendable {
    var center: SIMD3<Double>
    var radiusMm: Double
  }

  /// Skin and soft tissue that stay between enlarged air spaces and the outside, mm.
  static let coverMm = 4.0

  /// Share of the bone that is missing at a template point, 0…1.
  func opening(at p: SIMD3<Double>) -> Float {
    guard let craniectomy else { return 0 }
    return SignedDistance.coverage(length(p - craniectomy.center) - craniectomy.radiusMm)
  }
}
