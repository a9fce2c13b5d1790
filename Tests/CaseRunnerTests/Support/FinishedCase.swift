import CaseRunner
import Foundation
import Phantom
import Report
import Synchronization

/// A case that was run once and that many tests look at.
struct FinishedCase: Sendable {
  /// The report's folder.
  let folder: String
  /// Status and summary.
  let outcome: CaseOutcome
  /// What the observer was told, a line an event.
  let events: [String]
  /// `report.json`, decoded.
  let report: ReportDocument
  /// What was simulated.
  let truth: PhantomTruth

  /// Runs a study.
  init(
    _ inputs: [String], truth: PhantomTruth, name: String, change: (inout CaseOptions) -> Void = { _ in }
  ) throws {
    folder = try Scratch.absent(name)
    var options = CaseOptions(inputs: inputs, output: folder)
    options.writesNIfTI = true
    change(&options)
    let lines = Mutex<[String]>([])
    outcome = try runCase(options) { event in lines.withLock { $0.append("\(event)") } }
    events = lines.withLock { $0 }
    report = try ReportDocument(json: try Data(contentsOf: URL(filePath: folder + "/report.json")))
    self.truth = truth
  }

  /// `report.json` as it stands.
  func json() throws -> Any {
    try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: folder + "/report.json")))
  }

  /// A text file of the folder.
  func text(_ name: String) throws -> String {
    try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
  }
}

/// A simulated study on the disk and in memory.
struct SimulatedStudy: Sendable {
  /// The folder with `mr/` and `ct/`.
  let path: String
  /// What it was made from.
  let simulation: PhantomSimulation

  init(_ scenario: PhantomScenario) throws {
    let folder = try Scratch.folder("study-" + scenario.name)
    simulation = try simulate(scenario)
    try writePhantom(simulation, to: folder, writesVolumes: false)
    path = folder + "/study"
  }

  func run(change: (inout CaseOptions) -> Void = { _ in }) throws -> FinishedCase {
    try FinishedCase([path], truth: simulation.truth, name: simulation.scenario.name, change: change)
  }
}

/// The studies and cases that the suites share: each is made when first asked for, once.
enum Shared {
  static let sample = Result {
    let json = try Data(contentsOf: URL(filePath: checkout + "/SampleDICOM/truth.json"))
    return try FinishedCase(
      [checkout + "/SampleDICOM/study"], truth: try JSONDecoder().decode(PhantomTruth.self, from: json),
      name: "sample")
  }
  static let compactStudy = Result { try SimulatedStudy(.compact) }
  static let compact = Result { try compactStudy.get().run() }
  static let smallStudy = Result { try SimulatedStudy(.small) }

  /// `asymmetric`'s strongly skewed head with one deposit, on `compact`'s matrices.
  static let asymmetricStudy = Result {
    var scenario = PhantomScenario.compact
    scenario.name = "asymmetric-compact"
    scenario.seed = 12
    scenario.asymmetry = 4
    return try SimulatedStudy(scenario)
  }
  static let asymmetric = Result { try asymmetricStudy.get().run() }

  /// `small` with the phase written with the wrong sign.
  static let signFlipped = Result {
    var scenario = PhantomScenario.small
    scenario.name = "sign-flipped-small"
    scenario.flipsPhaseSign = true
    return try SimulatedStudy(scenario).run()
  }

  /// `small` with a CT that names another patient.
  static let otherPatientStudy = Result {
    var scenario = PhantomScenario.small
    scenario.name = "other-patient-small"
    scenario.ctOfOtherPatient = true
    return try SimulatedStudy(scenario)
  }
  static let overrideReason = "Patient was admitted twice, checked by phone"
  static let overridden = Result { try otherPatientStudy.get().run { $0.identityOverride = overrideReason } }
}
