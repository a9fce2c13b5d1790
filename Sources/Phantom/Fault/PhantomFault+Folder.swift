import DICOM

extension PhantomFault {
  /// What a whole export looks like: everything of both examinations, and things that are no images.
  static let mixedFolder = PhantomFault { study in
    for fault in [localizers, boneKernel, doseSheet, spinEcho, normalizedMagnitude] { fault.apply(&study) }
    oddNames.apply(&study)
  }

  /// The mGRE's magnitude and the CT alone, not what was added to them.
  @Sendable private static func isMagnitude(_ d: DataSet) -> Bool {
    d.isMagnitude && d.int(.seriesNumber) == 5
  }
  @Sendable private static func isCT(_ d: DataSet) -> Bool { d.isCT && d.int(.seriesNumber) == 2 }

  /// Scouts of both scanners.
  private static let localizers = all(
    adding("scout-mr", copiesOf: { isMagnitude($0) && $0.int(.instanceNumber) == 12 }) { d in
      d.renewSeries("localizer", number: 1, description: "localizer")
      d.set(.imageType, .CS, "ORIGINAL", "PRIMARY", "M", "ND", "NORM")
      d.set(.imageOrientationPatient, .DS, doubles: [0, 1, 0, 0, 0, -1])
    },
    adding("scout-ct", copiesOf: { isCT($0) && $0.int(.instanceNumber) == 1 }) { d in
      d.renewSeries("topogram", number: 1, description: "Topogram 0.6 T20f")
      d.set(.imageType, .CS, "ORIGINAL", "PRIMARY", "LOCALIZER")
      d.set(.imageOrientationPatient, .DS, doubles: [0, 1, 0, 0, 0, -1])
      d.set(.convolutionKernel, .SH, "T20f")
    })

  /// The same CT reconstructed with an edge-enhancing kernel: the rim of bone overshoots.
  private static let boneKernel = adding("ct-bone", copiesOf: isCT) { d in
    d.renewSeries("bone", number: 3, description: "Head 1.0 H70h")
    d.set(.convolutionKernel, .SH, "H70h")
    d.mapPixels { _, v in v > 1800 ? min(v + 200, 4095) : v }
  }

  /// The page with the dose, which carries the CT's modality.
  private static let doseSheet = adding(
    "dose", copiesOf: { isCT($0) && $0.int(.instanceNumber) == 1 }
  ) { ct in
    var d = DataSet()
    for tag in ct.tags where tag.group < 0x18 || tag.group == 0x20 { d[tag] = ct[tag] }
    for tag in [
      Tag.imagePositionPatient, .imageOrientationPatient, .frameOfReferenceUID, .positionReferenceIndicator,
      .acquisitionNumber,
    ] { d[tag] = nil }
    d.renewSeries("dose", number: 501, description: "Patient Protocol")
    // Secondary Capture Image Storage.
    d.set(.sopClassUID, .UI, "1.2.840.10008.5.1.4.1.1.7")
    d.set(.imageType, .CS, "DERIVED", "SECONDARY", "OTHER", "CSA REPORT")
    d.set(.conversionType, .CS, "WSD")
    let side = 64
    CommonModules.pixels(
      &d, columns: side, rows: side, (0..<(side * side)).map { Int32($0 / side % 8 == 0 ? 4095 : 0) })
    ct = d
  }

  /// A T2-weighted spin echo of the same patient.
  private static let spinEcho = adding("t2", copiesOf: { isMagnitude($0) && $0.echo == 1 }) { d in
    d.renewSeries("t2", number: 9, description: "t2_tse_tra")
    d.set(.scanningSequence, .CS, "SE")
    d.set(.sequenceVariant, .CS, "SK")
    d.set(.sequenceName, .SH, "*tse2d1_11")
    d.set(.mrAcquisitionType, .CS, "2D")
    d.set(.echoTime, .DS, "96")
    d.set(.repetitionTime, .DS, "5200")
    d.set(.echoTrainLength, .IS, "11")
  }

  /// The magnitude once more, with its brightness made even: no phase belongs to it.
  private static let normalizedMagnitude = adding("norm", copiesOf: isMagnitude) { d in
    d.renewSeries("norm", number: 7, description: "qsm_megre_3d_NORM")
    d.set(.imageType, .CS, "ORIGINAL", "PRIMARY", "M", "ND", "NORM")
    d.mapPixels { _, v in v * 7 / 8 }
  }

  /// Nested folders without extensions, copies, a text, a file without its preamble.
  private static let oddNames = PhantomFault { study in
    for i in study.files.indices {
      study.files[i].path = "export 2026/\(i % 7)/\(i % 3)/\(String(i, radix: 36).uppercased())"
    }
    if let first = study.files.firstIndex(where: { $0.dataSet?.isPhase == true }) {
      study.files[first].damage = .withoutPreamble
    }
    for i in [3, 5, 200] where i < study.files.count {
      var copy = study.files[i]
      copy.path = "export 2026/copies/" + String(i)
      study.files.append(copy)
    }
    file("export 2026/READ ME.txt", Array("Exported for reading, thank you.\n".utf8)).apply(&study)
  }
}
