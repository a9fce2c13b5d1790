/// Limits for `headMasks`.
public struct HeadParameters: Sendable, Hashable {
  /// Bone starts here, HU.
  ///
  /// Trabecular skull is 300 HU and more, brain and clotted blood stay below 100; half way also catches the
  /// partial volume of a thin inner table.
  public var boneHU = 200.0
  /// Soft tissue and CSF start here, HU; fat is −100, CSF 0…15, CT noise up to 10.
  public var softTissueHU = -30.0
  /// Radius in mm of the closing that seals sutures, burr holes and a paper-thin temporal squama before the
  /// rays are cast.
  public var boneClosingMm = 6.0
  /// How many of the sixteen in-slice rays must meet bone for a voxel to count as surrounded.
  ///
  /// A third may escape through a gap; from the scalp or the neck at least a half escapes.
  public var raysMeetingBone = 11
  /// How many of them must meet bone where the MR shows brain.
  ///
  /// Under a gap as wide as a craniectomy half of all directions escape; from tissue on the outside of a convex skull
  /// at least as many do.
  public var raysAtGap = 8
  /// How far in mm the CT's blur may have moved the inner table inwards.
  public var boneBlurMm = 2.5
  /// Radius in mm of the opening that cuts bridges through skull-base foramina; the largest, the foramen
  /// magnum, is left to the ray rule.
  public var cavityOpeningMm = 4.0
  /// Radius in mm of the closing that levels the wells of vessels and of bone at the rim.
  public var cavityClosingMm = 3.0
  /// Depth in mm below the inner table to which a voxel may be taken off for lack of signal.
  ///
  /// Deeper voxels stay however dark they are: a deposit may be.
  public var rimMm = 8.0
  /// A rim voxel below this share of the median signal inside has no usable signal.
  public var signalShare = 0.25
  /// A rim voxel below this phase quality (0…1) is unusable.
  public var leastPhaseQuality = 0.2
  /// Radius in mm of the opening after trimming, against single spurs.
  public var trimOpeningMm = 1.5
  /// The least share of the cavity in which the MR must have signal, else a warning.
  public var leastBrainShare = 0.85
  /// The largest opening in mm² through which the intracranial space may leave slab or CT and still count as whole.
  ///
  /// The foramen magnum has 8 to 10 cm²; a cap of this area at the vertex is 1 ml.
  public var largestOpeningMm2 = 1000.0
  /// Less than this, ml, is no adult head slab.
  public var smallestHeadMl = 300.0
  /// More than this, ml, has leaked: the largest healthy intracranial volumes are near 2000 ml.
  public var largestHeadMl = 2400.0
  /// Largest width of a cell in mm for the mask from MR alone: about the resolution that a skull needs.
  public var cellMm = 2.0
  /// Standard deviation in mm of the mean that stands for the coils' sensitivity.
  ///
  /// Head coils' elements are about 80 mm wide and their sensitivity changes over half of that; nuclei and ventricles are
  /// smaller than three standard deviations.
  public var sensitivityMm = 15.0
  /// Signal above this times the median of all tissue is scalp fat, as far as sensitivity goes: fat's T1 is less than half of
  /// white matter's.
  public var scalpCap = 1.5
  /// Grey and white matter reach this share of the brain's own signal.
  ///
  /// CSF may, too, at low T1 weighting; dura, bone and partial volume of both do not.
  public var coreShare = 0.75
  /// Depths in mm below anything darker, at which a core is sought; the next is taken if too little is that deep.
  ///
  /// White matter under the convexity, brain stem and cerebellum reach 13 mm; temporal muscle is at most 15 mm thick, so
  /// its middle lies at 7 mm.
  public var coreDepthsMm = [13.0, 10, 7]
  /// What covers the brain at least, in mm, where it is not cut by the field of view: scalp and skull, 6 mm each.
  public var coverMm = 12.0
  /// The core must hold this share of all bright cells.
  ///
  /// The brain is more than half of a head slab's soft tissue, and what lies 13 mm deep in a ball of its size a half.
  public var leastCoreShare = 0.04
  /// Parts of the core smaller than this share of the largest are left out.
  ///
  /// A hemisphere or the cerebellum (a tenth of the brain) may be a part of its own; pieces of muscle are smaller.
  public var leastCorePart = 0.1
  /// Radius in mm of the closing of nostrils and ear canals, which are up to 20 mm wide where a slice cuts them along.
  public var orificeMm = 10.0
  /// Tissue this near the air in mm is scalp: skin and fat alone are thicker over most of the head.
  public var skinMm = 5.0
  /// Least distance in mm from the brain's surface to what `skinMm` calls scalp.
  ///
  /// The skull's thinnest part, the temporal squama, is 2 mm. Tissue nearer to a deep core is brain that
  /// the field of view cuts.
  public var skinToBrainMm = 2.0
  /// Below this share of the brain's signal nothing connects: half way between brain and bone.
  public var bridgeShare = 0.5
  /// Steps of signal that the watershed tells apart, each a hundredth or two of the brain's signal: about its noise.
  public var floodLevels = 32
  /// Radius in mm of the closing of sulci before spurs come off.
  public var sulcusMm = 2.0
  /// Radius in mm of the erosion that cuts spurs: optic nerves, vessels and marrow are up to 6 mm thick.
  public var spurMm = 3.0
  /// Radius in mm of the closing of pits.
  ///
  /// A deposit or bleed of 12 mm that opens to a sulcus or the surface stays in; larger ones stay if brain surrounds them.
  public var pitMm = 6.0
  /// Depth in mm under the cells' outline from which a voxel stays however dark it is: a cell and a half.
  public var outlineMm = 3.0
  /// A voxel of the outline has at least this share of the brain's signal: half of cortex, which has 0.8 of the mean.
  public var outlineShare = 0.4

  /// The defaults.
  public init() {}
}
