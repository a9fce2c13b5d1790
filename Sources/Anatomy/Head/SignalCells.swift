import Vocabulary
import Voxels

/// The signal on cells of a few voxels: enough to tell the brain from what lies around it, at a fraction of the cost.
struct SignalCells {
  /// The cells; their centres are the centres of their voxels.
  let grid: Grid<MRPatient>
  /// Voxels of a cell along each axis.
  let cell: SIMD3<Int>
  /// The part of all cells of the image that these are.
  let box: Box
  /// Mean signal of the voxels of a cell.
  let mean: MRVolume<Magnitude>
  /// Least signal of the voxels of a cell: bone thinner than a cell stays a gap.
  let least: MRVolume<Magnitude>

  /// Cells of at most `cellMm` along each axis, or of one voxel where that is larger.
  init(_ signal: MRVolume<Magnitude>, cellMm: Double) {
    let fine = signal.grid
    var widths = SIMD3(1, 1, 1)
    for a in 0..<3 { widths[a] = max(1, Int(cellMm / fine.spacingMm[a])) }
    let cell = widths
    let c = SIMD3(Double(cell.x), Double(cell.y), Double(cell.z))
    let coarse = Grid<MRPatient>(
      size: (fine.size &+ cell &- 1) / cell,
      voxelToPatient: fine.voxelToPatient
        * Affine(linear: Matrix3(diagonal: c), translation: (c - SIMD3(1, 1, 1)) / 2))
    self.cell = cell
    grid = coarse
    box = Box(lower: .zero, upper: coarse.size)
    var sums = [Float](repeating: 0, count: coarse.count)
    var lows = [Float](repeating: .infinity, count: coarse.count)
    sums.withUnsafeMutableBufferPointer { sumBuffer in
      lows.withUnsafeMutableBufferPointer { lowBuffer in
        signal.voxels.withUnsafeBufferPointer { source in
          nonisolated(unsafe) let (sum, low, s) = (sumBuffer, lowBuffer, source)
          parallelSlices(coarse.size.z) { z in
            var count = [Float](repeating: 0, count: coarse.size.x * coarse.size.y)
            let base = z * count.count
            for k in (z * cell.z)..<min(fine.size.z, (z + 1) * cell.z) {
              for j in 0..<fine.size.y {
                let row = fine.size.x * (j + fine.size.y * k)
                let target = coarse.size.x * (j / cell.y)
                for i in 0..<fine.size.x {
                  let o = target + i / cell.x
                  let v = s[row + i]
                  sum[base + o] += v
                  low[base + o] = min(low[base + o], v)
                  count[o] += 1
                }
              }
            }
            for o in 0..<count.count { sum[base + o] /= count[o] }
          }
        }
      }
    }
    mean = MRVolume(grid: coarse, voxels: sums)
    least = MRVolume(grid: coarse, voxels: lows)
  }

  private init(cell: SIMD3<Int>, box: Box, mean: MRVolume<Magnitude>, least: MRVolume<Magnitude>) {
    (self.cell, self.box, self.mean, self.least, grid) = (cell, box, mean, least, mean.grid)
  }

  /// The cells in `box`, which must lie in the grid.
  func cropped(to box: Box) -> SignalCells {
    SignalCells(cell: cell, box: box, mean: mean.cropped(to: box), least: least.cropped(to: box))
  }
}
