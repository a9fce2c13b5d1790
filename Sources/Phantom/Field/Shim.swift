import Vocabulary
import Voxels

/// What the scanner's shim coils take away: the field's HARMONIC polynomial of second order over the brain.
///
/// Coils outside the head make fields without a Laplacian inside it, so x² + y² + z² is not theirs to give. With
/// it the shim would leave a bowl of constant Laplacian in the brain that no outer source could have made, and
/// background removal would rightly keep it as tissue: up to 50 ppb in the midbrain.
enum Shim {
  /// Number of polynomial terms: 1, x, y, z and the five harmonics of second order.
  private static let terms = 9
  /// Lengths are divided by this many mm so that the normal equations stay well conditioned.
  private static let unitMm = 80.0

  /// The field minus its least-squares fit of second order where `weight` is positive.
  ///
  /// - Parameter weight: 1 in the brain, 0 elsewhere; the fit is evaluated everywhere.
  static func shimmed<Frame>(_ field: Volume<PPM, Frame>, weight: [Float]) -> Volume<PPM, Frame> {
    let grid = field.grid
    let center = grid.center.lps
    var normal = [Double](repeating: 0, count: terms * (terms + 1))
    for z in stride(from: 0, to: grid.size.z, by: 2) {
      for y in stride(from: 0, to: grid.size.y, by: 2) {
        for x in stride(from: 0, to: grid.size.x, by: 2) {
          let o = grid.offset(x, y, z)
          guard weight[o] > 0.5 else { continue }
          let b = basis(grid.voxelToPatient(SIMD3(Double(x), Double(y), Double(z))) - center)
          for i in 0..<terms {
            for j in 0..<terms { normal[i * (terms + 1) + j] += b[i] * b[j] }
            normal[i * (terms + 1) + terms] += b[i] * Double(field.voxels[o])
          }
        }
      }
    }
    let c = solve(&normal)
    var out = field
    out.voxels.withUnsafeMutableBufferPointer { buffer in
      // Every slice writes its own voxels only.
      nonisolated(unsafe) let p = buffer
      parallelSlices(grid.size.z) { z in
        for y in 0..<grid.size.y {
          for x in 0..<grid.size.x {
            let b = basis(grid.voxelToPatient(SIMD3(Double(x), Double(y), Double(z))) - center)
            var fit = 0.0
            for i in 0..<terms { fit += c[i] * b[i] }
            p[grid.offset(x, y, z)] -= Float(fit)
          }
        }
      }
    }
    return out
  }

  /// The terms at `d` mm from the centre.
  static func basis(_ d: SIMD3<Double>) -> [Double] {
    let r = d / unitMm
    return [
      1, r.x, r.y, r.z, r.x * r.y, r.y * r.z, r.z * r.x, r.x * r.x - r.y * r.y,
      2 * r.z * r.z - r.x * r.x - r.y * r.y,
    ]
  }

  /// Gaussian elimination with row pivoting of `terms` equations, right side in the last column.
  private static func solve(_ m: inout [Double]) -> [Double] {
    let w = terms + 1
    for i in 0..<terms {
      let pivot = (i..<terms).max { abs(m[$0 * w + i]) < abs(m[$1 * w + i]) } ?? i
      if pivot != i { for k in 0..<w { m.swapAt(i * w + k, pivot * w + k) } }
      guard abs(m[i * w + i]) > 1e-12 else { return [Double](repeating: 0, count: terms) }
      for r in 0..<terms where r != i {
        let f = m[r * w + i] / m[i * w + i]
        for k in i..<w { m[r * w + k] -= f * m[i * w + k] }
      }
    }
    return (0..<terms).map { m[$0 * w + terms] / m[$0 * w + $0] }
  }
}
