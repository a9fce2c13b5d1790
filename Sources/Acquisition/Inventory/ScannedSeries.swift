import DICOM
import Media

/// One file as the scan keeps it.
struct ScannedInstance: Sendable {
  /// The file; keeps what was unpacked from an archive on disk.
  let file: MediaFile
  let transferSyntax: String
  /// The header without bulk values; without private elements where an earlier file of the series has them.
  private(set) var header: DataSet
  /// The frames that the header describes, and one without a place for all others.
  let frames: [ImageFrame]
  /// Number of Frames (0028,0008); 1 if absent.
  let frameCount: Int
  /// The series it belongs to.
  let seriesKey: SeriesKey
  /// What the scanner's protocol says of the sequence.
  let sequence: SequenceProtocol

  /// What is kept of a header; nil if it is not an image with the UIDs that every instance has.
  init?(file: MediaFile, transferSyntax: String, header full: DataSet) {
    guard let sop = full.string(.sopInstanceUID), UID(sop) != nil,
      let series = full.string(.seriesInstanceUID), UID(series) != nil,
      let study = full.string(.studyInstanceUID), UID(study) != nil, full.int(.rows) != nil
    else { return nil }
    self.file = file
    seriesKey = SeriesKey(
      studyUID: study, uid: series, form: SeriesForm(sopClassUID: full.string(.sopClassUID) ?? ""))
    self.transferSyntax = transferSyntax
    sequence = SequenceProtocol(full)
    let header = full.withoutBulk(over: Self.bulkBytes)
    self.header = header
    let vendor = Vendor(manufacturer: header.string(.manufacturer))
    let declared = header.int(.numberOfFrames) ?? 1
    guard (1...Self.largestFrameCount).contains(declared) else { return nil }
    let shared = FrameAttributes.sharedGroups(of: header)
    frameCount = declared
    // A few bytes may claim thousands of frames: those that no functional group describes are one, which is
    // reason enough to refuse the series. So are groups of frames that are not there.
    let groups = header.items(.perFrameFunctionalGroupsSequence).count
    let described = max(1, groups)
    frames = (0..<min(declared, described + 1)).map { index in
      ImageFrame(
        path: file.path, attributes: FrameAttributes(header: header, frame: index, shared: shared),
        index: index, vendor: vendor, isDescribed: groups <= declared && index < described)
    }
  }

  /// A file that needs nothing kept.
  init?(path: String, transferSyntax: String, header: DataSet) {
    self.init(file: MediaFile(path: path), transferSyntax: transferSyntax, header: header)
  }

  /// Path to open.
  var path: String { file.path }

  /// What is kept of a file that is not the first of its series.
  ///
  /// Private elements say something of a frame, which was read, or of the series, where the first file's count;
  /// they are most of some vendors' headers.
  func withoutPrivateElements() -> ScannedInstance {
    var result = self
    result.header = header.filter { tag, _ in !tag.isPrivate }
    return result
  }

  /// Longest byte value that a header keeps: nothing that is looked up later is longer.
  private static let bulkBytes = 1024
  /// Most frames of a file that are read: 64 echoes of two parts and 512 slices.
  static let largestFrameCount = 65_536
}

/// The instances of one Series Instance UID in one form.
struct ScannedSeries: Sendable {
  let key: SeriesKey
  /// Of the first instance (its first frame).
  let attributes: FrameAttributes
  let vendor: Vendor
  let modality: String
  let number: Int?
  let description: String
  let instances: [ScannedInstance]

  init?(_ instances: [ScannedInstance]) {
    guard let first = instances.first else { return nil }
    self.instances = instances
    key = first.seriesKey
    attributes = FrameAttributes(header: first.header)
    vendor = Vendor(manufacturer: first.header.string(.manufacturer))
    modality = first.header.string(.modality) ?? ""
    number = first.header.int(.seriesNumber)
    description = first.header.string(.seriesDescription) ?? ""
  }

  /// Series Instance UID.
  var uid: String { key.uid }
  /// Study Instance UID.
  var studyUID: String { key.studyUID }
  /// Classic or enhanced.
  var form: SeriesForm { key.form }
  /// The pulse sequence's name.
  var sequenceName: String? {
    attributes.string(.sequenceName) ?? attributes.string(.pulseSequenceName)
  }
  /// All frames in file order.
  var frames: [ImageFrame] { instances.flatMap(\.frames) }

  /// How messages name the series: by number, else by its UID.
  ///
  /// The description stays out, it may hold a name.
  var label: String { number.map { "Series \($0)" } ?? "Series \(uid)" }
}

extension DataSet {
  /// The data set without byte values longer than `limit`.
  fileprivate func withoutBulk(over limit: Int) -> DataSet {
    filter { _, element in
      guard case .bytes(let bytes) = element.value else { return true }
      return bytes.count <= limit
    }
  }
}
