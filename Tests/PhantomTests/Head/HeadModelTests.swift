import Testing
import Vocabulary
import Voxels

@testable import Phantom

struct HeadModelTests {
  @Test(arguments: PhantomScenario.all) func depositsLieInThePallidumOfTheirSide(scenario: PhantomScenario) {
    let head = HeadModel(scenario)
    #expect(head.depositCenters().count == scenario.deposits.count)
    for (deposit, center) in head.depositCenters() {
      #expect((center.lps.x > 0) == (deposit.side == .left))
      let s = head.sample(center.lps)
      #expect(s.nucleus == SidedStructure.all.firstIndex(of: SidedStructure(.globusPallidus, deposit.side)))
      #expect(abs(Double(s.tissue.chiPPM) - deposit.chiPPM) < 1e-6)
      #expect(abs(Double(s.tissue.hu) - deposit.hu) < 1e-3)
    }
  }

  @Test(arguments: PhantomScenario.all + (1...3).map { PhantomScenario.random(seed: $0) })
  func scannersCoverWhatTheyMust(scenario: PhantomScenario) {
    let head = HeadModel(scenario)
    let toMR = scenario.mrPose.transform(to: MRPatient.self)
    let toCT = scenario.ctPose.transform(to: CTPatient.self)
    let slab = scenario.slabGrid(toMR)
    let ct = scenario.ctGrid(toCT)
    func isIn<F>(_ grid: Grid<F>, _ p: Point<F>) -> Bool {
      let v = grid.voxel(at: p)
      return (0..<3).allSatisfy { v[$0] >= 0 && v[$0] <= Double(grid.size[$0] - 1) }
    }
    var nuclei = Set<Int>()
    // 4 mm steps over the head above the foramen magnum.
    for z in stride(from: -66.0, through: 100, by: 4) {
      for y in stride(from: -110.0, through: 120, by: 4) {
        for x in stride(from: -90.0, through: 90, by: 4) {
          let p = SIMD3(x, y, z)
          let s = head.sample(p)
          if s.tissue.brain > 0.5, !isIn(ct, toCT(Point(p))) {
            Issue.record("brain at \(p) is not in the CT")
          }
          guard let nucleus = s.nucleus else { continue }
          nuclei.insert(nucleus)
          let structure = SidedStructure.all[nucleus].structure
          // The dentate nuclei may be cut.
          if structure != .dentateNucleus, !isIn(slab, toMR(Point(p))) {
            Issue.record("\(structure) at \(p) is not in the slab")
          }
        }
      }
    }
    #expect(nuclei.count >= 12)
  }

  @Test func headIsNotItsOwnMirrorImage() {
    func mirrorDifference(_ scenario: PhantomScenario) -> Double {
      let head = HeadModel(scenario)
      var different = 0.0
      var n = 0.0
      for z in stride(from: -40.0, through: 80, by: 5) {
        for y in stride(from: -80.0, through: 100, by: 5) {
          for x in stride(from: 45.0, through: 85, by: 2) {
            let a = head.sample(SIMD3(x, y, z)).tissue.hu
            let b = head.sample(SIMD3(-x, y, z)).tissue.hu
            if a > -900 || b > -900 {
              n += 1
              if abs(a - b) > 200 { different += 1 }
            }
          }
        }
      }
      return different / n
    }
    var ordinary = PhantomScenario.small
    ordinary.asymmetry = 1
    var skewed = ordinary
    skewed.asymmetry = 4
    let (a, b) = (mirrorDifference(ordinary), mirrorDifference(skewed))
    // Bone against soft tissue or air at mirrored places: some in any head, more in the skewed one.
    #expect(a > 0.05)
    #expect(b > a + 0.03)
  }
}
