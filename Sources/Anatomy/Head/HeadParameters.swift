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
  /// Less than this, ml, is no adult head slab.
  public var smallestHeadMl = 300.0
  /// More than this, ml, has leaked: the largest healthy intracranial volumes are near 2000 ml.
  public var largestHeadMl = 2400.0
  /// Radius in mm of the opening that cuts the scalp off the brain where there is no CT.
  public var scalpOpeningMm = 9.0

  /// The defaults.
  public init() {}
}
