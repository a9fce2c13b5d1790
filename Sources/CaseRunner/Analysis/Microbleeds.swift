import Acquisition
import Anatomy
import Mineralization
import Registration
import Susceptibility
import Vocabulary
import Voxels

extension Analyzer {
  /// Places that look like microbleeds; nil where no susceptibility may be told: then a bleed is not told from calcium.
  ///
  /// The CT takes part only where its attenuation may be read.
  func microbleeds(
    chi: MRVolume<PPM>, map: SusceptibilityMap, head: HeadMasks, nuclei: Nuclei, mgre: MGREAcquisition,
    ct: HeadCT, registration: CTRegistration?, withholding: Withholding
  ) -> MicrobleedFindings? {
    guard withholding.qsm == nil else { return nil }
    return microbleedCandidates(
      MicrobleedEvidence(
        chi: chi, chiMask: map.mask, r2star: map.r2star, brain: head.brain, fluid: nuclei.csf,
        nuclei: nuclei.masks, mrToTemplate: nuclei.templateToMR.inverse, fieldStrength: mgre.fieldStrength,
        ct: withholding.ct == nil
          ? registration.map { .init(volume: ct.volume, mrToCT: $0.ctToMR.inverse) } : nil),
      parameters: configuration.microbleeds)
  }
}
