/// An affine map of 3-space, `x ↦ linear·x + translation`.
///
/// Shear is allowed, as gantry tilt needs it.
public struct Affine: Hashable, Sendable {
  /// The linear part.
  public var linear: Matrix3
  /// The translation, in the units of the target space.
  public var translation: SIMD3<Double>

  /// An affine map from its parts.
  public init(linear: Matrix3, translation: SIMD3<Double>) {
    self.linear = linear
    self.translation = translation
  }

  /// The identity.
  public static let identity = Affine(linear: .identity, translation: .zero)

  /// The inverse map; not finite when `linear` is singular.
  public var inverse: Affine {
    let i = linear.inverse
    return Affine(linear: i, translation: -(i * translation))
  }

  /// Applies the map.
  public func callAsFunction(_ x: SIMD3<Double>) -> SIMD3<Double> { linear * x + translation }

  /// `a` after `b`.
  public static func * (a: Affine, b: Affine) -> Affine {
    Affine(linear: a.linear * b.linear, translation: a(b.translation))
  }

  /// The 4×4 matrix, row by row.
  public var rowMajor16: [Double] {
    (0..<3).flatMap { r in [linear[r, 0], linear[r, 1], linear[r, 2], translation[r]] } + [0, 0, 0, 1]
  }

  /// The map of a row-major 4×4 matrix; nil unless it has 16 numbers and the last row is 0 0 0 1.
  public init?(rowMajor16 m: [Double]) {
    guard m.count == 16, m[12] == 0, m[13] == 0, m[14] == 0, m[15] == 1 else { return nil }
    self.init(
      linear: Matrix3(
        rows: SIMD3(m[0], m[1], m[2]), SIMD3(m[4], m[5], m[6]), SIMD3(m[8], m[9], m[10])),
      translation: SIMD3(m[3], m[7], m[11]))
  }
}
