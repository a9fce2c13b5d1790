import Testing
import Vocabulary

@testable import Shapes

@Suite struct ShapeTableTests {
  /// Counting voxels of a 0.8 mm grid gives the volume that the table states (independent of how it was made).
  @Test(arguments: ShapeTable.shapes.map { ($0.name, $0.side) })
  func volumeMatchesTable(name: String, side: Side) throws {
    let shape = try #require(ShapeTable.shape(named: name, side))
    let r = Int((shape.reachMm / 0.8).rounded(.up))
    var inside = 0
    for z in -r...r {
      for y in -r...r {
        for x in -r...r {
          let p = shape.centroid.lps + SIMD3(Double(x), Double(y), Double(z)) * 0.8
          if shape.contains(Point(p)) { inside += 1 }
        }
      }
    }
    let volume = Double(inside) * 0.512
    #expect(abs(volume / shape.volumeMm3 - 1) < 0.03, "\(volume) against \(shape.volumeMm3) mm³")
  }

  /// Left is positive x in LPS: catches a forgotten RAS→LPS conversion.
  @Test func leftLiesAtPositiveX() {
    for s in ShapeTable.shapes { #expect(s.centroid.lps.x > 0 ? s.side == .left : s.side == .right) }
  }

  /// The sides are mirror images.
  @Test func sidesMirror() {
    for left in ShapeTable.shapes where left.side == .left {
      guard let right = ShapeTable.shape(named: left.name, .right) else {
        Issue.record("no right \(left.name)")
        continue
      }
      for d in [SIMD3(2.0, -1, 0.5), SIMD3(-3, 2, 4), SIMD3(1, 5, -2)] {
        let p = left.centroid.lps + d
        let a = left.level(at: Point(p))
        let b = right.level(at: Point(-p.x, p.y, p.z))
        #expect(abs(a - b) < 2e-3 * max(1, a), "\(left.name) \(d)")
      }
    }
  }

  /// Y_lm are orthonormal on the sphere (Gauss–Legendre would be exact; a fine product rule suffices at 1e-3).
  @Test func harmonicsAreOrthonormal() {
    func y(_ k: Int, _ u: SIMD3<Double>) -> Double {
      var c = [Double](repeating: 0, count: 49)
      c[k] = 1
      return RealSphericalHarmonics.sum(c, at: u)
    }
    for (i, j) in [(0, 0), (5, 5), (13, 13), (40, 40), (48, 48), (3, 13), (20, 42)] {
      var sum = 0.0
      let n = 200
      for a in 0..<n {
        let z = -1 + (Double(a) + 0.5) * 2 / Double(n)
        for b in 0..<n {
          let phi = (Double(b) + 0.5) * 2 * .pi / Double(n)
          let s = (1 - z * z).squareRoot()
          let u = SIMD3(s * cosine(phi), s * sine(phi), z)
          sum += y(i, u) * y(j, u) * 4 * .pi / Double(n * n)
        }
      }
      #expect(abs(sum - (i == j ? 1 : 0)) < 2e-3)
    }
  }
}
