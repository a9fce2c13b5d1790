/// A ball of clotted blood in the brain: dense on CT, strongly paramagnetic and so dark on gradient echoes.
public struct Hemorrhage: Codable, Hashable, Sendable {
  /// Centre in the phantom's head, native LPS mm; what lies outside the inner table is cut off.
  public var centerInHeadMm: SIMD3<Double>
  /// Radius in mm; the rim is soft over 1 mm.
  public var radiusMm: Double
  /// Attenuation in HU; clot has 60 to 80.
  public var hu: Double
  /// Susceptibility in ppm against water.
  public var chiPPM: Double
  /// Effective transverse relaxation rate in 1/s.
  public var r2StarPerSecond: Double

  /// A haemorrhage from its parts.
  public init(
    centerInHeadMm: SIMD3<Double>, radiusMm: Double, hu: Double, chiPPM: Double, r2StarPerSecond: Double
  ) {
    self.centerInHeadMm = centerInHeadMm
    self.radiusMm = radiusMm
    self.hu = hu
    self.chiPPM = chiPPM
    self.r2StarPerSecond = r2StarPerSecond
  }
}

extension Hemorrhage {
  /// A microbleed of a diameter: hemosiderin, which CT does not see.
  static func microbleed(diameterMm: Double, chiPPM: Double, at centerInHeadMm: SIMD3<Double>) -> Hemorrhage {
    Hemorrhage(
      centerInHeadMm: centerInHeadMm, radiusMm: diameterMm / 2, hu: Tissue.whiteMatter.hu, chiPPM: chiPPM,
      r2StarPerSecond: 40 + PallidalFocus.ratePerPPM * chiPPM)
  }
}
