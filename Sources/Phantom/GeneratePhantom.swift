import Foundation
import NIfTI
import Vocabulary
import Voxels

/// Simulates a scenario and writes it: `study/` with scanner-like DICOM files, `truth.json`, and `truth/` with
/// volumes (NIfTI, RAS) of the pallida, brain, cerebrospinal fluid, susceptibility and noise-free attenuation.
///
/// The same scenario gives the same bytes on the same kind of processor; elsewhere the last bit of a sine may
/// move a stored value by one.
/// - Parameters:
///   - directory: made if absent; files of the same names are replaced.
///   - writesVolumes: false leaves `truth/` out.
///   - progress: fraction done and step.
/// - Returns: the ground truth.
@discardableResult
public func generatePhantom(
  _ scenario: PhantomScenario, to directory: String, writesVolumes: Bool = true,
  progress: ProgressHandler? = nil
) throws(PhantomError) -> PhantomTruth {
  // Writing takes about a fifth of the time.
  let simulation = try simulate(scenario) { fraction, step in progress?(0.8 * fraction, step) }
  progress?(0.8, "writing")
  try writePhantom(simulation, to: directory, writesVolumes: writesVolumes)
  progress?(1, "done")
  return simulation.truth
}

/// Writes a simulation that is in memory as `generatePhantom` does.
public func writePhantom(
  _ simulation: PhantomSimulation, to directory: String, writesVolumes: Bool = true
) throws(PhantomError) {
  try write(PhantomStudy(simulation), of: simulation, to: directory, writesVolumes: writesVolumes)
}

/// Simulates a case and writes it as `generatePhantom` does a scenario.
///
/// - Returns: the ground truth, with what is expected of the case.
@discardableResult
public func generatePhantom(
  _ phantom: PhantomCase, to directory: String, writesVolumes: Bool = true,
  progress: ProgressHandler? = nil
) throws(PhantomError) -> PhantomTruth {
  let simulation = try simulate(phantom.scenario) { fraction, step in progress?(0.8 * fraction, step) }
  progress?(0.8, "writing")
  let truth = try writePhantom(phantom, of: simulation, to: directory, writesVolumes: writesVolumes)
  progress?(1, "done")
  return truth
}

/// Writes a case from a simulation of its scenario: one simulation serves many cases.
/// - Parameter simulation: what `simulate(phantom.scenario)` gave.
@discardableResult
public func writePhantom(
  _ phantom: PhantomCase, of simulation: PhantomSimulation, to directory: String, writesVolumes: Bool = true
) throws(PhantomError) -> PhantomTruth {
  let own = phantom.varied(simulation)
  try write(phantom.study(own), of: own, to: directory, writesVolumes: writesVolumes)
  return own.truth
}

private func write(
  _ study: PhantomStudy, of simulation: PhantomSimulation, to directory: String, writesVolumes: Bool
) throws(PhantomError) {
  try makeFolder(directory + "/study")
  try study.write(to: directory + "/study")
  try saveJSON(simulation.truth, to: directory + "/truth.json")
  if writesVolumes { try writeVolumes(simulation, to: directory + "/truth") }
}

/// Writes a ground truth with sorted keys.
func saveJSON(_ truth: some Encodable, to path: String) throws(PhantomError) {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  do {
    var json = try encoder.encode(truth)
    json.append(UInt8(ascii: "\n"))
    try json.write(to: URL(fileURLWithPath: path), options: .atomic)
  } catch { throw .unwritable(path: path, reason: error.localizedDescription) }
}

private func writeVolumes(_ s: PhantomSimulation, to folder: String) throws(PhantomError) {
  try makeFolder(folder)
  let empty = MRMask(grid: s.chi.grid)
  do {
    try NIfTI.write(s.nuclei[SidedStructure(.globusPallidus, .left)] ?? empty, to: folder + "/gp_left.nii.gz")
    try NIfTI.write(
      s.nuclei[SidedStructure(.globusPallidus, .right)] ?? empty, to: folder + "/gp_right.nii.gz")
    try NIfTI.write(s.brain, to: folder + "/brain.nii.gz")
    try NIfTI.write(s.csf, to: folder + "/csf.nii.gz")
    try NIfTI.write(s.chi, to: folder + "/chi_ppm.nii.gz")
    try NIfTI.write(s.cleanCT, to: folder + "/ct_hu.nii.gz")
  } catch { throw .unwritable(path: folder, reason: "\(error)") }
}
