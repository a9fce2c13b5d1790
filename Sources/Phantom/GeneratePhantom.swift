import DICOM
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
  let study = directory + "/study"
  try makeFolder(study + "/mr")
  try makeFolder(study + "/ct")
  let syntax: TransferSyntax =
    simulation.scenario.compressesPixels ? .jpegLSLossless : .explicitVRLittleEndian
  switch simulation.scenario.format {
  case .siemensClassic, .philipsClassic:
    let mr = ClassicMRStudy(simulation)
    for i in 0..<mr.count { try write(mr.image(i), study + "/mr/IM" + number(i), syntax) }
  case .siemensEnhanced, .philipsEnhanced:
    let mr = EnhancedMRStudy(simulation)
    for i in 0..<mr.count { try write(mr.image(i), study + "/mr/IM" + number(i), syntax) }
  }
  let ct = CTStudy(simulation)
  for i in 0..<ct.count { try write(ct.image(i), study + "/ct/IM" + number(i), syntax) }
  try writeTruth(simulation.truth, to: directory + "/truth.json")
  if writesVolumes { try writeVolumes(simulation, to: directory + "/truth") }
}

private func number(_ i: Int) -> String {
  let s = String(i + 1)
  return String(repeating: "0", count: max(0, 5 - s.count)) + s
}

private func makeFolder(_ path: String) throws(PhantomError) {
  do {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  } catch { throw .unwritable(path: path, reason: error.localizedDescription) }
}

private func write(_ d: DataSet, _ path: String, _ syntax: TransferSyntax) throws(PhantomError) {
  do { try DICOMWriter.write(d, to: path, transferSyntax: syntax) } catch {
    throw .unwritable(path: path, reason: "\(error)")
  }
}

private func writeTruth(_ truth: PhantomTruth, to path: String) throws(PhantomError) {
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
