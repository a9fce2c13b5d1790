import Foundation
import NIfTI
import Testing
import Vocabulary
import Voxels

@Suite(.enabled(if: Program.path != nil, "the program was not built beside the tests"))
struct RegisterCommandTests {
  private func transform(_ r: Program.Answer) throws -> Affine {
    #expect(r.status == 0, "\(r.errors)")
    let json = try jsonObject(r.output)
    #expect(json["verdict"] as? String == "pass")
    #expect((json["measures"] as? [[String: Any]])?.isEmpty == false)
    let numbers = try #require(json["movingToFixed"] as? [Double])
    return try #require(Affine(rowMajor16: numbers))
  }

  /// DICOM and NIfTI of the same images give the simulated transform within 1.5 mm anywhere in the brain
  /// (voxels of 2.7 × 2.7 × 4 mm), printed as 16 numbers.
  @Test(arguments: [true, false])
  func transformIsTheSimulatedOne(_ fromDICOM: Bool) throws {
    let small = try Scratch.small.get()
    let folder = try Scratch.folder("register")
    var (fixed, moving) = (small.path + "/study/mr", small.path + "/study/ct")
    if !fromDICOM {
      (fixed, moving) = (folder + "/mr.nii.gz", folder + "/ct.nii.gz")
      try NIfTI.write(small.simulation.magnitudes, to: fixed)
      try NIfTI.write(small.simulation.ct, to: moving)
    }
    let output = folder + "/out"
    let r = try Program.run(
      ["register", "--fixed", fixed, "--moving", moving, "--output", output, "--json", "--quiet"])
    let found = try transform(r)
    let simulated = small.simulation.ctToMR.affine
    for corner in small.simulation.truth.brainCornersMrLPS {
      let p = SIMD3(corner[0], corner[1], corner[2])
      #expect(length(found(simulated.inverse(p)) - p) < 1.5)
    }
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: output).sorted() == [
        "ct-registered.nii.gz", "transform.json",
      ])
    let written = try String(contentsOfFile: output + "/transform.json", encoding: .utf8)
    #expect(written.trimmingCharacters(in: .newlines) == r.output.trimmingCharacters(in: .newlines))
    let ct = try NIfTI.read(output + "/ct-registered.nii.gz", as: HU.self, frame: MRPatient.self)
    #expect(ct.first?.grid.size == small.simulation.chi.grid.size)
  }
}
