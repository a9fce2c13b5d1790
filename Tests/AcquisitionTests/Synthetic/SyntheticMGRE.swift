import DICOM
import Vocabulary

/// A small multi-echo gradient echo, written as scanners write it.
///
/// Magnitude and phase of a voxel are made of its position and echo, so that every voxel differs.
struct SyntheticMGRE {
  enum Style {
    case siemens, siemensRescaled, philips
    /// GE: all parts in one series, marked by (0043,102F); magnitude, real and imaginary, or magnitude and
    /// phase.
    case ge, gePhase
    /// Philips classic, and Siemens, with real and imaginary instead of phase images.
    case philipsComplex, siemensComplex
    /// A vendor without rules of its own: the standard's tags, phase in rad.
    case canon

    /// The parts that are written, by letter: M, P, R, I.
    var parts: [String] {
      switch self {
      case .siemens, .siemensRescaled, .philips, .gePhase, .canon: ["M", "P"]
      case .ge: ["M", "R", "I"]
      case .philipsComplex, .siemensComplex: ["R", "I"]
      }
    }
    /// True where all parts share a series.
    var isOneSeries: Bool {
      switch self {
      case .philips, .philipsComplex, .ge, .gePhase: true
      case .siemens, .siemensRescaled, .siemensComplex, .canon: false
      }
    }
    var manufacturer: String {
      switch self {
      case .siemens, .siemensRescaled, .siemensComplex: "SIEMENS"
      case .philips, .philipsComplex: "Philips"
      case .ge, .gePhase: "GE MEDICAL SYSTEMS"
      case .canon: "CANON_MEC"
      }
    }
    var isSigned: Bool { self == .ge || self == .gePhase || self == .siemensComplex }
  }

  var style = Style.siemens
  var columns = 6
  var rows = 5
  var slices = 4
  var echoTimesMs = [4.0, 8.0, 12.0]
  var origin = SIMD3(-20.0, -10.0, 5.0)
  var rowDirection = SIMD3(1.0, 0.0, 0.0)
  var columnDirection = SIMD3(0.0, 1.0, 0.0)
  /// Of columns, rows, slices.
  var spacing = SIMD3(0.75, 0.5, 2.0)
  var seriesUIDs = (magnitude: "1.2.3.10", phase: "1.2.3.11")
  var seriesNumbers = (magnitude: 5, phase: 6)

  /// Magnitude and radians (Siemens' sign) instead of the built-in ones.
  var signal: ((_ x: Int, _ y: Int, _ z: Int, _ echo: Int) -> (magnitude: Double, radians: Double))?
  /// GE's alternation of slice signs.
  var alternatesSlices = false

  func magnitude(_ x: Int, _ y: Int, _ z: Int, echo: Int) -> Int32 {
    Int32(100 + x + 10 * y + 100 * z + 700 * echo)
  }

  /// Stored phase, 0…4095.
  func phase(_ x: Int, _ y: Int, _ z: Int, echo: Int) -> Int32 {
    Int32((37 * x + 211 * y + 517 * z + 900 * echo) % 4096)
  }

  func position(_ slice: Int) -> SIMD3<Double> {
    origin + cross(rowDirection, columnDirection) * (spacing.z * Double(slice))
  }

  /// One classic instance a cell: magnitude before phase, echo by echo, slice by slice.
  var classic: [SyntheticInstance] {
    style.parts.flatMap { part in
      echoTimesMs.indices.flatMap { echo in
        (0..<slices).map { slice in
          SyntheticInstance(
            header: header(part, echo: echo, slice: slice), frames: [stored(part, echo: echo, slice: slice)])
        }
      }
    }
  }

  func header(_ part: String, echo: Int, slice: Int) -> DataSet {
    var d = commonHeader
    let place = style.parts.firstIndex(of: part) ?? 0
    let number = (echo * slices + slice + 1) + 1000 * place
    d.set(.sopClassUID, .UI, "1.2.840.10008.5.1.4.1.1.4")
    d.set(.sopInstanceUID, .UI, "1.2.3.\(100 + 100 * place).\(number).\(seriesNumbers.magnitude)")
    let own = place == 0 || style.isOneSeries
    d.set(.seriesInstanceUID, .UI, own ? seriesUIDs.magnitude : seriesUIDs.phase)
    d.set(.seriesNumber, .IS, ints: [own ? seriesNumbers.magnitude : seriesNumbers.phase])
    d.set(.instanceNumber, .IS, ints: [number])
    d[.imageType] = DataElement(vr: .CS, value: .strings(imageType(part)))
    d.set(.echoTime, .DS, doubles: [echoTimesMs[echo]])
    d.set(.imagingFrequency, .DS, doubles: [123.25])
    d.set(.scanningSequence, .CS, "GR")
    d.set(.imageOrientationPatient, .DS, doubles: orientation)
    d.set(.imagePositionPatient, .DS, doubles: numbers(position(slice)))
    d.set(.pixelSpacing, .DS, doubles: [spacing.y, spacing.x])
    if style == .ge || style == .gePhase {
      d.set(Tag(0x0043, 0x0010), .LO, "GEMS_PARM_01")
      d.set(Tag(0x0043, 0x102F), .SS, ints: [["M": 0, "P": 1, "R": 2, "I": 3][part] ?? 0])
    }
    if let (slope, intercept, type) = rescale(part) {
      d.set(.rescaleSlope, .DS, doubles: [slope])
      d.set(.rescaleIntercept, .DS, doubles: [intercept])
      d.set(.rescaleType, .LO, type)
    }
    return d
  }

  var orientation: [Double] { numbers(rowDirection) + numbers(columnDirection) }

  func numbers(_ v: SIMD3<Double>) -> [Double] { [v.x, v.y, v.z] }

  func imageType(_ part: String) -> [String] {
    switch style {
    case .philips, .philipsComplex:
      ["ORIGINAL", "PRIMARY", part == "P" ? "PHASE MAP" : part + "_FFE", part, "FFE"]
    case .ge, .gePhase: ["ORIGINAL", "PRIMARY", "OTHER"]
    case .siemens, .siemensRescaled, .siemensComplex: ["ORIGINAL", "PRIMARY", part, "ND"]
    case .canon: ["ORIGINAL", "PRIMARY", part == "M" ? "MAGNITUDE" : "PHASE"]
    }
  }

  func rescale(_ part: String) -> (Double, Double, String)? {
    switch (style, part) {
    case (.siemens, _), (.siemensRescaled, "M"), (.ge, _), (.gePhase, _), (.siemensComplex, _): nil
    case (.siemensRescaled, _): (2, -4096, "US")
    case (.philips, "M"): (1.25, 0, "normalized")
    case (.philips, _): (1.53455433455433, -3142, "mrad")
    case (.philipsComplex, _): (1.25, -2560, "normalized")
    case (.canon, "M"): nil
    case (.canon, _): (0.002, -4.096, "RAD")
    }
  }

  /// What does not depend on part, echo or slice.
  var commonHeader: DataSet {
    var d = DataSet()
    d.set(.modality, .CS, "MR")
    d.set(.manufacturer, .LO, style.manufacturer)
    d.set(.patientName, .PN, "Synthetic^Case")
    d.set(.patientID, .LO, "SYN-1")
    d.set(.patientBirthDate, .DA, "19600102")
    d.set(.patientSex, .CS, "F")
    d.set(.studyDate, .DA, "20260301")
    d.set(.studyTime, .TM, "101500")
    d.set(.studyInstanceUID, .UI, "1.2.3.1")
    d.set(.frameOfReferenceUID, .UI, "1.2.3.2")
    d.set(.repetitionTime, .DS, "30")
    d.set(.flipAngle, .DS, "15")
    d.set(.magneticFieldStrength, .DS, "3")
    d.set(.patientPosition, .CS, "HFS")
    d.set(.rows, .US, ints: [rows])
    d.set(.columns, .US, ints: [columns])
    d.set(.samplesPerPixel, .US, ints: [1])
    d.set(.photometricInterpretation, .CS, "MONOCHROME2")
    d.set(.bitsAllocated, .US, ints: [16])
    d.set(.bitsStored, .US, ints: [style.isSigned ? 16 : 12])
    d.set(.highBit, .US, ints: [style.isSigned ? 15 : 11])
    d.set(.pixelRepresentation, .US, ints: [style.isSigned ? 1 : 0])
    return d
  }
}
