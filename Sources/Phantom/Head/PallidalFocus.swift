import Vocabulary

/// What lies in or beside one pallidum: a deposit, a clot, a vessel, or mineral that fills whole nuclei.
public struct PallidalFocus: Hashable, Sendable {
  /// Where it is and which form it has; sizes in native mm.
  public enum Form: Hashable, Sendable {
    /// A ball at the deepest point of the medial zone, moved by `offsetMm` (x towards the midline, y to the back, z up).
    case ball(radiusMm: Double, offsetMm: SIMD3<Double>)
    /// A tube across the medial border: so far inside the pallidum, so far beyond it.
    case tube(radiusMm: Double, insideMm: Double, beyondMm: Double)
    /// Whole nuclei of the side but for a rim.
    case fill([Structure], rimMm: Double)
  }

  /// The side.
  public var side: Side
  /// The form.
  public var form: Form
  /// Attenuation in its centre in HU; nil as the pallidum.
  public var hu: Double?
  /// Susceptibility in its centre in ppm against water.
  public var chiPPM: Double
  /// Effective transverse relaxation rate in its centre at 3 T in 1/s.
  public var r2StarPerSecond: Double

  /// A focus from its parts; R2* from its susceptibility unless given.
  public init(_ side: Side, _ form: Form, hu: Double?, chiPPM: Double, r2Star: Double? = nil) {
    self.side = side
    self.form = form
    self.hu = hu
    self.chiPPM = chiPPM
    r2StarPerSecond = r2Star ?? Self.tissueRate + Self.ratePerPPM * abs(chiPPM)
  }

  /// A ball of a volume, mm³.
  public static func ball(
    _ side: Side, mm3: Double, hu: Double?, chiPPM: Double, offsetMm: SIMD3<Double> = .zero
  ) -> PallidalFocus {
    PallidalFocus(
      side, .ball(radiusMm: cubeRoot(mm3 * 0.75 / .pi), offsetMm: offsetMm), hu: hu, chiPPM: chiPPM)
  }

  /// R2* of a focus without susceptibility, and what a ppm adds, 1/s at 3 T: as for `SusceptibilityFocus`.
  private static let tissueRate = 40.0
  static let ratePerPPM = 120.0

  /// Attenuation of a focus that CT does not see, HU: the pallidum's.
  static let pallidumHU = Tissue.nucleus(.globusPallidus).hu

  /// True for a vessel, which is no deposit whatever it looks like.
  public var isVessel: Bool {
    if case .tube = form { return true }
    return false
  }

  var tissue: Tissue { Tissue(chiPPM, hu ?? Self.pallidumHU, 0.62, 1000, r2StarPerSecond) }
}

/// A focus as it stands in one head, native millimetres.
struct PlacedFocus: Sendable {
  enum Body: Sendable {
    case ball(center: SIMD3<Double>, radiusMm: Double)
    case tube(from: SIMD3<Double>, to: SIMD3<Double>, radiusMm: Double)
  }

  let body: Body
  let tissue: TissueMixture

  /// Distance to its surface, negative inside.
  func distance(_ p: SIMD3<Double>) -> Double {
    switch body {
    case .ball(let center, let radius): length(p - center) - radius
    case .tube(let from, let to, let radius): SignedDistance.capsule(p, from: from, to: to, radius, radius)
    }
  }

  /// Its middle.
  var center: SIMD3<Double> {
    switch body {
    case .ball(let center, _): center
    case .tube(let from, let to, _): (from + to) / 2
    }
  }
}
