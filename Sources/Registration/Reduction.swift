import Vocabulary
import Voxels

extension Volume {
  /// Means of blocks of `factor` voxels, on the grid of the blocks' centres.
  ///
  /// A last incomplete block is filled up with the border voxel. `clean` is applied to every voxel first.
  /// Averaging before blurring keeps the memory of a 512×512 CT small.
  func reduced(by factor: SIMD3<Int>, clean: @Sendable (Float) -> Float) -> Volume {
    let n = grid.size
    let size = SIMD3(
      (n.x + factor.x - 1) / factor.x, (n.y + factor.y - 1) / factor.y, (n.z + factor.z - 1) / factor.z)
    let f = SIMD3(Double(factor.x), Double(factor.y), Double(factor.z))
    let m = grid.voxelToPatient.linear
    let reduced = Grid<Frame>(
      size: size,
      voxelToPatient: Affine(
        linear: Matrix3(columns: m.c0 * f.x, m.c1 * f.y, m.c2 * f.z),
        translation: grid.voxelToPatient((f - 1) / 2)))
    let scale = 1 / Float(factor.x * factor.y * factor.z)
    let result = [Float](unsafeUninitializedCapacity: reduced.count) { buffer, count in
      // Every output slice is written by its own iteration.
      nonisolated(unsafe) let out = buffer
      voxels.withUnsafeBufferPointer { input in
        nonisolated(unsafe) let source = input
        parallelSlices(size.z) { z in
          for o in z * size.x * size.y..<(z + 1) * size.x * size.y { out[o] = 0 }
          for k in 0..<factor.z {
            let sz = min(z * factor.z + k, n.z - 1)
            for sy in 0..<size.y * factor.y {
              let row = n.x * (min(sy, n.y - 1) + n.y * sz)
              let target = size.x * (sy / factor.y + size.y * z)
              for x in 0..<size.x {
                var sum: Float = 0
                for i in x * factor.x..<(x + 1) * factor.x { sum += clean(source[row + min(i, n.x - 1)]) }
                out[target + x] += sum * scale
              }
            }
          }
        }
      }
      count = reduced.count
    }
    return Volume(grid: reduced, voxels: result)
  }

  /// Block sides that bring the spacing near two thirds of `levelMm`, enough for a Gaussian of 0.42 × level.
  func reductionFactor(levelMm: Double) -> SIMD3<Int> {
    let wanted = levelMm * 2 / 3
    let s = grid.spacingMm
    func side(_ h: Double) -> Int { max(1, Int((wanted / h).rounded())) }
    return SIMD3(side(s.x), side(s.y), side(s.z))
  }
}
