import Foundation
import Voxels

/// |E|² = Σ (2 sin(πk/n)/h)²: the spectrum of the forward difference per mm times its conjugate, which is the
/// spectrum of the negative finite-difference Laplacian.
func gradientPowerSpectrum(size: SIMD3<Int>, spacingMm: SIMD3<Double>) -> Samples {
  let nx = size.x / 2 + 1
  let axes = (0..<3).map { a -> [Float] in
    (0..<size[a]).map { k in
      let s = 2 * sin(Double.pi * Double(k) / Double(size[a])) / spacingMm[a]
      return Float(s * s)
    }
  }
  let out = Samples(zeros: nx * size.y * size.z)
  parallelSlices(size.z) { z in
    for y in 0..<size.y {
      let row = nx * (y + size.y * z)
      let rest = axes[1][y] + axes[2][z]
      for x in 0..<nx { out.p[row + x] = axes[0][x] + rest }
    }
  }
  return out
}
