import Foundation
import NIfTI
import Testing
import Vocabulary
import Voxels

@Suite struct NIfTIErrorTests {
  private func sentence(_ name: String, _ file: RawFile) throws -> String? {
    let scratch = try Scratch()
    try file.write(to: scratch(name))
    do {
      _ = try NIfTI.read(scratch(name), as: HU.self, frame: CTPatient.self)
      return nil
    } catch { return error.description }
  }

  @Test func aFileWithoutOrientationIsRefused() throws {
    var file = RawFile()
    file.sformCode = 0
    #expect(
      try sentence("a.nii", file)
        == "a.nii has neither an sform nor a qform, so left and right are unknown: "
        + "export it again with its orientation.")
  }

  @Test func aDegenerateAffineIsRefused() throws {
    var file = RawFile()
    file.srow = [Float](repeating: 0, count: 12)
    #expect(
      try sentence("a.nii", file)
        == "a.nii has an orientation matrix that spans no space or is not finite: export it again.")
  }

  @Test func aTruncatedFileIsRefused() throws {
    var file = RawFile()
    file.dim = [3, 100, 100, 100, 1, 1, 1, 1]
    #expect(
      try sentence("a.nii", file)
        == "a.nii holds fewer than the 2000000 bytes of voxels its header announces: "
        + "copy or export it again.")
    // Two bytes short only: less than the header's own length, so the first check cannot see it.
    file = RawFile()
    file.voxels.removeLast(2)
    #expect(
      try sentence("a.nii", file)
        == "a.nii holds fewer than the 16 bytes of voxels its header announces: copy or export it again.")
  }

  @Test func aTruncatedCompressedFileIsRefused() throws {
    let scratch = try Scratch()
    try NIfTI.write(ramp(obliqueGrid), to: scratch("a.nii.gz"))
    let whole = try #require(FileManager.default.contents(atPath: scratch("a.nii.gz")))
    try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: scratch("b.nii.gz")))
    #expect(throws: NIfTIError.truncated(file: "b.nii.gz", expectedBytes: 240)) {
      _ = try NIfTI.read(scratch("b.nii.gz"), as: PPM.self, frame: MRPatient.self)
    }
  }

  @Test func colourIsRefused() throws {
    var file = RawFile()
    (file.datatype, file.bitpix) = (128, 24)
    #expect(
      try sentence("a.nii", file)
        == "a.nii has NIfTI datatype 128: save it as an integer or floating-point image.")
  }

  @Test func vectorsAreRefused() throws {
    var file = RawFile()
    file.dim = [5, 2, 2, 1, 1, 2, 1, 1]
    #expect(
      try sentence("a.nii", file)
        == "a.nii has dimensions 2×2×1×1×2: only one 3-D volume or a 4-D series of volumes can be read.")
  }

  @Test(arguments: ["ni1", ""])
  func pairsAndANALYZEAreRefused(magic: String) throws {
    var file = RawFile()
    file.magic = magic
    #expect(
      try sentence("a.nii", file)
        == "a.nii is not a NIfTI-1 file: convert it to NIfTI-1 (single file, .nii or .nii.gz).")
  }

  @Test func otherFilesAreRefused() throws {
    let scratch = try Scratch()
    #expect(throws: NIfTIError.unreadable(file: "none.nii")) {
      _ = try NIfTI.read(scratch("none.nii"), as: HU.self, frame: CTPatient.self)
    }
    #expect(throws: NIfTIError.unknownExtension(file: "a.img")) {
      _ = try NIfTI.read(scratch("a.img"), as: HU.self, frame: CTPatient.self)
    }
    try Data("not an image".utf8).write(to: URL(fileURLWithPath: scratch("t.nii")))
    #expect(throws: NIfTIError.notNIfTI1(file: "t.nii")) {
      _ = try NIfTI.read(scratch("t.nii"), as: HU.self, frame: CTPatient.self)
    }
  }

  @Test func writingTellsWhatIsWrong() throws {
    let scratch = try Scratch()
    #expect(throws: NIfTIError.unwritable(file: "a.nii")) {
      try NIfTI.write(ramp(obliqueGrid), to: scratch("missing/a.nii"))
    }
    let other = MRVolume<PPM>(grid: obliqueGrid.cropped(to: Box(lower: .zero, upper: SIMD3(1, 1, 1))))
    let error = #expect(throws: NIfTIError.self) {
      try NIfTI.write([ramp(obliqueGrid), other], to: scratch("a.nii"))
    }
    #expect(error?.description == "a.nii was not written: its 2 volumes lie on different grids.")
    #expect(throws: NIfTIError.mismatchedVolumes(file: "l.nii", detail: "1 labels were given for 60 voxels"))
    {
      try NIfTI.writeLabels([1], grid: obliqueGrid, to: scratch("l.nii"))
    }
    #expect(scratch.names.isEmpty)
  }

  @Test func aSeriesIsNoMask() throws {
    let scratch = try Scratch()
    try NIfTI.write([ramp(obliqueGrid), ramp(obliqueGrid)], to: scratch("s.nii"))
    let error = #expect(throws: NIfTIError.self) {
      _ = try NIfTI.readMask(scratch("s.nii"), frame: MRPatient.self)
    }
    #expect(error?.description == "s.nii holds 2 volumes where one is expected: give a 3-D file.")
  }
}
