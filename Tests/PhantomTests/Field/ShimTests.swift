import Testing
import Vocabulary
import Voxels

@testable import Phantom

struct ShimTests {
  @Test func quadraticFieldIsTakenAwayAndTheRestStays() {
    let grid = Grid<MRPatient>(
      size: SIMD3(24, 20, 16),
      voxelToPatient: Affine(linear: Matrix3(diagonal: SIMD3(5, 6, 7)), translation: SIMD3(-60, -50, -40)))
    var field = MRVolume<PPM>(grid: grid)
    for o in field.voxels.indices {
      let i = grid.index(ofOffset: o)
      let p = grid.voxelToPatient(SIMD3(Double(i.x), Double(i.y), Double(i.z)))
      field.voxels[o] = Float(0.3 + 0.01 * p.x - 0.004 * p.z + 1e-4 * p.y * p.y - 2e-4 * p.x * p.z)
    }
    let shimmed = Shim.shimmed(field, weight: [Float](repeating: 1, count: grid.count))
    // Up to 1.5 ppm went in; single precision leaves 10⁻⁶ of it.
    #expect((shimmed.voxels.map(abs).max() ?? 1) < 1e-5)

    // A third-order field cannot be shimmed away.
    for o in field.voxels.indices {
      let x = grid.voxelToPatient(SIMD3(Double(grid.index(ofOffset: o).x), 0, 0)).x
      field.voxels[o] = Float(1e-5 * x * x * x)
    }
    let rest = Shim.shimmed(field, weight: [Float](repeating: 1, count: grid.count))
    #expect((rest.voxels.map(abs).max() ?? 0) > 0.3)
  }
}
