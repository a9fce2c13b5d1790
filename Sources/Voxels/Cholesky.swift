/// The Cholesky factor `L` of a small symmetric positive definite matrix `L·Lᵀ`.
public struct Cholesky: Sendable {
  private let n: Int
  private var l: [Double]

  /// Factors a matrix given by rows (its lower triangle is read); nil if it is not positive definite.
  public init?(_ matrix: [Double], size: Int) {
    n = size
    l = [Double](repeating: 0, count: n * n)
    let largest = (0..<n).reduce(0) { max($0, matrix[$1 * n + $1]) }
    for i in 0..<n {
      for j in 0...i {
        var s = matrix[i * n + j]
        for k in 0..<j { s -= l[i * n + k] * l[j * n + k] }
        if i == j {
          // Below rounding the row repeats earlier ones.
          guard s > 1e-12 * largest else { return nil }
          l[i * n + i] = s.squareRoot()
        } else {
          l[i * n + j] = s / l[j * n + j]
        }
      }
    }
  }

  /// The `x` of `L·Lᵀ·x = right`.
  public func solve(_ right: [Double]) -> [Double] {
    var x = right
    for i in 0..<n {
      for k in 0..<i { x[i] -= l[i * n + k] * x[k] }
      x[i] /= l[i * n + i]
    }
    for i in stride(from: n - 1, through: 0, by: -1) {
      for k in i + 1..<max(n, i + 1) { x[i] -= l[k * n + i] * x[k] }
      x[i] /= l[i * n + i]
    }
    return x
  }
}
