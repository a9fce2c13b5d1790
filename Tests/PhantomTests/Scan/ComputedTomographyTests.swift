import Testing
import Vocabulary
import Voxels

@testable import Phantom

struct ComputedTomographyTests {
  @Test func noiseHasTheRequestedLevelAndNoBias() throws {
    let s = try #require(SmallPhantom.simulation)
    var difference: [Float] = []
    for o in s.ct.voxels.indices where s.cleanCT.voxels[o] > 0 && s.cleanCT.voxels[o] < 60 {
      difference.append(s.ct.voxels[o] - s.cleanCT.voxels[o])
    }
    // More than 10⁴ voxels, correlated over a pixel: 5 % is five standard errors.
    #expect(difference.count > 10_000)
    #expect(abs(Statistics.standardDeviation(difference) / s.scenario.ct.noiseHU - 1) < 0.05)
    #expect(abs(Statistics.mean(difference)) < 0.15)
  }

  @Test func materialsHaveTheirAttenuation() throws {
    let s = try #require(SmallPhantom.simulation)
    let sorted = s.cleanCT.voxels.sorted()
    // Air around the head, cortical bone at the top; the headrest and fat lie between.
    #expect(abs(Statistics.percentile(5, ofSorted: sorted) + 1000) < 1)
    let bone = Double(sorted.last ?? 0)
    #expect(bone > 1000 && bone < 1300)
    let headrest = s.cleanCT.voxels.filter { $0 > -181 && $0 < -160 }.count
    #expect(headrest > 300)
  }

  @Test func thickerSlicesBlurAlongTheirNormal() throws {
    // The deposit's peak is lower where the slice holds more of its surroundings.
    func peak(_ sliceMm: Double, _ slices: Int) throws -> Double {
      var scenario = PhantomScenario.small
      scenario.ct.sliceMm = sliceMm
      scenario.ct.slices = slices
      scenario.ct.pixelMm = 1
      scenario.ct.matrix = 24
      let head = HeadModel(scenario)
      let pose = scenario.ctPose.transform(to: CTPatient.self)
      let center = try #require(head.depositCenters().first).1
      let p = pose(center).lps
      let half = SIMD3(11.5, 11.5, Double(slices - 1) / 2 * sliceMm)
      let grid = Grid<CTPatient>(
        size: SIMD3(24, 24, slices),
        voxelToPatient: Affine(linear: Matrix3(diagonal: SIMD3(1, 1, sliceMm)), translation: p - half))
      let ct = ComputedTomography(scenario: scenario, grid: grid, pose: pose).attenuation(head)
      return Double(ct.voxels.max() ?? 0)
    }
    let thin = try peak(1, 15)
    let thick = try peak(9, 3)
    #expect(thin > thick + 10)
    #expect(thin <= 150.01)
  }
}
