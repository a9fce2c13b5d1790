/// A rotation and translation that carries points of `Source` into `Target`, both LPS millimetres.
///
/// The direction stands in the type: `RigidTransform<CTPatient, MRPatient>` maps CT points to MR points, and
/// `inverse` swaps the frames.
public struct RigidTransform<Source: PatientFrame, Target: PatientFrame>: Hashable, Sendable {
  /// A proper rotation.
  public let rotation: Matrix3
  /// Translation in mm.
  public let translationMm: SIMD3<Double>

  /// A transform from a rotation (orthonormalised here, so rounding cannot accumulate) and a translation.
  public init(rotation: Matrix3, translationMm: SIMD3<Double>) {
    self.rotation = rotation.orthonormalized
    self.translationMm = translationMm
  }

  /// The transform of an affine map, nil if its linear part is not a proper rotation to `tolerance`.
  public init?(_ affine: Affine, tolerance: Double = 1e-4) {
    let g = affine.linear.transpose * affine.linear
    for r in 0..<3 {
      for c in 0..<3 where abs(g[r, c] - (r == c ? 1 : 0)) > tolerance { return nil }
    }
    guard affine.linear.determinant > 0 else { return nil }
    self.init(rotation: affine.linear, translationMm: affine.translation)
  }

  /// The transform as an affine map.
  public var affine: Affine { Affine(linear: rotation, translation: translationMm) }

  /// The 4×4 matrix, row by row, `Source` LPS mm to `Target` LPS mm.
  public var rowMajor16: [Double] { affine.rowMajor16 }

  /// The opposite direction.
  public var inverse: RigidTransform<Target, Source> {
    let t = rotation.transpose
    return RigidTransform<Target, Source>(rotation: t, translationMm: -(t * translationMm))
  }

  /// Carries a point across.
  public func callAsFunction(_ p: Point<Source>) -> Point<Target> {
    Point(rotation * p.lps + translationMm)
  }
}
