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

  /// The cut-offs of the first version.
  public static let standard = GradingCutoffs(
    version: "1", qsmExcessPpb: 80, qsmExcessRobustSd: 3, ctFocusHU: 50, ctExcessRobustSd: 3,
    focusVolumeMm3: 8, qsmGrade2VolumeMm3: 50, ctGrade2VolumeMm3: 50, ctGrade2HU: 100,
    signStandardErrors: 2, diamagneticRobustSd: 3)

  /// Cut-offs from their values, units as named.
  public init(
    version: String, qsmExcessPpb: Double, qsmExcessRobustSd: Double, ctFocusHU: Double,
    ctExcessRobustSd: Double, focusVolumeMm3: Double, qsmGrade2VolumeMm3: Double, ctGrade2VolumeMm3: Double,
    ctGrade2HU: Double, signStandardErrors: Double, diamagneticRobustSd: Double
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
  }

  /// Every cut-off as name, value and unit, in the order of this declaration, for the report.
  public var entries: [(name: String, value: Double, unit: String)] {
    [
      ("qsmExcess", qsmExcessPpb, "ppb"), ("qsmExcessRobustSd", qsmExcessRobustSd, "SD"),
      ("ctFocus", ctFocusHU, "HU"), ("ctExcessRobustSd", ctExcessRobustSd, "SD"),
      ("focusVolume", focusVolumeMm3, "mm³"), ("qsmGrade2Volume", qsmGrade2VolumeMm3, "mm³"),
      ("ctGrade2Volume", ctGrade2VolumeMm3, "mm³"), ("ctGrade2", ctGrade2HU, "HU"),
      ("signStandardErrors", signStandardErrors, "SE"), ("diamagneticRobustSd", diamagneticRobustSd, "SD"),
    ]
  }
}
