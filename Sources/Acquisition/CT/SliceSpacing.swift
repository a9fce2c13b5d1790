/// How slices follow one another, and the regular step on which an uneven stack is resampled.
struct SliceSpacing: Hashable, Sendable {
  /// Positions of the slices along the slice direction from the first one on, ascending, mm.
  let distancesMm: [Double]
  /// Distance of the regular grid's slices in mm.
  let stepMm: Double
  /// Slices of the regular grid.
  let count: Int
  /// True if the slices lie on the regular grid already.
  let isRegular: Bool

  /// Largest deviation of a distance from the step, as a part of it, that counts as regular.
  static let tolerance = 0.02
  /// A distance must make up this part of all distances to set the step: a single short gap between two
  /// blocks of slices must not.
  static let commonShare = 0.1
  /// Smallest step: finer than any head CT's slices.
  static let finestStepMm = 0.3

  /// The spacing of slices at ascending distances; at least two of them.
  init(distancesMm d: [Double]) {
    distancesMm = d
    let gaps = zip(d.dropFirst(), d).map { $0 - $1 }
    let total = d.last ?? 0
    let mean = gaps.isEmpty ? 1 : total / Double(gaps.count)
    if gaps.allSatisfy({ abs($0 - mean) <= Self.tolerance * mean }) {
      isRegular = true
      stepMm = mean
      count = d.count
      return
    }
    let needed = max(2, Int((Self.commonShare * Double(gaps.count)).rounded(.up)))
    let common = gaps.sorted().first { gap in
      gap >= Self.finestStepMm && gaps.count { abs($0 - gap) <= 0.05 * gap } >= needed
    }
    isRegular = false
    stepMm = common ?? max(Self.finestStepMm, Statistic.median(gaps))
    count = Int((total / stepMm + 1e-3).rounded(.down)) + 1
  }

  /// Distances between neighbours, mm.
  var gapsMm: [Double] { zip(distancesMm.dropFirst(), distancesMm).map { $0 - $1 } }

  /// Slice `k` of the regular grid as `(1−w)·lower + w·(lower+1)` of the slices at their true positions.
  func blend(_ k: Int) -> (lower: Int, weight: Double) {
    if isRegular { return (k, 0) }
    let x = Double(k) * stepMm
    var lower = 0
    while lower + 2 < distancesMm.count, distancesMm[lower + 1] <= x { lower += 1 }
    let gap = distancesMm[lower + 1] - distancesMm[lower]
    return (lower, min(1, max(0, (x - distancesMm[lower]) / gap)))
  }

  /// The distances in words: how often each occurs, such as `4.22 mm ×13, 7.38 mm ×13, 1.14 mm ×1`.
  var text: String {
    let values = distinctValues(gapsMm, tolerance: 0.02)
    var counts = [Int](repeating: 0, count: values.count)
    for gap in gapsMm { counts[nearestIndex(of: gap, in: values)] += 1 }
    return zip(values, counts).sorted { ($0.1, $1.0) > ($1.1, $0.0) }
      .map { "\(decimal(($0.0 * 100).rounded() / 100)) mm ×\($0.1)" }.joined(separator: ", ")
  }
}
