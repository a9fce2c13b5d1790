import CaseRunner
import Foundation
import Phantom
import Report
import Testing

/// Phantom cases on the disk: written from the simulation that all cases of a scenario share.
extension PhantomCase {
  /// The simulation that the case is made from, before anything of its own.
  func base() throws -> PhantomSimulation {
    switch scenario.name {
    case PhantomScenario.compact.name: try Shared.compactStudy.get().simulation
    case PhantomScenario.small.name: try Shared.smallStudy.get().simulation
    default: try simulate(scenario)
    }
  }

  /// Writes the study, hands its folder on and removes it.
  func withStudy<Result>(_ body: (_ study: String) throws -> Result) throws -> Result {
    let folder = try Scratch.folder(name)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try writePhantom(self, of: try base(), to: folder, writesVolumes: false)
    return try body(folder + "/study")
  }

  /// The report without DICOM objects, which other tests look at.
  func report() throws -> ReportedPhantom { try withStudy { try ReportedPhantom($0, name) } }
}

/// What came of a case that is reported.
struct ReportedPhantom {
  let status: CaseRunner.ExitStatus
  let report: ReportDocument

  /// Runs a study.
  /// - Throws: `CaseError` if it is refused.
  init(_ study: String, _ name: String) throws {
    var options = CaseOptions(inputs: [study], output: try Scratch.absent(name))
    options.writesDICOM = false
    status = try runCase(options) { _ in }.status
    report = try ReportDocument(json: try Data(contentsOf: URL(filePath: options.output + "/report.json")))
  }
}
