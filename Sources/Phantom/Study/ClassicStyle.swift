import DICOM

/// What distinguishes the vendors' classic files: series, names, type of image, scale, private marks.
struct ClassicStyle: Sendable {
  /// The images that share one series.
  enum SeriesSpan: Int, Sendable {
    case oneEchoAndPart, onePart, everything
  }

  let format: ScannerFormat

  private enum Vendor { case siemens, siemensXA, philips, ge, unitedImaging }

  private var vendor: Vendor {
    switch format {
    case .philipsClassic, .philipsEnhanced, .philipsRealImaginary: .philips
    case .geMagnitudePhase, .geMagnitudeRealImaginary, .geRealImaginary: .ge
    case .unitedImaging, .unitedImagingRescaled: .unitedImaging
    case .siemensSplit: .siemensXA
    case .siemensClassic, .siemensSeriesAnEcho, .siemensEnhanced, .canonEnhanced: .siemens
    }
  }

  /// Series Description and Protocol Name.
  var description: String {
    switch vendor {
    case .siemens, .siemensXA: "qsm_megre_3d"
    case .philips: "3D_FFE_QSM"
    case .ge: "Ax 3D multi-echo GRE"
    case .unitedImaging: "gre_qsm_3d"
    }
  }

  /// Sequence Name (0018,0024); nil for GE, which leaves it out.
  func sequenceName(echoes: Int) -> String? {
    switch vendor {
    case .siemens, .siemensXA: "*fl3d\(echoes)r"
    case .philips: "FFE"
    case .ge: nil
    case .unitedImaging: "gre_me"
    }
  }

  /// The series of an image: what its identifier is made from, its number and which images share it.
  func series(_ part: SignalPart, echo: Int, echoes: Int) -> (name: String, number: Int, span: SeriesSpan) {
    switch format {
    case .siemensSeriesAnEcho:
      let number = 5 + echo + (part == .phase ? echoes : 0)
      return ("mgre \(part.rawValue) \(echo)", number, .oneEchoAndPart)
    case .philipsClassic, .philipsRealImaginary: return ("mgre", 501, .everything)
    case .geMagnitudePhase, .geMagnitudeRealImaginary, .geRealImaginary: return ("mgre", 4, .everything)
    default: return ("mgre \(part.rawValue)", part == .phase ? 6 : 5, .onePart)
    }
  }

  /// Sets type of image, names of the scanner, scale, window and private marks.
  func mark(_ d: inout DataSet, part: SignalPart, scale: StoredValues.Scale) {
    let letter = ["magnitude": "M", "phase": "P", "real": "R", "imaginary": "I"][part.rawValue] ?? ""
    if let r = scale.rescale {
      d.set(.rescaleIntercept, .DS, doubles: [r.intercept])
      d.set(.rescaleSlope, .DS, doubles: [r.slope])
      if !scale.type.isEmpty { d.set(.rescaleType, .LO, scale.type) }
    }
    window(&d, part)
    switch vendor {
    case .siemens:
      equipment(&d, "SIEMENS", "Prisma_fit", "syngo MR E11")
      d.set(.imageType, .CS, "ORIGINAL", "PRIMARY", letter, "ND")
    case .siemensXA:
      equipment(&d, "Siemens Healthineers", "MAGNETOM Prisma Fit", "syngo MR XA30")
      d.set(.imageType, .CS, "ORIGINAL", "PRIMARY", letter, "DIS2D", "MFSPLIT")
      d[.echoNumbers] = nil
      d.set(Tag(0x0021, 0x0011), .LO, "SIEMENS MR SDI 02")
      d.set(Tag(0x0021, 0x1175), .CS, "ORIGINAL", "PRIMARY", letter, "NONE")
    case .philips:
      equipment(&d, "Philips Medical Systems", "Ingenia Elition X", "5.7.1", "5.7.1.1")
      d.set(
        .imageType, .CS, "ORIGINAL", "PRIMARY", part == .phase ? "PHASE MAP" : letter + "_FFE", letter, "FFE")
      d.set(Tag(0x2005, 0x0010), .LO, "Philips MR Imaging DD 001")
      d.set(Tag(0x2005, 0x1011), .CS, letter)
    case .ge:
      equipment(&d, "GE MEDICAL SYSTEMS", "SIGNA Premier", "29", "LX", "MR29.1_EA")
      d.set(.imageType, .CS, "ORIGINAL", "PRIMARY", "OTHER")
      d.set(Tag(0x0019, 0x0010), .LO, "GEMS_ACQU_01")
      d.set(Tag(0x0019, 0x109C), .LO, "efgre3d")
      d.set(Tag(0x0043, 0x0010), .LO, "GEMS_PARM_01")
      d.set(Tag(0x0043, 0x102F), .SS, ints: [SignalPart.allCases.firstIndex(of: part) ?? 0])
    case .unitedImaging:
      equipment(&d, "UIH", "uMR 790", "uMR V10")
      d.set(.imageType, .CS, "ORIGINAL", "PRIMARY", letter)
      if format == .unitedImaging, part == .phase {
        d.set(.realWorldValueMappingSequence, items: [Self.radians(scale)])
      }
    }
  }

  private func equipment(_ d: inout DataSet, _ manufacturer: String, _ model: String, _ software: String...) {
    d.set(.manufacturer, .LO, manufacturer)
    d.set(.manufacturerModelName, .LO, model)
    d[.softwareVersions] = DataElement(vr: .LO, value: .strings(software))
  }

  private func window(_ d: inout DataSet, _ part: SignalPart) {
    let (center, width) =
      switch (vendor, part) {
      case (.ge, .magnitude): ("6400", "12800")
      case (.ge, .phase), (.philips, .phase): ("0", "6284")
      case (.ge, _): ("0", "12800")
      case (.philips, .real), (.philips, .imaginary): ("0", "3200")
      case (.siemensXA, .phase): ("0", "8192")
      case (.unitedImaging, .phase) where format == .unitedImagingRescaled: ("0", "6.3")
      case (_, .phase): ("2048", "4096")
      default: ("800", "1600")
      }
    d.set(.windowCenter, .DS, center)
    d.set(.windowWidth, .DS, width)
  }

  /// A Real World Value Mapping (PS3.3 C.7.6.16.2.11) from 12 stored bits to rad.
  private static func radians(_ scale: StoredValues.Scale) -> DataSet {
    var map = DataSet()
    map.set(.lutExplanation, .LO, "Phase")
    map.set(.lutLabel, .SH, "PHASE")
    map.set(.realWorldValueFirstValueMapped, .US, ints: [0])
    map.set(.realWorldValueLastValueMapped, .US, ints: [4095])
    map.set(.realWorldValueIntercept, .FD, doubles: [scale.origin])
    map.set(.realWorldValueSlope, .FD, doubles: [scale.step])
    map.set(.measurementUnitsCodeSequence, items: [Code("rad", "UCUM", "radian").item])
    return map
  }
}
