import Vocabulary
import Voxels

/// Exact multi-echo phase unwrapping: one echo along paths in space, the others in time.
public enum ROMEO {
  /// Choices of the unwrapping.
  public struct Parameters: Codable, Hashable, Sendable {
    /// Index of the echo that is unwrapped in space.
    ///
    /// The first: it has the fewest wraps and the least
    /// dephasing near air.
    public var templateEcho: Int

    /// The defaults.
    public init(templateEcho: Int = 0) { self.templateEcho = templateEcho }
  }

  /// Unwraps all echoes, whose offsets must have been removed.
  ///
  /// Other echoes take the whole number of turns that brings them nearest to the frequency fitted to those
  /// done already (weights M²), so an error cannot spread in space.
  static func unwrapped(_ train: EchoTrain, mask: [Bool], _ parameters: Parameters) -> [Samples] {
    let t = min(max(0, parameters.templateEcho), train.echoes - 1)
    let partner = t == 0 ? 1 : 0
    let costs = EdgeCosts(
      EdgeCosts.Source(
        phase: train.phases[t], magnitude: train.magnitudes[t],
        second: (train.phases[partner], train.times[t] / train.times[partner])),
      size: train.grid.size, mask: mask)
    var result = train.phases
    result[t] = unwrappedAlongPaths(train.phases[t], costs: costs, size: train.grid.size, mask: mask)
    // Nearest in time first: the frequency is known better the more echoes are done.
    let order = (0..<train.echoes).sorted {
      abs(train.times[$0] - train.times[t]) < abs(train.times[$1] - train.times[t])
    }
    for (position, e) in order.enumerated().dropFirst() {
      result[e] = temporallyUnwrapped(train, result, known: Array(order[..<position]), echo: e)
    }
    return result
  }

  private static func temporallyUnwrapped(
    _ train: EchoTrain, _ unwrapped: [Samples], known: [Int], echo: Int
  ) -> Samples {
    let out = Samples(zeros: train.count)
    overRanges(train.count) { range in
      for i in range {
        var a: Float = 0
        var b: Float = 0
        for k in known {
          let m = train.magnitudes[k].p[i]
          let mt = m * m * train.times[k]
          a += mt * unwrapped[k].p[i]
          b += mt * train.times[k]
        }
        let expected = b > 0 ? train.times[echo] * a / b : 0
        let phase = train.phases[echo].p[i]
        out.p[i] = phase - turn * turns(phase - expected)
      }
    }
    return out
  }
}
