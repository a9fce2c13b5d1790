import Vocabulary
import Voxels

/// Recovers the local field from its spherical-mean-filtered values by Tikhonov-regularised least squares, as
/// RESHARP does (Sun & Wilman 2014, doi:10.1002/mrm.24765), with a radius that varies over the mask.
///
/// V-SHARP divides by the filter of the largest sphere everywhere, although voxels near the surface were
/// filtered with small spheres, so it loses most of their field. Here the filter that was really applied,
/// H = Σ Mᵣ(1 − Sᵣ), is inverted: minimise ‖H(x − f)‖² + α‖x‖² by conjugate gradients.
struct RegularizedFilterInverse: ~Copyable {
  private let box: PaddedBox
  private let fft: RealFFT3D
  private let filters: [Samples]  // 1 − Sᵣ, real spectrum, one a radius
  private let choice: [UInt8]  // index of each voxel's filter + 1, 0 = none
  private let spectrumIn: Samples
  private let spectrumOut: Samples
  private let sum: Samples
  private let scratch: Samples

  /// - Parameters:
  ///   - radii: radii in mm, largest first.
  ///   - distance: squared distance in mm² to the nearest voxel outside, `squaredBoxDistance`.
  ///   - grid: the unpadded box. Spheres lie within the mask, so no padding is needed.
  init(radii: [Double], distance: Samples, grid: Grid<MRPatient>) {
    box = PaddedBox(grid, paddingMm: 0)
    fft = RealFFT3D(size: box.size)
    var filters: [Samples] = []
    let choice = Samples(zeros: grid.count)
    for r in radii {
      guard let kernel = SphereKernel(radiusMm: r, spacingMm: grid.spacingMm) else { continue }
      let s = spectrum(VSHARP.placed(kernel, box), fft)
      let filter = Samples(zeros: fft.spectrumCount)
      overRanges(filter.count) { range in for k in range { filter.p[k] = 1 - s.p[2 * k] } }
      filters.append(filter)
      let number = Float(filters.count)
      let square = Float(r * r) - 1e-4
      overRanges(grid.count) { range in
        for i in range where choice.p[i] == 0 && distance.p[i] >= square { choice.p[i] = number }
      }
    }
    self.filters = filters
    self.choice = box.padded(choice).array.map { UInt8($0) }
    spectrumIn = Samples(zeros: 2 * fft.spectrumCount)
    spectrumOut = Samples(zeros: 2 * fft.spectrumCount)
    sum = Samples(zeros: 2 * fft.spectrumCount)
    scratch = Samples(zeros: box.count)
  }

  /// The local field of `total`, both on the unpadded box and zero outside the mask.
  func localField(
    of total: Samples, mask: Samples, start guess: Samples, alpha: Float, iterations: Int
  ) -> Samples {
    let n = box.count
    let members = box.padded(mask)
    let x = box.padded(guess)
    let residual = Samples(zeros: n)
    let image = Samples(zeros: n)
    let misfit = box.padded(total)
    overRanges(n) { range in for i in range { misfit.p[i] -= x.p[i] } }
    normal(misfit, members, 0, into: residual)
    overRanges(n) { range in for i in range { residual.p[i] -= alpha * x.p[i] } }
    let direction = Samples(residual.array)
    var power = dot(residual, residual)
    let start = power
    for _ in 0..<iterations where power > 1e-8 * start {
      normal(direction, members, alpha, into: image)
      let step = Float(power / dot(direction, image))
      overRanges(n) { range in
        for i in range {
          x.p[i] += step * direction.p[i]
          residual.p[i] -= step * image.p[i]
        }
      }
      let next = dot(residual, residual)
      let ratio = Float(next / power)
      power = next
      overRanges(n) { range in
        for i in range { direction.p[i] = residual.p[i] + ratio * direction.p[i] }
      }
    }
    return box.unpadded(x)
  }

  /// (HᵀH + α)·v inside the mask.
  private func normal(_ v: Samples, _ mask: Samples, _ alpha: Float, into out: Samples) {
    let (a, b, total, scratch, choice) = (spectrumIn, spectrumOut, sum, scratch, choice)
    fft.forward(v.p, into: a.p)
    total.fill(0)
    for (index, filter) in filters.enumerated() {
      overRanges(filter.count) { range in
        for k in range {
          b.p[2 * k] = a.p[2 * k] * filter.p[k]
          b.p[2 * k + 1] = a.p[2 * k + 1] * filter.p[k]
        }
      }
      fft.backward(b.p, into: scratch.p)
      overRanges(scratch.count) { range in
        for i in range where Int(choice[i]) != index + 1 { scratch.p[i] = 0 }
      }
      fft.forward(scratch.p, into: b.p)
      overRanges(filter.count) { range in
        for k in range {
          total.p[2 * k] += b.p[2 * k] * filter.p[k]
          total.p[2 * k + 1] += b.p[2 * k + 1] * filter.p[k]
        }
      }
    }
    fft.backward(total.p, into: out.p)
    overRanges(out.count) { range in
      for i in range { out.p[i] = (out.p[i] + alpha * v.p[i]) * mask.p[i] }
    }
  }
}

/// Scalar product, summed in Double.
private func dot(_ a: Samples, _ b: Samples) -> Double {
  sumOverRanges(a.count) { range in
    var s = 0.0
    for i in range { s += Double(a.p[i]) * Double(b.p[i]) }
    return s
  }
}
