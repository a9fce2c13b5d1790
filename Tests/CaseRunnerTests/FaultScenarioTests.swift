import CaseRunner
import Foundation
import Phantom
import Testing
import Vocabulary

/// Every fault that the phantom knows: refused, withheld or passed over as its table says, with the reason.
@Suite struct FaultScenarioTests {
  /// Cases in which nothing needs to be said: they are chosen and checked, the numbers are other tests' matter.
  private static let silent = PhantomCase.faults.filter { $0.expected == .reported }.map(\.name)
  private static let spoken = PhantomCase.faults.filter { $0.expected != .reported }.map(\.name)

  @Test(arguments: spoken) func theReasonIsGiven(_ name: String) throws {
    let c = try #require(PhantomCase.named(name))
    let reason = try #require(c.expected.reason)
    try c.withStudy { study in
      do {
        let outcome = try ReportedPhantom(study, name)
        #expect(outcome.status.rawValue == c.expected.exit)
        let said = outcome.report.notices.map(\.message)
        #expect(said.contains { $0.contains(reason) }, "\(said)")
        for side in Side.allCases {
          let p = outcome.report.pallidum(side)
          let held: [ExpectedOutcome.Result: String?] = [
            .gpCT: p.gpCT.withheld, .gpQSM: p.gpQSM.withheld,
            .paradoxicalCalcification: p.paradoxicalCalcification.withheld,
          ]
          for result in ExpectedOutcome.Result.allCases {
            #expect((held[result].flatMap { $0 } != nil) == c.expected.withheld.contains(result), "\(result)")
          }
        }
      } catch let error as CaseError {
        #expect(error.status.rawValue == c.expected.exit, "\(error)")
        #expect(error.description.contains(reason), "\(error)")
      }
    }
  }

  @Test(arguments: silent) func nothingNeedsToBeSaid(_ name: String) throws {
    let c = try #require(PhantomCase.named(name))
    try c.withStudy { study in
      var options = CaseOptions(inputs: [study], output: try Scratch.absent(name))
      options.dryRun = true
      #expect(try runCase(options) { _ in }.status == .done)
    }
  }

  /// Files that are left out are named, so that nobody takes the study for complete.
  @Test(
    arguments: [
      ("garbage-files", ["IM99999", "empty", "noise.dcm"]), ("uid-with-path", ["IM1"]),
      ("truncated-file", ["IM00097"]), ("mixed-folder", ["3", "5", "200", "READ ME.txt"]),
    ] as [(String, Set<String>)])
  func filesLeftOutAreNamed(_ name: String, _ files: Set<String>) throws {
    struct Inspection: Decodable {
      struct File: Decodable { let path: String }
      let skipped: [File]
    }
    let c = try #require(PhantomCase.named(name))
    var options = InspectionOptions()
    options.asJSON = true
    let json = try c.withStudy { try inspect([$0], options: options) }
    let found = try JSONDecoder().decode(Inspection.self, from: Data(json.utf8))
    #expect(Set(found.skipped.map { URL(filePath: $0.path).lastPathComponent }) == files)
  }
}
