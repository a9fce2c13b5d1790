import DICOM
import Vocabulary
import Voxels

/// Segmentation Storage and Label Map Segmentation Storage (PS3.4 B.5).
private let segmentationStorage: Set<String> = [
  "1.2.840.10008.5.1.4.1.1.66.4", "1.2.840.10008.5.1.4.1.1.66.7",
]
/// More slices, or voxels, than any raster of a head has.
private let (mostSlices, mostVoxels) = (2048, 1 << 28)
/// Distances between slices may differ from whole steps by this share of a step: rounding of positions.
private let stepTolerance = 0.05
/// Rasters are the same where voxel centres differ by less than this share of a voxel.
private let rasterTolerance = 0.02

/// The nuclei that a DICOM Segmentation outlines (PS3.3 A.51, A.90), on the grid of the susceptibility map.
///
/// Binary, fractional and label-map objects of any program are read; of a fractional one, what is at least half. A voxel
/// belongs where the outline, interpolated linearly, covers half of it.
/// - Parameters:
///   - file: the object.
///   - mr: the mGRE: patient and Frame of Reference must be its.
///   - grid: the susceptibility map's.
/// - Throws: `SegmentationRefusal` with what is wrong; whether left lies left is for the caller, who knows the head.
public func readSegmentation(
  _ file: DICOMFile, mr: SourceSeries, onto grid: Grid<MRPatient>
) throws(SegmentationRefusal) -> CorrectedSegmentation {
  let d = file.dataSet
  let sopClass = d.string(.sopClassUID) ?? ""
  guard segmentationStorage.contains(sopClass) else { throw .otherClass(sopClassUID: sopClass) }
  let identity = compareIdentity(mr: PatientIdentity(mr.patientModule), ct: PatientIdentity(d))
  guard identity.differences.isEmpty else { throw .otherPatient(identity.differences) }
  let frame = d.string(.frameOfReferenceUID) ?? ""
  guard !frame.isEmpty, frame == mr.frameOfReferenceUID else {
    throw .otherFrame(expected: mr.frameOfReferenceUID, found: frame)
  }

  let stack = try SegmentationStack(d)
  var numbers: [SidedStructure: Int] = [:]
  var ignored: [String] = []
  for (position, item) in d.items(.segmentSequence).enumerated() {
    let subject = try SegmentSubject(item, position: position)
    guard let nucleus = subject.nucleus else {
      ignored.append(subject.label)
      continue
    }
    if numbers.updateValue(subject.number, forKey: nucleus) != nil { throw .twice(nucleus) }
  }
  var masks: [SidedStructure: MRMask] = [:]
  for (nucleus, number) in numbers {
    masks[nucleus] = try stack.mask(ofSegment: number, in: file).resampled(onto: grid)
  }
  return try CorrectedSegmentation(
    masks: masks, ignored: ignored, isResampled: !stack.sharesVoxels(with: grid),
    creator: d.text(.contentCreatorName) ?? "", seriesInstanceUID: d.string(.seriesInstanceUID) ?? "")
}

/// The frames of a Segmentation as slices of one raster.
struct SegmentationStack {
  private let raster: Grid<MRPatient>
  /// Slice of each frame, and its segment; nil in a label map, whose pixels name the segment.
  private let frames: [(slice: Int, segment: Int?)]
  /// The least stored value that belongs.
  private let leastValue: Int32

  init(_ d: DataSet) throws(SegmentationRefusal) {
    let type = d.string(.segmentationType) ?? "BINARY"
    let most = d.int(.maximumFractionalValue) ?? 255
    leastValue = type == "FRACTIONAL" ? Int32(clamping: (most + 1) / 2) : 1
    let count = d.int(.numberOfFrames) ?? 1
    let shared = FrameAttributes.sharedGroups(of: d)
    var planes: [ImagePlane] = []
    var segments: [Int?] = []
    for i in 0..<min(count, d.items(.perFrameFunctionalGroupsSequence).count) {
      let a = FrameAttributes(header: d, frame: i, shared: shared)
      guard let plane = ImagePlane(a) else {
        throw .frame(i + 1, missing: "position, orientation or spacing")
      }
      planes.append(plane)
      if type == "LABELMAP" {
        segments.append(nil)
      } else {
        guard let number = a.int(.referencedSegmentNumber) else {
          throw .frame(i + 1, missing: "segment number")
        }
        segments.append(number)
      }
    }
    guard planes.count == count else { throw .frame(planes.count + 1, missing: "functional groups") }
    guard let stack = SliceStack(planes) else { throw .noStack("their rasters or directions differ") }
    let first = FrameAttributes(header: d, frame: 0, shared: shared)
    let step = try Self.step(
      of: stack, stated: first.double(.spacingBetweenSlices) ?? first.double(.sliceThickness))
    let last = Int(((stack.distancesMm.last ?? 0) / step).rounded())
    let size = SIMD3(stack.planes[0].columns, stack.planes[0].rows, last + 1)
    guard size.z <= mostSlices, size.x * size.y * size.z <= mostVoxels else {
      throw .noStack("\(size.x) × \(size.y) × \(size.z) voxels are more than a head has")
    }
    raster = Grid(size: size, voxelToPatient: stack.voxelToPatient(stepMm: step))
    let (origin, direction) = (stack.planes[0].origin, stack.stepDirection)
    frames = zip(planes, segments).map {
      (Int((dot($0.origin - origin, direction) / step).rounded()), $1)
    }
  }

  /// Distance of neighbouring slices in mm; slices without a segment may be left out, so gaps are whole steps.
  private static func step(of stack: SliceStack, stated: Double?) throws(SegmentationRefusal) -> Double {
    let gaps = stack.gapsMm.filter { $0 > 1e-3 }
    guard stack.wanderMm < 0.1 else { throw .noStack("their origins do not lie on a line") }
    guard let smallest = gaps.min() else {
      guard let stated, stated > 0 else { throw .noStack("a single slice states no thickness") }
      return stated
    }
    func fits(_ step: Double) -> Bool {
      gaps.allSatisfy { abs(($0 / step).rounded() - $0 / step) <= stepTolerance && $0 > step / 2 }
    }
    for step in [stated, smallest].compactMap({ $0 }) where step > 0.01 && fits(step) { return step }
    throw .noStack("their distances are no multiples of a step")
  }

  /// Membership of one segment on the object's own raster.
  func mask(ofSegment number: Int, in file: DICOMFile) throws(SegmentationRefusal) -> MRMask {
    var mask = MRMask(grid: raster)
    let area = raster.size.x * raster.size.y
    for (i, frame) in frames.enumerated() where frame.segment == nil || frame.segment == number {
      let values: [Int32]
      do { values = try file.storedValues(frame: i) } catch { throw .pixels("\(error)") }
      guard values.count == area else {
        throw .pixels("a frame has \(values.count) samples instead of \(area)")
      }
      for (o, value) in values.enumerated() {
        let isMember = frame.segment == nil ? value == Int32(clamping: number) : value >= leastValue
        if isMember { mask.voxels[frame.slice * area + o] = true }
      }
    }
    return mask
  }

  /// True if the raster's voxels are those of `grid`, in whatever order: then outlines arrive as they were drawn.
  func sharesVoxels(with grid: Grid<MRPatient>) -> Bool {
    let map = grid.patientToVoxel * raster.voxelToPatient
    let top = SIMD3(Double(raster.size.x - 1), Double(raster.size.y - 1), Double(raster.size.z - 1))
    func isVoxel(_ v: SIMD3<Double>) -> Bool {
      length(v - SIMD3(v.x.rounded(), v.y.rounded(), v.z.rounded())) < rasterTolerance
    }
    return abs(abs(map.linear.determinant) - 1) < rasterTolerance && isVoxel(map(.zero)) && isVoxel(map(top))
      && [SIMD3(1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)].allSatisfy { isVoxel(map($0)) }
  }
}

extension Mask where Frame == MRPatient {
  /// The mask on another grid of the same frame: what is covered by half.
  fileprivate func resampled(onto grid: Grid<MRPatient>) -> MRMask {
    let member = Volume<Dimensionless, MRPatient>(grid: self.grid, voxels: voxels.map { $0 ? 1 : 0 })
    return MRMask(grid: grid, voxels: member.resampled(onto: grid, outside: 0).voxels.map { $0 >= 0.5 })
  }
}
