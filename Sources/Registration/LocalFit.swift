import Foundation
import Vocabulary
import Voxels

/// Where the parts of the head would go by themselves.
///
/// The joint histogram at the pose says how likely a CT value is beside an MR value; with it fixed, every cube of the
/// head is shifted to where its own samples are likeliest: the sum of their pointwise information
/// `ln p(f, m) − ln p(f) − ln p(m)`. In a right registration all parts stay. The parts of two unlike heads move by as
/// much as the heads differ, however well the whole may fit.
struct LocalFit: Sendable {
  /// One cube of the head.
  struct Part: Sendable {
    /// How far it moves, mm, as far as its samples hold it: a way along an edge that nothing hinders does not count.
    let shiftMm: Double
    /// How firmly its samples hold it: the trace of the curvature.
    let weight: Double
  }

  /// The parts that have anything to hold on to.
  let parts: [Part]

  /// Side of the cubes in mm: a lobe's size, with samples enough of its own.
  private static let sideMm = 60.0
  /// Least number of samples of a part.
  private static let leastSamples = 200
  /// Step in mm of the curvature.
  private static let curvatureStepMm = 1.0
  /// Bounds of one step and of the whole way in mm.
  private static let reachMm = (step: 3.0, way: 12.0)
  private static let rounds = 10
  /// Stop at steps below this, mm.
  private static let toleranceMm = 0.05

  init(_ metric: NormalizedMutualInformation, _ pose: Pose) {
    guard let rows = metric.pointwiseInformation(at: pose) else {
      self.parts = []
      return
    }
    // Samples of a part side by side, so that each part is a range.
    let cells = metric.fixed.places.map { place -> SIMD3<Int32> in
      let c = (SIMD3<Double>(place) / Self.sideMm).rounded(.down)
      return SIMD3(Int32(c.x), Int32(c.y), Int32(c.z))
    }
    let order = cells.indices.sorted {
      let (a, b) = (cells[$0], cells[$1])
      return (a.z, a.y, a.x, $0) < (b.z, b.y, b.x, $1)
    }
    var ranges: [Range<Int>] = []
    var start = 0
    for i in 1...max(1, order.count) where i == order.count || cells[order[i]] != cells[order[start]] {
      if i - start >= Self.leastSamples { ranges.append(start..<i) }
      start = i
    }
    let sorted = NormalizedMutualInformation(
      fixed: metric.fixed.reordered(order), moving: metric.moving, minimumOverlap: metric.minimumOverlap)
    let parts = ranges
    // Every part writes its own samples' terms.
    nonisolated(unsafe) let workspace = MetricWorkspace(samples: sorted.fixed.count)
    var found = [Part?](repeating: nil, count: ranges.count)
    found.withUnsafeMutableBufferPointer { buffer in
      // Each part writes its own element.
      nonisolated(unsafe) let out = buffer
      parallelSlices(parts.count) { out[$0] = Self.climb(sorted, parts[$0], pose, rows, workspace) }
    }
    self.parts = found.compactMap { $0 }
  }

  /// Median of the shifts in mm, by weight; nan without parts.
  var medianShiftMm: Double {
    let ordered = parts.sorted { $0.shiftMm < $1.shiftMm }
    let half = ordered.reduce(0) { $0 + $1.weight } / 2
    var sum = 0.0
    for part in ordered {
      sum += part.weight
      if sum >= half { return part.shiftMm }
    }
    return .nan
  }

  /// Newton's way from no shift to the part's likeliest place; nil where no curvature holds it.
  private static func climb(
    _ metric: NormalizedMutualInformation, _ range: Range<Int>, _ pose: Pose, _ rows: [SIMD4<Double>],
    _ workspace: MetricWorkspace
  ) -> Part? {
    func score(_ shift: SIMD3<Double>) -> (value: Double, slope: SIMD3<Double>) {
      metric.information(
        of: range, at: pose.moved(turn: .zero, shift: shift), rows, workspace)
    }
    var shift = SIMD3<Double>.zero
    var here = score(shift)
    var hessian = [Double](repeating: 0, count: 9)
    for axis in 0..<3 {
      var step = SIMD3<Double>.zero
      step[axis] = curvatureStepMm
      let change = (score(-step).slope - score(step).slope) / (2 * curvatureStepMm)
      for i in 0..<3 {
        hessian[3 * i + axis] += change[i] / 2
        hessian[3 * axis + i] += change[i] / 2
      }
    }
    guard let curvature = Cholesky(hessian, size: 3) else { return nil }
    for _ in 0..<rounds {
      let newton = curvature.solve([here.slope.x, here.slope.y, here.slope.z])
      var step = SIMD3(newton[0], newton[1], newton[2])
      if length(step) > reachMm.step { step *= reachMm.step / length(step) }
      var next = score(shift + step)
      while next.value <= here.value, length(step) >= toleranceMm {
        step /= 2
        next = score(shift + step)
      }
      guard next.value > here.value, length(step) >= toleranceMm, length(shift + step) <= reachMm.way else {
        break
      }
      (shift, here) = (shift + step, next)
    }
    let weight = hessian[0] + hessian[4] + hessian[8]
    var held = 0.0
    for i in 0..<3 { for j in 0..<3 { held += shift[i] * hessian[3 * i + j] * shift[j] } }
    return Part(shiftMm: (3 * held / weight).squareRoot(), weight: weight)
  }
}

extension NormalizedMutualInformation {
  /// Rows of `ln p(f, m) − ln p(f) − ln p(m)` at a pose, as `contract` wants them; nil without overlap.
  ///
  /// A cell that no sample reached counts half a sample.
  func pointwiseInformation(at pose: Pose) -> [SIMD4<Double>]? {
    let histogram = jointHistogram(at: pose)
    let total = histogram.reduce(0, +)
    guard total > 0, total >= minimumOverlap * Double(fixed.count) else { return nil }
    let n = BinScale.bins
    let fixedSums = (0..<n).map { f in (0..<n).reduce(0) { $0 + histogram[f * n + $1] } }
    let movingSums = (0..<n).map { m in (0..<n).reduce(0) { $0 + histogram[$1 * n + m] } }
    let least = 0.5
    let table = (0..<n * n).map { i in
      log(max(histogram[i], least) * total / (max(fixedSums[i / n], least) * max(movingSums[i % n], least)))
    }
    return Self.rows(table)
  }

  /// The information of a range of samples at a pose, and its slope for a shift, 1/mm.
  fileprivate func information(
    of range: Range<Int>, at pose: Pose, _ rows: [SIMD4<Double>], _ workspace: MetricWorkspace
  ) -> (value: Double, slope: SIMD3<Double>) {
    let map = moving.patientToVoxel * Affine(linear: pose.rotation, translation: pose.translation)
    return withUnsafeTemporaryAllocation(of: SIMD4<Double>.self, capacity: BinScale.bins * BinScale.bins) {
      ignored in
      ignored.initialize(repeating: .zero)
      guard let histogram = ignored.baseAddress else { return (0, .zero) }
      accumulate(range, map, histogram, workspace.terms)
      return rows.withUnsafeBufferPointer { rows in
        var value = 0.0
        var slope = SIMD4<Double>.zero
        for i in range {
          let t = workspace.terms[i]
          // Outside the CT there is no position.
          guard t.w > 0 else { continue }
          slope += sampleSlope(i, rows, workspace.terms)
          value += (rows[Int(fixed.bins[i]) * BinScale.bins + Int(t.w)] * Self.weights(t.w)).sum()
        }
        return (value, moving.patientToVoxel.linear.transpose * SIMD3(slope.x, slope.y, slope.z))
      }
    }
  }
}
