import Foundation
import NIfTI
import Testing
import Vocabulary
import Voxels

/// A folder that is gone after the test.
final class Scratch {
  let path: String
  init() throws {
    path = NSTemporaryDirectory() + "nifti-tests-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(atPath: path) }
  func callAsFunction(_ name: String) -> String { path + "/" + name }
  var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }
}

/// Oblique, anisotropic, left-handed: nothing about it is special.
let obliqueGrid: Grid<MRPatient> = {
  let r =
    Matrix3.rotation(about: SIMD3(1, 2, 3), radians: 0.4) * Matrix3(diagonal: SIMD3(0.76, 0.8, -3))
  return Grid(
    size: SIMD3(5, 4, 3), voxelToPatient: Affine(linear: r, translation: SIMD3(-30.5, 12.25, 7)))
}()

func ramp(_ grid: Grid<MRPatient>, from start: Float = -7.5) -> MRVolume<PPM> {
  Volume(grid: grid, voxels: (0..<grid.count).map { start + 0.37 * Float($0) })
}

func largestDifference(_ a: Affine, _ b: Affine) -> Double {
  zip(a.rowMajor16, b.rowMajor16).map { abs($0 - $1) }.max() ?? 0
}

@Suite struct NIfTITests {
  @Test(arguments: ["a.nii", "a.nii.gz"])
  func volumeSurvivesTheRoundTrip(name: String) throws {
    let scratch = try Scratch()
    let volume = ramp(obliqueGrid)
    try NIfTI.write(volume, to: scratch(name))
    let read = try NIfTI.read(scratch(name), as: PPM.self, frame: MRPatient.self)
    #expect(read.count == 1)
    #expect(read[0].voxels == volume.voxels)
    #expect(read[0].grid.size == obliqueGrid.size)
    // The affine is stored in single precision: 30 mm · 2⁻²⁴ ≈ 2e-6 mm.
    #expect(largestDifference(read[0].grid.voxelToPatient, obliqueGrid.voxelToPatient) < 1e-5)
    #expect(scratch.names == [name], "nothing is left beside the file")
  }

  /// A link to a file is read as the file: its size counts, not the link's.
  @Test func linksAreFollowed() throws {
    let scratch = try Scratch()
    let volume = ramp(obliqueGrid)
    try NIfTI.write(volume, to: scratch("file.nii"))
    try FileManager.default.createSymbolicLink(
      atPath: scratch("link.nii"), withDestinationPath: scratch("file.nii"))
    #expect(
      try NIfTI.read(scratch("link.nii"), as: PPM.self, frame: MRPatient.self)[0].voxels == volume.voxels)
  }

  @Test func seriesKeepsItsOrder() throws {
    let scratch = try Scratch()
    let series = [ramp(obliqueGrid, from: 0), ramp(obliqueGrid, from: 100), ramp(obliqueGrid, from: 200)]
    try NIfTI.write(series, to: scratch("s.nii.gz"))
    let read = try NIfTI.read(scratch("s.nii.gz"), as: PPM.self, frame: MRPatient.self)
    #expect(read.map(\.voxels) == series.map(\.voxels))
  }

  @Test func maskAndLabelsSurviveTheRoundTrip() throws {
    let scratch = try Scratch()
    let mask = Mask(grid: obliqueGrid, voxels: (0..<obliqueGrid.count).map { $0 % 3 == 1 })
    try NIfTI.write(mask, to: scratch("m.nii.gz"))
    #expect(try NIfTI.readMask(scratch("m.nii.gz"), frame: MRPatient.self).voxels == mask.voxels)
    let labels = (0..<obliqueGrid.count).map { Int32($0 * 1000 - 4) }
    try NIfTI.writeLabels(labels, grid: obliqueGrid, to: scratch("l.nii"))
    let read = try NIfTI.read(scratch("l.nii"), as: Dimensionless.self, frame: MRPatient.self)
    #expect(read[0].voxels.map { Int32($0) } == labels)
  }

  /// Gantry tilt shears the grid: a quaternion cannot say so, the sform must.
  @Test func shearSurvivesTheRoundTrip() throws {
    let scratch = try Scratch()
    let linear = Matrix3(columns: SIMD3(0.5, 0, 0), SIMD3(0, 0.5, 0), SIMD3(0, 1.2, 4.8))
    let grid = Grid<CTPatient>(
      size: SIMD3(3, 3, 3), voxelToPatient: Affine(linear: linear, translation: .zero))
    try NIfTI.write(CTVolume(grid: grid, repeating: -1000), to: scratch("tilt.nii"))
    let read = try NIfTI.read(scratch("tilt.nii"), as: HU.self, frame: CTPatient.self)
    #expect(largestDifference(read[0].grid.voxelToPatient, grid.voxelToPatient) < 1e-6)
    let header = try #require(FileManager.default.contents(atPath: scratch("tilt.nii")))
    #expect(header[252] == 0 && header[254] == 1, "qform_code 0, sform_code 1")
  }

  /// The header says RAS (NIfTI-1, srow).
  ///
  /// A bright voxel on the patient's left has positive LPS x.
  @Test func leftStaysLeft() throws {
    let scratch = try Scratch()
    let grid = Grid<MRPatient>(
      size: SIMD3(4, 4, 4), voxelToPatient: Affine(linear: .identity, translation: SIMD3(10, 20, 30)))
    var volume = MRVolume<PPM>(grid: grid)
    volume[3, 1, 2] = 1
    try NIfTI.write(volume, to: scratch("left.nii"))
    let bytes = try #require(FileManager.default.contents(atPath: scratch("left.nii")))
    func float(_ offset: Int) -> Float {
      Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32(8 * $1) })
    }
    // srow_x at 280, srow_y at 296, srow_z at 312, as the standard lays them out.
    #expect(
      [float(280), float(292), float(300), float(308), float(320), float(324)] == [-1, -10, -1, -20, 1, 30])
    let read = try NIfTI.read(scratch("left.nii"), as: PPM.self, frame: MRPatient.self)[0]
    let bright = try #require(read.voxels.firstIndex(of: 1))
    let i = read.grid.index(ofOffset: bright)
    let p = read.grid.point(atVoxel: SIMD3(Double(i.x), Double(i.y), Double(i.z)))
    #expect(p == Point(13, 21, 32))
  }

  @Test func sameInputSameBytes() throws {
    let scratch = try Scratch()
    try NIfTI.write(ramp(obliqueGrid), to: scratch("a.nii.gz"))
    try NIfTI.write(ramp(obliqueGrid), to: scratch("b.nii.gz"))
    let a = FileManager.default.contents(atPath: scratch("a.nii.gz"))
    #expect(a != nil && a == FileManager.default.contents(atPath: scratch("b.nii.gz")))
  }
}
