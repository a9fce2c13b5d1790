import Testing
import Vocabulary

@testable import Phantom

struct DeepNucleiTests {
  @Test func distanceIsNegativeInsideAndGrowsOutwards() throws {
    let nuclei = DeepNuclei(seed: 4, nativeScale: SIMD3(0.9, 0.95, 0.9))
    for structure in Structure.allCases where structure != .caudate {
      let body = try #require(nuclei.body(structure, .left))
      let c = body.shape.centroid.lps + body.shift
      #expect(body.distance(c) < 0)
      // Along a ray, first-order distance crosses zero once and rises by about a millimetre a millimetre.
      var previous = body.distance(c + SIMD3(2, 0, 0))
      #expect(body.distance(c + SIMD3(30, 0, 0)) > 5)
      for k in 3...14 {
        let next = body.distance(c + SIMD3(Double(k), 0, 0))
        // 50 says only that the point is beyond the body's reach, where it must stay outside.
        if next == 50 { break }
        #expect(next > previous, "\(structure) at \(k) mm")
        previous = next
      }
    }
  }

  @Test func noTwoHeadsHaveTheSameNuclei() throws {
    let scale = SIMD3(0.9, 0.95, 0.9)
    let a = try #require(DeepNuclei(seed: 1, nativeScale: scale).body(.globusPallidus, .left))
    let b = try #require(DeepNuclei(seed: 2, nativeScale: scale).body(.globusPallidus, .left))
    #expect(a.shift != b.shift)
    #expect(a.scale != b.scale)
    // Native volume stays within 0.4 SD of the adult mean (1571 ± 235 mm³).
    for body in [a, b] {
      let native = body.shape.volumeMm3 * body.scale * body.scale * body.scale * scale.x * scale.y * scale.z
      #expect(abs(native - 1571) <= 0.4 * 235 + 1e-6)
    }
  }
}
