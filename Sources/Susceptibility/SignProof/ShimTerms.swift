import Vocabulary
import Voxels

/// Least-squares removal of the fields a scanner's shim coils can make: polynomials to second order.
///
/// Shimming cancels part of the head's own field with them, so a measured and a computed field may only be
/// compared beyond second order.
enum ShimTerms {
  /// `values` less their fit by the ten polynomials of x, y, z to second order.
  static func removed(_ values: [Double], at positions: [SIMD3<Double>]) -> [Double] {
    guard let origin = positions.first, values.count > terms else { return values }
    // Centred and scaled coordinates keep the normal equations well conditioned.
    let centre = positions.reduce(.zero, +) / Double(positions.count)
    let spread = max(1, positions.reduce(0) { max($0, length($1 - origin)) })
    var system = LeastSquares(unknowns: terms)
    for (v, p) in zip(values, positions) { system.add(basis((p - centre) / spread), v) }
    guard let x = system.solution() else { return values }
    return zip(values, positions).map { v, p in
      v - zip(basis((p - centre) / spread), x).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }

  private static let terms = 10

  private static func basis(_ p: SIMD3<Double>) -> [Double] {
    [1, p.x, p.y, p.z, p.x * p.x, p.y * p.y, p.z * p.z, p.x * p.y, p.y * p.z, p.z * p.x]
  }
}
