import Vocabulary
import Voxels

/// A susceptibility map with everything it was made from, all on the signal's grid.
public struct SusceptibilityMap: Sendable {
  /// Susceptibility in ppm, paramagnetic positive, with mean zero inside `mask`; 0 outside.
  ///
  /// Not referenced to a
  /// tissue: see `reference(_:brain:csfCandidates:)`.
  public let chi: MRVolume<PPM>
  /// Field of all sources in ppm of B0, up to a constant; 0 outside the brain mask.
  public let totalField: MRVolume<PPM>
  /// Field of the sources inside in ppm; 0 outside `mask`.
  public let localField: MRVolume<PPM>
  /// The voxels where χ counts.
  public let mask: MRMask
  /// One standard deviation of the field in ppm; infinite where it is unknown.
  public let fieldNoise: MRVolume<PPM>
  /// Estimated standard deviation in ppm of χ in one voxel, from the field's noise alone.
  public let chiNoisePPM: Double
  /// R2* in 1/s; 0 outside the brain mask.
  public let r2star: MRVolume<PerSecond>
  /// Checks of the reconstruction.
  public let quality: [QualityCheck]

  /// A map from its parts.
  public init(
    chi: MRVolume<PPM>, totalField: MRVolume<PPM>, localField: MRVolume<PPM>, mask: MRMask,
    fieldNoise: MRVolume<PPM>, chiNoisePPM: Double, r2star: MRVolume<PerSecond>,
    quality: [QualityCheck]
  ) {
    self.chi = chi
    self.totalField = totalField
    self.localField = localField
    self.mask = mask
    self.fieldNoise = fieldNoise
    self.chiNoisePPM = chiNoisePPM
    self.r2star = r2star
    self.quality = quality
  }

  /// The map with its checks.
  func with(quality: [QualityCheck]) -> SusceptibilityMap {
    SusceptibilityMap(
      chi: chi, totalField: totalField, localField: localField, mask: mask, fieldNoise: fieldNoise,
      chiNoisePPM: chiNoisePPM, r2star: r2star, quality: quality)
  }
}
