import Foundation
import NIfTI
import Vocabulary

/// Simulates pairs and writes each to a numbered folder: `001/mr.nii.gz`, `001/ct.nii.gz` (RAS, sheared with the
/// gantry) and `001/truth.json` (LPS mm).
///
/// A pair depends on the seed, its number and its kind alone. A folder appears complete or not at all; one of the
/// same number is replaced.
/// - Parameter progress: fraction done and step.
public func generatePairs(
  count: Int, seed: UInt64, kind: PairKind, to directory: String, progress: ProgressHandler? = nil
) throws(PhantomError) {
  try makeFolder(directory)
  for index in 0..<count {
    let number = String(format: "%03d", index + 1)
    // Writing takes about a fifth of the time.
    let pair = try simulate(PairParameters(seed: seed, index: index), kind: kind) { fraction, step in
      progress?((Double(index) + 0.8 * fraction) / Double(count), "pair \(number): \(step)")
    }
    progress?((Double(index) + 0.8) / Double(count), "pair \(number): writing")
    try writePair(pair, to: directory + "/" + number)
  }
  progress?(1, "done")
}

/// Writes a pair to a folder, which appears complete or not at all and replaces one of the same name.
public func writePair(_ pair: PhantomPair, to folder: String) throws(PhantomError) {
  let passing = folder + ".\(UUID().uuidString)"
  defer { try? FileManager.default.removeItem(atPath: passing) }
  try makeFolder(passing)
  do {
    try NIfTI.write(pair.mr, to: passing + "/mr.nii.gz")
    try NIfTI.write(pair.ct, to: passing + "/ct.nii.gz")
  } catch { throw .unwritable(path: folder, reason: "\(error)") }
  try saveJSON(pair.truth, to: passing + "/truth.json")
  do {
    if FileManager.default.fileExists(atPath: folder) { try FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.moveItem(atPath: passing, toPath: folder)
  } catch { throw .unwritable(path: folder, reason: error.localizedDescription) }
}
