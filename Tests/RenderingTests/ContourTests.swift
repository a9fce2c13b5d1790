import Testing

@testable import Rendering

struct ContourTests {
  /// Analytic: the level set of the distance from a point is a circle.
  @Test func circleHasItsRadius() {
    let n = 64
    let values = (0..<n * n).map { o -> Float in
      let dx = Float(o % n) - 31.3
      let dy = Float(o / n) - 30.7
      return -(dx * dx + dy * dy).squareRoot()
    }
    let points = Contour.segments(values, columns: n, rows: n, level: -20).flatMap { [$0.a, $0.b] }
    #expect(points.count > 200)
    for p in points {
      let d = p - SIMD2(31.3, 30.7)
      // Linear interpolation of a cone is off by less than h²/8r.
      #expect(abs((d * d).sum().squareRoot() - 20) < 0.02)
    }
  }

  @Test func saddleKeepsHighCornersApart() {
    let segments = Contour.segments([1, 0, 0, 1], columns: 2, rows: 2, level: 0.5)
    #expect(segments.count == 2)
    // Each piece cuts off one high corner: (0, 0) or (1, 1).
    for s in segments {
      let middle = (s.a + s.b) / 2
      #expect(abs(middle.x - middle.y) < 1e-9)
    }
  }

  @Test func nothingOutsideAndNaNIsLow() {
    #expect(Contour.segments([1, 1, 1, 1], columns: 2, rows: 2, level: 0.5).isEmpty)
    #expect(Contour.segments([.nan, .nan, .nan, .nan], columns: 2, rows: 2, level: 0.5).isEmpty)
    #expect(Contour.segments([1, 1, .nan, .nan], columns: 2, rows: 2, level: 0.5).count == 1)
  }
}
