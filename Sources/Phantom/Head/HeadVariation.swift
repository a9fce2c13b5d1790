import Vocabulary

/// How a head differs from the shape table beyond a shift and a size, and what lies in its pallida.
///
/// A scenario without one is the head of the table, as scenarios were before this existed.
public struct HeadVariation: Hashable, Sendable {
  /// Largest displacement of the smooth deformation over lobes (nodes 45 mm apart), mm an axis.
  public var coarseMm = 0.0
  /// The same over the size of a nucleus (nodes 22 mm apart).
  public var fineMm = 0.0
  /// Displacement of the left side's deep nuclei, template LPS mm.
  public var leftShiftMm = SIMD3<Double>.zero
  /// Displacement of the right side's deep nuclei, template LPS mm.
  public var rightShiftMm = SIMD3<Double>.zero
  /// 0 none, 1 a shrunken brain: ventricles grow by 4 mm a wall, fluid over and between the gyri by 2 and 1 mm.
  public var atrophy = 0.0
  /// Susceptibility of each nucleus as a multiple of the tissue table's, in the order of `Structure.allCases`.
  public var ironFactors = [Double](repeating: 1, count: Structure.allCases.count)
  /// R2* as a multiple of the tissue table's, which is that of 3 T.
  public var r2StarFactor = 1.0
  /// Points through the slice thickness over which a CT voxel is averaged.
  public var ctProfilePoints = 3
  /// Deposits, vessels and clots.
  public var foci: [PallidalFocus] = []
  /// Small bleeds in the hemispheres, away from the pallida.
  public var microbleeds: [Hemorrhage] = []
  /// What the truth must come to; nil for drawn heads, whose truth is computed only.
  public var intended: IntendedGrades?

  /// A head of the table.
  public init() {}

  /// Growth of the ventricles' walls at full atrophy, mm; of the third ventricle half.
  static let ventricleMm = 4.0
  /// Growth of the fluid over the convexity at full atrophy, mm.
  static let convexityMm = 2.0
  /// Growth of sulci and fissures, each wall, at full atrophy, mm.
  static let sulcusMm = 1.0
}

/// The grades and kinds that a named scenario is built to have.
public struct IntendedGrades: Hashable, Sendable {
  /// One side's.
  public struct Side: Hashable, Sendable {
    /// Grade on susceptibility.
    public var qsm: Int
    /// Grade on CT.
    public var ct: Int
    /// Kind of the dense foci.
    public var kind: GradingTruth.Kind
  }

  /// The patient's right.
  public var right: Side
  /// The patient's left.
  public var left: Side
}
