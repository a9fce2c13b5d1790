import Vocabulary
import Voxels

extension Volume {
  /// Means of blocks of `factor` voxels, clamped to `range` before, on the grid of the blocks' centres.
  ///
  /// A last incomplete block is filled up with the border voxel; not-a-number counts as the range's lower bound.
  /// Averaging before blurring keeps the memory of a 512×512 CT small.
  func reduced(by factor: SIMD3<Int>, clampedTo range: ClosedRange<Float>) -> Volume {
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
    let (low, high) = (range.lowerBound, range.upperBound)
    let result = [Float](unsafeUninitializedCapacity: reduced.count) { buffer, count in
      // Every output slice is written by its own iteration.
      nonisolated(unsafe) let out = buffer
      voxels.withUnsafeBufferPointer { input in
        nonisolated(unsafe) let source = input
        parallelSlices(size.z) { z in
          // A block's rows are added up at full width first; the row's end repeats the border voxel.
          withUnsafeTemporaryAllocation(of: Float.self, capacity: size.x * factor.x) { row in
            for y in 0..<size.y {
              row.initialize(repeating: 0)
              for k in 0..<factor.z {
                let sz = min(z * factor.z + k, n.z - 1)
                for j in 0..<factor.y {
                  let start = n.x * (min(y * factor.y + j, n.y - 1) + n.y * sz)
                  for x in 0..<n.x {
                    let v = source[start + x]
                    row[x] += v > low ? (v < high ? v : high) : low
                  }
                }
              }
              for x in n.x..<row.count { row[x] = row[n.x - 1] }
              let target = size.x * (y + size.y * z)
              for x in 0..<size.x {
                var sum: Float = 0
                for i in x * factor.x..<(x + 1) * factor.x { sum += row[i] }
                out[target + x] = sum * scale
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
