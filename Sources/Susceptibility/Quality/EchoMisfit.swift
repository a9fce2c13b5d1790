import Foundation
import Vocabulary
import Voxels

/// How far the phase is from growing in proportion to time, over regions and not in single voxels, in radians.
///
/// From echo to echo the phase must advance by 2πf·ΔTE. What is left, averaged over blocks (noise vanishes) and less
/// one constant an echo, comes from wrong echo times, odd and even echoes of opposite readout, motion, flow, or a
/// phase that was filtered. The root mean square over blocks and echoes; 0 with two echoes, whose line always fits.
///
/// - Parameters:
///   - train: the echoes the field was fitted to, after all corrections: what was put right is no misfit.
///   - fieldHertz: the fitted field, Hz, up to a constant.
///   - usable: voxels that count.
///   - blockMm: edge of a block: some centimetres make every residual that background removal would not take away
///     anyway, many voxels make noise small.
/// - Returns: nil without a block.
func echoMisfit(
  _ train: EchoTrain, fieldHertz: Samples, usable: [Bool], blockMm: Double
) -> Double? {
  let grid = train.grid
  let size = grid.size
  let edge = cells(of: blockMm, spacing: grid.spacingMm)
  let count = (size &+ edge &- SIMD3(1, 1, 1)) / edge
  let blocks = count.x * count.y * count.z
  // One voxel in two along rows and columns: blocks hold hundreds.
  let skip = edge.x >= 6 && edge.y >= 6 ? 2 : 1
  var square = 0.0
  var weights = 0.0
  for e in 1..<train.echoes {
    let dt = turn * (train.times[e] - train.times[e - 1])
    let (m0, m1) = (train.magnitudes[e - 1], train.magnitudes[e])
    let (f0, f1) = (train.phases[e - 1], train.phases[e])
    var sums = [SIMD2<Double>](repeating: .zero, count: blocks)
    sums.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let out = buffer
      parallelSlices(count.z) { bz in
        for z in (bz * edge.z)..<min(size.z, (bz + 1) * edge.z) {
          for y in Swift.stride(from: 0, to: size.y, by: skip) {
            let row = size.x * (y + size.y * z)
            let block = count.x * (y / edge.y + count.y * bz)
            for x in Swift.stride(from: 0, to: size.x, by: skip) where usable[row + x] {
              let i = row + x
              let w = m0.p[i] * m1.p[i]
              let d = f1.p[i] - f0.p[i] - fieldHertz.p[i] * dt
              guard w > 0 else { continue }
              out[block + x / edge.x] += SIMD2(Double(w * cosf(d)), Double(w * sinf(d)))
            }
          }
        }
      }
    }
    let all = sums.reduce(SIMD2<Double>.zero, +)
    let norm = (all * all).sum().squareRoot()
    guard norm > 0 else { continue }
    let c = all / norm
    for s in sums {
      let weight = (s * s).sum().squareRoot()
      guard weight > 0 else { continue }
      let angle = atan2(s.y * c.x - s.x * c.y, s.x * c.x + s.y * c.y)
      square += weight * angle * angle
      weights += weight
    }
  }
  return weights > 0 ? (square / weights).squareRoot() : nil
}
