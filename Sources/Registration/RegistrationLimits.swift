/// Limits between pass, warn and fail.
///
/// They lie between the right and the wrong pairs of `docs/algorithms/registration.md`: simulated heads of two unlike
/// simulators, not patients.
public struct RegistrationLimits: Codable, Hashable, Sendable {
  /// A pair of limits: on the good side of `pass` is pass, between both is warn, beyond `warn` is fail.
  public struct Limit: Codable, Hashable, Sendable {
    /// Where pass ends.
    public var pass: Double
    /// Where warn ends.
    public var warn: Double

    /// Limits from their values.
    public init(pass: Double, warn: Double) {
      self.pass = pass
      self.warn = warn
    }
  }

  /// Relative loss of NMI − 1 at the least harmful 6 mm shift, at least.
  public var gain = Limit(pass: 0.21, warn: 0.16)
  /// Distance in mm to where the finest level climbs from the transform, at most: for a searched one the noise of
  /// sparse samples.
  public var offsetMm = Limit(pass: 0.5, warn: 1)
  /// Expected error in mm at the head's centre by how its parts disagree, at most: it tells two heads apart long before
  /// it is large.
  public var scatterMm = Limit(pass: 0.28, warn: 0.35)
  /// Median distance in mm that the parts of the head would move by themselves, at most.
  public var localShiftMm = Limit(pass: 0.8, warn: 1)
  /// Median distance in mm of what six restarts find, at most.
  public var restartSpreadMm = Limit(pass: 2, warn: 4)
  /// NMI − 1 of the best other position as a share of the best, at most.
  public var rival = Limit(pass: 0.8, warn: 0.95)
  /// Disagreement in mm with the roles exchanged, at most.
  public var forwardBackwardMm = Limit(pass: 1, warn: 2)
  /// Relative loss of NMI − 1 when the CT is mirrored and fitted again, at least.
  ///
  /// No head is symmetrical: a right pair loses a fifth and more. About 0 lie other people's heads, which fit as badly
  /// either way, and heads whose sides the images cannot tell apart.
  public var mirrorLoss = Limit(pass: 0.12, warn: 0.08)
  /// Mirror loss from which down the images contradict each other about left and right: the mirrored CT fits
  /// clearly better, so one of the two is mirrored.
  public var contradictedLaterality = -0.1
  /// Fraction of the MR head inside the CT, at least.
  public var overlap = Limit(pass: 0.5, warn: 0.35)
  /// Fraction of the deep brain region inside the CT, at least: what is outside cannot be measured.
  public var deepCoverage = Limit(pass: 0.999, warn: 0.95)

  /// The published defaults.
  public init() {}
}
