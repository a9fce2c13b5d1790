/// Order statistics of a few numbers in Double.
enum Statistic {
  /// The median; the lower of the two middle values of an even count; 0 of none.
  static func median(_ x: [Double]) -> Double {
    let sorted = x.sorted()
    return sorted.isEmpty ? 0 : sorted[(sorted.count - 1) / 2]
  }
}
