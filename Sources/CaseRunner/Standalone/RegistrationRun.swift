import Acquisition
import Foundation
import NIfTI
import Registration
import Vocabulary
import Voxels

/// The result of `pallidum register`, worded for a terminal and for scripts.
public struct RegistrationReport: Sendable {
  /// `{movingToFixed, verdict, uncertaintyMm, measures}`.
  public let json: String
  /// A few lines.
  public let summary: String
}

/// Registers a CT to an mGRE; both are DICOM folders or NIfTI files.
///
/// Writes `transform.json` and `ct-registered.nii.gz`.
/// - Throws: `CaseError` with the contract's exit codes.
public func runRegistration(
  fixed: String, moving: String, output: String, observer: @escaping CaseObserver
) throws(CaseError) -> RegistrationReport {
  do {
    var clock = StageClock(observer: observer)
    let progress = clock.progress
    let (mr, ct) = try clock.run(.reading) { (try readMagnitude(fixed), try readCT(moving)) }
    let result = try clock.run(.registration) { try registerCT(ct, to: mr, progress: progress) }
    struct Answer: Encodable {
      let movingToFixed: [Double]
      let verdict: Verdict
      let uncertaintyMm: Double
      let measures: [QualityCheck]
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let answer = Answer(
      movingToFixed: result.ctToMR.rowMajor16, verdict: result.verdict,
      uncertaintyMm: rounded(result.uncertaintyMm, 3),
      measures: result.measures.map(ReportAssembly.finite))
    let json = String(decoding: try encoder.encode(answer), as: UTF8.self)
    let folder = URL(filePath: output)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data((json + "\n").utf8).write(to: folder.appending(path: "transform.json"))
    try NIfTI.write(
      resample(ct, onto: mr.grid, by: result.ctToMR),
      to: folder.appending(path: "ct-registered.nii.gz").path)
    let measures = result.measures.map {
      "  \($0.verdict.rawValue)  \($0.check) \(rounded($0.value, 4)) \($0.unit)  \($0.message)"
    }
    return RegistrationReport(
      json: json,
      summary: ([
        "Registration: \(result.verdict.rawValue), uncertainty \(rounded(result.uncertaintyMm, 2)) mm"
      ]
        + measures + ["Written: \(output)/transform.json, ct-registered.nii.gz"]).joined(separator: "\n"))
  } catch { throw CaseError(wrapping: error) }
}

private func isNIfTI(_ path: String) -> Bool { path.hasSuffix(".nii") || path.hasSuffix(".nii.gz") }

private func readMagnitude(_ path: String) throws -> MRVolume<Magnitude> {
  guard isNIfTI(path) else {
    return rootSumOfSquares(try loadMGRE(from: try takeInventory(of: [path])).magnitudes)
  }
  return rootSumOfSquares(try NIfTI.read(path, as: Magnitude.self, frame: MRPatient.self))
}

private func readCT(_ path: String) throws -> CTVolume {
  guard isNIfTI(path) else { return try loadCT(from: try takeInventory(of: [path])).volume }
  let volumes = try NIfTI.read(path, as: HU.self, frame: CTPatient.self)
  guard volumes.count == 1 else {
    throw CaseError(.inputUnusable, "The CT \(path) has \(volumes.count) volumes: give a 3-D file.")
  }
  return volumes[0]
}
