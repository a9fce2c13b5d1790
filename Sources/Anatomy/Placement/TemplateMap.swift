import Shapes
import Vocabulary
import Voxels

/// The way from the template to a head and back: an affine pose of the template after a smooth displacement.
///
/// A template point q lies in the head at `pose(q + u(q))`.
struct TemplateMap: Sendable {
  /// Template LPS mm to MR LPS mm, without the displacement.
  let pose: Affine
  private let back: Affine
  /// Where `u` is given; outside it counts as at the border.
  let grid: Grid<TemplatePatient>
  /// Displacement in the template, mm.
  let u: [SIMD3<Float>]

  /// Rounds of the fixed-point inversion: each multiplies the error, at first the displacement, by the
  /// displacement's slope, about 0.2: 3 mm become 0.02 mm.
  private static let rounds = 3

  init(pose: Affine, grid: Grid<TemplatePatient>, u: [SIMD3<Float>]) {
    self.pose = pose
    back = pose.inverse
    self.grid = grid
    self.u = u
  }

  /// Displacement at a template point, mm; outside the grid that of the border.
  func displacement(at q: SIMD3<Double>) -> SIMD3<Double> {
    let n = grid.size
    let start = grid.voxelToPatient.translation
    let step = grid.voxelToPatient.linear.c0.x
    var v = (q - start) / step
    for a in 0..<3 { v[a] = min(max(v[a], 0), Double(n[a] - 1) - 1e-6) }
    let (x, y, z) = (Int(v.x), Int(v.y), Int(v.z))
    let f = SIMD3<Float>(Float(v.x - Double(x)), Float(v.y - Double(y)), Float(v.z - Double(z)))
    let (dy, dz) = (n.x, n.x * n.y)
    let o = x + dy * y + dz * z
    return u.withUnsafeBufferPointer { u in
      let a = u[o] + (u[o + 1] - u[o]) * f.x
      let b = u[o + dy] + (u[o + dy + 1] - u[o + dy]) * f.x
      let c = u[o + dz] + (u[o + dz + 1] - u[o + dz]) * f.x
      let d = u[o + dz + dy] + (u[o + dz + dy + 1] - u[o + dz + dy]) * f.x
      let low = a + (b - a) * f.y
      let high = c + (d - c) * f.y
      return SIMD3<Double>(low + (high - low) * f.z)
    }
  }

  /// MR LPS mm of a template point.
  func callAsFunction(_ q: SIMD3<Double>) -> SIMD3<Double> { pose(q + displacement(at: q)) }

  /// The template point that lies at `p`, MR LPS mm.
  func template(at p: SIMD3<Double>) -> SIMD3<Double> {
    let t = back(p)
    var q = t
    for _ in 0..<Self.rounds { q = t - displacement(at: q) }
    return q
  }

  /// The largest displacement, mm.
  var largestMm: Double { u.reduce(0.0) { max($0, length(SIMD3<Double>($1))) } }
}
