import DICOM

/// Siemens: classic files (to E11), XA classic exports (MFSPLIT) and XA enhanced files.
struct SiemensRules: VendorRules {
  /// Phase is stored in 12 unsigned bits, 0…4095 for −π…π.
  ///
  /// Checked on files: without rescale tags, and with slope 2 and intercept −4096. An identity rescale
  /// changes no value, so the stored ones mean what they mean without it; as no such file was seen, its
  /// pixels must also reach both ends of the turn.
  func phaseScale(of frame: ImageFrame) -> PhaseScale? {
    guard frame.bitsStored == 12, !frame.isSigned else { return nil }
    guard let rescale = frame.rescale else { return .siemensStored }
    if rescale.slope == 2, rescale.intercept == -4096 { return .siemensRescaled }
    let saysNothing = ["", "US"].contains(rescale.type.uppercased())
    return rescale.slope == 1 && rescale.intercept == 0 && saysNothing ? .siemensIdentity : nil
  }

  func fieldMapping(_ series: ScannedSeries) -> String? {
    if series.instances.contains(where: \.sequence.isFieldMapping) {
      return "its sequence file is gre_field_mapping"
    }
    if let name = series.sequenceName, name.lowercased().trimmed("*").hasPrefix("fm2d") {
      return "SequenceName \(name)"
    }
    return nil
  }

  /// The product SWI sequence exports phase that its reconstruction high-pass filtered; no tag was found that
  /// tells the versions and settings apart that do not, so the sequence is refused by name.
  func filteredPhase(_ series: ScannedSeries) -> String? {
    guard let name = series.sequenceName, name.lowercased().contains("swi") else { return nil }
    return "SequenceName \(name)"
  }

  /// `ucReadOutMode` of the protocol: 1 monopolar, 2 bipolar (two independent readers of Siemens data).
  ///
  /// 1 is also what sequences write that have no such choice, so it is believed of the vendor's own sequences
  /// only.
  func readoutPolarity(_ series: ScannedSeries) -> ReadoutPolarity? {
    let protocols = Set(series.instances.map(\.sequence).filter { $0.readoutMode != nil })
    guard protocols.count == 1, let only = protocols.first else { return nil }
    switch only.readoutMode {
    case 1 where only.isSiemensProduct: return .monopolar
    case 2: return .bipolar
    default: return nil
    }
  }

  /// The image type in Siemens' private tag (0021,xx75): of the frame in enhanced files, of the image before
  /// the split in classic exports; upper case, empty if absent.
  static func originalImageType(_ attributes: FrameAttributes) -> [String] {
    let creator = "SIEMENS MR SDI 02"
    if let sequence = attributes.groups.privateTag(0x0021, creator, 0xFE),
      let item = attributes.groups.items(sequence).first, let tag = item.privateTag(0x0021, creator, 0x75)
    {
      return item.texts(tag).map { $0.uppercased() }
    }
    guard let tag = attributes.header.privateTag(0x0021, creator, 0x75) else { return [] }
    return attributes.header.texts(tag).map { $0.uppercased() }
  }
}
