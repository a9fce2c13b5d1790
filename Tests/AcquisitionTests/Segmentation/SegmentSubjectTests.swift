import DICOM
import Testing
import Vocabulary
import Voxels

@testable import Acquisition

@Suite struct SegmentSubjectTests {
  /// Labels as people and programs write them.
  @Test(arguments: [
    ("left globus pallidus", SidedStructure(.globusPallidus, .left)),
    ("GP_R", .init(.globusPallidus, .right)),
    ("Putamen-Left", .init(.putamen, .left)), ("substantiaNigra right", .init(.substantiaNigra, .right)),
    ("R red nucleus", .init(.redNucleus, .right)), ("caudate nucleus, left", .init(.caudate, .left)),
  ])
  func readsLabels(label: String, expected: SidedStructure) throws {
    #expect(try SegmentSubject(item(label), position: 0).nucleus == expected)
  }

  /// A part of a nucleus, or a lesion in it, is not the nucleus.
  @Test(arguments: [
    "left medial pallidum", "left CT focus 1", "left", "", "left globus pallidus internus", "brain",
  ])
  func leavesOthersOut(label: String) throws {
    #expect(try SegmentSubject(item(label), position: 4).nucleus == nil)
  }

  @Test func codesGoBeforeLabels() throws {
    var coded = item("Segment_1", type: ("14738005", "SCT"), side: "24028007")
    coded.set(.segmentNumber, .US, ints: [3])
    let subject = try SegmentSubject(coded, position: 0)
    #expect(subject.nucleus == SidedStructure(.globusPallidus, .right))
    #expect(subject.number == 3)
    // Another dictionary's number means something else.
    #expect(
      try SegmentSubject(item("Segment_1", type: ("14738005", "FMA"), side: "24028007"), position: 0).nucleus
        == nil)
  }

  @Test func sideIsNeverGuessed() {
    #expect(throws: SegmentationRefusal.noSide(label: "putamen")) {
      try SegmentSubject(item("putamen"), position: 0)
    }
    #expect(throws: SegmentationRefusal.noSide(label: "left right putamen")) {
      try SegmentSubject(item("left right putamen"), position: 0)
    }
    #expect(throws: SegmentationRefusal.contradiction(label: "left putamen", code: .right)) {
      try SegmentSubject(item("left putamen", type: ("89278009", "SCT"), side: "24028007"), position: 0)
    }
  }

  @Test func masksMustNotOverlapNorBeEmpty() {
    let grid = Grid<MRPatient>(size: SIMD3(4, 4, 4), voxelToPatient: .identity)
    let (a, b) = (SidedStructure(.globusPallidus, .left), SidedStructure(.putamen, .left))
    let one = MRMask(grid: grid, offsets: [1, 2])
    #expect(throws: SegmentationRefusal.overlap(a, b, voxels: 1)) {
      try CorrectedSegmentation(masks: [a: one, b: MRMask(grid: grid, offsets: [2, 3])])
    }
    #expect(throws: SegmentationRefusal.empty(b)) {
      try CorrectedSegmentation(masks: [a: one, b: MRMask(grid: grid)])
    }
    #expect(throws: SegmentationRefusal.noNucleus(found: ["brain"])) {
      try CorrectedSegmentation(masks: [:], ignored: ["brain"])
    }
  }

  /// An item of the Segment Sequence.
  private func item(_ label: String, type: (String, String)? = nil, side: String? = nil) -> DataSet {
    var d = DataSet()
    d.set(.segmentNumber, .US, ints: [1])
    d.set(.segmentLabel, .LO, label)
    guard let type else { return d }
    var code = Code(type.0, type.1, "a nucleus").item
    if let side {
      code.set(.segmentedPropertyTypeModifierCodeSequence, items: [Code(side, "SCT", "a side").item])
    }
    d.set(.segmentedPropertyTypeCodeSequence, items: [code])
    return d
  }
}
