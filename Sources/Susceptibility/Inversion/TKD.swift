import Vocabulary
import Voxels

/// Thresholded k-space division: a fast preview and a reference for tests, not a map to read numbers from.
///
/// Shmueli et al. 2009, doi:10.1002/mrm.22135.
public enum TKD {
  /// Choices of the division.
  public struct Parameters: Codable, Hashable, Sendable {
    /// |D| below this is replaced by it (with its sign).
    public var threshold: Float
    /// Zeros around the box in mm.
    public var paddingMm: Double

    /// The defaults.
    public init(threshold: Float = 0.2, paddingMm: Double = 24) {
      self.threshold = threshold
      self.paddingMm = paddingMm
    }
  }

  static func invert(_ field: Samples, kernel: DipoleKernel, fft: borrowing RealFFT3D, threshold t: Float)
    -> Samples
  {
    let s = spectrum(field, fft)
    let d = kernel.values
    overRanges(d.count) { range in
      for i in range {
        // Where |D| is small its inverse is held at 1/t, with the sign of D.
        let inverse = abs(d.p[i]) >= t ? 1 / d.p[i] : (d.p[i] < 0 ? -1 / t : 1 / t)
        s.p[2 * i] *= inverse
        s.p[2 * i + 1] *= inverse
      }
    }
    // D(0) carries nothing: the mean stays zero.
    s.p[0] = 0
    s.p[1] = 0
    let out = Samples(zeros: field.count)
    fft.backward(s.p, into: out.p)
    return out
  }
}

/// Inverts a local field by thresholded k-space division.
///
/// - Parameters:
///   - localField: ppm of B0; anything outside `mask` is ignored.
///   - mask: where the field counts.
///   - b0InVoxelAxes: direction of B0 along the grid's axes.
/// - Returns: susceptibility in ppm with mean zero inside `mask`, 0 outside.
/// - Throws: `SusceptibilityError` if the mask does not fit or B0 has no direction.
public func invertTKD(
  _ localField: MRVolume<PPM>, mask: MRMask, b0InVoxelAxes: SIMD3<Double>,
  parameters: TKD.Parameters = TKD.Parameters()
) throws(SusceptibilityError) -> MRVolume<PPM> {
  try checkInversion(localField.grid, mask: mask, b0InVoxelAxes: b0InVoxelAxes)
  let box = PaddedBox(localField.grid, paddingMm: parameters.paddingMm)
  let fft = RealFFT3D(size: box.size)
  let kernel = DipoleKernel(size: box.size, spacingMm: box.spacingMm, b0: b0InVoxelAxes)
  let field = maskedSamples(localField.voxels, mask.voxels)
  let chi = box.unpadded(
    TKD.invert(box.padded(field), kernel: kernel, fft: fft, threshold: parameters.threshold))
  demean(chi, mask.voxels)
  return MRVolume(grid: localField.grid, voxels: chi.array)
}
