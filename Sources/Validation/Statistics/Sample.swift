/// Order statistics and moments of measured values.
public struct Sample: Hashable, Sendable {
  /// The values in ascending order.
  public let sorted: [Double]

  /// A sample of finite values; others are left out.
  public init(_ values: some Sequence<Double>) { sorted = values.filter(\.isFinite).sorted() }

  /// The `p`-th percentile (0…100), linear between order statistics; nil without values.
  public func percentile(_ p: Double) -> Double? {
    guard let last = sorted.last else { return nil }
    let t = min(max(p, 0), 100) / 100 * Double(sorted.count - 1)
    let i = Int(t)
    guard i + 1 < sorted.count else { return last }
    return sorted[i] + (sorted[i + 1] - sorted[i]) * (t - Double(i))
  }

  /// The median; nil without values.
  public var median: Double? { percentile(50) }
  /// The mean; nil without values.
  public var mean: Double? { sorted.isEmpty ? nil : sorted.reduce(0, +) / Double(sorted.count) }
  /// Standard deviation (n − 1); nil for fewer than two values.
  public var standardDeviation: Double? {
    guard sorted.count > 1, let mean else { return nil }
    return (sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(sorted.count - 1)).squareRoot()
  }
}
