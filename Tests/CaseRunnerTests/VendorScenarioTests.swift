import Acquisition
import CaseRunner
import Foundation
import Phantom
import Report
import Testing
import Vocabulary
import Voxels

/// One head as every vendor's scanner writes it gives one result.
@Suite struct VendorScenarioTests {
  /// The signal that is read is the signal that was simulated, to the rounding of the stored numbers.
  ///
  /// What follows is a function of it. The coarsest numbers are Philips': magnitude and components in steps of 1.3 and
  /// 2, phase in 1.5 mrad; white matter has about 800, its noise 14. Magnitude that nobody wrote is computed. Only vendors
  /// whose files nobody could check are warned of.
  @Test(arguments: PhantomCase.vendors.map(\.name)) func signalIsTheSimulatedOne(_ name: String) throws {
    let c = try #require(PhantomCase.named(name))
    let simulated = c.varied(try c.base())
    let read = try c.withStudy { try loadMGRE(from: try takeInventory(of: [$0])) }
    #expect(read.echoTimes.map(\.milliseconds) == simulated.scenario.echoTimesMs)
    #expect(abs(read.fieldStrength.tesla - simulated.fieldStrength.tesla) < 1e-9)
    let grid = try #require(read.magnitudes.first?.grid)
    try #require(grid.size == simulated.imageGrid.size)
    let corner = SIMD3(Double(grid.size.x), Double(grid.size.y), Double(grid.size.z))
    #expect(grid.point(atVoxel: .zero).distance(to: simulated.imageGrid.point(atVoxel: .zero)) < 1e-3)
    #expect(grid.point(atVoxel: corner).distance(to: simulated.imageGrid.point(atVoxel: corner)) < 1e-3)
    // GE's magnitude has a scale of its own; it is the same for all echoes.
    let scale = Statistics.mean(simulated.magnitudes[0].voxels) / Statistics.mean(read.magnitudes[0].voxels)
    for echo in read.phases.indices {
      let worst = Self.largestDifference(read, simulated, echo: echo, scale: scale)
      #expect(worst < 1, "echo \(echo + 1): \(worst) of what rounding allows")
    }
    let warnings = read.metadata.warnings
    #expect(
      warnings.contains { $0.contains("unverified") } == (c.expected.reason == "unverified"), "\(warnings)")
  }

  /// The largest difference of the complex signals as a multiple of what rounding allows.
  private static func largestDifference(
    _ read: MGREAcquisition, _ simulated: PhantomSimulation, echo: Int, scale: Double
  ) -> Double {
    var worst = 0.0
    let (m, p) = (read.magnitudes[echo].voxels, read.phases[echo].voxels)
    let (trueM, trueP) = (simulated.magnitudes[echo].voxels, simulated.phases[echo].voxels)
    for i in m.indices {
      let (a, b) = (Double(m[i]) * scale, Double(trueM[i]))
      let d = Double(p[i]) - Double(trueP[i])
      // |a·e^id − b|² by the law of cosines.
      let difference = max(0, a * a + b * b - 2 * a * b * cos(d)).squareRoot()
      worst = max(worst, difference / (1.6 + 1.2e-3 * b))
    }
    return worst
  }

  /// Transfer syntaxes change no number.
  @Test(arguments: ["rle-compressed", "jpeg-lossless-compressed", "deflated", "big-endian"])
  func encodingChangesNothing(_ name: String) throws {
    let c = try #require(PhantomCase.named(name))
    let plain = try #require(PhantomCase.named(PhantomScenario.small.name))
    func signal(_ c: PhantomCase) throws -> MGREAcquisition {
      try c.withStudy { try loadMGRE(from: try takeInventory(of: [$0])) }
    }
    let (a, b) = (try signal(c), try signal(plain))
    #expect(a.phases.map(\.voxels) == b.phases.map(\.voxels))
    #expect(a.magnitudes.map(\.voxels) == b.magnitudes.map(\.voxels))
  }

  /// Private tags that lost their type are still understood.
  @Test func implicitPrivateTagsAreRead() throws {
    let c = try #require(PhantomCase.named("implicit"))
    let read = try c.withStudy { try loadMGRE(from: try takeInventory(of: [$0])) }
    #expect(read.phases.count == 3)
    #expect(read.metadata.phaseSignInverted)
  }

  /// The whole report: susceptibility of both pallida and all grades as from Siemens' files of the same scan.
  ///
  /// `ppb` is what rounding, other echoes or another grid may move.
  @Test(
    arguments: [
      ("ge-magnitude-phase", 3), ("ge-real-imaginary", 3), ("prone", 3), ("feet-first", 3),
      ("two-echoes", 15),
      ("uneven-echoes", 10), ("zero-filled", 8),
    ] as [(String, Double)])
  func resultIsThatOfTheSameHead(_ name: String, _ ppb: Double) throws {
    let c = try #require(PhantomCase.named(name))
    let reference = try Shared.compact.get().report
    let found = try c.report()
    #expect(found.status.rawValue == c.expected.exit)
    #expect(found.report.susceptibility.signCheck.verdict == "pass")
    if let reason = c.expected.reason {
      #expect(found.report.notices.contains { $0.message.contains(reason) })
    }
    for side in Side.allCases {
      let (a, b) = (found.report.pallidum(side), reference.pallidum(side))
      #expect(a.gpCT.grade == b.gpCT.grade && a.gpQSM.grade == b.gpQSM.grade)
      #expect(a.paradoxicalCalcification.flag == b.paradoxicalCalcification.flag)
      let m = try #require(found.report.measurement(.globusPallidus, side))
      let r = try #require(reference.measurement(.globusPallidus, side))
      let (chi, expected) = (try #require(m.qsm?.meanPpb), try #require(r.qsm?.meanPpb))
      #expect(abs(chi - expected) < ppb, "\(side): \(chi) ppb for \(expected) ppb")
      // A tenth: the outline follows the map, whose noise differs where echoes do.
      #expect(abs(m.volumeMm3 / r.volumeMm3 - 1) < 0.1, "\(side): \(m.volumeMm3) mm³ for \(r.volumeMm3) mm³")
    }
  }

  /// The folder as a user has it: everything of both examinations, and the right two series are taken.
  @Test func theRightSeriesAreTakenOutOfAFullFolder() throws {
    let c = try #require(PhantomCase.named("mixed-folder"))
    let (used, all) = try c.withStudy { study in
      let series = summaries(of: try takeInventory(of: [study]))
      return (series.filter { $0.verdict == .used }.compactMap(\.number).sorted(), series.count)
    }
    #expect(used == [2, 5, 6])
    #expect(all == 9)
  }
}
