import Acquisition
import DICOM
import Foundation
import Testing
import Vocabulary
import Voxels

@testable import CaseRunner

/// How much of a mask lies in holes between CT slices.
@Suite struct UnmeasuredShareTests {
  private let inPlace = RigidTransform<MRPatient, CTPatient>(rotation: .identity, translationMm: .zero)

  /// The small study's CT (slices of 5 mm every 5 mm), its thickness tag changed.
  private func ct(thickness: String) throws -> HeadCT {
    let study = try Shared.smallStudy.get()
    let folder = try Scratch.folder("thickness")
    for (i, name) in try files(below: study.path).enumerated() {
      guard try DICOMFile.open(study.path + "/" + name).dataSet.string(.modality) == "CT" else { continue }
      var bytes = try Data(contentsOf: URL(filePath: study.path + "/" + name))
      // (0018,0050), explicit VR, two characters.
      let tag = Data([0x18, 0, 0x50, 0] + Array("DS".utf8) + [2, 0])
      let range = try #require(bytes.range(of: tag))
      bytes.replaceSubrange(range.upperBound..<(range.upperBound + 2), with: Data(thickness.utf8))
      try bytes.write(to: URL(filePath: folder + "/\(i)"))
    }
    return try loadCT(from: takeInventory(of: [folder]))
  }

  /// A block of 8 × 8 × 10 voxels of 3 mm in the middle of the CT: 30 mm high.
  private func block(in ct: HeadCT) -> MRMask {
    let centre = ct.volume.grid.center.lps
    let grid = Grid<MRPatient>(
      size: SIMD3(8, 8, 10),
      voxelToPatient: Affine(
        linear: Matrix3(columns: SIMD3(3, 0, 0), SIMD3(0, 3, 0), SIMD3(0, 0, 3)),
        translation: centre - SIMD3(10.5, 10.5, 13.5)))
    return MRMask(grid: grid, repeating: true)
  }

  /// Over six periods of the slices the share is the holes' part of each: sampling every 0.75 mm finds it to 5 %.
  @Test(arguments: [("5 ", 0.0), ("4 ", 0.2), ("3 ", 0.4), ("1 ", 0.8)])
  func theShareIsTheHolesPartOfThePeriod(_ thickness: String, _ share: Double) throws {
    let ct = try ct(thickness: thickness)
    let found = unmeasuredShare(of: block(in: ct), in: ct, through: inPlace)
    #expect(abs(found - share) < 0.05)
    #expect(ct.metadata.warnings.contains { $0.hasPrefix("Between CT slices") } == (share > 0))
    #expect(ct.metadata.gradeWithheldReason == nil)
  }

  /// Beyond the scan's end nothing is a hole: that is lack of coverage.
  @Test func outsideTheScanIsNoHole() throws {
    let ct = try ct(thickness: "3 ")
    let mask = block(in: ct)
    let far = MRMask(
      grid: Grid(
        size: mask.grid.size,
        voxelToPatient: Affine(
          linear: mask.grid.voxelToPatient.linear,
          translation: mask.grid.voxelToPatient.translation + SIMD3(0, 0, 500))), repeating: true)
    #expect(unmeasuredShare(of: far, in: ct, through: inPlace) == 0)
  }
}
