import Vocabulary
import Voxels

/// The unit dipole's field in the frequency domain, D(k) = 1/3 − (k·b)²/k².
///
/// The Lorentz correction is included and D(0) = 0 (Salomir et al. 2003, doi:10.1002/cmr.b.10083; Marques & Bowtell 2005, doi:10.1002/cmr.b.20034).
///
/// k is in 1/mm, so anisotropic voxels are right; `b` is B0 in the array's own axes, so an oblique slab needs
/// no rotation (Kiersnowski et al. 2023, doi:10.1002/mrm.29550).
struct DipoleKernel {
  /// One value a frequency in `RealFFT3D`'s order.
  let values: Samples

  init(size: SIMD3<Int>, spacingMm: SIMD3<Double>, b0: SIMD3<Double>) {
    let nx = size.x / 2 + 1
    let values = Samples(zeros: nx * size.y * size.z)
    let b = normalized(b0)
    let extent = SIMD3(Double(size.x), Double(size.y), Double(size.z)) * spacingMm
    parallelSlices(size.z) { z in
      for y in 0..<size.y {
        let row = nx * (y + size.y * z)
        for x in 0..<nx {
          let signed = SIMD3(x, y <= size.y / 2 ? y : y - size.y, z <= size.z / 2 ? z : z - size.z)
          let k = SIMD3(Double(signed.x), Double(signed.y), Double(signed.z)) / extent
          let square = (k * k).sum()
          let along = Self.squaredProjection(k, b, signed, size)
          values.p[row + x] = square > 0 ? Float(1 / 3.0 - along / square) : 0
        }
      }
    }
    self.values = values
  }

  /// (k·b)², averaged over both signs of a component at its Nyquist frequency: there +k and −k are the same
  /// sample, and only the mean keeps the kernel's field real.
  private static func squaredProjection(
    _ k: SIMD3<Double>, _ b: SIMD3<Double>, _ index: SIMD3<Int>, _ size: SIMD3<Int>
  ) -> Double {
    var even = 0.0  // squares of components at Nyquist: their mixed products average to zero
    var rest = 0.0
    for a in 0..<3 {
      if 2 * abs(index[a]) == size[a] { even += k[a] * k[a] * b[a] * b[a] } else { rest += k[a] * b[a] }
    }
    return even + rest * rest
  }

  /// The field in ppm of susceptibilities in ppm, both on the padded array.
  func field(of chi: Samples, fft: borrowing RealFFT3D) -> Samples {
    let s = spectrum(chi, fft)
    multiply(s, by: values)
    let out = Samples(zeros: chi.count)
    fft.backward(s.p, into: out.p)
    return out
  }
}

/// `a` times one real factor a frequency, in place.
func multiply(_ a: Samples, by factor: Samples) {
  overRanges(factor.count) { range in
    for i in range {
      a.p[2 * i] *= factor.p[i]
      a.p[2 * i + 1] *= factor.p[i]
    }
  }
}
