import Testing
import Vocabulary

@testable import Phantom

struct ValueNoiseTests {
  @Test func noiseIsBoundedSmoothAndSeeded() {
    let noise = ValueNoise(seed: 3)
    let other = ValueNoise(seed: 4)
    var random = SplitMix64(seed: 9)
    var differs = false
    for _ in 0..<2000 {
      let p = SIMD3(random.symmetric(), random.symmetric(), random.symmetric()) * 200
      let v = noise(p)
      #expect(abs(v) <= 1)
      // The steepest fade has slope 1.875 between nodes at most 2 apart.
      #expect(abs(noise(p + SIMD3(1e-3, 0, 0)) - v) <= 3.75e-3 + 1e-6)
      if abs(other(p) - v) > 0.1 { differs = true }
    }
    #expect(differs)
  }
}
