/// How signal becomes stored 12-bit numbers in each scanner's files.
struct StoredValues: Sendable {
  /// Rescale Slope and Intercept of magnitude; nil where the scanner writes none.
  let magnitudeRescale: (slope: Double, intercept: Double)?
  /// Rescale Slope and Intercept of phase; nil where the scanner writes none.
  let phaseRescale: (slope: Double, intercept: Double)?
  private let radiansPerStep: Double
  private let firstRadians: Double

  /// 12 bits.
  private static let top = 4095.0

  init(_ format: ScannerFormat) {
    switch format {
    case .siemensClassic:
      // θ = v·2π/4096 − π, no rescale tags.
      magnitudeRescale = nil
      phaseRescale = nil
      radiansPerStep = 2 * .pi / 4096
      firstRadians = -.pi
    case .siemensEnhanced:
      // θ = (2v − 4096)·π/4096.
      magnitudeRescale = (1, 0)
      phaseRescale = (2, -4096)
      radiansPerStep = 2 * .pi / 4096
      firstRadians = -.pi
    case .philipsClassic, .philipsEnhanced:
      // Milliradians: −3142…3142 over 4096 steps.
      let slope = 1.53455433455433
      magnitudeRescale = (1.29157509157509, 0)
      phaseRescale = (slope, -3142)
      radiansPerStep = slope / 1000
      firstRadians = -3.142
    }
  }

  /// Half a step of phase in radians: the error of rounding.
  var phaseQuantisation: Double { radiansPerStep / 2 }

  func magnitude(_ value: Float) -> UInt16 {
    UInt16(min(max((Double(value) / (magnitudeRescale?.slope ?? 1)).rounded(), 0), Self.top))
  }

  func phase(_ radians: Float) -> UInt16 {
    let step = ((Double(radians) - firstRadians) / radiansPerStep).rounded()
    // π is −π again where a whole turn has 4096 steps.
    if phaseRescale?.slope != 1.53455433455433, step > Self.top { return 0 }
    return UInt16(min(max(step, 0), Self.top))
  }
}
