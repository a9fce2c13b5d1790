import Phantom
import Report
import Testing

@testable import CaseRunner

/// Microbleed candidates and calcified controls through the whole program.
@Suite struct MicrobleedCaseTests {
  /// The simulated head has no bleed.
  @Test func aHeadWithoutBleedsHasNoCandidate() throws {
    let found = try #require(try Shared.sample.get().report.microbleedCandidates)
    #expect(found.withheld == nil && found.calciumNotExcluded == nil)
    #expect(found.candidates.isEmpty && found.passed == 0)
    #expect(found.searchedMl ?? 0 > 300)
  }

  /// With a wrong sign a bleed reads as calcium: nothing is proposed, and the controls tell no susceptibility.
  @Test func aWrongSignWithholdsThem() throws {
    let report = try Shared.signFlipped.get().report
    let found = try #require(report.microbleedCandidates)
    #expect(found.withheld == report.susceptibility.withheld && found.withheld != nil)
    #expect(found.candidates.isEmpty && found.passed == nil)
    let controls = try #require(report.calcifiedControls)
    #expect(controls.map(\.id) == ["pineal", "choroidPlexusLeft", "choroidPlexusRight"])
    #expect(controls.allSatisfy { $0.meanPpb == nil && $0.qsmWithheld != nil })
  }

  /// Calcium of the pineal gland, where the simulated head has it, is dense and diamagnetic; elsewhere there is a reason.
  @Test func controlsAreMeasuredOrSayWhyNot() throws {
    let controls = try #require(try Shared.sample.get().report.calcifiedControls)
    #expect(controls.count == 3)
    for control in controls {
      if let hu = control.meanHU, let ppb = control.meanPpb {
        #expect(hu > 50 && control.volumeMm3 ?? 0 > 0 && control.voxels > 0)
        #expect(ppb < 0, "\(control.id)")
      } else {
        #expect(control.ctWithheld != nil && control.qsmWithheld != nil)
      }
    }
  }

  /// Bleeds that were simulated are proposed where they are, by the whole program, and nothing else is.
  @Test func simulatedBleedsAreProposed() throws {
    let scenario = try #require(PhantomScenario.named("microbleeds")).coarsened()
    let bleeds = try #require(scenario.variation).microbleeds
    let report = try SimulatedStudy(scenario).run().report
    let found = try #require(report.microbleedCandidates).candidates
    #expect((2...3).contains(found.count), "the 3 mm bleed fills half a coarse slice")
    // The head is turned in the scanner by a few degrees: sizes tell which is which.
    let largest = try #require(found.max { $0.diameterMm < $1.diameterMm })
    #expect(abs(largest.diameterMm - 6) < 1.5 && largest.side == .left)
    #expect(found.allSatisfy { $0.side == .right || $0.id == largest.id })
    #expect(found.allSatisfy { c in bleeds.contains { abs(2 * $0.radiusMm - c.diameterMm) < 1.5 } })
    #expect(report.pallidum.left.gpQSM.grade == 0 && report.pallidum.right.gpQSM.grade == 0)
  }
}
