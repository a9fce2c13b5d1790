import Shapes
import Vocabulary
import Voxels

/// The level of one placed shape on a box of the MR grid.
struct ShapePrior {
  let shape: DeepBrainShape
  let pose: Affine
  /// Voxels of the MR grid that `level` covers.
  let box: Box
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
  private static let nearMm = 4.0

  init?(_ boxed: BoxedShape, pose: Affine, grid: Grid<MRPatient>, inside: MRMask) {
    let shape = boxed.shape
    self.shape = shape
    self.pose = pose
    let toTemplate = pose.inverse * grid.voxelToPatient
    let toVoxel = grid.patientToVoxel * pose
    guard let box = Self.box(of: boxed, toVoxel: toVoxel, size: grid.size) else { return nil }
    self.box = box
    let n = box.size
    let scale = abs(pose.linear.determinant).cubeRoot
    var level = [Float](repeating: 0, count: n.x * n.y * n.z)
    var distance = level
    level.withUnsafeMutableBufferPointer { l in
      distance.withUnsafeMutableBufferPointer { d in
        // Every slice writes its own part.
        nonisolated(unsafe) let (l, d) = (l, d)
        parallelSlices(n.z) { k in
          for j in 0..<n.y {
            for i in 0..<n.x {
              func look(_ height: Double) -> (level: Double, away: Double) {
                let v = SIMD3(
                  Double(box.lower.x + i), Double(box.lower.y + j), Double(box.lower.z + k) + height)
                let q = toTemplate(v)
                let t = shape.level(at: Point(q))
                return (t, length(q - shape.centroid.lps) * (1 - 1 / max(t, 0.05)))
              }
              var here = look(0)
              // Only near the outline do the heights within the voxel matter.
              if abs(here.away) * scale < Self.nearMm {
                for h in Self.heights {
                  let more = look(h)
                  here.level += more.level
                  here.away += more.away
                }
                here.level /= Double(1 + Self.heights.count)
                here.away /= Double(1 + Self.heights.count)
              }
              let o = i + n.x * (j + n.y * k)
              l[o] = Float(here.level)
              d[o] = Float(scale * here.away)
            }
          }
        }
      }
    }
    self.level = level
    self.distanceMm = distance
    covered = Self.coverage(of: boxed, toVoxel: toVoxel, inside: inside)
  }

  /// The box of voxels around the shape; nil if the shape lies outside the grid.
  private static func box(of boxed: BoxedShape, toVoxel: Affine, size: SIMD3<Int>) -> Box? {
    var low = SIMD3<Double>(repeating: .infinity)
    var high = SIMD3<Double>(repeating: -.infinity)
    for corner in 0..<8 {
      var q = SIMD3<Double>.zero
      for a in 0..<3 {
        q[a] = corner >> a & 1 == 0 ? boxed.low[a] - BoxedShape.marginMm : boxed.high[a] + BoxedShape.marginMm
      }
      let v = toVoxel(q)
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
  private static func coverage(of boxed: BoxedShape, toVoxel: Affine, inside: MRMask) -> Double {
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
          let v = toVoxel(q)
          let (x, y, z) = (Int(v.x.rounded()), Int(v.y.rounded()), Int(v.z.rounded()))
          if inside.grid.contains(x, y, z) && inside[x, y, z] { within += 1 }
        }
      }
    }
    return total > 0 ? within / total : 0
  }

  /// Offset in the MR grid of the box's voxel `o`.
  func gridOffset(_ o: Int, in grid: Grid<MRPatient>) -> Int {
    let n = box.size
    let (i, j, k) = (o % n.x, (o / n.x) % n.y, o / (n.x * n.y))
    return grid.offset(box.lower.x + i, box.lower.y + j, box.lower.z + k)
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
func drawnVentricles(pose: Affine, grid: Grid<MRPatient>, margin: Double) -> MRMask {
  var result = MRMask(grid: grid)
  let everywhere = MRMask(grid: grid, repeating: true)
  for shape in BoxedShape.all where shape.isVentricle {
    guard let prior = ShapePrior(shape, pose: pose, grid: grid, inside: everywhere) else { continue }
    for (o, level) in prior.level.enumerated() where Double(level) <= margin {
      result.voxels[prior.gridOffset(o, in: grid)] = true
    }
  }
  return result
}
