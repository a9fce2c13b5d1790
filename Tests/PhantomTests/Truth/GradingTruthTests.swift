import Testing
import Vocabulary

@testable import Phantom

/// The truth of the grades, against analytic balls in a box-shaped pallidum.
struct GradingTruthTests {
  private struct Ball {
    var center: SIMD3<Double>
    var radiusMm: Double
    var hu: Float
    var ppb: Float
  }

  /// A left pallidum of 12 × 20 × 14 mm, 35 HU and 130 ppb, its middle at x = 20; the midline lies at x = 0.
  private func lattice(_ balls: [Ball], spacingMm: Double = 0.25) -> PallidumLattice {
    let half = SIMD3(6.0, 10, 7)
    let n = SIMD3<Int>((2 * half / spacingMm).rounded(.up))
    let count = n.x * n.y * n.z
    var l = PallidumLattice(
      size: n, spacingMm: spacingMm, origin: SIMD3(20, 0, 0) - half + spacingMm / 2,
      inside: [Bool](repeating: true, count: count), hu: [Float](repeating: 35, count: count),
      chi: [Float](repeating: 0.13, count: count), bareHU: [], bareChi: [])
    (l.bareHU, l.bareChi) = (l.hu, l.chi)
    for o in 0..<count {
      let p = l.point(o)
      for b in balls where length(p - b.center) <= b.radiusMm {
        l.hu[o] = b.hu
        l.chi[o] = b.ppb / 1000
      }
    }
    return l
  }

  private func truth(_ balls: Ball..., zeroPpb: Double = 0) -> GradingTruth.Side {
    GradingTruth.Side(lattice(balls), zeroPpb: zeroPpb)
  }

  private let medial = SIMD3(17.0, 0, 0)

  @Test func volumesAreThoseOfBalls() {
    for radius in [1.5, 2.2, 3.0] {
      let t = truth(Ball(center: medial, radiusMm: radius, hu: 90, ppb: 400))
      let analytic = 4 / 3 * Double.pi * radius * radius * radius
      #expect(abs(t.ctFocusMm3 / analytic - 1) < 0.03)
      #expect(abs(t.qsmFocusMm3 / analytic - 1) < 0.03)
      #expect(abs(t.ctPeakHU - 90) < 1e-3)
    }
  }

  @Test func gradesFollowTheCutOffs() {
    // 6.9, 14.1, 44.6 and 57.9 mm³; cut-offs 8 and 50.
    #expect(truth(Ball(center: medial, radiusMm: 1.18, hu: 90, ppb: 400)).ctGrade == 0)
    let small = truth(Ball(center: medial, radiusMm: 1.5, hu: 90, ppb: 400))
    #expect(small.ctGrade == 1 && small.qsmGrade == 1 && small.kind == .paradoxical)
    #expect(truth(Ball(center: medial, radiusMm: 2.2, hu: 90, ppb: 400)).ctGrade == 1)
    let large = truth(Ball(center: medial, radiusMm: 2.4, hu: 90, ppb: 400))
    #expect(large.ctGrade == 2 && large.qsmGrade == 2)
    // Very dense although small; not dense enough; not iron enough.
    #expect(truth(Ball(center: medial, radiusMm: 1.5, hu: 101, ppb: 400)).ctGrade == 2)
    #expect(truth(Ball(center: medial, radiusMm: 2.4, hu: 49, ppb: 400)).ctGrade == 0)
    #expect(truth(Ball(center: medial, radiusMm: 2.4, hu: 35, ppb: 205)).qsmGrade == 0)
    #expect(truth(Ball(center: medial, radiusMm: 2.4, hu: 35, ppb: 215)).qsmGrade == 2)
    // Two of 27 mm³ each are one severe grade; one of them outside the zone leaves a mild one.
    let pair = truth(
      Ball(center: SIMD3(17, -5, 0), radiusMm: 1.86, hu: 90, ppb: 400),
      Ball(center: SIMD3(17, 5, 0), radiusMm: 1.86, hu: 90, ppb: 400))
    #expect(pair.ctGrade == 2 && pair.qsmGrade == 2)
    let oneLateral = truth(
      Ball(center: SIMD3(17, -5, 0), radiusMm: 1.86, hu: 90, ppb: 400),
      Ball(center: SIMD3(23, 5, 0), radiusMm: 1.86, hu: 90, ppb: 400))
    #expect(oneLateral.ctGrade == 1 && oneLateral.qsmGrade == 1)
  }

  @Test func kindsFollowTheirDefinition() {
    func kind(_ ppb: Float, zeroPpb: Double = 0) -> GradingTruth.Kind {
      truth(Ball(center: medial, radiusMm: 2.4, hu: 120, ppb: ppb), zeroPpb: zeroPpb).kind
    }
    #expect(kind(140) == .paradoxical)
    // A uniform pallidum has no spread, so whatever lies below its level is far below.
    #expect(kind(120) == .diamagnetic)
    #expect(kind(-200) == .diamagnetic)
    // Another zero: the level itself is below 0, and a focus between is mixed no more than diamagnetic.
    #expect(kind(140, zeroPpb: 150) == .diamagnetic)
    let calcium = truth(Ball(center: medial, radiusMm: 2.4, hu: 120, ppb: -200))
    #expect(calcium.qsmGrade == 0 && calcium.ctGrade == 2)
    #expect(abs((calcium.focusMeanPpb ?? 0) + 200) < 1)
    let nothing = truth()
    #expect(nothing.kind == .none && nothing.ctGrade == 0 && nothing.qsmGrade == 0)
    #expect(nothing.focusMeanPpb == nil && nothing.ctCutoffDistance == nil)
  }

  @Test func distanceIsTheLeastChangeThatChangesTheGrade() {
    // 61.6 mm³ of 90 HU are mild from 61.6/50 = 1.23 times less volume on: the next step is 0.3.
    #expect(truth(Ball(center: medial, radiusMm: 2.45, hu: 90, ppb: 400)).ctCutoffDistance == 0.3)
    // 44.6 mm³ at 97 HU: 5 % more excess is 100.1 HU.
    #expect(truth(Ball(center: medial, radiusMm: 2.2, hu: 97, ppb: 400)).ctCutoffDistance == 0.05)
    #expect(truth(Ball(center: medial, radiusMm: 3.5, hu: 250, ppb: 800)).ctCutoffDistance == nil)
    // Excess of 70 ppb: 15 % more is above 80.
    #expect(truth(Ball(center: medial, radiusMm: 2.4, hu: 35, ppb: 200)).qsmCutoffDistance == 0.15)
  }

  @Test func zoneIsTheMedialThird() {
    let l = lattice([], spacingMm: 0.5)
    let zone = l.medialZone()
    let members = zone.indices.filter { zone[$0] }
    let share = Double(members.count) / Double(zone.count)
    #expect(abs(share - 1.0 / 3) < 0.05)
    #expect(members.allSatisfy { l.point($0).x < 18.1 })
  }

  /// The heads with stated grades have them.
  @Test(arguments: PhantomScenario.graded) func namedHeadsHaveTheirGrades(scenario: PhantomScenario) throws {
    let intended = try #require(scenario.variation?.intended)
    let truth = GradingTruth(scenario, zeroPpb: 5)
    for (side, wanted) in [(truth.left, intended.left), (truth.right, intended.right)] {
      #expect(side.ctGrade == wanted.ct)
      #expect(side.qsmGrade == wanted.qsm)
      #expect(side.kind == wanted.kind)
      // Stated grades lie well within: a fifth more or less changes nothing.
      #expect(side.ctCutoffDistance ?? 1 > 0.2)
      #expect(side.qsmCutoffDistance ?? 1 > 0.2)
    }
  }

  /// Together they hold every pair of grades that Kim 2022 reports.
  @Test func everyPairOfGradesOccurs() {
    let sides = PhantomScenario.graded.compactMap { $0.variation?.intended }.flatMap { [$0.left, $0.right] }
    for (qsm, ct) in [(0, 0), (1, 0), (1, 1), (2, 0), (2, 1), (2, 2)] {
      #expect(sides.contains { $0.qsm == qsm && $0.ct == ct }, "QSM \(qsm), CT \(ct)")
    }
  }
}
