/// Weighted linear least squares with few unknowns, gathered row by row: normal equations, solved by Cholesky.
public struct LeastSquares: Sendable {
  /// Number of unknowns.
  public let unknowns: Int
  /// `Σ w·r·rᵀ`, lower triangle by rows.
  private var normal: [Double]
  /// `Σ w·r·y`.
  private var right: [Double]

  /// An empty system.
  public init(unknowns: Int) {
    self.unknowns = unknowns
    normal = [Double](repeating: 0, count: unknowns * unknowns)
    right = [Double](repeating: 0, count: unknowns)
  }

  /// Adds the equation `row · x = value`.
  public mutating func add(_ row: some RandomAccessCollection<Double>, _ value: Double, weight: Double = 1) {
    precondition(row.count == unknowns, "a coefficient an unknown")
    let n = unknowns
    let added: Void? = row.withContiguousStorageIfAvailable { r in
      normal.withUnsafeMutableBufferPointer { m in
        for i in 0..<n where r[i] != 0 {
          let w = weight * r[i]
          right[i] += w * value
          for j in 0...i { m[i * n + j] += w * r[j] }
        }
      }
    }
    if added == nil { add(Array(row), value, weight: weight) }
  }

  /// The solution; nil where the equations do not determine it.
  /// - Parameter ridge: added to the diagonal as a share of its largest entry: unknowns that nothing determines
  ///   then become 0 instead.
  public func solution(ridge: Double = 0) -> [Double]? {
    let n = unknowns
    let largest = (0..<n).reduce(0) { max($0, normal[$1 * n + $1]) }
    var matrix = normal
    for i in 0..<n { matrix[i * n + i] += ridge * largest }
    return largest > 0 ? Cholesky(matrix, size: n)?.solve(right) : nil
  }
}
