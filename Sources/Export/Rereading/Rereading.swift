import DICOM
import Report
import Vocabulary
import Voxels

/// The last check before anything leaves: what stands in the files is what was measured, on the right side.
///
/// It reads the files by their tags and geometry, with none of the code that built them.
struct Rereading {
  /// Folder of the files.
  let directory: String
  /// What was written.
  let files: [ReportObjects.File]

  /// Largest distance in mm between the centroid of a segment that was read back and that of its mask:
  /// sixteen characters of a DS leave 1e-9 mm, so this is rounding with a wide margin.
  static let centroidToleranceMm = 0.01
  /// Largest distance in mm between a segment's centroid and the one in the report: below a voxel.
  static let reportedCentroidToleranceMm = 1.0

  /// Reads everything back and compares.
  /// - Throws: `ExportError.laterality`, `.readBack`, `.file`.
  func check(_ c: ExportContext) throws(ExportError) {
    let segments = try SegmentationReading(open("seg.dcm")).segments
    try equal("SEG", "number of segments", c.segments.count + c.depositSegments.count, segments.count)
    let nuclei = Array(segments.prefix(c.segments.count))
    try checkSegments(nuclei, c)
    try checkSides(nuclei)
    try checkDeposits(Array(segments.dropFirst(nuclei.count)), nuclei, c)
    try ReportReading(file: open("sr.dcm")).check(c, segments: segments)
    try checkMap(c)
    try checkCaptures(c)
  }

  /// Opens a file of this export.
  func open(_ name: String) throws(ExportError) -> DICOMFile {
    do {
      return try DICOMFile.open(directory + "/" + name)
    } catch {
      throw .file(name, reason: "\(error)")
    }
  }

  /// Stored values of a frame.
  static func values(_ file: DICOMFile, frame: Int, _ name: String) throws(ExportError) -> [Int32] {
    do {
      return try file.storedValues(frame: frame)
    } catch {
      throw .file(name, reason: "\(error)")
    }
  }

  /// The segment has the side, the type, the voxels and the place that it was written with.
  func check(
    _ segment: SegmentationReading.Segment, named name: String, side: Side, type: String, mask: MRMask
  ) throws(ExportError) {
    try equal("SEG", "laterality of \(name)", Codes.side(side).value, segment.laterality)
    try equal("SEG", "type of \(name)", type, segment.type)
    try equal("SEG", "voxels of \(name)", mask.count, segment.voxels)
    guard let centroid = mask.centroid?.lps,
      length(centroid - segment.centroid) <= Self.centroidToleranceMm
    else {
      throw .readBack(
        object: "SEG", what: "centroid of \(name)", expected: "\(String(describing: mask.centroid))",
        found: "\(segment.centroid)")
    }
  }

  /// Every segment has the side, the voxels and the place of its mask and of the report.
  private func checkSegments(
    _ segments: [SegmentationReading.Segment], _ c: ExportContext
  ) throws(ExportError) {
    for (segment, part) in zip(segments, c.segments) {
      let name = "\(part.structure.side.rawValue) \(part.structure.structure.displayName)"
      try check(
        segment, named: name, side: part.structure.side,
        type: Codes.structure(part.structure.structure).value,
        mask: part.mask)
      guard let m = c.report.measurement(part.structure.structure, part.structure.side),
        m.centroidLPS.count == 3
      else { continue }
      let reported = SIMD3(m.centroidLPS[0], m.centroidLPS[1], m.centroidLPS[2])
      if length(reported - segment.centroid) > Self.reportedCentroidToleranceMm {
        throw .readBack(
          object: "SEG", what: "centroid of \(name)", expected: "\(reported)", found: "\(segment.centroid)")
      }
    }
  }

  /// Left lies left: x grows to the patient's left in LPS.
  private func checkSides(_ segments: [SegmentationReading.Segment]) throws(ExportError) {
    for structure in Structure.allCases {
      let code = Codes.structure(structure).value
      func x(_ side: Side) -> Double? {
        segments.first { $0.type == code && $0.laterality == Codes.side(side).value }?.centroid.x
      }
      if let left = x(.left), let right = x(.right), left <= right {
        throw .laterality(structure, leftX: left, rightX: right)
      }
    }
  }

  private func checkCaptures(_ c: ExportContext) throws(ExportError) {
    for (image, f) in zip(c.captures, files.filter { $0.kind == DerivedSeries.captures.role }) {
      let file = try open(f.file)
      try equal("capture", "columns", image.width, file.dataSet.int(.columns) ?? 0)
      try equal("capture", "rows", image.height, file.dataSet.int(.rows) ?? 0)
      let pixels = try Self.values(file, frame: 0, f.file)
      guard pixels.elementsEqual(image.rgb.lazy.map(Int32.init)) else {
        throw .readBack(object: "capture", what: "pixels", expected: "the picture", found: "another")
      }
    }
  }

  /// Throws unless both are equal.
  func equal<T: Equatable>(_ object: String, _ what: String, _ a: T, _ b: T) throws(ExportError) {
    if a != b { throw .readBack(object: object, what: what, expected: "\(a)", found: "\(b)") }
  }
}
