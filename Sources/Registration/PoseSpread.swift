import Foundation
import Vocabulary
import Voxels

/// How uncertain a registration is: the covariance of its six parameters, from which that of any point follows.
public struct PoseSpread: Sendable {
  /// MR point about which the parameters turn, LPS mm.
  let mrCentre: SIMD3<Double>
  /// From MR to CT axes.
  let rotation: Matrix3
  /// Covariance (6×6, row-major) of a turn in rad and a shift in mm, both in CT axes; nil where there is no bound.
  let covariance: [Double]?

  /// Error in mm of every point that no part of the head betrays: what all parts share.
  let sharedMm: Double

  /// Root mean square error in mm (all three directions together) to be expected at a point of the MR.
  func errorMm(at point: SIMD3<Double>) -> Double {
    guard let covariance else { return .infinity }
    // A small turn ω and shift s move the image u of the point by ω × u + s: rows of the Jacobian.
    let u = rotation * (point - mrCentre)
    let jacobian: [[Double]] = [
      [0, u.z, -u.y, 1, 0, 0], [-u.z, 0, u.x, 0, 1, 0], [u.y, -u.x, 0, 0, 0, 1],
    ]
    var trace = sharedMm * sharedMm
    for row in jacobian {
      for i in 0..<6 { for j in 0..<6 { trace += row[i] * covariance[6 * i + j] * row[j] } }
    }
    return max(trace, 0).squareRoot()
  }
}

extension NormalizedMutualInformation {
  /// Covariance of the optimum's parameters (turn in rad, shift in mm) by the sandwich `H⁻¹·B·H⁻¹`.
  ///
  /// H is the metric's curvature (central differences of its gradient); B the scatter of the gradients that
  /// blocks of the head contribute (White 1980, doi:10.2307/1912934, clustered by Liang & Zeger 1986,
  /// doi:10.1093/biomet/73.1.13): noise, and whatever pulls one part of the head elsewhere than the
  /// others do. Blocks, because neighbouring samples are not independent.
  /// - Parameters:
  ///   - blockMm: side of the blocks in mm.
  ///   - stepMm: step of the differences in mm.
  ///   - rotationScaleMm: radius that makes a turn a distance.
  /// - Returns: nil where the metric has no maximum.
  func covariance(at pose: Pose, blockMm: Double, stepMm: Double, rotationScaleMm: Double) -> [Double]? {
    let workspace = MetricWorkspace(samples: fixed.count)
    var hessian = [Double](repeating: 0, count: 36)
    for j in 0..<6 {
      var turn = SIMD3<Double>.zero
      var shift = SIMD3<Double>.zero
      let step = j < 3 ? stepMm / rotationScaleMm : stepMm
      if j < 3 { turn[j] = step } else { shift[j - 3] = step }
      let a = self(pose.moved(turn: turn, shift: shift), gradient: workspace, cores: true)
      let b = self(pose.moved(turn: -turn, shift: -shift), gradient: workspace, cores: true)
      for i in 0..<3 {
        hessian[6 * i + j] = (b.turn[i] - a.turn[i]) / (2 * step)
        hessian[6 * (i + 3) + j] = (b.shift[i] - a.shift[i]) / (2 * step)
      }
    }
    for i in 0..<6 {
      for j in 0..<i {
        hessian[6 * i + j] = (hessian[6 * i + j] + hessian[6 * j + i]) / 2
        hessian[6 * j + i] = hessian[6 * i + j]
      }
    }
    guard let curvature = Cholesky(hessian, size: 6) else { return nil }
    let blocks = blockGradients(at: pose, workspace, blockMm: blockMm)
    guard blocks.count > 1 else { return nil }
    let count = Double(blocks.count)
    let mean = (0..<6).map { i in blocks.reduce(0) { $0 + $1[i] } / count }
    var result = [Double](repeating: 0, count: 36)
    for block in blocks {
      // How far the optimum moves for this block.
      let d = curvature.solve(zip(block, mean).map(-))
      for i in 0..<6 { for j in 0..<6 { result[6 * i + j] += d[i] * d[j] * count / (count - 1) } }
    }
    return result
  }

  /// What each cube of the head contributes to the metric's gradient at a pose: turn (1/rad), shift (1/mm).
  func blockGradients(at pose: Pose, _ workspace: MetricWorkspace, blockMm: Double) -> [[Double]] {
    guard let rows = evaluate(pose, workspace, cores: true).rows else { return [] }
    let back = moving.patientToVoxel.linear.transpose
    var blocks: [SIMD3<Int32>: [Double]] = [:]
    for i in 0..<fixed.count {
      let slope = rows.withUnsafeBufferPointer { sampleSlope(i, $0, workspace.terms) }
      guard slope != .zero else { continue }
      let q = SIMD3<Double>(fixed.places[i])
      let g = back * SIMD3(slope.x, slope.y, slope.z)
      let u = pose.rotation * q
      let moment = SIMD3(u.y * g.z - u.z * g.y, u.z * g.x - u.x * g.z, u.x * g.y - u.y * g.x)
      let cell = (q / blockMm).rounded(.down)
      let block = SIMD3(Int32(cell.x), Int32(cell.y), Int32(cell.z))
      var sum = blocks[block] ?? [Double](repeating: 0, count: 6)
      for a in 0..<3 {
        sum[a] += moment[a]
        sum[3 + a] += g[a]
      }
      blocks[block] = sum
    }
    // In a fixed order: sums of doubles depend on it.
    return blocks.sorted { ($0.key.z, $0.key.y, $0.key.x) < ($1.key.z, $1.key.y, $1.key.x) }.map(\.value)
  }
}
