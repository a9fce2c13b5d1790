import Foundation
import NIfTI
import Testing
import Vocabulary
import Voxels

@testable import Phantom

struct GenerateSusceptibilityTests {
  /// Smaller than the small form: here only files are looked at.
  private func tiny() throws -> SusceptibilityScenario {
    var s = try #require(SusceptibilityScenario.named("hemorrhage")).reduced()
    s.base.slab.matrix = SIMD3(40, 42, 20)
    s.base.slab.voxelMm = SIMD3(5.5, 5.5, 7)
    s.base.fieldSpacingMm = 4
    return s
  }

  @Test func filesReadBackAndAreTheSameEveryTime() throws {
    let scenario = try tiny()
    let p = try simulate(scenario)
    let a = ScratchFolder()
    let b = ScratchFolder()
    try generateSusceptibility(scenario, to: a.path)
    try writeSusceptibility(p, to: b.path)
    // Once more: an older one is replaced.
    try writeSusceptibility(p, to: b.path)
    let (files, again) = (try a.files(), try b.files())
    #expect(
      Set(files.keys) == [
        "magnitude.nii.gz", "phase.nii.gz", "acquisition.json", "truth/chi.nii.gz", "truth/brain.nii.gz",
        "truth/nuclei.nii.gz", "truth/nuclei.tsv", "truth/localField.nii.gz", "truth/totalField.nii.gz",
        "truth/foci.tsv",
      ])
    for (name, data) in files { #expect(again[name] == data, "\(name)") }
    let phases = try NIfTI.read(a.path + "/phase.nii.gz", as: Radians.self, frame: MRPatient.self)
    #expect(phases.map(\.voxels) == p.phases.map(\.voxels))
    #expect(phases.allSatisfy { $0.voxels.allSatisfy { abs($0) <= Float.pi } })
    let magnitudes = try NIfTI.read(a.path + "/magnitude.nii.gz", as: Magnitude.self, frame: MRPatient.self)
    #expect(magnitudes.map(\.voxels) == p.magnitudes.map(\.voxels))
    let truth = a.path + "/truth/"
    let chi = try NIfTI.read(truth + "chi.nii.gz", as: PPM.self, frame: MRPatient.self)
    #expect(chi.first?.voxels == p.chi.voxels)
    #expect(try NIfTI.readMask(truth + "brain.nii.gz", frame: MRPatient.self).voxels == p.brain.voxels)
    let acquisition = try JSONDecoder().decode(
      SusceptibilityAcquisition.self, from: try #require(files["acquisition.json"]))
    #expect(acquisition == SusceptibilityAcquisition(p))
    #expect(acquisition.echoTimesMs == [6, 12, 18, 24])
    // B0 in voxel axes holds for the files, whose axes are those of the simulation.
    let grid = try #require(phases.first).grid
    #expect(length(grid.directionInAxes(SIMD3(0, 0, 1)) - p.b0InVoxelAxes) < 1e-6)
  }

  /// A label in the table is the label in the image, and a focus is where the table says.
  @Test func tablesBelongToTheImages() throws {
    let p = try simulate(try tiny())
    let folder = ScratchFolder()
    try writeSusceptibility(p, to: folder.path)
    func rows(_ name: String) throws -> [[String]] {
      try String(contentsOfFile: folder.path + "/truth/" + name, encoding: .utf8).split(separator: "\n")
        .dropFirst().map { $0.split(separator: "\t").map(String.init) }
    }
    let labels = try #require(
      try NIfTI.read(folder.path + "/truth/nuclei.nii.gz", as: Dimensionless.self, frame: MRPatient.self)
        .first)
    let nuclei = try rows("nuclei.tsv")
    #expect(nuclei.count == 14)
    for (row, nucleus) in zip(nuclei, SidedStructure.all) {
      #expect(row[1] == nucleus.structure.rawValue && row[2] == nucleus.side.rawValue)
      let label = try #require(Float(row[0]))
      #expect(labels.voxels.map { $0 == label } == p.nuclei[nucleus]?.voxels)
    }
    let focus = try #require(try rows("foci.tsv").first)
    let v = try (4...6).map { Int(try #require(Double(focus[$0])).rounded()) }
    #expect(p.chi[v[0], v[1], v[2]] > 0.9)
    #expect(focus[0] == "clot" && focus[7] == "18.000" && focus[8] == "1.000")
  }

  @Test func anotherFolderIsNotReplaced() throws {
    let p = try simulate(try tiny())
    let folder = ScratchFolder()
    try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
    try Data("mine".utf8).write(to: URL(fileURLWithPath: folder.path + "/letter.txt"))
    do {
      try writeSusceptibility(p, to: folder.path)
      Issue.record("a folder with other files was replaced")
    } catch {
      #expect(
        error.description == "\(folder.path) holds other files, which would be replaced. Give a new folder.")
    }
    #expect(try folder.files().keys.sorted() == ["letter.txt"])
  }
}
