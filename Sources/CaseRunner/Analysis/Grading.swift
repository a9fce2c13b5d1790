import Acquisition
import Anatomy
import Mineralization
import Registration
import Susceptibility
import Vocabulary
import Voxels

extension Analyzer {
  /// Grades one pallidum from what the stages found.
  func grade(
    _ side: Side, chi: MRVolume<PPM>, map: SusceptibilityMap, nuclei: Nuclei, ct: HeadCT,
    registration: CTRegistration, withholding: Withholding
  ) -> PallidumGrading {
    let pallidum = SidedStructure(.globusPallidus, side)
    let mask = nuclei.masks[pallidum] ?? MRMask(grid: chi.grid)
    let missing: String? =
      mask.isEmpty
      ? "The \(side.rawValue) globus pallidus was not found."
      : nuclei.truncated.contains(pallidum)
        ? "The \(side.rawValue) globus pallidus leaves the mGRE slab." : nil
    let mrToCT = registration.ctToMR.inverse
    let outside: String? =
      covers(ct.volume, mask, by: mrToCT)
      ? nil : "The CT does not cover the \(side.rawValue) globus pallidus."
    return gradePallidum(
      PallidumEvidence(
        side: side, mask: mask, medialZone: nuclei.medialZones[side] ?? MRMask(grid: chi.grid), chi: chi,
        chiMask: map.mask, chiNoisePPM: map.chiNoisePPM, r2star: map.r2star, ct: ct.volume, mrToCT: mrToCT,
        registrationUncertaintyMm: registration.uncertaintyMm,
        ctWithheld: missing ?? withholding.ct ?? outside,
        qsmWithheld: missing ?? withholding.qsm, paradoxWithheld: nil),
      cutoffs: configuration.grading)
  }

  /// True if every corner of the mask's box lies inside the CT.
  private func covers(
    _ ct: CTVolume, _ mask: MRMask, by mrToCT: RigidTransform<MRPatient, CTPatient>
  ) -> Bool {
    guard let box = mask.boundingBox else { return false }
    for corner in 0..<8 {
      let v = SIMD3(
        Double(corner & 1 == 0 ? box.lower.x : box.upper.x - 1),
        Double(corner & 2 == 0 ? box.lower.y : box.upper.y - 1),
        Double(corner & 4 == 0 ? box.lower.z : box.upper.z - 1))
      let i = ct.grid.voxel(at: mrToCT(mask.grid.point(atVoxel: v)))
      for a in 0..<3 where i[a] < 0 || i[a] > Double(ct.grid.size[a] - 1) { return false }
    }
    return true
  }
}
