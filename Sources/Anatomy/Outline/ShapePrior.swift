import Shapes
import Vocabulary
import Voxels

/// The level of one placed shape on a box of the MR grid.
struct ShapePrior {
  let shape: DeepBrainShape
  let map: TemplateMap
  /// Voxels of the MR grid that `level` covers.
  let box: Box
  /// Size of the MR grid.
  let gridSize: SIMD3<Int>
  /// 0 in the centre, 1 on the outline; x fastest within `box`.
  ///
  /// The mean over a few heights of the voxel, as slices are thick against the shapes.
  let level: [Float]
  /// Signed distance to the outline in mm, positive outside, near the outline only.
  let distanceMm: [Float]
  /// The share of the whole shape that lies within the MR grid and `inside`.
  let covered: Double

  /// Heights within a voxel, besides its middle, at which the level is taken near the outline.
  private static let heights = [-0.33, 0.33]
  /// How near that is, mm.
  private static let nearMm: Float = 4
  /// The level far from the shape.
  private static let far: Float = 9

  init?(_ field: ShapeField, map: TemplateMap, grid: Grid<MRPatient>, inside: MRMask) {
    let boxed = field.boxed
    shape = boxed.shape
    self.map = map
    gridSize = grid.size
    let toVoxel = grid.patientToVoxel
    guard let box = Self.box(of: boxed, map: map, toVoxel: toVoxel, size: grid.size) else { return nil }
    self.box = box
    let n = box.size
    let scale = abs(map.pose.linear.determinant).cubeRoot
    var level = [Float](repeating: Self.far, count: n.x * n.y * n.z)
    var distance = [Float](repeating: ShapeField.beyondMm, count: level.count)
    level.withUnsafeMutableBufferPointer { l in
      distance.withUnsafeMutableBufferPointer { d in
        // Every slice writes its own part.
        nonisolated(unsafe) let (l, d) = (l, d)
        parallelSlices(n.z) { k in
          for j in 0..<n.y {
            for i in 0..<n.x {
              let o = i + n.x * (j + n.y * k)
              func look(_ height: Double) -> (level: Float, distanceMm: Float)? {
                let v = SIMD3(
                  Double(box.lower.x + i), Double(box.lower.y + j), Double(box.lower.z + k) + height)
                return field.look(map.template(at: grid.voxelToPatient(v)))
              }
              guard let here = look(0) else { continue }
              var (sum, away, count) = (here.level, here.distanceMm, Float(1))
              // Only near the outline do the heights within the voxel matter.
              if abs(away) < Self.nearMm {
                for h in Self.heights {
                  guard let t = look(h) else { continue }
                  sum += t.level
                  away += t.distanceMm
                  count += 1
                }
              }
              l[o] = sum / count
              d[o] = Float(scale) * away / count
            }
          }
        }
      }
    }
    self.level = level
    self.distanceMm = distance
    covered = Self.coverage(of: boxed, map: map, toVoxel: toVoxel, inside: inside)
  }

  /// The box of voxels around the shape; nil if the shape lies outside the grid.
  private static func box(of boxed: BoxedShape, map: TemplateMap, toVoxel: Affine, size: SIMD3<Int>) -> Box? {
    let margin = BoxedShape.marginMm + map.largestMm
    var low = SIMD3<Double>(repeating: .infinity)
    var high = SIMD3<Double>(repeating: -.infinity)
    for corner in 0..<8 {
      var q = SIMD3<Double>.zero
      for a in 0..<3 {
        q[a] = corner >> a & 1 == 0 ? boxed.low[a] - margin : boxed.high[a] + margin
      }
      let v = toVoxel(map.pose(q))
      low = pointwiseMin(low, v)
      high = pointwiseMax(high, v)
    }
    var lower = SIMD3<Int>.zero
    var upper = SIMD3<Int>.zero
    for a in 0..<3 {
      lower[a] = max(0, Int(low[a].rounded(.down)))
      upper[a] = min(size[a], Int(high[a].rounded(.up)) + 1)
      if lower[a] >= upper[a] { return nil }
    }
    return Box(lower: lower, upper: upper)
  }

  /// Share of a 1.5 mm lattice inside the shape whose nearest voxel belongs to `inside`.
  private static func coverage(
    of boxed: BoxedShape, map: TemplateMap, toVoxel: Affine, inside: MRMask
  ) -> Double {
    let step = 1.5
    let n = SIMD3<Int>(((boxed.high - boxed.low) / step).rounded(.up))
    var total = 0.0
    var within = 0.0
    for k in 0...n.z {
      for j in 0...n.y {
        for i in 0...n.x {
          let q = boxed.low + SIMD3(Double(i), Double(j), Double(k)) * step
          guard boxed.shape.contains(Point(q)) else { continue }
          total += 1
          let v = toVoxel(map(q))
          let (x, y, z) = (Int(v.x.rounded()), Int(v.y.rounded()), Int(v.z.rounded()))
          if inside.grid.contains(x, y, z) && inside[x, y, z] { within += 1 }
        }
      }
    }
    return total > 0 ? within / total : 0
  }

  /// Calls `body` with the offset of every voxel in the box and in the MR grid.
  @inline(__always) func forEach(_ body: (_ offset: Int, _ gridOffset: Int) -> Void) {
    let n = box.size
    var o = 0
    for k in 0..<n.z {
      for j in 0..<n.y {
        let row = box.lower.x + gridSize.x * (box.lower.y + j + gridSize.y * (box.lower.z + k))
        for i in 0..<n.x {
          body(o, row + i)
          o += 1
        }
      }
    }
  }

  /// Calls `body` with the offset of every voxel that both boxes hold, and its distance to the other shape, mm.
  @inline(__always) func forEachShared(
    with q: ShapePrior, _ body: (_ offset: Int, _ distanceMm: Float) -> Void
  ) {
    let low = pointwiseMax(box.lower, q.box.lower)
    let high = pointwiseMin(box.lower &+ box.size, q.box.lower &+ q.box.size)
    let (n, m) = (box.size, q.box.size)
    guard low.x < high.x, low.y < high.y, low.z < high.z else { return }
    for z in low.z..<high.z {
      for y in low.y..<high.y {
        let here = n.x * (y - box.lower.y + n.y * (z - box.lower.z)) - box.lower.x
        let there = m.x * (y - q.box.lower.y + m.y * (z - q.box.lower.z)) - q.box.lower.x
        for x in low.x..<high.x { body(here + x, q.distanceMm[there + x]) }
      }
    }
  }

  /// The voxels of the box that carry a label.
  func mask(of label: UInt8, in labels: [UInt8], grid: Grid<MRPatient>) -> MRMask {
    var result = MRMask(grid: grid)
    forEach { _, g in if labels[g] == label { result.voxels[g] = true } }
    return result
  }
}

extension Double {
  var cubeRoot: Double {
    // Newton on x³ = a; a is a determinant near 1, so a few rounds reach rounding.
    var x = 1.0
    for _ in 0..<40 { x -= (x * x * x - self) / (3 * x * x) }
    return x
  }
}

/// Both ventricles under `pose`, out to `margin` of the shape.
func drawnVentricles(map: TemplateMap, grid: Grid<MRPatient>, margin: Double) -> MRMask {
  var result = MRMask(grid: grid)
  let everywhere = MRMask(grid: grid, repeating: true)
  for field in ShapeField.all where field.boxed.isVentricle {
    guard let prior = ShapePrior(field, map: map, grid: grid, inside: everywhere) else { continue }
    prior.forEach { o, g in if Double(prior.level[o]) <= margin { result.voxels[g] = true } }
  }
  return result
}
