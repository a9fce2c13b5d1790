import TestSupport
import Testing
import Voxels

@Suite struct LeastSquaresTests {
  /// The straight line of weighted points by the textbook's sums.
  @Test func aLineIsThatOfTheClosedFormula() throws {
    var random = TestRandom(seed: 3)
    var system = LeastSquares(unknowns: 2)
    var (s, sx, sy, sxx, sxy) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for _ in 0..<40 {
      let (x, w) = (random.normal(), random.unit() + 0.1)
      let y = 3 - 2 * x + random.normal()
      system.add([1, x], y, weight: w)
      s += w
      sx += w * x
      sy += w * y
      sxx += w * x * x
      sxy += w * x * y
    }
    let slope = (s * sxy - sx * sy) / (s * sxx - sx * sx)
    let found = try #require(system.solution())
    #expect(abs(found[1] - slope) < 1e-12)
    #expect(abs(found[0] - (sy - slope * sx) / s) < 1e-12)
  }

  @Test func exactEquationsGiveTheExactUnknowns() throws {
    var random = TestRandom(seed: 4)
    let truth = (0..<9).map { _ in random.normal() }
    var system = LeastSquares(unknowns: 9)
    for _ in 0..<60 {
      // Zeros take a shortcut.
      let row = (0..<9).map { _ in random.unit() < 0.4 ? 0 : random.normal() }
      system.add(row, zip(row, truth).reduce(0) { $0 + $1.0 * $1.1 }, weight: random.unit() + 0.01)
    }
    let found = try #require(system.solution())
    for i in 0..<9 { #expect(abs(found[i] - truth[i]) < 1e-9) }
  }

  @Test func weightsAreRepetitions() throws {
    let rows = [[1.0, 2, 0], [0, 1, -1], [2, 0, 1], [1, 1, 1], [0.5, -1, 2]]
    let values = [1.0, 2, -1, 0.5, 4]
    var weighted = LeastSquares(unknowns: 3)
    var repeated = LeastSquares(unknowns: 3)
    for (i, row) in rows.enumerated() {
      weighted.add(row, values[i], weight: Double(i))
      for _ in 0..<i { repeated.add(row, values[i]) }
    }
    let (a, b) = (try #require(weighted.solution()), try #require(repeated.solution()))
    for i in 0..<3 { #expect(abs(a[i] - b[i]) < 1e-12) }
  }

  /// Slices and rows that do not lie in memory as they stand count as arrays do.
  @Test func everyKindOfRowIsRead() throws {
    let table = [9.0, 1, 2, 9, 3, -1, 9]
    var arrays = LeastSquares(unknowns: 2)
    arrays.add([1, 2], 3)
    arrays.add([3, -1], 1)
    var others = LeastSquares(unknowns: 2)
    others.add(table[1..<3], 3)
    others.add((4..<6).lazy.map { table[$0] }, 1)
    #expect(arrays.solution() == others.solution())
    let x = try #require(others.solution())
    #expect(abs(x[0] - 5.0 / 7) < 1e-12 && abs(x[1] - 8.0 / 7) < 1e-12)
  }

  @Test func whatIsNotDeterminedIsNilOrZeroWithARidge() throws {
    #expect(LeastSquares(unknowns: 2).solution() == nil, "no equation")
    #expect(LeastSquares(unknowns: 2).solution(ridge: 1) == nil, "no equation")
    var system = LeastSquares(unknowns: 3)
    for x in [1.0, 2, 3] { system.add([1, x, 0], 5 + 2 * x) }
    #expect(system.solution() == nil)
    let found = try #require(system.solution(ridge: 1e-9))
    #expect(abs(found[0] - 5) < 1e-6 && abs(found[1] - 2) < 1e-6 && found[2] == 0)
  }

  /// One unknown: Σ r·y / (Σ r² + ridge·Σ r²).
  @Test func theRidgeIsAShareOfTheLargestDiagonal() throws {
    var one = LeastSquares(unknowns: 1)
    one.add([2], 3)
    one.add([1], 5)
    #expect(abs(try #require(one.solution(ridge: 0.5))[0] - 11 / 7.5) < 1e-12)
    // Two that do not mix: the smaller diagonal gets as much as the larger.
    var two = LeastSquares(unknowns: 2)
    two.add([2, 0], 3)
    two.add([0, 1], 5)
    let x = try #require(two.solution(ridge: 0.25))
    #expect(abs(x[0] - 6.0 / 5) < 1e-12 && abs(x[1] - 5.0 / 2) < 1e-12)
  }
}
