import DICOM
import Media

/// Where a volume came from: what derived objects must copy and refer to.
public struct SourceSeries: Sendable {
  /// The patient's attributes (PS3.3 C.7.1.1), as the first instance has them.
  public let patientModule: DataSet
  /// The study's attributes (PS3.3 C.7.2), as the first instance has them.
  public let studyModule: DataSet
  /// The equipment's attributes (PS3.3 C.7.5.1), as the first instance has them.
  public let equipmentModule: DataSet
  /// Frame of Reference UID; empty if absent.
  public let frameOfReferenceUID: String
  /// Modality, `MR` or `CT`.
  public let modality: String
  /// The series, in order of their numbers.
  public let seriesInstanceUIDs: [String]
  /// Every instance that went into the volume, sorted by series, slice and path.
  public let instances: [SourceInstance]
  /// The source of `frames`; `sliceIndex` tells a frame's slice in the volume's grid.
  init(series: [ScannedSeries], frames: [ImageFrame], sliceIndex: (ImageFrame) -> Int?) {
    let header = series.first?.attributes.header ?? DataSet()
    func module(_ tags: [Tag]) -> DataSet {
      var d = DataSet()
      d.copy(tags, from: header)
      return d
    }
    patientModule = module(Self.patientTags)
    studyModule = module(Self.studyTags)
    equipmentModule = module(Self.equipmentTags)
    frameOfReferenceUID = header.string(.frameOfReferenceUID) ?? ""
    modality = series.first?.modality ?? ""
    seriesInstanceUIDs = series.map(\.uid)
    let rank = Dictionary(series.enumerated().map { ($1.uid, $0) }) { first, _ in first }
    var byPath: [String: [ImageFrame]] = [:]
    for frame in frames { byPath[frame.path, default: []].append(frame) }
    let files = Dictionary(series.flatMap(\.instances).map { ($0.path, $0.file) }) { first, _ in first }
    let multiFrame = Set(series.flatMap(\.instances).filter { $0.frames.count > 1 }.map(\.path))
    instances = byPath.values.compactMap { own -> SourceInstance? in
      guard let first = own.first else { return nil }
      return SourceInstance(
        sopClassUID: first.sopClassUID, sopInstanceUID: first.sopInstanceUID,
        seriesInstanceUID: first.seriesInstanceUID, sliceIndex: own.count == 1 ? sliceIndex(first) : nil,
        frameNumbers: multiFrame.contains(first.path) ? own.map { $0.frameIndex + 1 }.sorted() : [],
        file: files[first.path] ?? MediaFile(path: first.path))
    }.sorted {
      (rank[$0.seriesInstanceUID] ?? 0, $0.sliceIndex ?? 0, $0.file)
        < (rank[$1.seriesInstanceUID] ?? 0, $1.sliceIndex ?? 0, $1.file)
    }
  }

  private static let patientTags: [Tag] = [
    .patientName, .patientID, .issuerOfPatientID, .patientBirthDate, .patientSex, Tag(0x0010, 0x1001),
    Tag(0x0010, 0x2160), Tag(0x0010, 0x4000), Tag(0x0012, 0x0062), Tag(0x0012, 0x0063),
  ]
  private static let studyTags: [Tag] = [
    .studyDate, .studyTime, .accessionNumber, Tag(0x0008, 0x0051), Tag(0x0008, 0x0090), .studyDescription,
    Tag(0x0010, 0x1010), Tag(0x0010, 0x1020), Tag(0x0010, 0x1030), .studyInstanceUID, .studyID,
  ]
  private static let equipmentTags: [Tag] = [
    .manufacturer, .institutionName, .stationName, .manufacturerModelName, .deviceSerialNumber,
    .softwareVersions,
  ]
}

/// One source file.
public struct SourceInstance: Hashable, Sendable {
  /// SOP Class UID.
  public let sopClassUID: String
  /// SOP Instance UID.
  public let sopInstanceUID: String
  /// Series Instance UID.
  public let seriesInstanceUID: String
  /// The slice of the volume's grid that it shows; nil if it holds several frames, or if the volume was
  /// resampled and no slice of it is the instance's.
  public let sliceIndex: Int?
  /// The frames that were used, from 1; empty for a single-frame instance.
  public let frameNumbers: [Int]
  /// The file; keeps what was unpacked from an archive on disk.
  let file: MediaFile

  /// The file's path as it was read.
  public var path: String { file.path }
}
