import DICOM
import Media

/// What a series is.
public enum SeriesKind: String, Codable, Hashable, Sendable {
  /// Magnitude images of a multi-echo gradient echo.
  case mgreMagnitude
  /// Phase images of a multi-echo gradient echo, or real and imaginary ones.
  case mgrePhase
  /// Both in one series.
  case mgreMagnitudeAndPhase
  /// CT slices of a head.
  case headCT
  /// Localizer, scout.
  case localizer
  /// Magnitude of a field mapping sequence, or a field map.
  case fieldMap
  /// Phase difference of a field mapping sequence.
  case phaseDifference
  /// Computed from other images.
  case derived
  /// Anything else.
  case other
}

/// What becomes of a series.
public enum SeriesVerdict: String, Codable, Hashable, Sendable {
  /// Chosen for the case.
  case used
  /// Could be chosen.
  case usable
  /// Not of the kind that is needed, or another one was preferred.
  case notUsed
  /// Of the kind that is needed, but may not be measured.
  case refused
}

/// One series as `pallidum inspect` shows it.
///
/// It holds no patient's name, id or date, unless somebody typed one into the description.
public struct SeriesSummary: Codable, Hashable, Sendable {
  /// Series Instance UID.
  public let seriesInstanceUID: String
  /// Study Instance UID.
  public let studyInstanceUID: String
  /// Classic or enhanced files.
  public let form: SeriesForm
  /// Modality.
  public let modality: String
  /// Vendor by name, such as `Siemens`.
  public let vendor: String
  /// Series Description: free text.
  public var description: String
  /// Series Number.
  public let number: Int?
  /// What it is.
  public internal(set) var kind: SeriesKind
  /// Distinct echo times in ms, ascending.
  public let echoTimesMs: [Double]
  /// Parts of the complex signal that occur.
  public let parts: [ImagePart]
  /// Files.
  public let instances: Int
  /// Image planes.
  public let frames: Int
  /// Columns, rows and distinct slice positions; empty without geometry.
  public let matrix: [Int]
  /// Column spacing, row spacing and usual slice distance in mm; empty without geometry.
  public let voxelSizeMm: [Double]
  /// How the slices lie in the patient; nil without geometry.
  public let orientation: PlaneOrientation?
  /// Transfer syntax UIDs.
  public let transferSyntaxes: [String]
  /// Names of the transfer syntaxes whose pixels are compressed, or that are not known.
  public let compressions: [String]
  /// What becomes of it.
  public internal(set) var verdict: SeriesVerdict
  /// Why, one or two sentences.
  public internal(set) var reason: String

  /// What tells it from the other entries.
  var key: SeriesKey { SeriesKey(studyUID: studyInstanceUID, uid: seriesInstanceUID, form: form) }

  init(_ series: ScannedSeries, kind: SeriesKind, verdict: SeriesVerdict, reason: String) {
    let frames = series.frames
    seriesInstanceUID = series.uid
    studyInstanceUID = series.studyUID
    form = series.form
    modality = printable(series.modality)
    vendor = printable(series.vendor.name)
    description = printable(series.description)
    number = series.number
    self.kind = kind
    echoTimesMs = distinctValues(
      frames.compactMap(\.echoTimeMs), tolerance: EchoSliceMatrix.echoToleranceMs)
    let present = Set(frames.map(\.part))
    parts = series.modality == "MR" ? ImagePart.allCases.filter(present.contains) : []
    instances = series.instances.count
    self.frames = series.instances.reduce(0) { $0 + $1.frameCount }
    let planes = frames.compactMap(\.plane)
    if let first = planes.first {
      let positions = distinctValues(
        planes.map { $0.position(along: first.normal) }, tolerance: EchoSliceMatrix.positionToleranceMm)
      let gaps = zip(positions.dropFirst(), positions).map { $0 - $1 }
      orientation = PlaneOrientation(normal: first.normal)
      matrix = [first.columns, first.rows, positions.count]
      voxelSizeMm = [first.columnSpacing, first.rowSpacing, Statistic.median(gaps)]
    } else {
      orientation = nil
      matrix = []
      voxelSizeMm = []
    }
    transferSyntaxes = Set(series.instances.map { printable($0.transferSyntax) }).sorted()
    compressions = transferSyntaxes.compactMap { uid in
      TransferSyntax(uid: uid)?.isEncapsulated == false ? nil : TransferSyntax.name(ofUID: uid)
    }
    self.verdict = verdict
    self.reason = printable(reason)
  }
}
