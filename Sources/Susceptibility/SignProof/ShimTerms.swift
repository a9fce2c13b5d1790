import Vocabulary

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
    var normal = [Double](repeating: 0, count: terms * terms)
    var right = [Double](repeating: 0, count: terms)
    for (v, p) in zip(values, positions) {
      let b = basis((p - centre) / spread)
      for r in 0..<terms {
        right[r] += b[r] * v
        for c in 0..<terms { normal[r * terms + c] += b[r] * b[c] }
      }
    }
    guard let x = solved(normal, right) else { return values }
    return zip(values, positions).map { v, p in
      v - zip(basis((p - centre) / spread), x).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }

  private static let terms = 10

  private static func basis(_ p: SIMD3<Double>) -> [Double] {
    [1, p.x, p.y, p.z, p.x * p.x, p.y * p.y, p.z * p.z, p.x * p.y, p.y * p.z, p.z * p.x]
  }

  /// Gaussian elimination with partial pivoting; nil if singular.
  private static func solved(_ matrix: [Double], _ right: [Double]) -> [Double]? {
    var a = matrix
    var b = right
    let n = b.count
    for k in 0..<n {
      guard let pivot = (k..<n).max(by: { abs(a[$0 * n + k]) < abs(a[$1 * n + k]) }),
        abs(a[pivot * n + k]) > 1e-12
      else { return nil }
      for c in 0..<n { a.swapAt(k * n + c, pivot * n + c) }
      b.swapAt(k, pivot)
      for r in (k + 1)..<n where k + 1 < n {
        let f = a[r * n + k] / a[k * n + k]
        for c in k..<n { a[r * n + c] -= f * a[k * n + c] }
        b[r] -= f * b[k]
      }
    }
    for k in stride(from: n - 1, through: 0, by: -1) {
      for c in (k + 1)..<max(n, k + 1) { b[k] -= a[k * n + c] * b[c] }
      b[k] /= a[k * n + k]
    }
    return b
  }
}
