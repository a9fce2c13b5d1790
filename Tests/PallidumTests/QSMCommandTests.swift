import Foundation
import NIfTI
import Testing
import Vocabulary
import Voxels

@Suite(.enabled(if: Program.path != nil, "the program was not built beside the tests"))
struct QSMCommandTests {
  /// Pearson correlation over a mask.
  private func correlation(_ a: MRVolume<PPM>, _ b: MRVolume<PPM>, _ mask: MRMask) -> Double {
    // By voxels, not by grids: the files hold the affine in single precision.
    let x = zip(a.voxels, mask.voxels).filter { $0.1 }.map { Double($0.0) }
    let y = zip(b.voxels, mask.voxels).filter { $0.1 }.map { Double($0.0) }
    let (mx, my) = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
    var (sxy, sxx, syy) = (0.0, 0.0, 0.0)
    for (u, v) in zip(x, y) {
      sxy += (u - mx) * (v - my)
      sxx += (u - mx) * (u - mx)
      syy += (v - my) * (v - my)
    }
    return sxy / (sxx * syy).squareRoot()
  }

  private func read<U: VoxelUnit>(_ path: String, _: U.Type) throws -> MRVolume<U> {
    try #require(try NIfTI.read(path, as: U.self, frame: MRPatient.self).first)
  }

  /// The files of the interface, on the grid of the input, and the deposit where it is.
  @Test func writesTheFilesOfTheInterface() throws {
    let s = try Scratch.small.get().simulation
    let folder = try Scratch.folder("qsm")
    try NIfTI.write(s.magnitudes, to: folder + "/mag.nii.gz")
    try NIfTI.write(s.phases, to: folder + "/phase.nii.gz")
    let output = folder + "/out"
    let r = try Program.run([
      "qsm", "--magnitude", folder + "/mag.nii.gz", "--phase", folder + "/phase.nii.gz", "--echo-times",
      s.scenario.echoTimesMs.map { "\($0)" }.joined(separator: ","), "--field-strength",
      "\(s.fieldStrength.tesla)", "--output", output, "--quiet",
    ])
    #expect(r.status == 0 && r.output.isEmpty, "\(r.errors)")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: output).sorted() == [
        "chi.nii.gz", "localField.nii.gz", "mask.nii.gz", "r2star.nii.gz", "totalField.nii.gz",
      ])
    let chi = try read(output + "/chi.nii.gz", PPM.self)
    #expect(chi.grid.size == s.chi.grid.size)
    let mask = try NIfTI.readMask(output + "/mask.nii.gz", frame: MRPatient.self)
    #expect(mask.volumeMm3 > 0.5 * s.brain.volumeMm3)
    #expect(!chi.voxels.contains { !$0.isFinite })
    // The paramagnetic deposit of the right pallidum stands out where it was put.
    let center = try #require(s.deposits.first?.center)
    let v = chi.grid.voxel(at: center)
    let there = chi[Int(v.x.rounded()), Int(v.y.rounded()), Int(v.z.rounded())]
    let values = zip(chi.voxels, mask.voxels).filter { $0.1 }.map { $0.0 }.sorted()
    #expect(there > 0.15 && there > values[values.count * 98 / 100])
    let r2star = try read(output + "/r2star.nii.gz", PerSecond.self)
    let pallidum = try #require(s.nuclei[SidedStructure(.globusPallidus, .right)])
    let rates = zip(r2star.voxels, pallidum.voxels).filter { $0.1 }.map { $0.0 }
    let mean = rates.reduce(0, +) / Float(rates.count)
    #expect((20...150).contains(mean))

    // The local field alone gives nearly the same susceptibility: the magnitude's weights are missing.
    let again = try Program.run([
      "qsm", "--local-field", output + "/localField.nii.gz", "--mask", output + "/mask.nii.gz",
      "--field-strength", "\(s.fieldStrength.tesla)", "--output", folder + "/again", "--quiet",
    ])
    #expect(again.status == 0, "\(again.errors)")
    let agreement = correlation(try read(folder + "/again/chi.nii.gz", PPM.self), chi, mask)
    #expect(agreement > 0.8)
  }

  /// Scanner units instead of radians, and a forgotten echo time, are refused in one sentence.
  @Test func unusableInputIsRefused() throws {
    let s = try Scratch.small.get().simulation
    let folder = try Scratch.folder("qsm-refused")
    try NIfTI.write(s.magnitudes, to: folder + "/mag.nii.gz")
    let stored = s.phases.map { p in MRVolume<Radians>(grid: p.grid, voxels: p.voxels.map { $0 * 652 }) }
    try NIfTI.write(stored, to: folder + "/phase.nii.gz")
    func run(_ times: String) throws -> Program.Answer {
      try Program.run([
        "qsm", "--magnitude", folder + "/mag.nii.gz", "--phase", folder + "/phase.nii.gz", "--echo-times",
        times,
        "--field-strength", "3", "--output", folder + "/out", "--quiet",
      ])
    }
    let units = try run("6,12,18")
    #expect(units.status == 3 && units.errors.contains("radians"))
    let echoes = try run("6,12")
    #expect(echoes.status == 2 && echoes.errors.contains("echo times"))
    #expect(!FileManager.default.fileExists(atPath: folder + "/out"))
  }
}
