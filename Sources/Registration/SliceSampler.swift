import Voxels

/// Attenuation between the voxel centres of a CT whose slices are averages over their thickness.
///
/// In the plane the value is bilinear. Across it the value is linear inside each slice and its mean over the slice is
/// what was measured: `h(z) = h_k + s_k (z − k)` for `|z − k| ≤ ½`. The slope `s_k` is that of the neighbouring slices,
/// limited so that nothing new arises between them and a peak stays as high as it was measured (the monotonised central
/// slope; van Leer 1977, doi:10.1016/0021-9991(77)90095-X). Interpolating between the middles of thick slices instead
/// would average a second time what the slice profile has averaged already.
struct SliceSampler {
  private let base: UnsafePointer<Float>
  private let size: SIMD3<Int>
  /// Voxels of a slice.
  private let layer: Int
  /// True when no voxel is padding: then the neighbours need no look.
  private let allMeasured: Bool
  /// Positions before these have all their neighbours inside.
  private let last: SIMD3<Float>

  /// - Parameter voxels: HU, x fastest, as many as `size` says; they must outlive this value.
  init(_ voxels: UnsafeBufferPointer<Float>, size: SIMD3<Int>, allMeasured: Bool) {
    guard let base = voxels.baseAddress else { preconditionFailure("a grid has at least one voxel") }
    self.base = base
    self.size = size
    self.allMeasured = allMeasured
    layer = size.x * size.y
    last = SIMD3(Float(size.x - 1), Float(size.y - 1), Float(size.z) - 1.5)
  }

  /// The value at a voxel position, HU.
  ///
  /// - Returns: nan beyond half a voxel outside the outermost centres, and where padding has more than half the weight.
  @inline(__always)
  func value(_ p: SIMD3<Float>) -> Float {
    guard p.x >= 0, p.y >= 0, p.z >= 0.5, p.x < last.x, p.y < last.y, p.z < last.z else {
      return valueAtEdge(p)
    }
    let (i, j, k) = (Int(p.x), Int(p.y), Int(p.z + 0.5))
    let (fx, fy) = (p.x - Float(i), p.y - Float(j))
    let o = i + size.x * j + layer * k
    // Two neighbours of a row: of the slices below and above, and of this slice; then those of the next row.
    let outer = SIMD4(lowHalf: pair(o - layer), highHalf: pair(o + layer))
    let outerNext = SIMD4(lowHalf: pair(o - layer + size.x), highHalf: pair(o + layer + size.x))
    let inner = SIMD4(lowHalf: pair(o), highHalf: pair(o + size.x))
    if !allMeasured {
      // Not-a-number compares false.
      let measured =
        (outer .>= lowestMeasuredHU) .& (outerNext .>= lowestMeasuredHU) .& (inner .>= lowestMeasuredHU)
      guard all(measured) else { return valueAtEdge(p) }
    }
    let ends = outer + (outerNext - outer) * fy
    let row = inner.lowHalf + (inner.highHalf - inner.lowHalf) * fy
    let belowAndAbove = ends.evenHalf + (ends.oddHalf - ends.evenHalf) * fx
    let middle = row.x + (row.y - row.x) * fx
    return middle + limited(middle - belowAndAbove.x, belowAndAbove.y - middle) * (p.z - Float(k))
  }

  @inline(__always)
  private func pair(_ o: Int) -> SIMD2<Float> {
    UnsafeRawPointer(base + o).loadUnaligned(as: SIMD2<Float>.self)
  }

  /// The slope of a slice from the steps to it from the slice below and from it to the slice above; 0 at a peak or trough.
  @inline(__always)
  private func limited(_ below: Float, _ above: Float) -> Float {
    let central = (below + above) / 2
    let steepest = 2 * min(abs(below), abs(above))
    return below * above > 0 ? max(-steepest, min(steepest, central)) : 0
  }

  /// The same where neighbours are missing or padding: those that are there are weighted alone, and a slice with only one
  /// neighbour is flat.
  @inline(never)
  private func valueAtEdge(_ p: SIMD3<Float>) -> Float {
    guard
      p.x >= -0.5, p.y >= -0.5, p.z >= -0.5, p.x <= Float(size.x) - 0.5, p.y <= Float(size.y) - 0.5,
      p.z <= Float(size.z) - 0.5
    else { return .nan }
    let k = min(size.z - 1, Int(p.z + 0.5))
    guard let middle = bilinear(p, slice: k) else { return .nan }
    guard let below = bilinear(p, slice: k - 1), let above = bilinear(p, slice: k + 1) else { return middle }
    return middle + limited(middle - below, above - middle) * (p.z - Float(k))
  }

  /// Nil where less than half of the weight lies on measured voxels.
  private func bilinear(_ p: SIMD3<Float>, slice k: Int) -> Float? {
    guard k >= 0, k < size.z else { return nil }
    let x = max(0, min(p.x, Float(size.x - 1)))
    let y = max(0, min(p.y, Float(size.y - 1)))
    let (i, j) = (Int(x), Int(y))
    var sum: Float = 0
    var weight: Float = 0
    for row in j...min(j + 1, size.y - 1) {
      for column in i...min(i + 1, size.x - 1) {
        let v = base[column + size.x * row + layer * k]
        let w = (1 - abs(x - Float(column))) * (1 - abs(y - Float(row)))
        if v >= lowestMeasuredHU {
          sum += w * v
          weight += w
        }
      }
    }
    return weight >= 0.5 ? sum / weight : nil
  }
}

/// Air at the low end of the scale of 12 bits: scanners write −1500, −2000 or −3024 where nothing was reconstructed.
let lowestMeasuredHU: Float = -1024
