/// The cut-offs of the grades, version 2, as far as the truth needs them (`docs/algorithms/mineralization.md`).
///
/// The product keeps its own: a mistake there must not make itself true here.
enum CutOff {
  /// Smallest focus in mm³.
  static let focusMm3 = 8.0
  /// From here on a focus is grade 2, mm³.
  static let largeMm3 = 50.0
  /// Least excess over the pallidum's median in ppb.
  static let excessPpb = 80.0
  /// Least attenuation of a CT focus in HU.
  static let denseHU = 50.0
  /// From here on a CT focus is grade 2, HU.
  static let veryDenseHU = 100.0
}
