import TestSupport
import Testing
import Voxels

@Suite struct CholeskyTests {
  /// `B·Bᵀ + I` of a random B: symmetric and positive definite.
  private func positive(_ n: Int, _ random: inout TestRandom) -> [Double] {
    let b = (0..<n * n).map { _ in random.normal() }
    return (0..<n * n).map { o in
      let (i, j) = (o / n, o % n)
      return (0..<n).reduce(i == j ? 1 : 0) { $0 + b[i * n + $1] * b[j * n + $1] }
    }
  }

  @Test(arguments: [1, 2, 3, 6, 27]) func theSolutionSolves(n: Int) throws {
    var random = TestRandom(seed: UInt64(n))
    for _ in 0..<5 {
      let a = positive(n, &random)
      let x = (0..<n).map { _ in random.normal() }
      let right = (0..<n).map { i in (0..<n).reduce(0) { $0 + a[i * n + $1] * x[$1] } }
      let found = try #require(Cholesky(a, size: n)).solve(right)
      for i in 0..<n { #expect(abs(found[i] - x[i]) < 1e-9) }
    }
  }

  /// Cramer's rule for three unknowns, written out.
  @Test func threeUnknownsAreThoseOfCramersRule() throws {
    let a = [4.0, 1, -2, 1, 5, 0.5, -2, 0.5, 6]
    let b = [1.0, -2, 3]
    func determinant(_ m: [Double]) -> Double {
      m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6])
        + m[2] * (m[3] * m[7] - m[4] * m[6])
    }
    let found = try #require(Cholesky(a, size: 3)).solve(b)
    for column in 0..<3 {
      var replaced = a
      for row in 0..<3 { replaced[3 * row + column] = b[row] }
      #expect(abs(found[column] - determinant(replaced) / determinant(a)) < 1e-12)
    }
  }

  @Test func onlyTheLowerTriangleIsRead() throws {
    let full = try #require(Cholesky([4, 1, 1, 3], size: 2)).solve([1, 2])
    let lower = try #require(Cholesky([4, .nan, 1, 3], size: 2)).solve([1, 2])
    #expect(full == lower)
  }

  @Test func whatIsNotPositiveDefiniteHasNoFactor() {
    #expect(Cholesky([1, 2, 2, 4], size: 2) == nil, "singular")
    #expect(Cholesky([1, 2, 2, 1], size: 2) == nil, "indefinite")
    #expect(Cholesky([0, 0, 0, 0], size: 2) == nil)
    #expect(Cholesky([-1], size: 1) == nil)
    #expect(Cholesky([.nan], size: 1) == nil)
    // Singular but for rounding, whatever the unit; and nearly singular, which is not the same.
    for unit in [1e-9, 1, 1e9] {
      #expect(Cholesky([unit, unit, unit, unit * (1 + 1e-14)], size: 2) == nil, "\(unit)")
      #expect(Cholesky([unit, unit, unit, unit * (1 + 1e-9)], size: 2) != nil, "\(unit)")
    }
  }
}
