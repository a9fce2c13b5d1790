import Testing
import Vocabulary
import Voxels

@testable import Registration

@Suite struct ReductionTests {
  private let grid = Grid<MRPatient>(
    size: SIMD3(20, 16, 9),
    voxelToPatient: Affine(linear: Matrix3(diagonal: SIMD3(1, 1.5, 3)), translation: SIMD3(5, 6, 7)))

  /// The definition as a loop: clamp, not-a-number is the lower bound, beyond the border the border's voxel.
  @Test(arguments: [
    SIMD3(3, 2, 2), SIMD3(1, 1, 1), SIMD3(7, 5, 4), SIMD3(1, 3, 1), SIMD3(20, 16, 9), SIMD3(32, 1, 2),
  ])
  func blocksAreMeansOfClampedValues(f: SIMD3<Int>) {
    var random = TestRandom(seed: 9)
    let strange: [Float] = [.nan, .infinity, -.infinity, -3024, 4000]
    let volume = MRVolume<Dimensionless>(
      grid: grid,
      voxels: (0..<grid.count).map { $0 % 11 == 3 ? strange[$0 % 5] : Float(random.unit() * 400 - 200) })
    let r = volume.reduced(by: f, clampedTo: -100...150)
    let n = grid.size
    #expect(r.grid.size == (n &+ f &- 1) / f)
    for o in 0..<r.grid.count {
      let b = r.grid.index(ofOffset: o)
      var sum = 0.0
      for k in 0..<f.z {
        for j in 0..<f.y {
          for i in 0..<f.x {
            let x = min(b.x * f.x + i, n.x - 1)
            let y = min(b.y * f.y + j, n.y - 1)
            let z = min(b.z * f.z + k, n.z - 1)
            let v = volume[x, y, z]
            sum += v.isNaN ? -100 : Double(min(max(v, -100), 150))
          }
        }
      }
      #expect(abs(Double(r.voxels[o]) - sum / Double(f.x * f.y * f.z)) < 1e-3)
    }
  }

  @Test func theGridIsThatOfTheBlocksCentres() {
    let r = MRVolume<Dimensionless>(grid: grid).reduced(by: SIMD3(3, 2, 2), clampedTo: 0...1)
    let centre = r.grid.point(atVoxel: SIMD3(1, 1, 1))
    #expect(centre.distance(to: grid.point(atVoxel: SIMD3(4, 2.5, 2.5))) < 1e-9)
  }

  /// Two thirds of the level, as near as whole voxels come.
  @Test func factorsFollowTheLevel() {
    let volume = MRVolume<Dimensionless>(grid: grid)
    #expect(volume.reductionFactor(levelMm: 8) == SIMD3(5, 4, 2))
    #expect(volume.reductionFactor(levelMm: 1.5) == SIMD3(1, 1, 1))
  }
}
