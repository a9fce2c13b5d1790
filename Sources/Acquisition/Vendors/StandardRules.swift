/// Every other vendor (Canon, United Imaging, …): by the standard's tags only.
///
/// No phase file of such a vendor was found to check. The sign is taken as Siemens', which the image must
/// prove.
struct StandardRules: VendorRules {
  var isVerified: Bool { false }

  func phaseScale(of frame: ImageFrame) -> PhaseScale? {
    if let stated = Self.statedUnit(of: frame) { return stated }
    guard frame.realWorld == nil, let rescale = frame.rescale,
      ["", "US"].contains(rescale.type.uppercased())
    else { return nil }
    if frame.spansTurn(from: -1000 * .pi) { return .spanMilliradians }
    return frame.spansTurn(from: -.pi) || frame.spansTurn(from: 0) ? .spanRadians : nil
  }

  /// The unit that RescaleType or a Real World Value Mapping states; nil where none does, or where the two
  /// give different angles.
  static func statedUnit(of frame: ImageFrame) -> PhaseScale? {
    let typed: PhaseScale? =
      switch frame.rescale?.type.lowercased() {
      case "rad", "radian", "radians": .typedRadians
      case "mrad": .typedMilliradians
      default: nil
      }
    guard frame.realWorld != nil else { return typed }
    guard let typed else { return .realWorld }
    let (a, b) = (typed.radians(of: frame), PhaseScale.realWorld.radians(of: frame))
    let tolerance = PhaseScale.spanTolerance * Double.pi
    return abs(a.lowerBound - b.lowerBound) < tolerance && abs(a.upperBound - b.upperBound) < tolerance
      ? typed : nil
  }
}
