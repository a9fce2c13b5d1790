import Vocabulary

/// The rule that turns stored phase values into radians.
///
/// It comes from tags, never from the values' range.
enum PhaseScale: Hashable, Sendable {
  /// Siemens without rescale tags: 0…4095 is −π…π.
  case siemensStored
  /// Siemens with slope 2, intercept −4096: the rescaled value −4096…4095 is −π…π.
  case siemensRescaled
  /// Philips with RescaleType `mrad`.
  case milliradians
  /// Philips without `mrad`, where slope and intercept span ±π·1000.
  case milliradianSpan

  /// The rule in words, for the report.
  var text: String {
    switch self {
    case .siemensStored:
      "Siemens, 12 bits without rescale: phase = stored value · 2π/4096 − π"
    case .siemensRescaled:
      "Siemens, rescale slope 2 and intercept −4096: phase = rescaled value · π/4096"
    case .milliradians:
      "Philips, RescaleType mrad: phase = rescaled value / 1000"
    case .milliradianSpan:
      "Philips, rescale slope and intercept span −1000π…1000π: phase = rescaled value / 1000"
    }
  }

  /// Relative error of the rescaled range's ends that still counts as ±1000π.
  static let spanTolerance = 0.005

  /// The rule of a phase frame.
  /// - Throws: `MGRERefusal.ambiguousPhaseScale` with the tags that were looked at.
  init(of frame: ImageFrame, vendor: Vendor) throws(MGRERefusal) {
    switch vendor {
    case .siemens: try self.init(siemens: frame)
    case .philips: try self.init(philips: frame)
    case .ge, .other: throw .unsupportedVendor(vendor.name)
    }
  }

  private init(siemens frame: ImageFrame) throws(MGRERefusal) {
    if frame.bitsStored == 12, !frame.isSigned {
      guard let rescale = frame.rescale else {
        self = .siemensStored
        return
      }
      if rescale.slope == 2, rescale.intercept == -4096 {
        self = .siemensRescaled
        return
      }
    }
    throw .ambiguousPhaseScale(evidence: Self.evidence(frame))
  }

  private init(philips frame: ImageFrame) throws(MGRERefusal) {
    guard let rescale = frame.rescale, !frame.isSigned, (8...16).contains(frame.bitsStored) else {
      throw .ambiguousPhaseScale(evidence: Self.evidence(frame))
    }
    let top = rescale.slope * Double((1 << frame.bitsStored) - 1) + rescale.intercept
    let end = Double.pi * 1000
    let spansCircle =
      abs(rescale.intercept + end) <= Self.spanTolerance * end && abs(top - end) <= Self.spanTolerance * end
    let type = rescale.type.lowercased()
    if type == "mrad" {
      self = .milliradians
    } else if spansCircle, type.isEmpty || type == "us" {
      self = .milliradianSpan
    } else {
      throw .ambiguousPhaseScale(evidence: Self.evidence(frame))
    }
  }

  private static func evidence(_ frame: ImageFrame) -> String {
    let rescale =
      frame.rescale.map {
        "RescaleSlope (0028,1053) \(decimal($0.slope)), RescaleIntercept (0028,1052) \(decimal($0.intercept)), "
          + "RescaleType (0028,1054) \($0.type.isEmpty ? "absent" : $0.type)"
      } ?? "RescaleSlope (0028,1053) and RescaleIntercept (0028,1052) absent"
    return rescale + ", BitsStored (0028,0101) \(frame.bitsStored)" + (frame.isSigned ? " signed" : "")
  }

  /// Radians of a stored value before wrapping, as `slope·stored + intercept`.
  func line(of frame: ImageFrame) -> (slope: Double, intercept: Double) {
    let turn = 2 * Double.pi
    switch self {
    case .siemensStored, .siemensRescaled: return (turn / 4096, -Double.pi)
    case .milliradians, .milliradianSpan:
      return ((frame.rescale?.slope ?? 0) / 1000, (frame.rescale?.intercept ?? 0) / 1000)
    }
  }
}
