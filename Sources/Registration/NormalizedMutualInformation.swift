import Foundation
import Vocabulary
import Voxels

/// Normalised mutual information of fixed samples and a moving image, with its gradient.
///
/// ```
/// NMI = (H(F) + H(M)) / H(F, M)                              Studholme 1999, doi:10.1016/S0031-3203(98)00091-0
/// h(f, m) = Σᵢ [fᵢ = f] · β³(m − cᵢ),  p = h / Σh            cᵢ: moving position on the histogram's axis
/// dNMI = Σ G(f, m)·dh,  G = [(H(F) + H(M))·ln p(f, m) − H(F, M)·ln p(m)] / (H(F, M)²·Σh)
/// ```
/// β³ is the cubic B-spline (Thévenaz & Unser 2000, doi:10.1109/83.887976); its weights sum to one, so Σh and
/// p(f) do not change with the pose while no sample crosses the border.
///
/// Samples outside the moving image are dropped. Partial histograms belong to fixed runs of samples and are
/// added in order: the result does not depend on the number of cores.
struct NormalizedMutualInformation: Sendable {
  let fixed: FixedSamples
  let moving: MovingImage
  let minimumOverlap: Double

  /// Samples a run; 32 k samples take about 0.5 ms, far above the cost of starting a task.
  static let run = 32_768
  private static let bins = BinScale.bins

  struct Value {
    /// NMI; 1 (independence) when too few samples lie inside.
    var metric: Double
    /// Fraction of the samples inside the moving image.
    var overlap: Double
    /// Derivative for a turn of the moving space about the image of the fixed centre, 1/rad.
    var turn = SIMD3<Double>.zero
    /// Derivative for a shift in moving space, 1/mm.
    var shift = SIMD3<Double>.zero
  }

  /// The metric at a pose, with its gradient if `workspace` is given.
  ///
  /// `cores: false` stays on this thread.
  func callAsFunction(_ pose: Pose, gradient workspace: MetricWorkspace? = nil, cores: Bool) -> Value {
    evaluate(pose, workspace, cores: cores).value
  }

  /// The metric and the rows of its derivative table, nil where there is no gradient.
  func evaluate(_ pose: Pose, _ workspace: MetricWorkspace?, cores: Bool) -> (
    value: Value, rows: [SIMD4<Double>]?
  ) {
    let histogram = jointHistogram(at: pose, workspace, cores: cores)
    let total = histogram.reduce(0, +)
    let count = fixed.count
    let overlap = total / Double(max(count, 1))
    guard overlap >= minimumOverlap, total > 0 else { return (Value(metric: 1, overlap: overlap), nil) }
    let (metric, table) = entropies(histogram, total: total)
    var value = Value(metric: metric, overlap: overlap)
    guard let workspace else { return (value, nil) }
    let rows = Self.rows(table)
    let runs = runs
    var sums = [Double](repeating: 0, count: 12 * runs)
    sums.withUnsafeMutableBufferPointer { buffer in
      // Each run writes its own twelve sums.
      nonisolated(unsafe) let s = buffer
      nonisolated(unsafe) let terms = workspace.terms
      rows.withUnsafeBufferPointer { pointer in
        nonisolated(unsafe) let rows = pointer
        each(runs, cores: cores) { r in
          let range = r * Self.run..<min((r + 1) * Self.run, count)
          contract(range, rows, terms, UnsafeMutableBufferPointer(rebasing: s[r * 12..<(r + 1) * 12]))
        }
      }
    }
    for r in 1..<runs { for i in 0..<12 { sums[i] += sums[r * 12 + i] } }
    // Voxel gradients to mm, then the moment about the image of the centre.
    let back = moving.patientToVoxel.linear.transpose
    value.shift = back * SIMD3(sums[0], sums[1], sums[2])
    let outer = Matrix3(
      columns: SIMD3(sums[3], sums[4], sums[5]), SIMD3(sums[6], sums[7], sums[8]),
      SIMD3(sums[9], sums[10], sums[11]))
    let p = back * outer * pose.rotation.transpose  // p[j, i] = Σ gⱼ·(R·q)ᵢ
    value.turn = SIMD3(p[2, 1] - p[1, 2], p[0, 2] - p[2, 0], p[1, 0] - p[0, 1])
    return (value, rows)
  }

  private func each(_ runs: Int, cores: Bool, _ body: @Sendable (Int) -> Void) {
    if cores { parallelSlices(runs, body) } else { for r in 0..<runs { body(r) } }
  }

  private var runs: Int { max(1, (fixed.count + Self.run - 1) / Self.run) }

  /// The joint histogram at a pose, by rows of the fixed image's bin; `workspace` takes every sample's terms.
  func jointHistogram(at pose: Pose, _ workspace: MetricWorkspace? = nil, cores: Bool = true) -> [Double] {
    let count = fixed.count
    let runs = runs
    let cells = Self.bins * Self.bins
    let map = moving.patientToVoxel * Affine(linear: pose.rotation, translation: pose.translation)
    var parts = [SIMD4<Double>](repeating: .zero, count: cells * runs)
    parts.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      // Each run writes its own histogram and its own part of the workspace.
      nonisolated(unsafe) let h = base
      nonisolated(unsafe) let terms = workspace?.terms
      each(runs, cores: cores) { r in
        accumulate(r * Self.run..<min((r + 1) * Self.run, count), map, h + r * cells, terms)
      }
    }
    return Self.joined(parts)
  }

  /// The four entries of a table that a sample between two bins needs, side by side.
  static func rows(_ table: [Double]) -> [SIMD4<Double>] {
    let last = table.count - 1
    return table.indices.map { i in
      SIMD4(table[max(i - 1, 0)], table[i], table[min(i + 1, last)], table[min(i + 2, last)])
    }
  }

  /// The joint histogram from what `accumulate` gathered, run after run.
  private static func joined(_ parts: [SIMD4<Double>]) -> [Double] {
    let cells = bins * bins
    var histogram = [Double](repeating: 0, count: cells)
    for i in 0..<cells {
      var sum = SIMD4<Double>.zero
      for part in stride(from: i, to: parts.count, by: cells) { sum += parts[part] }
      // Positions stay in 2…29, so cells at a row's ends are empty.
      guard sum != .zero else { continue }
      for j in 0..<4 { histogram[i - 1 + j] += sum[j] / 6 }
    }
    return histogram
  }

  /// NMI of a joint histogram and the derivative table G.
  private func entropies(_ histogram: [Double], total: Double) -> (metric: Double, table: [Double]) {
    let n = Self.bins
    var fixedP = [Double](repeating: 0, count: n)
    var movingP = [Double](repeating: 0, count: n)
    var joint = 0.0
    for f in 0..<n {
      for m in 0..<n {
        let p = histogram[f * n + m] / total
        fixedP[f] += p
        movingP[m] += p
        if p > 0 { joint -= p * log(p) }
      }
    }
    func entropy(_ p: [Double]) -> Double { -p.reduce(0) { $0 + ($1 > 0 ? $1 * log($1) : 0) } }
    let marginals = entropy(fixedP) + entropy(movingP)
    var table = [Double](repeating: 0, count: n * n)
    guard joint > 0 else { return (1, table) }
    for f in 0..<n {
      for m in 0..<n where histogram[f * n + m] > 0 {
        let p = histogram[f * n + m] / total
        table[f * n + m] = (marginals * log(p) - joint * log(movingP[m])) / (joint * joint * total)
      }
    }
    return (marginals / joint, table)
  }
}

/// Scratch of one optimisation: every sample's gradient and position, written and read in one evaluation.
final class MetricWorkspace {
  /// Gradient of the position in voxel coordinates, then the position; zero for samples outside.
  let terms: UnsafeMutablePointer<SIMD4<Float>>

  init(samples: Int) { terms = .allocate(capacity: max(samples, 1)) }

  deinit { terms.deallocate() }
}
