import Vocabulary

/// A smooth random function of space in −1…1: seeded values on a periodic lattice, faded between the nodes.
///
/// Its zero-level sets are folded sheets, which is what sulci are made from; low amplitudes give texture.
struct ValueNoise: Sendable {
  /// Nodes along each axis before the pattern repeats.
  private static let period = 32
  private let nodes: [Float]

  init(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    nodes = (0..<(Self.period * Self.period * Self.period)).map { _ in Float(random.symmetric()) }
  }

  /// The function at `p`, given in units of its node distance.
  func callAsFunction(_ p: SIMD3<Double>) -> Double {
    let floor = p.rounded(.down)
    let f = p - floor
    // Fifth-order fade: first and second derivative vanish at the nodes.
    let w = f * f * f * (f * (f * 6 - 15) + 10)
    let mask = Self.period - 1
    let x0 = Int(floor.x) & mask
    let y0 = (Int(floor.y) & mask) * Self.period
    let z0 = (Int(floor.z) & mask) * Self.period * Self.period
    let x1 = (x0 + 1) & mask
    let y1 = (y0 + Self.period) & (Self.period * Self.period - 1)
    let z1 = (z0 + Self.period * Self.period) & (Self.period * Self.period * Self.period - 1)
    return nodes.withUnsafeBufferPointer { n in
      func line(_ o: Int) -> Double {
        let a = Double(n[o + x0])
        return a + (Double(n[o + x1]) - a) * w.x
      }
      func plane(_ z: Int) -> Double {
        let a = line(z + y0)
        return a + (line(z + y1) - a) * w.y
      }
      let a = plane(z0)
      return a + (plane(z1) - a) * w.z
    }
  }
}
