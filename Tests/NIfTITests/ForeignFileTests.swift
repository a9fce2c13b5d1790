import Foundation
import NIfTI
import Testing
import Vocabulary
import Voxels

@Suite struct ForeignFileTests {
  private func read(_ file: RawFile) throws -> [CTVolume] {
    let scratch = try Scratch()
    try file.write(to: scratch("f.nii"))
    return try NIfTI.read(scratch("f.nii"), as: HU.self, frame: CTPatient.self)
  }

  @Test(arguments: [false, true])
  func slopeAndInterceptAreAppliedInEitherByteOrder(bigEndian: Bool) throws {
    var file = RawFile()
    file.bigEndian = bigEndian
    file.slope = 0.5
    file.intercept = -1024
    file.setVoxels([Int16](arrayLiteral: 0, 1, -2, 2048, 4096, 7, 8, -32768))
    #expect(try read(file)[0].voxels == [-1024, -1023.5, -1025, 0, 1024, -1020.5, -1020, -17408])
  }

  @Test func slopeZeroMeansUnscaled() throws {
    var file = RawFile()
    file.slope = 0
    file.intercept = 99
    file.setVoxels([Int16](0..<8))
    #expect(try read(file)[0].voxels == [0, 1, 2, 3, 4, 5, 6, 7])
  }

  @Test func unsignedVoxelsStayPositive() throws {
    var file = RawFile()
    (file.datatype, file.bitpix) = (512, 16)
    file.setVoxels([UInt16](arrayLiteral: 0, 65535, 32768, 1, 2, 3, 4, 5))
    #expect(try read(file)[0].voxels == [0, 65535, 32768, 1, 2, 3, 4, 5])
    (file.datatype, file.bitpix) = (1280, 64)
    file.setVoxels([UInt64](arrayLiteral: 0, 1 << 40, 2, 3, 4, 5, 6, 7))
    #expect(try read(file)[0].voxels[1] == Float(1 << 40))
  }

  /// qform alone: a half turn about z (quaternion k) with qfac −1, worked out by hand.
  @Test func qformIsUsedWhenThereIsNoSform() throws {
    var file = RawFile()
    (file.sformCode, file.qformCode) = (0, 1)
    file.quaternion = [0, 0, 1]
    file.offset = [5, 6, 7]
    file.pixdim = [-1, 2, 3, 4, 0, 0, 0, 0]
    let m = try read(file)[0].grid.voxelToPatient
    // RAS: diag(−2, −3, −4) + (5, 6, 7); LPS: x and y change sign.
    let expected = Affine(
      linear: Matrix3(diagonal: SIMD3(2, 3, -4)), translation: SIMD3(-5, -6, 7))
    #expect(largestDifference(m, expected) < 1e-6)
  }

  @Test func sformWinsOverQformAndMetresBecomeMillimetres() throws {
    var file = RawFile()
    file.qformCode = 1
    file.offset = [1, 1, 1]
    file.srow = [0.001, 0, 0, 0.05, 0, 0.001, 0, 0, 0, 0, 0.002, 0]
    file.units = 1
    let expected = Affine(linear: Matrix3(diagonal: SIMD3(-1, -1, 2)), translation: SIMD3(-50, 0, 0))
    #expect(largestDifference(try read(file)[0].grid.voxelToPatient, expected) < 1e-4)
  }

  @Test(.enabled(if: Python.hasNibabel, "python3 with nibabel is not installed"))
  func nibabelSeesTheSameVoxelsAndAffine() throws {
    let scratch = try Scratch()
    let volume = ramp(obliqueGrid)
    try NIfTI.write(volume, to: scratch("n.nii.gz"))
    let script = """
      import sys, nibabel as n
      i = n.load(sys.argv[1])
      d = i.get_fdata()
      q, qc = i.header.get_qform(coded=True)
      print(int(qc), int(i.header['sform_code']), abs(q - i.affine).max() < 1e-4)
      print(*i.affine[:3].ravel())
      print(*d.ravel(order='F'))
      n.save(n.Nifti1Image(d.astype('<f8'), i.affine), sys.argv[2])
      """
    let lines = try Python.run(script, [scratch("n.nii.gz"), scratch("back.nii")]).split(separator: "\n")
    #expect(lines[0] == "1 1 True")
    let affine = lines[1].split(separator: " ").compactMap { Double($0) }
    let signs: [Double] = [-1, -1, -1, -1, -1, -1, -1, -1, 1, 1, 1, 1]
    let expected = zip(obliqueGrid.voxelToPatient.rowMajor16, signs).map { $0 * $1 }
    #expect(zip(affine, expected).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(lines[2].split(separator: " ").compactMap { Float($0) } == volume.voxels)
    let back = try NIfTI.read(scratch("back.nii"), as: PPM.self, frame: MRPatient.self)[0]
    #expect(back.voxels == volume.voxels)
    #expect(largestDifference(back.grid.voxelToPatient, obliqueGrid.voxelToPatient) < 1e-5)
  }
}

/// An independent reader, if there is one.
enum Python {
  static let hasNibabel = (try? run("import nibabel", [])) != nil

  struct Failed: Error {}

  static func run(_ script: String, _ arguments: [String]) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script] + arguments
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed() }
    return String(decoding: output, as: UTF8.self)
  }
}
