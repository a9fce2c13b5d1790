import Vocabulary
import Voxels

/// The image a focus was found on.
public enum FocusModality: String, Codable, Sendable, Hashable {
  /// Attenuation.
  case ct
  /// Susceptibility.
  case qsm
}

/// What a focus is, in measured words.
public enum FocusKind: String, Codable, Sendable, Hashable, CaseIterable {
  /// Dense on CT and paramagnetic: iron outweighs calcium.
  case paradoxical
  /// Dense on CT and diamagnetic: calcium.
  case diamagnetic
  /// Dense on CT, its magnetic sign not certain.
  case mixed
  /// Dense on CT, no susceptibility to judge by.
  case dense
  /// Paramagnetic, with a dense focus at the same place.
  case paramagneticDense
  /// Paramagnetic, not dense on CT: as iron alone.
  case paramagneticNotDense
  /// Paramagnetic, no CT to judge by.
  case paramagnetic
  /// Paramagnetic, long, thin, running on beyond the pallidum, not dense: as a vein.
  case vesselLike

  /// The kind in words.
  public var words: String {
    switch self {
    case .paradoxical: "dense, paramagnetic (paradoxical)"
    case .diamagnetic: "dense, diamagnetic"
    case .mixed: "dense, magnetic sign uncertain"
    case .dense: "dense, susceptibility not available"
    case .paramagneticDense: "paramagnetic, dense on CT"
    case .paramagneticNotDense: "paramagnetic, not dense on CT"
    case .paramagnetic: "paramagnetic, CT not available"
    case .vesselLike: "vessel-like, not counted"
    }
  }
}

/// One focal deposit, or what is like a vessel.
public struct FocusResult: Sendable, Hashable {
  /// Where it was found.
  public let modality: FocusModality
  /// What it is.
  public let kind: FocusKind
  /// Volume with partial volume considered, mm³: this one grades.
  public let volumeMm3: Double
  /// Volume of the voxels above the threshold, mm³.
  public let thresholdVolumeMm3: Double
  /// Excess over the pallidum's level, summed: HU·mm³ on CT, ppb·mm³ on susceptibility.
  public let excess: Double
  /// Centre of its core in the MR patient frame.
  public let centroid: Point<MRPatient>
  /// True if it touches the medial zone.
  public let inZone: Bool
  /// The share (0…1) of its core in the medial zone.
  public let zoneShare: Double
  /// True if it counts for the grade: in the zone and not like a vessel.
  public let counts: Bool
  /// Mean attenuation of its core, HU.
  public let meanHU: Double?
  /// Least attenuation of its core after light smoothing, HU.
  public let minHU: Double?
  /// Peak attenuation after light smoothing, HU: the number the grade uses, so a single noisy voxel cannot
  /// raise it.
  public let maxHU: Double?
  /// Mean susceptibility of its core, ppb.
  public let meanPpb: Double?
  /// Least susceptibility, ppb.
  public let minPpb: Double?
  /// Greatest susceptibility, ppb.
  public let maxPpb: Double?
  /// Mean R2*, 1/s.
  public let r2starPerSecond: Double?
  /// Length and thickness with what continues it; susceptibility foci only.
  public let shape: FocusShape?
}

/// The core of a focus on the grid it was found on.
public enum FocusCore: Sendable, Hashable {
  /// On the part of the CT's grid around the pallidum.
  case ct(Mask<CTPatient>)
  /// On the MR grid of the evidence.
  case qsm(MRMask)
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
  /// Total volume of the foci that count, partial volume considered, mm³.
  public let focusVolumeMm3: Double?
  /// Their voxels above the threshold, mm³: what the first version of the cut-offs graded.
  public let thresholdVolumeMm3: Double?
  /// Peak attenuation in the foci that count, or in the pallidum if there is none, HU; CT only.
  public let maxHU: Double?
  /// Greatest susceptibility likewise, ppb; QSM only.
  public let maxPpb: Double?
  /// The value from which a voxel was taken for a focus, HU or ppb.
  public let threshold: Double?
  /// The pallidum's level without its deposits, HU or ppm.
  public let background: PallidalBackground?

  /// A grade that must not be given.
  static func withheld(_ reason: String) -> GradeResult {
    GradeResult(
      grade: nil, withheld: reason, stability: nil, stabilityText: "not graded", distanceToCutoff: nil,
      focusVolumeMm3: nil, thresholdVolumeMm3: nil, maxHU: nil, maxPpb: nil, threshold: nil, background: nil)
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
  /// Standard error of the mean, noise and the reconstruction's systematic error, ppb; nil without a focus.
  public let standardErrorPpb: Double?
  /// Distinct MR voxels the mean rests on.
  public let focusVoxels: Int
  /// Confidence in words.
  public let confidence: String?

  static func withheld(_ reason: String) -> ParadoxResult {
    ParadoxResult(
      flag: nil, withheld: reason, kind: nil, focusMeanPpb: nil, standardErrorPpb: nil, focusVoxels: 0,
      confidence: nil)
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
  /// The core of each focus, in the order of `foci`.
  public let cores: [FocusCore]
  /// Lines for the reader on an unusual pattern, a level that is not the pallidum's own, or vessels; or nil.
  public let comment: String?
  /// The cores of the susceptibility foci that count for the grade, on the MR grid of the evidence; nil where there is none.
  public let fociMaskQSM: MRMask?
  /// The cores of the CT foci that count, on the part of the CT's grid around the pallidum; nil where there is none.
  public let fociMaskCT: Mask<CTPatient>?
  /// The registration the CT foci were found with; nil without a CT.
  public let mrToCT: RigidTransform<MRPatient, CTPatient>?
}
