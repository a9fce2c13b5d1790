/// A 3×3 matrix of Doubles, stored by columns.
public struct Matrix3: Hashable, Sendable {
  /// The columns.
  public var c0: SIMD3<Double>, c1: SIMD3<Double>, c2: SIMD3<Double>

  /// A matrix from its columns.
  public init(columns c0: SIMD3<Double>, _ c1: SIMD3<Double>, _ c2: SIMD3<Double>) {
    self.c0 = c0
    self.c1 = c1
    self.c2 = c2
  }

  /// A matrix from its rows.
  public init(rows r0: SIMD3<Double>, _ r1: SIMD3<Double>, _ r2: SIMD3<Double>) {
    self.init(
      columns: SIMD3(r0.x, r1.x, r2.x), SIMD3(r0.y, r1.y, r2.y), SIMD3(r0.z, r1.z, r2.z))
  }

  /// A diagonal matrix.
  public init(diagonal d: SIMD3<Double>) {
    self.init(columns: SIMD3(d.x, 0, 0), SIMD3(0, d.y, 0), SIMD3(0, 0, d.z))
  }

  /// The unit matrix.
  public static let identity = Matrix3(diagonal: SIMD3(1, 1, 1))

  /// Rotation by `radians` about the unit vector `axis` (Rodrigues' formula, right-handed).
  public static func rotation(about axis: SIMD3<Double>, radians: Double) -> Matrix3 {
    let u = normalized(axis)
    let c = cosine(radians)
    let s = sine(radians)
    func column(_ e: SIMD3<Double>) -> SIMD3<Double> {
      e * c + cross(u, e) * s + u * (dot(u, e) * (1 - c))
    }
    return Matrix3(columns: column(SIMD3(1, 0, 0)), column(SIMD3(0, 1, 0)), column(SIMD3(0, 0, 1)))
  }

  /// The transpose.
  public var transpose: Matrix3 { Matrix3(rows: c0, c1, c2) }

  /// The determinant.
  public var determinant: Double { dot(c0, cross(c1, c2)) }

  /// The inverse; not finite when the matrix is singular.
  public var inverse: Matrix3 {
    let d = determinant
    return Matrix3(rows: cross(c1, c2) / d, cross(c2, c0) / d, cross(c0, c1) / d)
  }

  /// Element in `row`, `column`.
  public subscript(row: Int, column: Int) -> Double {
    switch column {
    case 0: c0[row]
    case 1: c1[row]
    default: c2[row]
    }
  }

  /// Matrix times column vector.
  public static func * (m: Matrix3, v: SIMD3<Double>) -> SIMD3<Double> {
    m.c0 * v.x + m.c1 * v.y + m.c2 * v.z
  }

  /// Matrix product.
  public static func * (a: Matrix3, b: Matrix3) -> Matrix3 {
    Matrix3(columns: a * b.c0, a * b.c1, a * b.c2)
  }

  /// The nearest proper rotation by Gram–Schmidt on the columns; removes rounding, not reflection.
  public var orthonormalized: Matrix3 {
    let x = normalized(c0)
    let y = normalized(c1 - x * dot(x, c1))
    return Matrix3(columns: x, y, cross(x, y))
  }
}
