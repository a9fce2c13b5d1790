/// True against reported categories, with a column for what was withheld and one for heads without report.
public struct ConfusionMatrix: Hashable, Sendable {
  /// What was reported on one side of one head.
  public enum Answer: Hashable, Sendable {
    /// A category, by its index.
    case category(Int)
    /// The report holds it back.
    case withheld
    /// There is no report.
    case missing
  }

  /// Names of the categories, in their order.
  public let categories: [String]
  /// Counts by true category, then by reported one.
  public private(set) var counts: [[Int]]
  /// Withheld, by true category.
  public private(set) var withheld: [Int]
  /// Without report, by true category.
  public private(set) var missing: [Int]

  /// An empty matrix.
  public init(_ categories: [String]) {
    self.categories = categories
    let none = [Int](repeating: 0, count: categories.count)
    counts = categories.map { _ in none }
    withheld = none
    missing = none
  }

  /// Counts one side.
  public mutating func add(truth: Int, _ answer: Answer) {
    switch answer {
    case .category(let found): counts[truth][found] += 1
    case .withheld: withheld[truth] += 1
    case .missing: missing[truth] += 1
    }
  }

  /// Sides with a reported category.
  public var reported: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }

  /// Share of the reported ones that are right.
  public var right: Proportion {
    Proportion(categories.indices.reduce(0) { $0 + counts[$1][$1] }, of: reported)
  }

  /// How many are off by at least this many categories.
  public func off(by least: Int) -> Int {
    var sum = 0
    for t in categories.indices {
      for f in categories.indices where abs(t - f) >= least { sum += counts[t][f] }
    }
    return sum
  }

  /// Cohen's kappa with linear weights (Cohen 1968, doi:10.1037/h0026256) over the reported ones: 1 for agreement, 0 for
  /// chance; nil where chance alone agrees completely.
  public var weightedKappa: Double? {
    let n = Double(reported)
    guard n > 0 else { return nil }
    let rows = counts.map { Double($0.reduce(0, +)) }
    let columns = categories.indices.map { f in Double(counts.reduce(0) { $0 + $1[f] }) }
    var observed = 0.0
    var expected = 0.0
    for t in categories.indices {
      for f in categories.indices {
        let weight = Double(abs(t - f))
        observed += weight * Double(counts[t][f])
        expected += weight * rows[t] * columns[f] / n
      }
    }
    return expected > 0 ? 1 - observed / expected : nil
  }
}
