import Foundation

/// Normally distributed numbers from a seeded generator (Box & Muller 1958, doi:10.1214/aoms/1177706645).
struct GaussianNoise: Sendable {
  private var random: SplitMix64

  /// The numbers of one slice; slices can be made in any order, on any core, with the same result.
  init(seed: UInt64, stream: UInt64) { random = SplitMix64(seed: seed, stream: stream) }

  /// Two independent numbers of mean 0 and variance 1.
  mutating func pair() -> (Double, Double) {
    let r = (-2 * log(1 - random.uniform())).squareRoot()
    let a = 2 * Double.pi * random.uniform()
    return (r * cos(a), r * sin(a))
  }
}
