import Shapes
import Vocabulary
import Voxels

/// Level and signed distance of one shape on a lattice of the template, made once: every head reads the same
/// numbers, and reading is cheaper than the shape's own formula.
struct ShapeField: Sendable {
  let boxed: BoxedShape
  /// First lattice point, template LPS mm.
  let first: SIMD3<Double>
  let size: SIMD3<Int>
  /// 0 in the centre, 1 on the outline.
  let level: [Float]
  /// mm, positive outside: (level − 1) / |∇level|, exact to first order, and so along the outline's normal, not
  /// along the ray from the centre.
  let distanceMm: [Float]

  /// Step of the lattice, mm: below the detail of degree-6 shapes.
  static let stepMm = 1.0
  /// A gradient of the level below this, per mm, belongs to no outline (a nucleus of 50 mm radius).
  private static let leastGradientPerMm: Float = 0.02
  /// The distance given where the lattice ends, mm.
  static let beyondMm: Float = Float(BoxedShape.marginMm)

  /// The fields of every nucleus, and of both ventricles, in the order of `BoxedShape.all`.
  static let all: [ShapeField] = BoxedShape.all.map { ShapeField($0) }

  /// The internal segments of the pallidum.
  static let pallidumInternus = pair("globusPallidusInternus")
  /// The external segments of the pallidum.
  static let pallidumExternus = pair("globusPallidusExternus")

  /// The subthalamic nuclei: not measured, but as bright as the substantia nigra that they touch.
  static let subthalamic = pair("subthalamicNucleus")

  private static func pair(_ name: String) -> [Side: ShapeField] {
    var result: [Side: ShapeField] = [:]
    for side in Side.allCases {
      if let shape = ShapeTable.shape(named: name, side) {
        result[side] = ShapeField(BoxedShape(scanning: shape))
      }
    }
    return result
  }

  /// The field of a nucleus, nil for one the table lacks.
  static func of(_ s: SidedStructure) -> ShapeField? {
    all.first { $0.boxed.shape.name == s.structure.rawValue && $0.boxed.shape.side == s.side }
  }

  /// The field of a shape: for the table's own, and for parts of them such as the pallidum's segments.
  init(_ boxed: BoxedShape) {
    self.boxed = boxed
    let step = Self.stepMm
    let shape = boxed.shape
    let low = boxed.low - SIMD3(repeating: BoxedShape.marginMm)
    let high = boxed.high + SIMD3(repeating: BoxedShape.marginMm)
    // Lattice points are multiples of the step: left and right are sampled alike.
    let a = SIMD3<Int>((low / step).rounded(.down))
    let b = SIMD3<Int>((high / step).rounded(.up))
    let n = b &- a &+ SIMD3(repeating: 1)
    let origin = SIMD3<Double>(a) * step
    (first, size) = (origin, n)
    var level = [Float](repeating: 0, count: n.x * n.y * n.z)
    level.withUnsafeMutableBufferPointer { buffer in
      // Every slice writes its own part.
      nonisolated(unsafe) let l = buffer
      parallelSlices(n.z) { k in
        for j in 0..<n.y {
          for i in 0..<n.x {
            let q = origin + SIMD3(Double(i), Double(j), Double(k)) * step
            l[i + n.x * (j + n.y * k)] = Float(shape.level(at: Point(q)))
          }
        }
      }
    }
    var distance = level
    let stride = SIMD3(1, n.x, n.x * n.y)
    for k in 0..<n.z {
      for j in 0..<n.y {
        for i in 0..<n.x {
          let o = i + n.x * (j + n.y * k)
          let at = SIMD3(i, j, k)
          var g = SIMD3<Float>.zero
          for axis in 0..<3 {
            let up = at[axis] + 1 < n[axis] ? o + stride[axis] : o
            let down = at[axis] > 0 ? o - stride[axis] : o
            g[axis] = (level[up] - level[down]) / (Float(step) * Float((up - down) / stride[axis]))
          }
          let slope = max((g * g).sum().squareRoot(), Self.leastGradientPerMm)
          distance[o] = (level[o] - 1) / slope
        }
      }
    }
    self.level = level
    distanceMm = distance
  }

  /// Level and distance at a template point; nil beyond the surround.
  @inline(__always) func look(_ q: SIMD3<Double>) -> (level: Float, distanceMm: Float)? {
    let v = (q - first) / Self.stepMm
    guard v.x >= 0, v.y >= 0, v.z >= 0 else { return nil }
    let (x, y, z) = (Int(v.x), Int(v.y), Int(v.z))
    guard x + 1 < size.x, y + 1 < size.y, z + 1 < size.z else { return nil }
    let o = x + size.x * (y + size.y * z)
    let f = SIMD3(Float(v.x) - Float(x), Float(v.y) - Float(y), Float(v.z) - Float(z))
    return level.withUnsafeBufferPointer { l in
      distanceMm.withUnsafeBufferPointer { d in (trilinear(l, o, size, f), trilinear(d, o, size, f)) }
    }
  }
}
