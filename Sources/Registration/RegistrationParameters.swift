import Vocabulary

/// Everything tunable of `registerCT`; see `docs/algorithms/registration.md` for the measurements behind it.
public struct RegistrationParameters: Codable, Hashable, Sendable {
  /// Sampling distances from coarse to fine in mm.
  ///
  /// 8 mm bridges the start's errors, 1.5 mm is about twice the in-plane voxel of the images.
  public var levelsMm: [Double] = [8, 4, 1.5]
  /// Gaussian σ as a fraction of the level; 0.42 leaves 42 % of the amplitude at the lattice's Nyquist limit.
  public var blurPerLevel = 0.42
  /// Starting rotations about each axis in degrees; a head coil hardly admits more than ±22°.
  public var startAnglesDegrees: [Double] = [-22, 0, 22]
  /// Starting shifts along the body axis in mm, for slabs that do not show the whole head.
  public var startShiftsSuperiorMm: [Double] = [-25, 0, 25]
  /// Starting shifts front to back in mm, for headrests that pull the CT's centre back.
  public var startShiftsPosteriorMm: [Double] = [-15, 0, 15]
  /// How many starts are refined at the coarsest level, and how many of their results at the next.
  public var refinedStarts = [24, 5]
  /// How much farther apart than the level the samples stand while a start is only tried.
  public var sparseFactor = 2.0
  /// Rotation radius in mm that makes a radian comparable with a millimetre: about a head's radius.
  public var rotationScaleMm = 75.0
  /// The optimiser stops at a step below this, in mm.
  public var stepToleranceMm = 0.005
  /// The optimiser stops when the metric rises by less.
  public var metricTolerance = 1e-8
  /// Upper bound on optimiser iterations a start.
  public var maximumIterations = 40
  /// Least fraction of the MR samples that must lie inside the CT for the metric to count.
  public var minimumOverlap = 0.25
  /// Percentile of the MR magnitude that fills the last bin; above lie inflowing vessels and noise spikes.
  public var magnitudePercentile = 99.5
  /// Attenuation that separates head from air in HU: between fat (−100) and air (−1000).
  public var headAboveHU: Float = -300
  /// Fraction of Otsu's threshold that separates head from air in the MR: keeps dark skull and dropouts.
  public var headAboveOtsu = 0.7
  /// Least volume of a head in ml; a newborn's has more than 400 ml, an adult's 3000 ml.
  public var minimumHeadMl = 300.0
  /// Length of the head in mm that counts for its centre, from the vertex down: neck and shoulders do not.
  public var headLengthMm = 170.0
  /// Width of the air border around the MR head that is sampled too, in mm: the scalp's edge needs its outside.
  public var marginMm = 10.0
  /// Distance in mm of the voxels that the coil's gain is fitted to: ten thousand in a head for 30 unknowns.
  public var biasPitchMm = 6.0
  /// Largest distance of neighbouring voxels in mm: the coarsest level.
  public var maximumSpacingMm = 8.0
  /// Error in mm that all parts of the head share, so that their scatter does not show it.
  ///
  /// With it all 128 simulated right pairs err at the pallidum by less than twice what is stated.
  public var sharedErrorMm = 0.1
  /// Seed of the in-plane jitter that keeps the sampling lattice from beating with the CT lattice.
  public var seed: UInt64 = 0x5EED
  /// The limits of the verdict.
  public var limits = RegistrationLimits()

  /// The published defaults.
  public init() {}
}
