import DICOM

/// The project's own coding scheme, 99PALLIDUM: concepts that no public dictionary was found to have.
///
/// A value keeps its meaning for ever; a changed meaning gets a new value.
enum PrivateCodes {
  static let scheme = "99PALLIDUM"

  // MARK: Anatomy
  static let redNucleus = code("red-nucleus", "Red nucleus")
  static let dentateNucleus = code("dentate-nucleus", "Dentate nucleus")

  static let medialZone = code("gp-medial-zone", "Medial zone of globus pallidus")

  // MARK: Foci
  static let denseFocus = code("dense-focus", "Focus of raised attenuation")
  static let susceptibilityFocus = code("chi-focus", "Focus of raised magnetic susceptibility")
  static let thresholdVolume = code("threshold-vol", "Volume of voxels above the threshold")
  static let zoneShare = code("zone-share", "Share in the medial zone of globus pallidus")

  // MARK: Grades and their values (three points a side, after Kim 2022, Korean J Radiol 23:742)
  static let ctGrade = code("gp-ct-grade", "Attenuation grade of globus pallidus")
  static let qsmGrade = code("gp-qsm-grade", "Susceptibility grade of globus pallidus")
  static let grades = [
    code("grade-0", "Grade 0, negative"), code("grade-1", "Grade 1, mild"),
    code("grade-2", "Grade 2, moderate to severe"),
  ]
  static let paradox = code("paradox-calc", "Paradoxical (paramagnetic) calcification")
  static let mineralKind = code("mineral-kind", "Kind of mineral focus")
  static let withheld = code("withheld", "Withheld by quality control")
  static let withheldReason = code("withheld-reason", "Reason for withholding")
  static let stability = code("stability", "Share of perturbed recalculations that agree")
  static let cutoffDistance = code("cutoff-distance", "Distance to the nearest cut-off")
  static let ctFocusVolume = code("ct-focus-vol", "Volume of foci on CT")
  static let qsmFocusVolume = code("qsm-focus-vol", "Volume of foci on susceptibility map")
  static let focusSusceptibility = code("focus-chi", "Magnetic susceptibility over CT focus")

  // MARK: Measurements
  static let percentile5 = code("p5", "5th percentile")
  static let percentile95 = code("p95", "95th percentile")
  static let volumeAboveCutoff = code("vol-above-hu", "Volume at or above attenuation cut-off")
  static let paramagneticPart = code("chi-para", "Paramagnetic part of susceptibility (model-based)")
  static let diamagneticPart = code("chi-dia", "Diamagnetic part of susceptibility (model-based)")
  static let referenceRegion = code("chi-reference", "Reference region of susceptibility")

  // MARK: The examination as a whole
  static let signCheck = code("sign-check", "Phase sign proven from the image")
  static let registrationVerdict = code("reg-verdict", "Verdict on registration of CT to MR")
  static let identityOverride = code("id-override", "Accepted difference of patient identity, reason")
  static let identityDifferences = code("id-difference", "Differing attributes of patient identity")
  static let cutoffVersion = code("cutoff-version", "Version of the grading cut-offs")
  static let notForDiagnosis = code("not-diagnostic", "Not for diagnostic use")
  static let notice = code("notice", "Notice to the reader")
  static let pass = code("pass", "Pass")
  static let warn = code("warn", "Warning")
  static let fail = code("fail", "Fail")
  static let inconclusive = code("inconclusive", "Inconclusive")

  // MARK: What a reader entered; no public dictionary was found to have these scales
  static let enteredByReader = code("reader-entered", "Entered by the reader, not computed")
  static func readerScale(_ key: String) -> Code? {
    switch key {
    case "fazekasPeriventricular": code("fazekas-pv", "Fazekas score, periventricular white matter")
    case "fazekasDeep": code("fazekas-deep", "Fazekas score, deep white matter")
    case "lacunes": code("lacunes", "Number of lacunes")
    case "globalCorticalAtrophy": code("gca", "Global cortical atrophy score")
    case "medialTemporalAtrophyRight", "medialTemporalAtrophyLeft":
      code("mta", "Medial temporal atrophy score")
    case "microbleeds": code("microbleeds", "Number of cerebral microbleeds, confirmed")
    default: nil
    }
  }
  /// A step of a scale, as a value.
  static func readerScore(_ step: Int) -> Code { code("score-\(step)", "Score \(step)") }

  // MARK: Methods
  static let qsm = code("qsm", "Quantitative susceptibility mapping")
  static let thresholding = code("focus-threshold", "Threshold and connected components")
  static let shapeModel = code("shape-model", "Shape model segmentation")

  /// The item that names the scheme (Coding Scheme Identification Sequence, PS3.3 C.12.1.1).
  static var identification: DataSet {
    var d = DataSet()
    d.set(.codingSchemeDesignator, .SH, scheme)
    d.set(.codingSchemeUID, .UI, UID(seed: Array(scheme.utf8), role: "coding scheme").string)
    d.set(.codingSchemeName, .ST, "Pallidum private concepts")
    d.set(.codingSchemeResponsibleOrganization, .ST, "Pallidum project")
    return d
  }

  /// The kinds of mineral focus, by the report's word.
  static func kind(_ word: String) -> Code? {
    switch word {
    case "paradoxical": code("kind-paradox", "Calcified and paramagnetic")
    case "diamagnetic": code("kind-diamag", "Calcified and diamagnetic")
    case "mixed": code("kind-mixed", "Calcified, susceptibility mixed")
    case "none": code("kind-none", "No calcified focus")
    case "dense": code("kind-dense", "Dense, susceptibility not available")
    case "paramagneticDense": code("kind-para-dense", "Paramagnetic, dense on CT")
    case "paramagneticNotDense": code("kind-para-only", "Paramagnetic, not dense on CT")
    case "paramagnetic": code("kind-para", "Paramagnetic, CT not available")
    case "vesselLike": code("kind-vessel", "Vessel-like, not counted")
    default: nil
    }
  }

  private static func code(_ value: String, _ meaning: String) -> Code { Code(value, scheme, meaning) }
}
