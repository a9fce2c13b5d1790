import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Susceptibility

@Suite struct FieldRoughnessTests {
  private let grid = Grid<MRPatient>(
    size: SIMD3(40, 40, 20),
    voxelToPatient: Affine(linear: Matrix3(diagonal: SIMD3(1, 1, 2)), translation: .zero))

  /// A quadratic field of any strength has no roughness.
  @Test func smoothFieldsHaveNone() {
    var field = MRVolume<PPM>(grid: grid)
    forEachVoxel(grid) { i, p in field.voxels[i] = Float(1e-3 * p.x * p.x - 2e-3 * p.x * p.y + 0.01 * p.z) }
    #expect(
      fieldRoughness(field, mask: MRMask(grid: grid, voxels: [Bool](repeating: true, count: grid.count)))
        < 1e-5)
  }

  /// White noise is found beside an edge of a thousand times its strength, which touches one difference in twelve and so
  /// moves the median by a tenth.
  @Test func noiseIsFoundBesideAnEdge() {
    var random = SplitMix64(seed: 5)
    let sigma = 0.0013
    var field = MRVolume<PPM>(grid: grid)
    forEachVoxel(grid) { i, p in field.voxels[i] = Float(random.normal() * sigma + (p.x > 20 ? 1.3 : 0)) }
    let found = fieldRoughness(
      field, mask: MRMask(grid: grid, voxels: [Bool](repeating: true, count: grid.count)))
    #expect(abs(found / sigma - 1) < 0.15)
  }
}
