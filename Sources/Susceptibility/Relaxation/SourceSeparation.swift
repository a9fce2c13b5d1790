import Vocabulary
import Voxels

/// Para- and diamagnetic parts of a susceptibility map by the R2*-QSM model.
///
/// R2* = r·(χ⁺ + χ⁻), χ = χ⁺ − χ⁻ (Dimov et al. 2022, doi:10.1016/j.neuroimage.2022.119359).
///
/// χ± = (R2*/r ± χ)/2 with r = 274 Hz/ppm at 3 T in proportion to the field, clipped at 0. It is a model with
/// one constant for all tissue: a hint, not a measurement.
///
/// - Parameters:
///   - chi: ppm, relative to a reference tissue.
///   - r2star: 1/s on the same grid.
/// - Returns: both parts in ppm, both positive numbers.
public func separateSources(
  chi: MRVolume<PPM>, r2star: MRVolume<PerSecond>, fieldStrength: FieldStrength
) -> (paramagnetic: MRVolume<PPM>, diamagnetic: MRVolume<PPM>) {
  precondition(chi.grid == r2star.grid, "the maps share a grid")
  /// Relaxation per susceptibility at 3 T (Dimov 2022).
  let hertzPerPPMAt3T = 274.0
  let r = Float(hertzPerPPMAt3T * fieldStrength.tesla / 3)
  let plus = Samples(zeros: chi.grid.count)
  let minus = Samples(zeros: chi.grid.count)
  overRanges(plus.count) { range in
    for i in range {
      let total = r2star.voxels[i] / r
      plus.p[i] = max(0, (total + chi.voxels[i]) / 2)
      minus.p[i] = max(0, (total - chi.voxels[i]) / 2)
    }
  }
  return (MRVolume(grid: chi.grid, voxels: plus.array), MRVolume(grid: chi.grid, voxels: minus.array))
}
