import Vocabulary
import Voxels

/// Removal of the field of sources outside the brain by spherical means of variable radius: V-SHARP.
///
/// Schweser et al. (2011, doi:10.1016/j.neuroimage.2010.10.070; Wu et al. 2012, doi:10.1002/mrm.23000).
///
/// Background fields are harmonic inside the mask, so a field minus its mean over a sphere holds none of them.
/// Every voxel takes the largest sphere that fits, and the filter of the largest sphere is divided out. That start
/// is then refined by `RegularizedFilterInverse`, which knows which sphere each voxel took.
public enum VSHARP {
  /// Choices of the background removal.
  public struct Parameters: Codable, Hashable, Sendable {
    /// Largest radius in mm.
    ///
    /// Wu 2012 used 12; larger spheres keep more of the low frequencies, which nuclei of 15 mm are made of.
    public var largestRadiusMm: Double
    /// Smallest radius in mm; members nearer to the surface are lost.
    public var smallestRadiusMm: Double
    /// Step between radii in mm.
    public var radiusStepMm: Double
    /// Frequencies that the largest sphere's filter damps below this are not restored (Schweser 2011: 0.05).
    public var deconvolutionThreshold: Float
    /// Zeros around the brain in mm: one largest radius, so that no sphere reaches a periodic copy.
    public var paddingMm: Double
    /// Conjugate-gradient steps that invert the filter really applied, starting from V-SHARP; 0 = V-SHARP alone.
    public var restorationIterations: Int
    /// Ratio of neighbouring radii in the restoration: far fewer spheres than the start's, as each costs two
    /// transforms an iteration.
    public var restorationRadiusRatio: Double
    /// Largest edge in mm of the cells on which the restoration is done.
    public var restorationCellMm: Double
    /// Tikhonov weight α of the restoration (Sun & Wilman 2014 use 10⁻⁴…10⁻³).
    public var regularization: Float

    /// The defaults.
    public init(
      largestRadiusMm: Double = 18, smallestRadiusMm: Double = 1, radiusStepMm: Double = 2,
      deconvolutionThreshold: Float = 0.05, paddingMm: Double = 24,
      restorationIterations: Int = 30, restorationRadiusRatio: Double = 1.4, restorationCellMm: Double = 2.5,
      regularization: Float = 1e-4
    ) {
      self.largestRadiusMm = largestRadiusMm
      self.smallestRadiusMm = smallestRadiusMm
      self.radiusStepMm = radiusStepMm
      self.deconvolutionThreshold = deconvolutionThreshold
      self.paddingMm = paddingMm
      self.restorationIterations = restorationIterations
      self.restorationRadiusRatio = restorationRadiusRatio
      self.restorationCellMm = restorationCellMm
      self.regularization = regularization
    }
  }

  /// The local field and where it counts.
  struct Result {
    /// Field of the sources inside, in the unit of the input; 0 outside `mask`.
    let local: Samples
    /// Members at least the smallest radius below the surface.
    let mask: [Bool]
    /// Radius in mm of the sphere each voxel took; 0 where none fitted.
    let radius: Samples
  }

  /// Radii in mm, largest first.
  static func radii(_ p: Parameters) -> [Double] {
    let steps = Int(((p.largestRadiusMm - p.smallestRadiusMm) / max(0.1, p.radiusStepMm)).rounded(.up))
    return (0...max(0, steps)).map {
      max(p.smallestRadiusMm, p.largestRadiusMm - Double($0) * p.radiusStepMm)
    }
  }

  /// Radii in mm of the restoration in geometric steps, largest first.
  static func restorationRadii(_ p: Parameters) -> [Double] {
    var radii: [Double] = []
    var r = p.largestRadiusMm
    while r > p.smallestRadiusMm {
      radii.append(r)
      r /= max(1.05, p.restorationRadiusRatio)
    }
    return radii + [p.smallestRadiusMm]
  }

  /// Removes the background of `total` inside `mask`.
  static func localField(
    _ total: Samples, mask: [Bool], grid: Grid<MRPatient>, box: PaddedBox, fft: borrowing RealFFT3D,
    _ parameters: Parameters
  ) -> Result {
    let n = box.innerCount
    let distance = squaredBoxDistance(
      mask, size: box.inner, spacingMm: box.spacingMm, limitMm: parameters.largestRadiusMm)
    let field = Samples(zeros: n)
    overRanges(n) { range in for i in range where mask[i] { field.p[i] = total.p[i] } }
    let fieldSpectrum = spectrum(box.padded(field), fft)
    let product = Samples(zeros: 2 * fft.spectrumCount)
    let mean = Samples(zeros: box.count)
    let local = Samples(zeros: n)
    let radius = Samples(zeros: n)
    var largest: Samples?

    for r in radii(parameters) {
      guard let kernel = SphereKernel(radiusMm: r, spacingMm: box.spacingMm) else { continue }
      let k = spectrum(placed(kernel, box), fft)
      if largest == nil { largest = k }
      multiply(fieldSpectrum, byReal: k, into: product)
      fft.backward(product.p, into: mean.p)
      let means = box.unpadded(mean)
      let square = Float(r * r) - 1e-4
      overRanges(n) { range in
        for i in range where radius.p[i] == 0 && distance.p[i] >= square {
          local.p[i] = field.p[i] - means.p[i]
          radius.p[i] = Float(r)
        }
      }
    }

    // Members too near to the surface for any sphere but within the mask's smallest radius keep a filtered
    // field of 0: nothing is known there, and the inversion gives them no weight.
    let keep = Float(parameters.smallestRadiusMm * parameters.smallestRadiusMm) - 1e-4
    let inside = (0..<n).map { distance.p[$0] >= keep }
    if let largest {
      deconvolve(
        local, kernel: largest, box: box, fft: fft, threshold: parameters.deconvolutionThreshold)
    }
    if parameters.restorationIterations > 0 {
      restore(local, of: field, mask: mask, grid: grid, parameters)
    }
    overRanges(n) { range in for i in range where !inside[i] { local.p[i] = 0 } }
    return Result(local: local, mask: inside, radius: radius)
  }

  /// Adds to `local` what the filters took from it.
  ///
  /// That is smooth, as a difference from a mean over centimetres keeps what is fine; so it is sought on cells.
  private static func restore(
    _ local: Samples, of field: Samples, mask: [Bool], grid: Grid<MRPatient>, _ p: Parameters
  ) {
    let members = Samples(zeros: mask.count)
    let rest = Samples(zeros: mask.count)
    overRanges(mask.count) { range in
      for i in range {
        if mask[i] {
          members.p[i] = 1
          rest.p[i] = field.p[i] - local.p[i]
        } else {
          local.p[i] = 0
        }
      }
    }
    let cells = CellGrid(grid, cellMm: p.restorationCellMm)
    let (sums, counts) = (cells.sums(of: rest), cells.sums(of: members))
    let half = Float(cells.cell.x * cells.cell.y * cells.cell.z) / 2
    overRanges(sums.count) { range in
      for i in range {
        sums.p[i] = counts.p[i] >= half ? sums.p[i] / counts.p[i] : 0
        counts.p[i] = counts.p[i] >= half ? 1 : 0
      }
    }
    let distance = squaredBoxDistance(
      counts.array.map { $0 > 0 }, size: cells.coarse.size, spacingMm: cells.coarse.spacingMm,
      limitMm: p.largestRadiusMm)
    let inverse = RegularizedFilterInverse(radii: restorationRadii(p), distance: distance, grid: cells.coarse)
    let taken = inverse.localField(
      of: sums, mask: counts, start: Samples(zeros: sums.count), alpha: p.regularization,
      iterations: p.restorationIterations)
    let smooth = cells.interpolated(taken)
    overRanges(mask.count) { range in for i in range where mask[i] { local.p[i] += smooth.p[i] } }
  }

  private static func deconvolve(
    _ filtered: Samples, kernel: Samples, box: PaddedBox, fft: borrowing RealFFT3D, threshold: Float
  ) {
    let s = spectrum(box.padded(filtered), fft)
    overRanges(fft.spectrumCount) { range in
      for k in range {
        let filter = 1 - kernel.p[2 * k]
        let gain = abs(filter) < threshold ? 0 : 1 / filter
        s.p[2 * k] *= gain
        s.p[2 * k + 1] *= gain
      }
    }
    let out = Samples(zeros: box.count)
    fft.backward(s.p, into: out.p)
    let inner = box.unpadded(out)
    filtered.p.update(from: inner.p, count: filtered.count)
  }

  /// The kernel around voxel 0 of the padded array, wrapped around its borders.
  static func placed(_ kernel: SphereKernel, _ box: PaddedBox) -> Samples {
    let out = Samples(zeros: box.count)
    let r = kernel.reach
    var i = 0
    for z in -r.z...r.z {
      for y in -r.y...r.y {
        for x in -r.x...r.x {
          // Modulo twice: a kernel may reach beyond a box of few slices, where no voxel will use it.
          let p = (SIMD3(x, y, z) % box.size &+ box.size) % box.size
          out.p[p.x + box.size.x * (p.y + box.size.y * p.z)] += kernel.weights[i]
          i += 1
        }
      }
    }
    return out
  }
}

/// The spectrum of a padded array, real and imaginary parts interleaved.
func spectrum(_ values: Samples, _ fft: borrowing RealFFT3D) -> Samples {
  let out = Samples(zeros: 2 * fft.spectrumCount)
  fft.forward(values.p, into: out.p)
  return out
}

/// `a` times the real parts of `k`: the product with the spectrum of an even kernel.
func multiply(_ a: Samples, byReal k: Samples, into out: Samples) {
  overRanges(a.count / 2) { range in
    for i in range {
      out.p[2 * i] = a.p[2 * i] * k.p[2 * i]
      out.p[2 * i + 1] = a.p[2 * i + 1] * k.p[2 * i]
    }
  }
}
