import Vocabulary

extension TemplateLattice {
  /// How well χ and CSF match the template under `pose`: Pearson's correlation of χ with the expected pattern
  /// (so scale and reference do not matter), plus `fluidWeight` times the contrast of CSF between ventricles
  /// and the rest.
  ///
  /// Points outside χ are left out; fewer than half of them inside score −1.
  func score(
    _ pose: Affine, chi: [Float], scene: Scene, fluidWeight: Double
  ) -> (total: Double, correlation: Double, valid: Int) {
    let map = scene.toVoxel * pose
    let size = scene.grid.size
    var n = 0.0
    var (sx, sy, sxx, syy, sxy) = (0.0, 0.0, 0.0, 0.0, 0.0)
    var (wet, wetSum, drySum) = (0.0, 0.0, 0.0)
    chi.withUnsafeBufferPointer { chi in
      scene.inside.withUnsafeBufferPointer { inside in
        for s in samples {
          let v = map(s.position)
          let (x, y, z) = (Int(v.x), Int(v.y), Int(v.z))
          guard v.x >= 0, v.y >= 0, v.z >= 0, x + 1 < size.x, y + 1 < size.y, z + 1 < size.z else { continue }
          let o = x + size.x * (y + size.y * z)
          guard inside[o] else { continue }
          let f = SIMD3(Float(v.x) - Float(x), Float(v.y) - Float(y), Float(v.z) - Float(z))
          let a = Double(trilinear(chi, o, size, f))
          let b = Double(s.expected)
          n += 1
          sx += a
          sy += b
          sxx += a * a
          syy += b * b
          sxy += a * b
          if let fluid = scene.fluid {
            let w = Double(fluid[o])
            if s.isVentricle {
              wet += 1
              wetSum += w
            } else {
              drySum += w
            }
          }
        }
      }
    }
    let valid = Int(n)
    guard 2 * valid >= samples.count, n > 20 else { return (-1, -1, valid) }
    let cov = sxy - sx * sy / n
    let spread = ((sxx - sx * sx / n) * (syy - sy * sy / n)).squareRoot()
    let correlation = spread > 0 ? cov / spread : 0
    var total = correlation
    if scene.fluid != nil, wet > 0, n > wet {
      total += fluidWeight * (wetSum / wet - drySum / (n - wet))
    }
    return (total, correlation, valid)
  }
}

/// Interpolates between the eight values at and above offset `o`; `f` 0…1 along the axes.
@inline(__always)
func trilinear(
  _ s: UnsafeBufferPointer<Float>, _ o: Int, _ size: SIMD3<Int>, _ f: SIMD3<Float>
) -> Float {
  let dy = size.x
  let dz = size.x * size.y
  let a = s[o] + (s[o + 1] - s[o]) * f.x
  let b = s[o + dy] + (s[o + dy + 1] - s[o + dy]) * f.x
  let c = s[o + dz] + (s[o + dz + 1] - s[o + dz]) * f.x
  let d = s[o + dz + dy] + (s[o + dz + dy + 1] - s[o + dz + dy]) * f.x
  let low = a + (b - a) * f.y
  let high = c + (d - c) * f.y
  return low + (high - low) * f.z
}
