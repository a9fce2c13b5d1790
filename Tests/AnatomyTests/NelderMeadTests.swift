import Testing

@testable import Anatomy

@Suite struct NelderMeadTests {
  /// Rosenbrock's valley has its minimum 0 at (1, 1).
  @Test func rosenbrock() {
    let r = nelderMead(from: [-1.2, 1], steps: [0.5, 0.5], evaluations: 600, tolerance: 1e-12) { x in
      let (a, b) = (1 - x[0], x[1] - x[0] * x[0])
      return a * a + 100 * b * b
    }
    #expect(abs(r.x[0] - 1) < 1e-3 && abs(r.x[1] - 1) < 1e-3 && r.value < 1e-6)
  }

  /// It never asks for many more values than allowed.
  @Test func respectsBudget() {
    var asked = 0
    _ = nelderMead(from: [3, 4, 5], steps: [1, 1, 1], evaluations: 50, tolerance: 0) { x in
      asked += 1
      return x.reduce(0) { $0 + $1 * $1 }
    }
    #expect(asked >= 50 && asked <= 55)
  }
}
