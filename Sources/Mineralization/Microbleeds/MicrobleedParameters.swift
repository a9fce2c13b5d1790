/// Limits of the search for microbleed candidates.
///
/// Size and the list of mimics follow Greenberg 2009 (Lancet Neurol 8:165, recalled). The other limits come from voxel
/// size, noise and the physics named at each; none was fitted to a test case. Measured effect: docs/algorithms/microbleeds.md.
public struct MicrobleedParameters: Codable, Sendable, Hashable {
  /// Least diameter of a candidate, mm (Greenberg 2009).
  public var leastDiameterMm = 2.0
  /// Greatest diameter, mm (Greenberg 2009).
  public var greatestDiameterMm = 10.0
  /// Least peak above the surroundings, ppb.
  ///
  /// Half of what a vein shows (+300 ppb and more at 55 to 70 % oxygenation), so that a 2 mm bleed of 1 ppm in slices of
  /// 3 mm, which keeps a fifth of its height, is still looked at.
  public var leastContrastPpb = 150.0
  /// The same in robust standard deviations of the surroundings; the greater of both counts.
  ///
  /// A million voxels of normal noise reach 5.
  public var leastContrastRobustSd = 6.0
  /// Nothing nearer than this to the surface of brain or map or to the slab's ends is proposed, mm.
  ///
  /// CSF and dura in the mask (2 mm), pial veins in their sulci (2 to 3 mm) and the background field's residue lie there.
  public var rimMm = 5.0
  /// Nothing nearer than this to a pallidum, substantia nigra, red nucleus or dentate nucleus, mm.
  ///
  /// Their iron is as strong as a small bleed, and the outline's own error is of this size.
  public var ironNucleusMarginMm = 2.0
  /// Radii of the shell about a candidate that is its surroundings, mm: beyond the largest candidate's own radius.
  public var surroundingsFromMm = 6.0
  /// Outer radius of the shell, mm.
  public var surroundingsToMm = 10.0
  /// Principal extents in the ratio of 1 to this and more are a tube: a cylinder one and a half times as long as thick
  /// has 1.73.
  public var greatestElongation = 1.7
  /// Share of the peak's contrast at which nothing may lead away from a candidate.
  ///
  /// A vein goes on where a bleed ends: thinner, at less brightness, but never at the surroundings' level.
  public var greatestContinuation = 0.15
  /// The same in ppb; the greater of both counts: cortex lies as far above white matter.
  public var greatestContinuationPpb = 40.0
  /// How far something must lead away, mm, at least a slice and a half.
  public var continuationMm = 4.0
  /// Least R2* above the surroundings, as a share of what the susceptibility makes in the static dephasing limit.
  ///
  /// Blood darkens the magnitude; streaks of the inversion and background do not.
  public var leastRelaxationShare = 0.1
  /// R2* per ppm at 3 T in the static dephasing limit, 1/s per ppm (Dimov 2022, as in the separation of sources).
  public var relaxationPerPPMAt3T = 274.0
  /// R2* at 3 T from which the signal is lost to air and bone nearby, 1/s: iron-rich nuclei reach 60.
  public var lostSignalPerSecondAt3T = 80.0
  /// Share of the surroundings that may have lost it: more is an interface of air and tissue.
  public var greatestLostShare = 0.15
  /// Voxels as far below the surroundings as this share of the peak lies above, next to it, make it a streak of calcium.
  public var greatestOpposite = 0.7
  /// How near such voxels are, mm beyond the candidate.
  public var oppositeWithinMm = 3.0
  /// Share of fluid next to a candidate from which it belongs to a ventricle, its choroid plexus or a cistern.
  public var greatestFluidShare = 0.5
  /// How near, mm beyond the candidate.
  public var fluidWithinMm = 2.0
  /// Least attenuation of what is called dense, HU: the limit of a CT focus.
  public var denseHU = 50.0
  /// The same in robust standard deviations above the surroundings; the greater of both counts.
  public var denseRobustSd = 3.0
  /// Error of the registration that a dense place may be off by, mm.
  public var denseWithinMm = 1.5
  /// Candidates that the report lists.
  public var mostListed = 20

  /// The defaults.
  public init() {}
}
