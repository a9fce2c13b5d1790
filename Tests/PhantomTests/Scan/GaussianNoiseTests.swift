import Testing

@testable import Phantom

struct GaussianNoiseTests {
  @Test func momentsAreThoseOfTheNormalDistribution() {
    var g = GaussianNoise(seed: 1, stream: 2)
    var m = [0.0, 0, 0, 0]
    var cross = 0.0
    let n = 100_000
    for _ in 0..<n {
      let (a, b) = g.pair()
      cross += a * b
      for v in [a, b] {
        m[0] += v
        m[1] += v * v
        m[2] += v * v * v
        m[3] += v * v * v * v
      }
    }
    let k = Double(2 * n)
    // Five standard errors of each moment: √(1, 2, 15, 96)/√200000.
    #expect(abs(m[0] / k) < 0.012)
    #expect(abs(m[1] / k - 1) < 0.016)
    #expect(abs(m[2] / k) < 0.045)
    #expect(abs(m[3] / k - 3) < 0.11)
    #expect(abs(cross / Double(n)) < 0.016)
  }
}
