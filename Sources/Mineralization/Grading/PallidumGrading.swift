import Vocabulary
import Voxels

/// The image a focus was found on.
public enum FocusModality: String, Codable, Sendable, Hashable {
  /// Attenuation.
  case ct
  /// Susceptibility.
  case qsm
}

/// One focal deposit.
public struct FocusResult: Sendable, Hashable {
  /// Where it was found.
  public let modality: FocusModality
  /// Volume, mm³.
  public let volumeMm3: Double
  /// Centre in the MR patient frame.
  public let centroid: Point<MRPatient>
  /// True if it touches the medial zone; only then it counts for the grade.
  public let inZone: Bool
  /// Mean attenuation, HU.
  public let meanHU: Double?
  /// Peak attenuation after light smoothing, HU: the number the grade uses, so a single noisy voxel cannot
  /// raise it.
  public let maxHU: Double?
  /// Mean susceptibility, ppb.
  public let meanPpb: Double?
  /// Greatest susceptibility, ppb.
  public let maxPpb: Double?
  /// Mean R2*, 1/s.
  public let r2starPerSecond: Double?
}

/// One grade with its certainty.
public struct GradeResult: Sendable, Hashable {
  /// 0 negative, 1 mild, 2 moderate to severe; nil where withheld.
  public let grade: Int?
  /// Why it is withheld.
  public let withheld: String?
  /// Share of the perturbed recalculations that give the same grade, 0…1.
  public let stability: Double?
  /// The same in words.
  public let stabilityText: String
  /// How near the nearest cut-off lies, in words.
  public let distanceToCutoff: String?
  /// Total volume of the foci that count, mm³.
  public let focusVolumeMm3: Double?
  /// Peak attenuation in the foci that count, or in the pallidum if there is none, HU; CT only.
  public let maxHU: Double?
  /// Greatest susceptibility likewise, ppb; QSM only.
  public let maxPpb: Double?

  /// A grade that must not be given.
  static func withheld(_ reason: String) -> GradeResult {
    GradeResult(
      grade: nil, withheld: reason, stability: nil, stabilityText: "not graded", distanceToCutoff: nil,
      focusVolumeMm3: nil, maxHU: nil, maxPpb: nil)
  }
}

/// What the magnetic sign says about a dense focus.
public enum ParadoxKind: String, Codable, Sendable, Hashable {
  /// Dense on CT, yet paramagnetic: iron outweighs calcium.
  case paradoxical
  /// Dense and diamagnetic: calcium.
  case diamagnetic
  /// Neither is certain.
  case mixed
  /// No dense focus.
  case none
}

/// Whether a dense focus is paramagnetic.
public struct ParadoxResult: Sendable, Hashable {
  /// True only for `paradoxical`; nil where withheld.
  public let flag: Bool?
  /// Why it is withheld.
  public let withheld: String?
  /// The kind; nil where withheld.
  public let kind: ParadoxKind?
  /// Mean susceptibility over the CT focus, ppb.
  public let focusMeanPpb: Double?
  /// Distinct MR voxels the mean rests on.
  public let focusVoxels: Int
  /// Confidence in words.
  public let confidence: String?

  static func withheld(_ reason: String) -> ParadoxResult {
    ParadoxResult(
      flag: nil, withheld: reason, kind: nil, focusMeanPpb: nil, focusVoxels: 0, confidence: nil)
  }
}

/// The grading aid's result for one pallidum.
public struct PallidumGrading: Sendable, Hashable {
  /// Attenuation grade.
  public let gpCT: GradeResult
  /// Susceptibility grade.
  public let gpQSM: GradeResult
  /// The flag.
  public let paradox: ParadoxResult
  /// Every focus, CT before QSM, largest first.
  public let foci: [FocusResult]
  /// A line for the reader on an unusual pattern, or nil.
  public let comment: String?
  /// The susceptibility foci that count for the grade, on the MR grid of the evidence; nil where there is none.
  public let fociMaskQSM: MRMask?
  /// The CT foci that count, on the part of the CT's grid around the pallidum; nil where there is none.
  public let fociMaskCT: Mask<CTPatient>?
  /// The registration the CT foci were found with; nil without a CT.
  public let mrToCT: RigidTransform<MRPatient, CTPatient>?
}
