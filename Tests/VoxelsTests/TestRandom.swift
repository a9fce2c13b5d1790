import TestSupport
import Vocabulary
import Voxels

/// The seeded generator of the tests.
typealias TestRandom = SplitMix64

extension SplitMix64 {
  mutating func floats(_ count: Int) -> [Float] { (0..<count).map { _ in Float(unit() * 2 - 1) } }

  mutating func mask(_ grid: Grid<MRPatient>, density: Double) -> Mask<MRPatient> {
    Mask(grid: grid, voxels: (0..<grid.count).map { _ in unit() < density })
  }
}

/// Sizes that break loops: odd, even, one voxel thick, one voxel.
let awkwardSizes: [Triple<Int>] = [
  Triple(7, 5, 4), Triple(6, 8, 3), Triple(1, 6, 5), Triple(5, 1, 4), Triple(4, 3, 1), Triple(1, 1, 1),
  Triple(9, 1, 1),
]

/// A right-angled grid of unequal spacing.
func grid(_ size: SIMD3<Int>, spacing: SIMD3<Double> = SIMD3(0.8, 1.1, 2.5)) -> Grid<MRPatient> {
  Grid(size: size, voxelToPatient: Affine(linear: Matrix3(diagonal: spacing), translation: SIMD3(-3, 4, 5)))
}

/// A turned grid of unequal spacing.
func obliqueGrid(_ size: SIMD3<Int>) -> Grid<MRPatient> {
  let r = Matrix3.rotation(about: SIMD3(1, -2, 3), radians: 0.5)
  return Grid(
    size: size,
    voxelToPatient: Affine(
      linear: r * Matrix3(diagonal: SIMD3(0.8, 1.1, 2.5)), translation: SIMD3(-3, 4, 5)))
}

func position(_ g: Grid<MRPatient>, _ offset: Int) -> SIMD3<Double> {
  let i = g.index(ofOffset: offset)
  return SIMD3(Double(i.x), Double(i.y), Double(i.z))
}
