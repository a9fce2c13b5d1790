import CaseRunner
import Foundation
import Phantom
import Report
import Testing
import Vocabulary

/// `--segmentation`: a corrected segmentation redoes everything that follows from outlines.
@Suite struct CorrectedSegmentationTests {
  private func run(_ file: String) throws -> FinishedCase {
    try Shared.compactStudy.get().run { $0.segmentation = file }
  }

  private func refusal(_ file: String) throws -> CaseError? {
    do {
      _ = try run(file)
      return nil
    } catch let error as CaseError { return error }
  }

  /// The report's own objects change no number.
  @Test(arguments: ["/dicom/seg.dcm", "/nifti/labels.nii.gz"])
  func ownOutlinesChangeNothing(file: String) throws {
    let first = try Shared.compact.get()
    let again = try run(first.folder + file)
    let (a, b) = (first.report, again.report)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(try encoder.encode(a.structures) == encoder.encode(b.structures))
    #expect(try encoder.encode(a.pallidum) == encoder.encode(b.pallidum))
    let correction = try #require(b.correctedSegmentation)
    #expect(correction.structures.isEmpty)
    #expect(correction.unchanged.count == SidedStructure.all.count)
    #expect(
      b.notices.contains { $0.subject == "segmentation" && $0.message.contains("nothing was corrected") })
    #expect(a.correctedSegmentation == nil)
    // Another input gives other UIDs, and the input is on record.
    #expect(b.provenance.inputs.count == a.provenance.inputs.count + 1)
    #expect(b.provenance.outputs.map(\.sopInstanceUID) != a.provenance.outputs.map(\.sopInstanceUID))
  }

  /// An outline drawn by another program, named by its label or coded on another raster, is measured as it was drawn.
  @Test(.enabled(if: ReadBack.isAvailable, Comment(rawValue: ReadBack.reason)), arguments: ["label", "fine"])
  func measuresWhatAnotherProgramDrew(way: String) throws {
    let first = try Shared.compact.get()
    let file = try Scratch.folder("redrawn-" + way) + "/seg.dcm"
    let drawn = try SegmentationEditor.redraw(first.folder, to: file, way: way)
    let c = try run(file)
    let left = try #require(c.report.measurement(.globusPallidus, .left))
    #expect(drawn.voxels > 100)
    #expect(left.voxels == drawn.voxels)
    // The map in the PACS is stored in whole parts per billion or finer.
    #expect(abs(try #require(left.qsm?.meanPpb) - drawn.meanPpb) < 0.1)
    let before = try #require(first.report.measurement(.globusPallidus, .left))
    #expect(before.voxels > drawn.voxels && before.qsm?.meanPpb != left.qsm?.meanPpb)
    for side in Side.allCases {
      for structure in Structure.allCases where (structure, side) != (.globusPallidus, .left) {
        #expect(
          c.report.measurement(structure, side)?.qsm?.meanPpb
            == first.report.measurement(structure, side)?.qsm?.meanPpb)
      }
    }
    let correction = try #require(c.report.correctedSegmentation)
    #expect(correction.structures == [.init(name: .globusPallidus, side: .left)])
    #expect(correction.creator == "Reader^Rita")
    #expect(correction.isResampled == (way == "fine"))
    #expect(
      c.report.pallidum.left.gpCT.grade == first.report.pallidum.left.gpCT.grade,
      "the deposit is still inside")
    #expect(try c.text("report.html").contains("corrected by Rita Reader"))
    // The new segmentation tells whose outline it is.
    let algorithm = try SegmentationEditor.algorithms(c.folder)
    #expect(algorithm["left globus pallidus"] == "SEMIAUTOMATIC")
    #expect(algorithm["right globus pallidus"] == "AUTOMATIC")
  }

  /// What cannot be meant is refused in one sentence, and nothing is written.
  @Test(
    .enabled(if: ReadBack.isAvailable, Comment(rawValue: ReadBack.reason)),
    arguments: [
      ("d.PatientID = 'other'", CaseRunner.ExitStatus.identityDiffers, "PatientID differ"),
      ("d.FrameOfReferenceUID = '1.2.3'", .inputUnusable, "Frame of Reference 1.2.3"),
      ("d.SOPClassUID = '1.2.840.10008.5.1.4.1.1.4'", .inputUnusable, "no DICOM Segmentation"),
      (
        """
        for s in d.SegmentSequence[:2]:
            s.SegmentLabel = 'x'
            m = s.SegmentedPropertyTypeCodeSequence[0].SegmentedPropertyTypeModifierCodeSequence[0]
            m.CodeValue = '24028007' if m.CodeValue == '7771000' else '7771000'
        """, .inputUnusable, "exchange the labels"
      ),
      (
        "d.SegmentSequence[0].SegmentLabel = 'right globus pallidus'", .inputUnusable,
        "make label and laterality agree"
      ),
      (
        """
        for f in d.PerFrameFunctionalGroupsSequence:
            f.SegmentIdentificationSequence[0].ReferencedSegmentNumber = 1 + f.SegmentIdentificationSequence[0].ReferencedSegmentNumber % 3
        """, .inputUnusable, "has no voxel"
      ),
      (
        "d.PerFrameFunctionalGroupsSequence[3].PlanePositionSequence[0].ImagePositionPatient[2] += 0.9",
        .inputUnusable, "no stack"
      ),
      ("d.PixelData = d.PixelData[:100]", .inputUnusable, "pixels cannot be read"),
    ])
  func refusesWhatCannotBeMeant(change: String, status: CaseRunner.ExitStatus, words: String) throws {
    let file = try Scratch.folder("altered-seg") + "/seg.dcm"
    try SegmentationEditor.alter(try Shared.compact.get().folder, to: file, change: change)
    let error = try #require(try refusal(file))
    #expect(error.status == status)
    #expect(error.description.contains(words), "\(error.description)")
  }

  @Test func refusesFilesThatNameNothing() throws {
    let first = try Shared.compact.get()
    let folder = try Scratch.folder("labels-alone")
    let labels = folder + "/edited.nii.gz"
    try FileManager.default.copyItem(atPath: first.folder + "/nifti/labels.nii.gz", toPath: labels)
    #expect(try #require(try refusal(labels)).description.contains("keep labels.tsv"))
    try Data("1\tglobusPallidus\tleft\n".utf8).write(to: URL(filePath: folder + "/edited.tsv"))
    #expect(try #require(try refusal(labels)).description.contains("holds the value"))
    try Data("1\tglobusPallidus\tmiddle\n".utf8).write(to: URL(filePath: folder + "/edited.tsv"))
    #expect(try #require(try refusal(labels)).description.contains("is no number, nucleus and side"))
    for absent in [folder + "/nothing.dcm", folder] {
      #expect(try #require(try refusal(absent)).description.contains("is no file"))
    }
    let text = folder + "/edited.tsv"
    #expect(try #require(try refusal(text)).description.contains("neither a DICOM Segmentation nor a NIfTI"))
    // Another head's labels have another grid.
    let sample = try Shared.sample.get()
    #expect(
      try #require(try refusal(sample.folder + "/nifti/labels.nii.gz")).description.contains(
        "is not on the grid"))
  }
}
