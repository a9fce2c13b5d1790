import Foundation

/// Order statistics and moments of plain samples; sums in Double.
public enum Statistics {
  /// Arithmetic mean; nan for no sample.
  public static func mean(_ x: [Float]) -> Double {
    x.reduce(0.0) { $0 + Double($1) } / Double(x.count)
  }

  /// Sample standard deviation (n − 1); 0 for fewer than two samples.
  public static func standardDeviation(_ x: [Float]) -> Double {
    guard x.count > 1 else { return 0 }
    let m = mean(x)
    return (x.reduce(0.0) { $0 + (Double($1) - m) * (Double($1) - m) } / Double(x.count - 1)).squareRoot()
  }

  /// The `p`-th percentile (0…100) with linear interpolation between order statistics; nan for no sample.
  public static func percentile(_ p: Double, of x: [Float]) -> Double {
    percentile(p, ofSorted: x.sorted())
  }

  /// The `p`-th percentile of samples that are sorted already.
  public static func percentile(_ p: Double, ofSorted x: [Float]) -> Double {
    guard !x.isEmpty else { return .nan }
    let t = min(max(p, 0), 100) / 100 * Double(x.count - 1)
    let i = Int(t)
    let f = t - Double(i)
    let upper = x[min(i + 1, x.count - 1)]
    return Double(x[i]) * (1 - f) + Double(upper) * f
  }

  /// The median; nan for no sample.
  public static func median(_ x: [Float]) -> Double { percentile(50, of: x) }

  /// Robust standard deviation: 1.4826 × median absolute deviation (equals σ for a normal distribution).
  public static func robustStandardDeviation(_ x: [Float]) -> Double {
    let m = median(x)
    return 1.4826 * median(x.map { Float(abs(Double($0) - m)) })
  }

  /// Otsu's threshold: the split that maximises the variance between the two classes.
  ///
  /// 256 bins between minimum and maximum (Otsu 1979, doi:10.1109/TSMC.1979.4310076); nan for no sample.
  public static func otsuThreshold(_ x: [Float]) -> Double {
    guard let lo = x.min(), let hi = x.max() else { return .nan }
    guard hi > lo else { return Double(lo) }
    var histogram = [Double](repeating: 0, count: 256)
    let scale = 255.999 / (hi - lo)
    for v in x { histogram[Int((v - lo) * scale)] += 1 }
    let total = Double(x.count)
    let sum = histogram.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
    var weight = 0.0
    var partial = 0.0
    var best = (variance: -1.0, bin: 0)
    for (bin, h) in histogram.enumerated() {
      weight += h
      guard weight > 0, weight < total else { continue }
      partial += Double(bin) * h
      let d = partial / weight - (sum - partial) / (total - weight)
      let variance = weight * (total - weight) * d * d
      if variance > best.variance { best = (variance, bin) }
    }
    return Double(lo) + Double(best.bin + 1) / Double(scale)
  }
}
