import Vocabulary

/// The rule that turns stored phase values into radians.
///
/// It comes from tags, never from the values' range; of two rules the pixels must confirm what the tags say
/// (`requiredReach`).
enum PhaseScale: Hashable, Sendable {
  /// Siemens without rescale tags: 0…4095 is −π…π.
  case siemensStored
  /// Siemens with slope 2, intercept −4096: the rescaled value −4096…4095 is −π…π.
  case siemensRescaled
  /// Siemens with slope 1, intercept 0: as without rescale.
  case siemensIdentity
  /// Philips with RescaleType `mrad`.
  case milliradians
  /// Philips without `mrad`, where slope and intercept span ±π·1000.
  case milliradianSpan
  /// GE, signed values without rescale.
  case geMilliradians
  /// RescaleType `rad`.
  case typedRadians
  /// RescaleType `mrad`.
  case typedMilliradians
  /// A Real World Value Mapping whose unit is an angle.
  case realWorld
  /// Slope and intercept that make the stored range one turn, in rad.
  case spanRadians
  /// Slope and intercept that make the stored range one turn, in mrad.
  case spanMilliradians

  /// The rule in words, for the report.
  var text: String {
    switch self {
    case .siemensStored:
      "Siemens, 12 bits without rescale: phase = stored value · 2π/4096 − π"
    case .siemensRescaled:
      "Siemens, rescale slope 2 and intercept −4096: phase = rescaled value · π/4096"
    case .siemensIdentity:
      "Siemens, 12 bits with the identity as rescale: phase = stored value · 2π/4096 − π, confirmed by the pixels"
    case .milliradians:
      "Philips, RescaleType mrad: phase = rescaled value / 1000"
    case .milliradianSpan:
      "Philips, rescale slope and intercept span −1000π…1000π: phase = rescaled value / 1000"
    case .geMilliradians:
      "GE, signed values without rescale: phase = stored value / 1000, confirmed by the pixels"
    case .typedRadians: "RescaleType rad: phase = rescaled value"
    case .typedMilliradians: "RescaleType mrad: phase = rescaled value / 1000"
    case .realWorld: "Real World Value Mapping with the unit of an angle"
    case .spanRadians: "rescale slope and intercept span one turn in radians: phase = rescaled value"
    case .spanMilliradians:
      "rescale slope and intercept span −1000π…1000π: phase = rescaled value / 1000"
    }
  }

  /// Relative error of the rescaled range's ends that still counts as one turn: scanners print π·1000 as
  /// 3142.
  static let spanTolerance = 0.005

  /// The rule of a phase frame.
  /// - Throws: `MGRERefusal.ambiguousPhaseScale` with the tags that were looked at.
  init(of frame: ImageFrame, vendor: Vendor) throws(MGRERefusal) {
    guard let rule = vendor.rules.phaseScale(of: frame) else {
      throw .ambiguousPhaseScale(evidence: Self.evidence(frame, vendor: vendor))
    }
    self = rule
  }

  private static func evidence(_ frame: ImageFrame, vendor: Vendor) -> String {
    let rescale =
      frame.rescale.map {
        "RescaleSlope (0028,1053) \(decimal($0.slope)), RescaleIntercept (0028,1052) \(decimal($0.intercept)), "
          + "RescaleType (0028,1054) \($0.type.isEmpty ? "absent" : $0.type)"
      } ?? "RescaleSlope (0028,1053) and RescaleIntercept (0028,1052) absent"
    let bits = ", BitsStored (0028,0101) \(frame.bitsStored)" + (frame.isSigned ? " signed" : "")
    guard case .other = vendor else { return rescale + bits }
    return rescale + bits
      + ", RealWorldValueMappingSequence (0040,9096) "
      + (frame.realWorld.map { "in \($0.unit)" } ?? "absent or without the unit of an angle")
  }

  /// Radians of a stored value before wrapping, as `slope·stored + intercept`.
  func line(of frame: ImageFrame) -> (slope: Double, intercept: Double) {
    let turn = 2 * Double.pi
    let slope = frame.rescale?.slope ?? 1
    let intercept = frame.rescale?.intercept ?? 0
    switch self {
    case .siemensStored, .siemensRescaled, .siemensIdentity: return (turn / 4096, -Double.pi)
    case .milliradians, .milliradianSpan, .typedMilliradians, .spanMilliradians, .geMilliradians:
      return (slope / 1000, intercept / 1000)
    case .typedRadians, .spanRadians: return (slope, intercept)
    case .realWorld: return (frame.realWorld?.slope ?? 0, frame.realWorld?.intercept ?? 0)
    }
  }

  /// Radians of the lowest and the highest value that a frame's pixels can store.
  func radians(of frame: ImageFrame) -> ClosedRange<Double> {
    let line = line(of: frame)
    let stored = frame.storedRange
    let a = line.slope * stored.lowerBound + line.intercept
    let b = line.slope * stored.upperBound + line.intercept
    return min(a, b)...max(a, b)
  }

  /// The middle of the turn in which a frame's values lie: π where no value can be negative, else 0.
  func centre(of frame: ImageFrame) -> Double {
    radians(of: frame).lowerBound > -Self.spanTolerance * Double.pi ? Double.pi : 0
  }

  /// What the largest distance from the centre must exceed, rad, for the rules that need the pixels' consent.
  ///
  /// Every head image has air, whose phase is uniform over the turn: of 10⁴ voxels the largest is within 0.1
  /// % of π. 4.5 % less (3000 of 3142 mrad) leaves room for images whose air was set to zero.
  var requiredReach: Double? {
    switch self {
    case .geMilliradians, .siemensIdentity: 3.0
    default: nil
    }
  }
}

extension ImageFrame {
  /// The lowest and the highest value that the pixels can store.
  var storedRange: ClosedRange<Double> {
    let bits = min(max(bitsStored, 1), 32)
    let count = Double(UInt64(1) << UInt64(bits))
    return isSigned ? (-count / 2)...(count / 2 - 1) : 0...(count - 1)
  }

  /// True if the rescaled range of the stored values is one turn that begins at `start` (−π, 0, −1000π, …),
  /// rounding apart: in rad, or in mrad where `start` is in mrad.
  func spansTurn(from start: Double) -> Bool {
    guard let rescale, rescale.slope > 0 else { return false }
    let turn = abs(start) > 100 ? 2000 * Double.pi : 2 * Double.pi
    let low = rescale.slope * storedRange.lowerBound + rescale.intercept
    let high = rescale.slope * storedRange.upperBound + rescale.intercept
    let tolerance = PhaseScale.spanTolerance * turn / 2
    return abs(low - start) <= tolerance && abs(high - (start + turn)) <= tolerance
  }
}
