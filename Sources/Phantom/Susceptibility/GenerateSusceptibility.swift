import Foundation
import NIfTI
import Vocabulary
import Voxels

/// What `acquisition.json` holds.
struct SusceptibilityAcquisition: Codable, Hashable, Sendable {
  static let schema = "pallidum.susceptibility-phantom/1"

  var schema = Self.schema
  let name: String
  let summary: String
  let echoTimesMs: [Double]
  let fieldStrengthTesla: Double
  /// Unit vector along columns, rows and slices as the files hold them.
  let b0InVoxelAxes: [Double]
  let matrix: [Int]
  let voxelMm: [Double]
  let bipolar: BipolarReadout?

  init(_ p: SusceptibilityPhantom) {
    name = p.scenario.name
    summary = p.scenario.summary
    echoTimesMs = p.scenario.base.echoTimesMs
    fieldStrengthTesla = p.fieldStrength.tesla
    let (b, n, h) = (p.b0InVoxelAxes, p.chi.grid.size, p.chi.grid.spacingMm)
    b0InVoxelAxes = [b.x, b.y, b.z]
    matrix = [n.x, n.y, n.z]
    voxelMm = [h.x, h.y, h.z]
    bipolar = p.scenario.bipolar
  }
}

/// Simulates a scenario and writes it ready for `pallidum qsm`: `magnitude.nii.gz`, `phase.nii.gz` (4-D, rad),
/// `acquisition.json`, and in `truth/` the volumes of the first echo's head: `chi` (ppm), `brain`, `nuclei` with
/// `nuclei.tsv`, `localField` and `totalField` (ppm), and `foci.tsv`.
///
/// The folder appears complete or not at all; an older one of a scenario is replaced. Same scenario, same bytes on the same kind
/// of processor.
/// - Parameter progress: fraction done and step.
/// - Throws: `PhantomError` if the folder holds something else or cannot be written.
public func generateSusceptibility(
  _ scenario: SusceptibilityScenario, to directory: String, progress: ProgressHandler? = nil
) throws(PhantomError) {
  // Writing, that is compressing, takes about a fifth of the time.
  try checkReplaceable(directory)
  let phantom = try simulate(scenario) { fraction, step in progress?(0.8 * fraction, step) }
  progress?(0.8, "writing")
  try writeSusceptibility(phantom, to: directory)
  progress?(1, "done")
}

/// Writes a simulation that is in memory as `generateSusceptibility` does.
public func writeSusceptibility(_ phantom: SusceptibilityPhantom, to directory: String) throws(PhantomError) {
  try checkReplaceable(directory)
  let folder = (directory as NSString).standardizingPath
  let passing = folder + ".\(UUID().uuidString)"
  defer { try? FileManager.default.removeItem(atPath: passing) }
  try makeFolder(passing + "/truth")
  let truth = passing + "/truth/"
  var labels = [Int32](repeating: 0, count: phantom.chi.grid.count)
  var table = "label\tstructure\tside\n"
  for (k, nucleus) in SidedStructure.all.enumerated() {
    table += "\(k + 1)\t\(nucleus.structure)\t\(nucleus.side)\n"
    for (i, member) in (phantom.nuclei[nucleus]?.voxels ?? []).enumerated() where member {
      labels[i] = Int32(k + 1)
    }
  }
  do {
    try NIfTI.write(phantom.magnitudes, to: passing + "/magnitude.nii.gz")
    try NIfTI.write(phantom.phases, to: passing + "/phase.nii.gz")
    try NIfTI.write(phantom.chi, to: truth + "chi.nii.gz")
    try NIfTI.write(phantom.brain, to: truth + "brain.nii.gz")
    try NIfTI.writeLabels(labels, grid: phantom.chi.grid, to: truth + "nuclei.nii.gz")
    try NIfTI.write(phantom.localField, to: truth + "localField.nii.gz")
    try NIfTI.write(phantom.totalField, to: truth + "totalField.nii.gz")
    try Data(table.utf8).write(to: URL(fileURLWithPath: truth + "nuclei.tsv"))
    try Data(fociTable(phantom).utf8).write(to: URL(fileURLWithPath: truth + "foci.tsv"))
  } catch { throw .unwritable(path: directory, reason: "\(error)") }
  try saveJSON(SusceptibilityAcquisition(phantom), to: passing + "/" + acquisitionFile)
  do {
    if FileManager.default.fileExists(atPath: folder) { try FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.moveItem(atPath: passing, toPath: folder)
  } catch { throw .unwritable(path: directory, reason: error.localizedDescription) }
}

/// Nothing, an empty folder or one that this module wrote may be replaced.
private func checkReplaceable(_ directory: String) throws(PhantomError) {
  let files = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
  guard files.isEmpty || files.contains(acquisitionFile) else { throw .folderInUse(path: directory) }
}

private let acquisitionFile = "acquisition.json"

/// The foci: name, centre as patient LPS mm and as voxel index of the files, diameter, susceptibility.
private func fociTable(_ phantom: SusceptibilityPhantom) -> String {
  var table = "name\tx_lps_mm\ty_lps_mm\tz_lps_mm\ti_voxel\tj_voxel\tk_voxel\tdiameter_mm\tchi_ppm\n"
  for (focus, center) in phantom.foci {
    let v = phantom.chi.grid.voxel(at: center)
    let numbers = [center.lps.x, center.lps.y, center.lps.z, v.x, v.y, v.z, focus.diameterMm, focus.chiPPM]
    table += ([focus.name] + numbers.map { String(format: "%.3f", $0) }).joined(separator: "\t") + "\n"
  }
  return table
}
