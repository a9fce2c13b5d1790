import Foundation

/// A share of a number of trials with its 95 % interval.
public struct Proportion: Hashable, Sendable {
  /// Trials that were so.
  public let count: Int
  /// All trials.
  public let total: Int

  /// A share from its counts.
  public init(_ count: Int, of total: Int) {
    self.count = count
    self.total = total
  }

  /// 97.5th percentile of the normal distribution.
  private static let z = 1.959963984540054

  /// The share, nil without trials.
  public var share: Double? { total > 0 ? Double(count) / Double(total) : nil }

  /// Wilson's score interval of 95 % (Wilson 1927, doi:10.1080/01621459.1927.10502953), nil without trials.
  public var interval: (low: Double, high: Double)? {
    guard let p = share else { return nil }
    let n = Double(total)
    let z2 = Self.z * Self.z
    let middle = (p + z2 / (2 * n)) / (1 + z2 / n)
    let half = Self.z / (1 + z2 / n) * (p * (1 - p) / n + z2 / (4 * n * n)).squareRoot()
    return (max(0, middle - half), min(1, middle + half))
  }

  /// `83 % of 60 (72–91 %)`.
  public var text: String {
    guard let share, let interval else { return "none to judge" }
    return String(
      format: "%.0f %% of %d (%.0f–%.0f %%)", share * 100, total, interval.low * 100, interval.high * 100)
  }
}
