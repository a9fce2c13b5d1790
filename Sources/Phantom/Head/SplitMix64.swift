/// A small seeded generator (Steele, Lea & Flood 2014, doi:10.1145/2714064.2660195): same seed, same numbers.
struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// A generator for one part (`stream`) of something that is seeded as a whole.
  init(seed: UInt64, stream: UInt64) {
    var parent = SplitMix64(seed: seed)
    state = parent.next() ^ (stream &* 0x9E37_79B9_7F4A_7C15)
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Uniform in [0, 1) with 53 random bits.
  mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Uniform in −1…1.
  mutating func symmetric() -> Double { 2 * uniform() - 1 }
}
