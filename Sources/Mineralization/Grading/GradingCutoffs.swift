/// The cut-offs of the grading aid, a versioned set that every report prints.
///
/// Kim 2022 (Korean J Radiol 23:742) graded by eye; these numbers are the project's own first version, not
/// a published rule.
public struct GradingCutoffs: Codable, Sendable, Hashable {
  /// Version of this set.
  public var version: String
  /// Least excess of a susceptibility focus over the pallidum's median, ppb.
  public var qsmExcessPpb: Double
  /// The same in robust standard deviations of the pallidum; the greater of both counts.
  public var qsmExcessRobustSd: Double
  /// Least attenuation of a CT focus, HU.
  public var ctFocusHU: Double
  /// The same in robust standard deviations above the pallidum's median; the greater of both counts.
  public var ctExcessRobustSd: Double
  /// Least volume of a focus, mm³.
  public var focusVolumeMm3: Double
  /// Total susceptibility focus volume from which the grade is 2, mm³.
  public var qsmGrade2VolumeMm3: Double
  /// Total CT focus volume from which the grade is 2, mm³.
  public var ctGrade2VolumeMm3: Double
  /// Maximum attenuation from which the grade is 2, HU.
  public var ctGrade2HU: Double
  /// Standard errors by which a focus' mean susceptibility must differ from 0 to have a sign.
  public var signStandardErrors: Double
  /// Robust standard deviations below the median from which a focus counts as diamagnetic though above 0.
  public var diamagneticRobustSd: Double

  /// Systematic error of a mean over a focus on the susceptibility map, one SD, ppb.
  ///
  /// Noise does not hold it. Nuclei of simulated heads are off by 3 to 7 ppb (root mean square), on thick slices by 11
  /// (docs/algorithms/susceptibility.md).
  public var qsmSystematicPpb: Double
  /// Least length over diameter of a susceptibility focus that is like a vessel.
  public var vesselElongation: Double
  /// Greatest diameter of it, mm: a thalamostriate vein of 2 mm, widened by partial volume of slices of 2 mm.
  public var vesselDiameterMm: Double
  /// Least length of it beyond the pallidum and its next voxel, mm.
  public var vesselBeyondMm: Double
  /// Attenuation that stands for the pallidum where deposits fill both: mean of Kim 2022's grade 0, HU.
  public var ctPublishedHU: Double
  /// Susceptibility that stands for it likewise: median of Kim 2022's grade 0, ppb.
  public var qsmPublishedPpb: Double
  /// Upper quartile of Kim 2022's grade 2, ppb: a pallidum whose level lies above it may be filled by a deposit.
  public var qsmPublishedUpperPpb: Double

  /// The cut-offs of the second version.
  ///
  /// Against the first: volumes are excess integrals instead of voxels above a threshold, the pallidum's level is taken
  /// without its foci, and the last seven are new. The numbers of the first are kept.
  public static let standard = GradingCutoffs(
    version: "2", qsmExcessPpb: 80, qsmExcessRobustSd: 3, ctFocusHU: 50, ctExcessRobustSd: 3,
    focusVolumeMm3: 8, qsmGrade2VolumeMm3: 50, ctGrade2VolumeMm3: 50, ctGrade2HU: 100,
    signStandardErrors: 2, diamagneticRobustSd: 3, qsmSystematicPpb: 10, vesselElongation: 3,
    vesselDiameterMm: 4, vesselBeyondMm: 3, ctPublishedHU: 34, qsmPublishedPpb: 128,
    qsmPublishedUpperPpb: 190)

  /// Cut-offs from their values, units as named.
  public init(
    version: String, qsmExcessPpb: Double, qsmExcessRobustSd: Double, ctFocusHU: Double,
    ctExcessRobustSd: Double, focusVolumeMm3: Double, qsmGrade2VolumeMm3: Double, ctGrade2VolumeMm3: Double,
    ctGrade2HU: Double, signStandardErrors: Double, diamagneticRobustSd: Double, qsmSystematicPpb: Double,
    vesselElongation: Double, vesselDiameterMm: Double, vesselBeyondMm: Double, ctPublishedHU: Double,
    qsmPublishedPpb: Double, qsmPublishedUpperPpb: Double
  ) {
    self.version = version
    self.qsmExcessPpb = qsmExcessPpb
    self.qsmExcessRobustSd = qsmExcessRobustSd
    self.ctFocusHU = ctFocusHU
    self.ctExcessRobustSd = ctExcessRobustSd
    self.focusVolumeMm3 = focusVolumeMm3
    self.qsmGrade2VolumeMm3 = qsmGrade2VolumeMm3
    self.ctGrade2VolumeMm3 = ctGrade2VolumeMm3
    self.ctGrade2HU = ctGrade2HU
    self.signStandardErrors = signStandardErrors
    self.diamagneticRobustSd = diamagneticRobustSd
    self.qsmSystematicPpb = qsmSystematicPpb
    self.vesselElongation = vesselElongation
    self.vesselDiameterMm = vesselDiameterMm
    self.vesselBeyondMm = vesselBeyondMm
    self.ctPublishedHU = ctPublishedHU
    self.qsmPublishedPpb = qsmPublishedPpb
    self.qsmPublishedUpperPpb = qsmPublishedUpperPpb
  }

  /// Every cut-off as name, value and unit, in the order of this declaration, for the report.
  public var entries: [(name: String, value: Double, unit: String)] {
    [
      ("qsmExcess", qsmExcessPpb, "ppb"), ("qsmExcessRobustSd", qsmExcessRobustSd, "SD"),
      ("ctFocus", ctFocusHU, "HU"), ("ctExcessRobustSd", ctExcessRobustSd, "SD"),
      ("focusVolume", focusVolumeMm3, "mm³"), ("qsmGrade2Volume", qsmGrade2VolumeMm3, "mm³"),
      ("ctGrade2Volume", ctGrade2VolumeMm3, "mm³"), ("ctGrade2", ctGrade2HU, "HU"),
      ("signStandardErrors", signStandardErrors, "SE"), ("diamagneticRobustSd", diamagneticRobustSd, "SD"),
      ("qsmSystematic", qsmSystematicPpb, "ppb"), ("vesselElongation", vesselElongation, "ratio"),
      ("vesselDiameter", vesselDiameterMm, "mm"), ("vesselBeyond", vesselBeyondMm, "mm"),
      ("ctPublished", ctPublishedHU, "HU"), ("qsmPublished", qsmPublishedPpb, "ppb"),
      ("qsmPublishedUpper", qsmPublishedUpperPpb, "ppb"),
    ]
  }
}
