import Testing
import Vocabulary

@testable import Shapes

@Suite struct TubeBodyTests {
  /// SplitMix64.
  struct Random {
    var state: UInt64
    mutating func unit() -> Double {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Double((z ^ (z >> 31)) >> 11) / Double(1 << 53)
    }
  }

  /// The search that leaves stretches out finds what looking at every sample finds, near and far.
  @Test(arguments: ["caudate", "lateralVentricle"], Side.allCases)
  func nearestSampleEqualsTheNaiveSearch(name: String, side: Side) throws {
    let shape = try #require(ShapeTable.shape(named: name, side))
    guard case .tube(let tube) = shape.body else {
      Issue.record("\(name) is a tube")
      return
    }
    var random = Random(state: 11)
    for n in 0..<20_000 {
      let spread = n % 4 == 0 ? 200.0 : 40.0
      let x =
        shape.centroid.lps
        + SIMD3(random.unit() - 0.5, random.unit() - 0.5, random.unit() - 0.5) * 2 * spread
      var best = Double.infinity
      var naive = 0
      for (i, s) in tube.samples.enumerated() {
        let d = x - s.center
        if dot(d, d) < best { (best, naive) = (dot(d, d), i) }
      }
      #expect(tube.nearestSample(to: x) == naive)
    }
    // On the samples themselves, ties included.
    for (i, s) in tube.samples.enumerated() {
      let first = tube.samples.firstIndex { $0.center == s.center }
      #expect(tube.nearestSample(to: s.center) == first, "\(i)")
      #expect(tube.level(s.center) < 1e-9)
    }
  }
}
