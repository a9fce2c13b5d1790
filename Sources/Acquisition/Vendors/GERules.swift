import DICOM

/// GE: classic files of magnitude, phase, real and imaginary images, often in one series.
struct GERules: VendorRules {
  /// GE's phase has the opposite sign of Siemens' and Philips': checked on one public dataset against the
  /// scanner's own field map, and applied by the published consensus pipeline for susceptibility mapping.
  var invertsPhase: Bool { true }
  /// Complex slices come out of the slice transform with alternating signs, unless the scanner undid it.
  var mayAlternateSlices: Bool { true }

  /// (0043,xx2F): 0 magnitude, 1 phase, 2 real, 3 imaginary; the first value where there are several.
  func part(_ attributes: FrameAttributes) -> ImagePart? {
    guard let tag = attributes.header.privateTag(0x0043, "GEMS_PARM_01", 0x2F),
      let code = attributes.header.shortInteger(tag), (0...3).contains(code)
    else { return nil }
    return [.magnitude, .phase, .real, .imaginary][code]
  }

  /// A unit that a tag states; else signed values without rescale, which GE writes in milliradians.
  ///
  /// The latter is recalled, not checked on a file: the pixels must confirm it (`PhaseScale.requiredReach`).
  func phaseScale(of frame: ImageFrame) -> PhaseScale? {
    if let stated = StandardRules.statedUnit(of: frame) { return stated }
    guard frame.isSigned, frame.bitsStored >= 13, frame.realWorld == nil else { return nil }
    guard let rescale = frame.rescale else { return .geMilliradians }
    let saysNothing = ["", "US"].contains(rescale.type.uppercased())
    return rescale.slope == 1 && rescale.intercept == 0 && saysNothing ? .geMilliradians : nil
  }

  /// The product B0 map's name in (0019,xx9C): its magnitude and Hz map are both tagged as magnitude.
  func fieldMapping(_ series: ScannedSeries) -> String? {
    let header = series.attributes.header
    guard let tag = header.privateTag(0x0019, "GEMS_ACQU_01", 0x9C), let name = header.text(tag),
      name.lowercased().contains("b0map")
    else { return nil }
    return "sequence \(name)"
  }
}
