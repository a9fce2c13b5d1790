import Acquisition
import Anatomy
import Mineralization
import Registration
import Susceptibility
import Vocabulary
import Voxels

extension Analyzer {
  /// What the grades of one pallidum rest on, from what the stages found.
  func evidence(
    _ side: Side, chi: MRVolume<PPM>, map: SusceptibilityMap, nuclei: Nuclei, ct: HeadCT,
    registration: CTRegistration?, withholding: Withholding
  ) -> PallidumEvidence {
    let pallidum = SidedStructure(.globusPallidus, side)
    let mask = nuclei.masks[pallidum] ?? MRMask(grid: chi.grid)
    let missing: String? =
      mask.isEmpty
      ? "The \(side.rawValue) globus pallidus was not found."
      : nuclei.truncated.contains(pallidum)
        ? "The \(side.rawValue) globus pallidus leaves the mGRE slab." : nil
    return PallidumEvidence(
      side: side, mask: mask, medialZone: nuclei.medialZones[side] ?? MRMask(grid: chi.grid), chi: chi,
      chiMask: map.mask, chiNoisePPM: map.chiNoisePPM, r2star: map.r2star, ct: ct.volume,
      mrToCT: registration?.ctToMR.inverse,
      registrationUncertaintyMm: registration.map { r in
        mask.centroid.map { r.uncertaintyMm(at: $0) } ?? r.uncertaintyMm
      } ?? .infinity,
      ctWithheld: withholding.ct(of: pallidum) ?? missing,
      qsmWithheld: withholding.qsm ?? missing, paradoxWithheld: nil)
  }
}
