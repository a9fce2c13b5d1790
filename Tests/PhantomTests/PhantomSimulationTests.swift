import Testing
import Vocabulary
import Voxels

@testable import Phantom

struct PhantomSimulationTests {
  private func pallidum(_ s: PhantomSimulation, _ side: Side) throws -> MRMask {
    try #require(s.nuclei[SidedStructure(.globusPallidus, side)])
  }

  @Test func sidesAreThePatientsOwn() throws {
    let s = try #require(SmallPhantom.simulation)
    let left = try #require(try pallidum(s, .left).centroid)
    let right = try #require(try pallidum(s, .right).centroid)
    // About 34 mm apart in a native head, the left one at larger x.
    #expect(left.lps.x - right.lps.x > 28 && left.lps.x - right.lps.x < 42)
    // The deposit of this scenario is on the right, in the medial and posterior part.
    let deposit = try #require(s.deposits.first)
    #expect(deposit.deposit.side == .right)
    #expect(deposit.center.distance(to: right) < 8)
    #expect(deposit.center.lps.x > right.lps.x)
    #expect(deposit.center.lps.y > right.lps.y)
  }

  @Test func depositIsSeenByBothScannersAtItsPlace() throws {
    let s = try #require(SmallPhantom.simulation)
    let deposit = try #require(s.deposits.first)
    let chi = try #require(s.chi.value(at: deposit.center))
    #expect(chi > 0.35)
    let inCT = s.ctToMR.inverse(deposit.center)
    let hu = try #require(s.cleanCT.value(at: inCT))
    #expect(hu > 80)
    // The mirrored place has neither.
    let leftCentroid = try #require(try pallidum(s, .left).centroid)
    #expect(try #require(s.chi.value(at: leftCentroid)) < 0.2)
    #expect(try #require(s.cleanCT.value(at: s.ctToMR.inverse(leftCentroid))) < 45)
  }

  @Test func skullOfCTLiesAroundBrainOfMR() throws {
    let s = try #require(SmallPhantom.simulation)
    let hu = s.cleanCT.resampled(onto: s.chi.grid, by: s.ctToMR.inverse, outside: -1000)
    let core = s.brain.eroded(byMm: 8)
    #expect(core.count > 1000)
    let inside = hu.values(in: core)
    // No bone and no air under the brain's surface.
    #expect(Double(inside.filter { $0 > 300 || $0 < -100 }.count) < 0.002 * Double(inside.count))
    #expect(abs(Statistics.mean(inside) - 31) < 4)
    // 6 mm around it, most is skull.
    let shell = s.brain.dilated(byMm: 7).subtracting(s.brain.dilated(byMm: 3))
    #expect(Statistics.mean(hu.values(in: shell)) > 250)
  }

  @Test func truthFollowsTheTissueTable() throws {
    let s = try #require(SmallPhantom.simulation)
    for t in s.truth.structures where t.name != .globusPallidus || t.side == .left {
      let table = Tissue.nucleus(t.name)
      // Partial volume with white matter lowers small nuclei; ± 8 % grain.
      #expect(t.qsm.meanPpb < 1100 * table.chiPPM + 12, "\(t.name) \(t.side)")
      #expect(t.qsm.meanPpb > 550 * table.chiPPM - 12, "\(t.name) \(t.side)")
      #expect(abs(t.ct.meanHU - table.hu) < 6, "\(t.name) \(t.side)")
    }
    #expect(abs(s.truth.referenceMeansPpb.wholeBrain) < 12)
    #expect(s.truth.pallidum.right.paradox)
    #expect(s.truth.pallidum.right.ctGrade == 2)
    #expect(s.truth.pallidum.right.qsmGrade == 2)
    #expect(!s.truth.pallidum.left.paradox)
    #expect(s.truth.pallidum.left.ctGrade == 0)
    #expect(s.truth.pallidum.left.qsmGrade == 0)
  }

  @Test func pallidumHasItsAdultVolume() {
    // 0.5 mm voxels over the native pallidum: 1571 ± 0.4·235 mm³ by construction (HOA-2 figures).
    let head = HeadModel(.small)
    for side in Side.allCases {
      let index = SidedStructure.all.firstIndex(of: SidedStructure(.globusPallidus, side))
      var n = 0
      for z in -30..<30 {
        for y in -40..<40 {
          for x in -40..<40 {
            let p = SIMD3(Double(x), Double(y), Double(z)) * 0.5 + SIMD3(side == .left ? 17 : -17, 2, -2)
            if head.sample(p).nucleus == index { n += 1 }
          }
        }
      }
      #expect(abs(Double(n) / 8 - 1571) < 0.4 * 235 + 80, "\(side)")
    }
  }

  @Test func diamagneticDepositHasNoParadox() throws {
    var scenario = PhantomScenario.small
    scenario.deposits = [.calcium(.left, radiusMm: 3.6, chiPPM: -0.5)]
    let s = try simulate(scenario)
    #expect(!s.truth.pallidum.left.paradox)
    #expect(s.truth.pallidum.left.ctGrade == 2)
    #expect(s.truth.pallidum.left.qsmGrade == nil)
    let center = try #require(s.deposits.first).center
    #expect(try #require(s.chi.value(at: center)) < -0.2)
  }

  @Test func impossibleEchoTimeIsRefused() {
    var scenario = PhantomScenario.small
    scenario.echoTimesMs = [0.006, 12]
    #expect(throws: PhantomError.self) { try simulate(scenario) }
  }
}
