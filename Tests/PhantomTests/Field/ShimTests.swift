import Testing
import Vocabulary
import Voxels

@testable import Phantom

struct ShimTests {
  private let grid = Grid<MRPatient>(
    size: SIMD3(24, 20, 16),
    voxelToPatient: Affine(linear: Matrix3(diagonal: SIMD3(5, 6, 7)), translation: SIMD3(-60, -50, -40)))

  private func field(_ value: (SIMD3<Double>) -> Double) -> MRVolume<PPM> {
    var field = MRVolume<PPM>(grid: grid)
    for o in field.voxels.indices {
      let i = grid.index(ofOffset: o)
      field.voxels[o] = Float(value(grid.voxelToPatient(SIMD3(Double(i.x), Double(i.y), Double(i.z)))))
    }
    return field
  }

  private func shimmed(_ field: MRVolume<PPM>) -> MRVolume<PPM> {
    Shim.shimmed(field, weight: [Float](repeating: 1, count: grid.count))
  }

  @Test func harmonicFieldOfSecondOrderIsTakenAwayAndTheRestStays() {
    let rest = shimmed(
      field { 0.3 + 0.01 * $0.x - 0.004 * $0.z + 1e-4 * ($0.y * $0.y - $0.z * $0.z) - 2e-4 * $0.x * $0.z })
    // Up to 1.5 ppm went in; single precision leaves 10⁻⁶ of it.
    #expect((rest.voxels.map(abs).max() ?? 1) < 1e-5)

    // A third-order field cannot be shimmed away.
    let third = shimmed(field { 1e-5 * $0.x * $0.x * $0.x })
    #expect((third.voxels.map(abs).max() ?? 0) > 0.3)
  }

  /// Coils outside the head cannot make a Laplacian inside it; a shim that does leaves a bowl which looks like
  /// tissue to every background removal.
  @Test func whatIsTakenAwayHasNoLaplacian() {
    let before = field { 1e-4 * dot($0, $0) + 2e-4 * $0.z * $0.z + 1e-5 * $0.x * $0.y * $0.y }
    let after = shimmed(before)
    let h = grid.spacingMm
    let strides = [1, grid.size.x, grid.size.x * grid.size.y]
    var worst = 0.0
    for z in 1..<(grid.size.z - 1) {
      for y in 1..<(grid.size.y - 1) {
        for x in 1..<(grid.size.x - 1) {
          let o = grid.offset(x, y, z)
          func taken(_ i: Int) -> Double { Double(before.voxels[i]) - Double(after.voxels[i]) }
          var laplacian = 0.0
          for a in 0..<3 {
            laplacian += (taken(o + strides[a]) + taken(o - strides[a]) - 2 * taken(o)) / (h[a] * h[a])
          }
          worst = max(worst, abs(laplacian))
        }
      }
    }
    // The field's own Laplacian is 10⁻³ ppm/mm²; fields of 1 ppm in single precision leave 2·10⁻⁷·4/25.
    #expect(worst < 1e-6)
  }
}
