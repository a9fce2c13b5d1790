import DICOM

/// Philips: classic files with all echoes and parts in one series, and enhanced files.
struct PhilipsRules: VendorRules {
  private static let imaging1 = "Philips MR Imaging DD 001"
  private static let imaging5 = "Philips MR Imaging DD 005"

  /// (2005,xx11): M, P, R or I; in enhanced files inside the frame's sequence (2005,xx0F).
  func part(_ attributes: FrameAttributes) -> ImagePart? {
    for dataSet in Self.privateDataSets(attributes) {
      if let tag = dataSet.privateTag(0x2005, Self.imaging1, 0x11), let letter = dataSet.text(tag) {
        return ImagePart.words[letter.uppercased()]
      }
    }
    return nil
  }

  /// RescaleType `mrad` (classic), or slope and intercept that span exactly one turn in mrad (enhanced files
  /// say `US`); both checked on files.
  func phaseScale(of frame: ImageFrame) -> PhaseScale? {
    guard let rescale = frame.rescale, !frame.isSigned, (8...16).contains(frame.bitsStored) else {
      return nil
    }
    switch rescale.type.lowercased() {
    case "mrad": return .milliradians
    case "", "us": return frame.spansTurn(from: -1000 * .pi) ? .milliradianSpan : nil
    default: return nil
    }
  }

  /// Philips' scale between displayed and measured values, `RescaleSlope · (2005,xx0E)`.
  ///
  /// Real and imaginary images may be put together only where they share it.
  static func displayScale(_ attributes: FrameAttributes) -> Double? {
    guard let slope = attributes.double(.rescaleSlope) else { return nil }
    for dataSet in privateDataSets(attributes) {
      if let tag = dataSet.privateTag(0x2005, imaging1, 0x0E), let scale = dataSet.floatingPoint(tag) {
        return slope * scale
      }
    }
    return nil
  }

  private static func privateDataSets(_ attributes: FrameAttributes) -> [DataSet] {
    let nested = attributes.groups.privateTag(0x2005, imaging5, 0x0F)
      .flatMap { attributes.groups.items($0).first }
    return [nested, attributes.header].compactMap { $0 }
  }
}
