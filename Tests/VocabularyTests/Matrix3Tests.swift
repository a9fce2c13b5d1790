import Testing
import Vocabulary

@Suite struct Matrix3Tests {
  private let m = Matrix3(rows: SIMD3(2, -1, 0.5), SIMD3(0.25, 3, 1), SIMD3(-1, 0.5, 4))

  private func expectEqual(_ a: Matrix3, _ b: Matrix3, tolerance: Double = 1e-12) {
    for r in 0..<3 { for c in 0..<3 { #expect(abs(a[r, c] - b[r, c]) < tolerance) } }
  }

  @Test func rowsAndColumnsAreWhatTheySay() {
    #expect(m[0, 1] == -1 && m[1, 0] == 0.25 && m[2, 2] == 4)
    #expect(Matrix3(columns: m.c0, m.c1, m.c2) == m)
    #expect(m.transpose[0, 1] == 0.25)
    #expect(m * SIMD3(1, 0, 0) == SIMD3(2, 0.25, -1))
  }

  @Test func productIsTheSumOverRowsAndColumns() {
    let n = Matrix3(rows: SIMD3(1, 2, 3), SIMD3(0, -1, 4), SIMD3(5, 1, 0))
    let p = m * n
    for r in 0..<3 {
      for c in 0..<3 {
        let naive = (0..<3).reduce(0.0) { $0 + m[r, $1] * n[$1, c] }
        #expect(abs(p[r, c] - naive) < 1e-12)
      }
    }
  }

  @Test func inverseUndoes() {
    expectEqual(m * m.inverse, .identity)
    expectEqual(m.inverse * m, .identity)
    // By the rule of Sarrus: 24 + 1 + 0.0625 − (−1.5 + 1 − 1).
    #expect(abs(m.determinant - 26.5625) < 1e-12)
  }

  @Test func singularMatrixHasNoFiniteInverse() {
    let flat = Matrix3(rows: SIMD3(1, 2, 3), SIMD3(2, 4, 6), SIMD3(0, 1, 0))
    #expect(!flat.inverse.c0.x.isFinite)
  }

  /// A quarter turn about z, right-handed, carries left (x) to back (y).
  @Test func rotationIsRightHanded() {
    let r = Matrix3.rotation(about: SIMD3(0, 0, 2), radians: .pi / 2)
    let v = r * SIMD3(1, 0, 0)
    #expect(length(v - SIMD3(0, 1, 0)) < 1e-12)
    #expect(length(r * SIMD3(0, 0, 1) - SIMD3(0, 0, 1)) < 1e-12)
  }

  @Test func rotationKeepsLengthsAndTheAxis() {
    let axis = SIMD3(0.3, -0.8, 0.5)
    let r = Matrix3.rotation(about: axis, radians: 0.7)
    expectEqual(r * r.transpose, .identity)
    #expect(abs(r.determinant - 1) < 1e-12)
    #expect(length(r * axis - axis) < 1e-12)
  }

  @Test func orthonormalizingRemovesRoundingOnly() {
    let r = Matrix3.rotation(about: SIMD3(1, 2, 3), radians: 1.1)
    let rounded = Matrix3(
      columns: r.c0 + SIMD3(1e-6, 0, 0), r.c1 - SIMD3(0, 0, 2e-6), r.c2 + SIMD3(0, 1e-6, 0))
    expectEqual(rounded.orthonormalized, r, tolerance: 1e-5)
    expectEqual(rounded.orthonormalized * rounded.orthonormalized.transpose, .identity)
  }
}
