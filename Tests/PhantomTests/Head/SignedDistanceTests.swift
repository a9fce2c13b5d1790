import Testing
import Vocabulary

@testable import Phantom

struct SignedDistanceTests {
  @Test func surfacesAreAtZeroAndInsidesAreNegative() {
    let a = SIMD3(10.0, 20, 5)
    for axis in 0..<3 {
      var p = SIMD3<Double>.zero
      p[axis] = a[axis]
      #expect(abs(SignedDistance.ellipsoid(p, at: .zero, semiAxes: a)) < 1e-12)
      #expect(abs(SignedDistance.roundedBox(p, at: .zero, semiAxes: a)) < 1e-12)
      #expect(SignedDistance.ellipsoid(p * 0.5, at: .zero, semiAxes: a) < 0)
      #expect(
        abs(SignedDistance.ellipsoid(p * 1.1, at: .zero, semiAxes: a) - 0.1 * a[axis]) < 0.11 * 0.1 * a[axis])
    }
    let c = SignedDistance.capsule(SIMD3(5, 3, 0), from: .zero, to: SIMD3(10, 0, 0), 2, 2)
    #expect(abs(c - 1) < 1e-12)
    #expect(SignedDistance.smoothUnion(3, -1, 2) == -1)
    #expect(SignedDistance.smoothIntersection(3, -1, 2) == 3)
  }
}
