import Voxels

/// Squared distance in mm² of every voxel's centre to the nearest BOX of a voxel outside the mask, 0 for
/// non-members and beyond the grid, capped at `limitMm`².
///
/// A sphere kernel of radius r touches only members exactly where this is at least r². The squared distance to
/// a box is a sum over axes of max(0, |Δ| − ½)²·h², so the minimum can be taken axis by axis.
func squaredBoxDistance(_ mask: [Bool], size: SIMD3<Int>, spacingMm h: SIMD3<Double>, limitMm: Double)
  -> Samples
{
  let cap = Float(limitMm * limitMm)
  var current = Samples(zeros: mask.count)
  for i in 0..<mask.count { current.p[i] = mask[i] ? cap : 0 }
  let strides = [1, size.x, size.x * size.y]
  for axis in 0..<3 {
    let n = size[axis]
    let reach = Int((limitMm / h[axis] + 0.5).rounded(.up))
    let step = (0...reach).map { k -> Float in
      let d = max(0, Double(k) - 0.5) * h[axis]
      return Float(d * d)
    }
    let source = current
    let out = Samples(zeros: mask.count)
    let s = strides[axis]
    parallelSlices(size.z) { z in
      for y in 0..<size.y {
        let row = size.x * (y + size.y * z)
        for x in 0..<size.x {
          let i = row + x
          var best = source.p[i]
          if best > 0 {
            let position = axis == 0 ? x : axis == 1 ? y : z
            for k in 1...reach {
              if step[k] >= best { break }
              let before = position >= k ? source.p[i - k * s] : 0
              let after = position + k < n ? source.p[i + k * s] : 0
              best = min(best, min(before, after) + step[k])
            }
          }
          out.p[i] = best
        }
      }
    }
    current = out
  }
  return current
}
