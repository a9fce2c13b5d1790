import Vocabulary

/// A ball of foreign susceptibility in the brain: calcification or blood.
public struct SusceptibilityFocus: Hashable, Sendable {
  /// A name that is unique in its scenario.
  public let name: String
  /// Centre in the phantom's head, native LPS mm.
  public let centerInHeadMm: SIMD3<Double>
  /// Diameter in mm; the rim is soft over 1 mm.
  public let diameterMm: Double
  /// Susceptibility against water in ppm.
  public let chiPPM: Double
  /// Effective transverse relaxation rate at 3 T in 1/s.
  public let r2StarPerSecond: Double

  /// R2* of a focus without susceptibility, and what a ppm adds, 1/s at 3 T.
  ///
  /// Small spheres in static dephasing give 2π/(9√3)·γB0 = 323 1/s a ppm (Yablonskiy & Haacke 1994,
  /// doi:10.1002/mrm.1910320610); deposits are coarser. With 120 the strongest foci, 2 ppm, keep a fifth of their signal
  /// at 6 ms: something to invert, as in patients.
  private static let tissueRate = 40.0
  private static let ratePerPPM = 120.0

  init(_ name: String, at center: SIMD3<Double>, diameterMm: Double, chiPPM: Double, r2Star: Double? = nil) {
    self.name = name
    centerInHeadMm = center
    self.diameterMm = diameterMm
    self.chiPPM = chiPPM
    r2StarPerSecond = r2Star ?? Self.tissueRate + Self.ratePerPPM * abs(chiPPM)
  }

  /// The same for the head model; attenuation as CT would have it.
  var painted: Hemorrhage {
    Hemorrhage(
      centerInHeadMm: centerInHeadMm, radiusMm: diameterMm / 2, hu: chiPPM < 0 ? 200 : 70, chiPPM: chiPPM,
      r2StarPerSecond: r2StarPerSecond)
  }
}
