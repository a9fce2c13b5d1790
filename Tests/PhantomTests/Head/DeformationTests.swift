import Testing
import Vocabulary

@testable import Phantom

/// The smooth random deformation of the brain, at the far end of what heads are drawn with.
struct DeformationTests {
  private static func strongest() -> HeadVariation {
    var v = HeadVariation()
    v.coarseMm = 3
    v.fineMm = 0.8
    v.atrophy = 1
    v.leftShiftMm = SIMD3(3.5, 2, 2.5)
    return v
  }

  /// Points 8 mm apart in the intracranial space of a head.
  private static func points(_ cranium: Cranium) -> [(p: SIMD3<Double>, depth: Double)] {
    var all: [(SIMD3<Double>, Double)] = []
    for z in stride(from: -50.0, through: 70, by: 8) {
      for y in stride(from: -70.0, through: 100, by: 8) {
        for x in stride(from: -66.0, through: 66, by: 8) {
          let p = SIMD3(x, y, z)
          let depth = -cranium.distances(p).intracranial
          if depth > 0 { all.append((p, depth)) }
        }
      }
    }
    return all
  }

  /// The deformation folds nowhere, is smooth, moves by mm, and its inverse leads back.
  @Test(arguments: 1...6 as ClosedRange<UInt64>) func isSmoothAndInvertible(seed: UInt64) {
    let d = Deformation(seed: seed, variation: Self.strongest())
    let cranium = Cranium(seed: seed, asymmetry: 1)
    func depth(_ p: SIMD3<Double>) -> Double { -cranium.distances(p).intracranial }
    func moved(_ p: SIMD3<Double>) -> SIMD3<Double> { p + d.offset(at: p, depth: depth(p)) }
    var least = Double.infinity
    var farthest = 0.0
    var steepest = 0.0
    var back = 0.0
    for (p, _) in Self.points(cranium) {
      let h = 0.25
      func slope(_ step: SIMD3<Double>) -> SIMD3<Double> { (moved(p + step) - moved(p - step)) / (2 * h) }
      let (a, b, c) = (slope(SIMD3(h, 0, 0)), slope(SIMD3(0, h, 0)), slope(SIMD3(0, 0, h)))
      least = min(least, dot(a, cross(b, c)))
      for (column, axis) in [(a, 0), (b, 1), (c, 2)] {
        var unit = SIMD3<Double>.zero
        unit[axis] = 1
        steepest = max(steepest, length(column - unit))
      }
      farthest = max(farthest, length(moved(p) - p))
      // The inverse places deposits: it must hold where the deep nuclei are.
      let q = p - SIMD3(0, 5, 5)
      if abs(q.x) < 45, abs(q.y) < 45, abs(q.z) < 35 {
        back = max(back, length(moved(d.inverse(p, depth: depth)) - p))
      }
    }
    #expect(least > 0.02, "nothing turns inside out")
    #expect(steepest < 1.2)
    #expect(farthest > 3 && farthest < 12)
    #expect(back < 0.01)
  }

  /// Left and right are bent differently, and the scalp's side of the inner table not at all.
  @Test func sidesDifferAndTheSkullStays() {
    var v = HeadVariation()
    v.coarseMm = 4
    let d = Deformation(seed: 5, variation: v)
    let left = d.offset(at: SIMD3(20, 5, 0), depth: 60)
    let right = d.offset(at: SIMD3(-20, 5, 0), depth: 60)
    #expect(length(left - SIMD3(-right.x, right.y, right.z)) > 0.3)
    #expect(d.offset(at: SIMD3(60, 5, 0), depth: 0) == .zero)
    #expect(d.offset(at: SIMD3(60, 5, 0), depth: -4) == .zero)
  }

  /// A shift of the left nuclei moves them by that much, and leaves the right ones.
  @Test func shiftMovesItsOwnSideOnly() {
    let shift = SIMD3(3.5, 2, 2.5)
    var scenario = PhantomScenario.small
    scenario.variation = HeadVariation()
    let before = HeadModel(scenario)
    scenario.variation?.leftShiftMm = shift
    let after = HeadModel(scenario)
    for side in Side.allCases {
      let a = Self.centroid(before, side)
      let b = Self.centroid(after, side)
      let wanted = side == .left ? shift * before.nativeScale : .zero
      // The bump is 1 at its middle only, and the pallidum lies 3 mm beside it and is 20 mm long.
      #expect(length(b - a - wanted) < (side == .left ? 1.2 : 1e-9), "\(side)")
      #expect((b.x > 0) == (side == .left))
    }
  }

  /// Middle of a pallidum on 1 mm, native mm.
  private static func centroid(_ head: HeadModel, _ side: Side) -> SIMD3<Double> {
    let index = SidedStructure.all.firstIndex(of: SidedStructure(.globusPallidus, side))
    var sum = SIMD3<Double>.zero
    var n = 0.0
    for z in stride(from: -25.0, through: 25, by: 1) {
      for y in stride(from: -25.0, through: 35, by: 1) {
        for x in stride(from: 4.0, through: 40, by: 1) {
          let p = SIMD3(side == .left ? x : -x, y, z)
          if head.sample(p).nucleus == index {
            sum += p
            n += 1
          }
        }
      }
    }
    return sum / n
  }

  /// A variation that changes nothing gives the head of the table.
  @Test func emptyVariationIsTheTable() {
    var scenario = PhantomScenario.small
    scenario.deposits = []
    let plain = HeadModel(scenario)
    scenario.variation = HeadVariation()
    let varied = HeadModel(scenario)
    for z in stride(from: -60.0, through: 80, by: 7) {
      for y in stride(from: -90.0, through: 100, by: 7) {
        for x in stride(from: -70.0, through: 70, by: 5) {
          let p = SIMD3(x, y, z)
          #expect(plain.sample(p).tissue.lanes == varied.sample(p).tissue.lanes)
          #expect(plain.sample(p).nucleus == varied.sample(p).nucleus)
        }
      }
    }
  }

  /// Atrophy widens ventricles and sulci; iron moves susceptibility and R2*, and nothing else.
  @Test func atrophyAndIronDoWhatTheySay() {
    var scenario = PhantomScenario.small
    scenario.deposits = []
    func fluid(_ atrophy: Double) -> Double {
      scenario.variation = HeadVariation()
      scenario.variation?.atrophy = atrophy
      let head = HeadModel(scenario)
      var sum = 0.0
      for z in stride(from: -10.0, through: 70, by: 4) {
        for y in stride(from: -70.0, through: 90, by: 4) {
          for x in stride(from: -60.0, through: 60, by: 3) {
            sum += Double(head.sample(SIMD3(x, y, z)).tissue.csf)
          }
        }
      }
      return sum
    }
    let (none, full) = (fluid(0), fluid(1))
    #expect(full > 1.25 * none)

    let table = Tissue.nucleus(.putamen)
    let rich = table.withIron(1.5)
    #expect(abs(rich.chiPPM - 1.5 * table.chiPPM) < 1e-12)
    #expect(abs(rich.r2Star - table.r2Star - 120 * 0.5 * table.chiPPM) < 1e-9)
    #expect(rich.hu == table.hu && rich.t1Ms == table.t1Ms)
    // Hallgren & Sourander: 14.62(1 − e^(−0.04t)) + 0.46 at 20 and 50 years: 8.511 and 13.101.
    #expect(abs(IronByAge.factor(.putamen, ageYears: 20) - 8.511 / 13.101) < 1e-3)
    #expect(abs(IronByAge.factor(.globusPallidus, ageYears: 50) - 1) < 1e-12)
  }
}
