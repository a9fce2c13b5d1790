import Testing
import Vocabulary
import Voxels

@testable import Phantom

struct CTSamplingTests {
  @Test func interpolatedPixelsAreTheSampledOnes() throws {
    // A patch over the vault's edge and the brain at half a millimetre, on a sheared grid.
    var scenario = PhantomScenario.small
    scenario.ct.pixelMm = 0.5
    scenario.ct.pointSpreadMm = 1.2
    let pose = scenario.ctPose.transform(to: CTPatient.self)
    let m = Matrix3(columns: SIMD3(0.5, 0, 0), SIMD3(0, 0.48, 0.14), SIMD3(0, 0, 3))
    let middle = pose(Point(55, 10, 20)).lps
    let grid = Grid<CTPatient>(
      size: SIMD3(64, 65, 4),
      voxelToPatient: Affine(linear: m, translation: middle - m * SIMD3(32, 32, 2)))
    let head = HeadModel(scenario)
    func hu(_ pixelsPerSample: Int) -> CTVolume {
      ComputedTomography(
        scenario: scenario, grid: grid, pose: pose,
        sampling: .init(profilePoints: 2, pixelsPerSample: pixelsPerSample)
      ).attenuation(head)
    }
    let every = hu(1)
    let second = hu(2)
    #expect(second.grid == every.grid)
    let difference = zip(second.voxels, every.voxels).map { $0 - $1 }
    let range = (every.voxels.max() ?? 0) - (every.voxels.min() ?? 0)
    #expect(range > 1400)
    // No shift, no bias; the root mean square stays below 3 % of the step between air and bone.
    #expect(abs(Statistics.mean(difference)) < 3)
    #expect(Statistics.standardDeviation(difference) < 0.03 * Double(range))
  }
}
