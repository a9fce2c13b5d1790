import Foundation
import NIfTI
import Testing
import Vocabulary
import Voxels

@testable import Phantom

@Test(.enabled(if: ProcessInfo.processInfo.environment["DUMP"] != nil)) func dump() throws {
  let name = ProcessInfo.processInfo.environment["DUMP"] ?? "small"
  let s = try #require(PhantomScenario.named(name))
  let t0 = Date()
  let sim = try simulate(s) { f, step in print(f, step, Date().timeIntervalSince(t0)) }
  print("seconds", Date().timeIntervalSince(t0))
  func raw(_ v: [Float], _ n: String) {
    v.withUnsafeBytes { FileManager.default.createFile(atPath: "/tmp/phantom/\(n).raw", contents: Data($0)) }
  }
  for e in sim.magnitudes.indices {
    raw(sim.magnitudes[e].voxels, "mag\(e)")
    raw(sim.phases[e].voxels, "phase\(e)")
  }
  raw(sim.chi.voxels, "chi"); raw(sim.field.voxels, "field"); raw(sim.ct.voxels, "ct")
  raw(sim.brain.voxels.map { $0 ? 1 : 0 }, "brain"); raw(sim.csf.voxels.map { $0 ? 1 : 0 }, "csf")
  var lab = [Float](repeating: 0, count: sim.chi.voxels.count)
  for (i, k) in SidedStructure.all.enumerated() { for o in lab.indices where sim.nuclei[k]!.voxels[o] { lab[o] = Float(i + 1) } }
  raw(lab, "label")
  let enc = JSONEncoder(); enc.outputFormatting = [.prettyPrinted, .sortedKeys]
  try enc.encode(sim.truth).write(to: URL(fileURLWithPath: "/tmp/phantom/truth.json"))
}
