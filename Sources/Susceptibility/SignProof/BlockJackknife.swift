/// A mean or a correlation with its standard error by leaving out one block of space after the other.
///
/// Neighbouring voxels share noise, streaks and anatomy, so their number says nothing about certainty. Blocks wider
/// than what they share are nearly independent (Künsch 1989, doi:10.1214/aos/1176347265).
struct BlockJackknife {
  /// The estimate from all samples.
  let estimate: Double
  /// Its standard error; infinite for fewer than `fewestBlocks` blocks.
  let standardError: Double
  /// Number of blocks that hold a sample.
  let blocks: Int

  /// With fewer the error itself is a guess: it has a relative error of 1/√(2(n − 1)), 35 % for five.
  static let fewestBlocks = 5

  /// Least standard errors between an estimate and zero before it decides.
  ///
  /// 3 leaves a chance of about 10⁻³ a vote for a normal estimate, one-sided; with five blocks (Student's t, four degrees
  /// of freedom) 0.02, and such a vote must pass its absolute limit too.
  static let leastZ = 3.0

  /// The verdict on an estimate that must be positive (`expected` 1) or negative (−1): beyond `least` and beyond `leastZ`
  /// standard errors.
  func verdict(expected: Double, least: Double, leastZ: Double = leastZ) -> SignVerdict {
    guard abs(estimate) >= least, abs(estimate) >= leastZ * standardError else { return .inconclusive }
    return estimate * expected > 0 ? .pass : .fail
  }

  /// Mean of `values` at `positions` in mm, in cubes of `blockMm`.
  init(meanOf values: [Double], at positions: [SIMD3<Double>], blockMm: Double) {
    self.init(values.map { [$0, 1] }, at: positions, blockMm: blockMm) { $0[1] > 0 ? $0[0] / $0[1] : nil }
  }

  /// Pearson's correlation of `a` and `b`, in cubes of `blockMm`.
  init(correlationOf a: [Double], _ b: [Double], at positions: [SIMD3<Double>], blockMm: Double) {
    let moments = zip(a, b).map { [1, $0, $1, $0 * $0, $1 * $1, $0 * $1] }
    self.init(moments, at: positions, blockMm: blockMm) { m in
      guard m[0] > 2 else { return nil }
      let aa = m[3] - m[1] * m[1] / m[0]
      let bb = m[4] - m[2] * m[2] / m[0]
      return aa > 0 && bb > 0 ? (m[5] - m[1] * m[2] / m[0]) / (aa * bb).squareRoot() : nil
    }
  }

  /// - Parameter statistic: the estimate from sums of the samples' terms; nil where it is undefined.
  private init(
    _ terms: [[Double]], at positions: [SIMD3<Double>], blockMm: Double, _ statistic: ([Double]) -> Double?
  ) {
    let width = terms.first?.count ?? 0
    var total = [Double](repeating: 0, count: width)
    var order: [SIMD3<Int>: Int] = [:]
    var sums: [[Double]] = []
    for (t, p) in zip(terms, positions) {
      let cell = p / blockMm
      let key = SIMD3(
        Int(cell.x.rounded(.down)), Int(cell.y.rounded(.down)), Int(cell.z.rounded(.down)))
      let block = order[key] ?? sums.count
      if block == sums.count {
        order[key] = block
        sums.append([Double](repeating: 0, count: width))
      }
      for k in 0..<width {
        total[k] += t[k]
        sums[block][k] += t[k]
      }
    }
    blocks = sums.count
    estimate = statistic(total) ?? 0
    guard sums.count >= Self.fewestBlocks, statistic(total) != nil else {
      standardError = .infinity
      return
    }
    let left = sums.compactMap { s in statistic(zip(total, s).map { $0 - $1 }) }
    let n = Double(left.count)
    let mean = left.reduce(0, +) / n
    let square = left.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    standardError =
      left.count >= Self.fewestBlocks ? ((n - 1) / n * square).squareRoot() : .infinity
  }
}
