import TestSupport
import Testing
import Voxels

@Suite struct StatisticsTests {
  @Test func percentilesInterpolateBetweenOrderStatistics() {
    let x: [Float] = [4, 1, 3, 2]
    #expect(Statistics.percentile(0, of: x) == 1)
    #expect(Statistics.percentile(100, of: x) == 4)
    #expect(Statistics.percentile(50, of: x) == 2.5)
    #expect(abs(Statistics.percentile(90, of: x) - 3.7) < 1e-6)
    #expect(Statistics.percentile(-5, of: x) == 1 && Statistics.percentile(150, of: x) == 4)
    #expect(Statistics.percentile(50, of: []).isNaN)
    #expect(Statistics.median([7]) == 7)
  }

  @Test func momentsAreThoseOfTheDefinition() {
    let x: [Float] = [2, 4, 4, 4, 5, 5, 7, 9]
    #expect(Statistics.mean(x) == 5)
    #expect(abs(Statistics.standardDeviation(x) - (32.0 / 7).squareRoot()) < 1e-12)
    #expect(Statistics.standardDeviation([3]) == 0)
    #expect(Statistics.mean([]).isNaN)
    // Float sums of ten million ones stop at 2²⁴; Double sums must not.
    #expect(Statistics.mean([Float](repeating: 1.1, count: 20_000_000)) == Double(Float(1.1)))
  }

  @Test func robustDeviationIgnoresOutliers() {
    // Deviations from the median 3: 2 1 0 1 97 → median 1.
    #expect(abs(Statistics.robustStandardDeviation([1, 2, 3, 4, 100]) - 1.4826) < 1e-6)
  }

  @Test func otsuSplitsTwoClassesWhereTheVarianceIsLargest() {
    var random = TestRandom(seed: 11)
    let low = (0..<3000).map { _ in Float(10 + 4 * random.unit()) }
    let high = (0..<1000).map { _ in Float(50 + 8 * random.unit()) }
    let t = Statistics.otsuThreshold(low + high)
    #expect(t >= 14 && t <= 50)
    // Every threshold between unequal, overlapping classes, by brute force.
    let x = (0..<2000).map { _ in Float(random.unit() + random.unit()) } + low.map { $0 / 4 }
    func between(_ t: Double) -> Double {
      let a = x.filter { Double($0) < t }
      let b = x.filter { Double($0) >= t }
      guard !a.isEmpty, !b.isEmpty else { return 0 }
      let d = Statistics.mean(a) - Statistics.mean(b)
      return Double(a.count) * Double(b.count) * d * d
    }
    let lo = Double(x.min() ?? 0)
    let hi = Double(x.max() ?? 0)
    let best = (1..<256).map { between(lo + (hi - lo) * Double($0) / 256) }.max() ?? 0
    // Otsu's class means are those of bins, so the maximum may be missed by a bin.
    #expect(between(Statistics.otsuThreshold(x)) > 0.999 * best)
    #expect(Statistics.otsuThreshold([5, 5, 5]) == 5)
    #expect(Statistics.otsuThreshold([]).isNaN)
  }
}
