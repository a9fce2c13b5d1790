import Vocabulary
import Voxels

/// Para- and diamagnetic parts of a susceptibility map by the R2*-QSM model.
///
/// Dimov et al. 2022, doi:10.3390/tomography8030127: both kinds of source dephase, so they add up in R2* and cancel in χ.
/// ```
/// R2* − R2₀ = r·(χ⁺ + χ⁻),  χ = χ⁺ − χ⁻   ⟹   χ± = ((R2* − R2₀)/r ± χ)/2, at least 0
/// ```
/// It is a model with one constant for all tissue: a hint, not a measurement. Where neither part is cut at 0 their
/// difference is χ exactly. Relaxation without susceptibility raises both parts by R2₀/2r; noise of σ in (R2*/r ∓ χ)/2
/// raises a part that is 0 by 0.4σ on the mean.
public enum SourceSeparation {
  /// Choices of the model.
  public struct Parameters: Codable, Hashable, Sendable {
    /// r in 1/s per ppm at 3 T; it grows in proportion to the field (static dephasing).
    public var relaxationPerPPMAt3T: Double
    /// R2₀ in 1/s, relaxation that no susceptibility makes; the published model has none.
    public var baselinePerSecond: Double

    /// The defaults.
    public init(relaxationPerPPMAt3T: Double = 274, baselinePerSecond: Double = 0) {
      self.relaxationPerPPMAt3T = relaxationPerPPMAt3T
      self.baselinePerSecond = baselinePerSecond
    }

    /// r in 1/s per ppm at a field.
    public func relaxationPerPPM(at field: FieldStrength) -> Double {
      relaxationPerPPMAt3T * field.tesla / 3
    }
  }
}

/// Both parts of `chi` by `SourceSeparation`'s model.
///
/// - Parameters:
///   - chi: ppm, relative to a reference tissue.
///   - r2star: 1/s on the same grid.
///   - mask: where both count; both parts are 0 outside.
/// - Returns: both parts in ppm, both positive numbers.
public func separateSources(
  chi: MRVolume<PPM>, r2star: MRVolume<PerSecond>, mask: MRMask, fieldStrength: FieldStrength,
  parameters: SourceSeparation.Parameters = SourceSeparation.Parameters()
) -> (paramagnetic: MRVolume<PPM>, diamagnetic: MRVolume<PPM>) {
  precondition(chi.grid == r2star.grid && chi.grid == mask.grid, "the maps share a grid")
  let r = Float(parameters.relaxationPerPPM(at: fieldStrength))
  let baseline = Float(parameters.baselinePerSecond)
  let plus = Samples(zeros: chi.grid.count)
  let minus = Samples(zeros: chi.grid.count)
  overRanges(plus.count) { range in
    for i in range where mask.voxels[i] {
      let total = (r2star.voxels[i] - baseline) / r
      plus.p[i] = max(0, (total + chi.voxels[i]) / 2)
      minus.p[i] = max(0, (total - chi.voxels[i]) / 2)
    }
  }
  return (MRVolume(grid: chi.grid, voxels: plus.array), MRVolume(grid: chi.grid, voxels: minus.array))
}
