import Vocabulary
import Voxels

/// Costs of the edges between neighbouring voxels for path-based unwrapping, after ROMEO.
///
/// Dymerska et al. 2021, doi:10.1002/mrm.28563.
///
/// `cost[3·i + axis]` belongs to the edge from voxel `i` to its next neighbour along `axis`: 1 (best) … 255,
/// or 0 where there is no edge (border of the grid or of the mask).
struct EdgeCosts {
  let cost: [UInt8]

  /// What the weights are made from: a template phase and, where there is one, a second echo.
  struct Source: Sendable {
    let phase: Samples
    let magnitude: Samples
    /// Second phase whose gradient, scaled by `ratio` = TE of the template / TE of the second, must agree.
    let second: (phase: Samples, ratio: Float)?
  }

  /// Costs inside `mask`.
  init(_ source: Source, size: SIMD3<Int>, mask: [Bool]) {
    let strides = [1, size.x, size.x * size.y]
    cost = [UInt8](unsafeUninitializedCapacity: 3 * mask.count) { buffer, count in
      // Every slice writes the edges of its own voxels only.
      nonisolated(unsafe) let out = buffer
      mask.withUnsafeBufferPointer { members in
        nonisolated(unsafe) let mask = members
        parallelSlices(size.z) { z in
          for y in 0..<size.y {
            let row = size.x * (y + size.y * z)
            for x in 0..<size.x {
              let i = row + x
              let position = SIMD3(x, y, z)
              for axis in 0..<3 {
                let s = strides[axis]
                guard mask[i], position[axis] + 1 < size[axis], mask[i + s] else {
                  out[3 * i + axis] = 0
                  continue
                }
                let before = position[axis] > 0 && mask[i - s]
                let after = position[axis] + 2 < size[axis] && mask[i + 2 * s]
                let w = edgeQuality(source, i, i + s, before ? i - s : nil, after ? i + 2 * s : nil)
                out[3 * i + axis] = UInt8(max(1, min(255, 255 * (1 - w) + 0.5)))
              }
            }
          }
        }
      }
      count = 3 * mask.count
    }
  }
}

/// Quality 0…1 of the edge `i`–`j`: the product of its coherences, each lifted to 0.1…1 so that no single
/// one can rule alone.
@inline(__always)
func edgeQuality(_ s: EdgeCosts.Source, _ i: Int, _ j: Int, _ before: Int?, _ after: Int?) -> Float {
  let phase = s.phase.p
  let step = wrapped(phase[j] - phase[i])
  var w = lifted(1 - abs(step) / .pi)
  if let second = s.second {
    let other = wrapped(second.phase.p[j] - second.phase.p[i]) * second.ratio
    w *= lifted(1 - abs(step - other) / .pi)
  }
  let a = s.magnitude.p[i]
  let b = s.magnitude.p[j]
  let ratio = max(a, b) > 0 ? min(a, b) / max(a, b) : 0
  w *= lifted(ratio * ratio)
  if let k = before { w *= lifted(1 - abs(wrapped(phase[k] - 2 * phase[i] + phase[j])) / .pi) }
  if let k = after { w *= lifted(1 - abs(wrapped(phase[i] - 2 * phase[j] + phase[k])) / .pi) }
  return w
}

@inline(__always)
private func lifted(_ c: Float) -> Float { 0.1 + 0.9 * max(0, c) }
