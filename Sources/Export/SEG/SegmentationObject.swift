import DICOM
import Vocabulary
import Voxels

/// All structures as one binary Segmentation (PS3.3 A.51): a segment a structure and side, then the medial zones and
/// the foci that count; frames only for slices where the segment exists.
struct SegmentationObject {
  /// The object.
  let dataSet: DataSet
  /// Its segments, in order of number.
  let segments: [SegmentDescription]

  /// Name of the method, as segments and measurement groups give it.
  static let algorithmName = "Pallidum deep nuclei"
  /// Name of the method where a reader corrected the outline.
  static let correctedAlgorithmName = "Pallidum deep nuclei, corrected by a reader"
  /// Name of the method that finds zones and foci.
  static let focusAlgorithmName = "Pallidum foci"

  /// - Parameters:
  ///   - c: the context.
  ///   - sources: one image a slice that the segments overlay, or the MR's images where no map is written.
  init(_ c: ExportContext, sources: (_ slice: Int) -> [SourceImageInstance]) throws(ExportError) {
    let plane = try ImagePlane(c.chi.grid)
    guard !c.segments.isEmpty else { throw .noSegments }
    let parts: [(subject: SegmentDescription.Subject, mask: MRMask)] =
      c.segments.map { (.structure($0.structure), $0.mask) }
      + c.depositSegments.map { (.part($0), $0.mask) }
    segments = parts.enumerated().map { SegmentDescription(number: $0 + 1, $1.subject, c) }
    for (segment, part) in zip(segments, parts) where part.mask.grid != c.chi.grid {
      throw .gridMismatch("The \(segment.trackingID)")
    }
    let frames = zip(segments, parts).flatMap { segment, part in
      SegmentFrame.frames(of: part.mask, segment: segment.number)
    }
    guard frames.count <= Int(UInt16.max) else { throw .tooLarge(frames.count) }

    var d = c.header(
      DerivedSeries.segmentation, sopClass: SOPClass.segmentation, instanceRole: "seg", instanceNumber: 1)
    d.merge(c.frameOfReference())
    d.merge(Self.image(plane, c))
    d.set(.segmentSequence, items: segments.map { $0.item(version: c.softwareVersion) })
    d.set(.segmentsOverlap, .CS, Self.overlap(parts.map(\.mask)) ? "YES" : "NO")
    d.set(.numberOfFrames, .IS, ints: [frames.count])
    d.merge(SegmentFrame.dimensions(c))
    d.set(.sharedFunctionalGroupsSequence, items: [SegmentFrame.shared(plane)])
    let slices = Array(Set(frames.map(\.slice))).sorted()
    let rank = Dictionary(uniqueKeysWithValues: slices.enumerated().map { ($1, $0 + 1) })
    d.set(
      .perFrameFunctionalGroupsSequence,
      items: frames.map {
        $0.functionalGroups(plane, positionIndex: rank[$0.slice] ?? 0, sources: sources($0.slice))
      })
    d.merge(
      ReferenceTree(slices.flatMap(sources)).commonInstanceReference(
        inStudy: d.string(.studyInstanceUID) ?? ""))
    d.set(.pixelData, .OB, bytes: BitPacking.pack(frames.map(\.pixels)))
    dataSet = d
  }

  /// Image Pixel, General Image and Segmentation Image modules.
  private static func image(_ plane: ImagePlane, _ c: ExportContext) -> DataSet {
    var d = DataSet()
    d.set(.imageType, .CS, "DERIVED", "PRIMARY")
    d.set(.contentLabel, .CS, "DEEP_NUCLEI")
    d.set(
      .contentDescription, .LO,
      c.report.correctedSegmentation == nil
        ? "Deep gray nuclei, automatic, unverified" : "Deep gray nuclei, partly corrected, unverified")
    d.set(.contentCreatorName, .PN, c.creatorName)
    d.set(.samplesPerPixel, .US, ints: [1])
    d.set(.photometricInterpretation, .CS, "MONOCHROME2")
    d.set(.rows, .US, ints: [plane.grid.size.y])
    d.set(.columns, .US, ints: [plane.grid.size.x])
    d.set(.bitsAllocated, .US, ints: [1])
    d.set(.bitsStored, .US, ints: [1])
    d.set(.highBit, .US, ints: [0])
    d.set(.pixelRepresentation, .US, ints: [0])
    d.set(.lossyImageCompression, .CS, "00")
    d.set(.segmentationType, .CS, "BINARY")
    return d
  }

  /// True if a voxel belongs to two masks.
  private static func overlap(_ masks: [MRMask]) -> Bool {
    guard var seen = masks.first?.voxels else { return false }
    for mask in masks.dropFirst() {
      for i in seen.indices where mask.voxels[i] {
        if seen[i] { return true }
        seen[i] = true
      }
    }
    return false
  }
}
