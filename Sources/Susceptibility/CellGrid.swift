import Vocabulary
import Voxels

/// A grid of cells of several voxels each, for what varies so slowly that the voxels would be wasted on it.
///
/// Cells start at voxel 0; the last cell of an axis may be cut off by the border.
struct CellGrid: Sendable {
  /// The voxels.
  let fine: Grid<MRPatient>
  /// The cells; their centres are the centres of their voxels.
  let coarse: Grid<MRPatient>
  /// Voxels of a cell along each axis.
  let cell: SIMD3<Int>

  /// Cells of at most `cellMm` along each axis, or of one voxel where that is larger.
  init(_ grid: Grid<MRPatient>, cellMm: Double) {
    var cell = SIMD3(1, 1, 1)
    for a in 0..<3 { cell[a] = max(1, Int(cellMm / grid.spacingMm[a])) }
    let c = SIMD3(Double(cell.x), Double(cell.y), Double(cell.z))
    self.cell = cell
    fine = grid
    coarse = Grid<MRPatient>(
      size: (grid.size &+ cell &- 1) / cell,
      voxelToPatient: grid.voxelToPatient
        * Affine(linear: Matrix3(diagonal: c), translation: (c - SIMD3(1, 1, 1)) / 2))
  }

  /// Whether cells and voxels are the same.
  var isTrivial: Bool { cell == SIMD3(1, 1, 1) }

  /// Sum of the voxels of every cell.
  func sums(of values: Samples) -> Samples {
    let out = Samples(zeros: coarse.count)
    let (nx, ny, nz) = (fine.size.x, fine.size.y, fine.size.z)
    let (size, cell) = (coarse.size, cell)
    parallelSlices(size.z) { z in
      for k in (z * cell.z)..<min(nz, (z + 1) * cell.z) {
        for j in 0..<ny {
          let source = values.p + nx * (j + ny * k)
          let target = out.p + size.x * (j / cell.y + size.y * z)
          for i in 0..<nx { target[i / cell.x] += source[i] }
        }
      }
    }
    return out
  }

  /// Values of cells carried to the voxels, linear between the centres of cells and constant beyond the outermost.
  func interpolated(_ values: Samples) -> Samples {
    let out = Samples(zeros: fine.count)
    let (size, cells) = (fine.size, coarse.size)
    let steps = (0..<3).map { a in (0..<size[a]).map { Self.step($0, cell: cell[a], count: cells[a]) } }
    parallelSlices(size.z) { z in
      let row = Samples(zeros: cells.x)
      let sz = steps[2][z]
      for y in 0..<size.y {
        let sy = steps[1][y]
        let corners = [
          (values.p + cells.x * (sy.lower + cells.y * sz.lower), (1 - sy.part) * (1 - sz.part)),
          (values.p + cells.x * (sy.upper + cells.y * sz.lower), sy.part * (1 - sz.part)),
          (values.p + cells.x * (sy.lower + cells.y * sz.upper), (1 - sy.part) * sz.part),
          (values.p + cells.x * (sy.upper + cells.y * sz.upper), sy.part * sz.part),
        ]
        let (a, b, c, d) = (corners[0], corners[1], corners[2], corners[3])
        for i in 0..<cells.x { row.p[i] = a.0[i] * a.1 + b.0[i] * b.1 + c.0[i] * c.1 + d.0[i] * d.1 }
        let target = out.p + size.x * (y + size.y * z)
        for x in 0..<size.x {
          let s = steps[0][x]
          target[x] = row.p[s.lower] + (row.p[s.upper] - row.p[s.lower]) * s.part
        }
      }
    }
    return out
  }

  /// The two cells around voxel `i` and how far it lies towards the upper one.
  private static func step(_ i: Int, cell: Int, count: Int) -> (lower: Int, upper: Int, part: Float) {
    let position = (Float(i) - Float(cell - 1) / 2) / Float(cell)
    let clamped = min(max(position, 0), Float(count - 1))
    let lower = min(Int(clamped), max(0, count - 2))
    return (lower, min(lower + 1, count - 1), clamped - Float(lower))
  }
}
