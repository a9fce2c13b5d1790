import Vocabulary

/// All tissues as blendable mixtures for one sequence timing.
struct Palette: Sendable {
  let repetitionTimeMs: Double
  let flipAngleDegrees: Double
  let hasCalcifications: Bool
  let air, corticalBone, diploe, fat, muscle, skin, vitreous, dura, csf: TissueMixture
  let grayMatter, whiteMatter, blood, subthalamic, pineal, choroid: TissueMixture
  /// In the order of `SidedStructure.all`.
  let nuclei: [TissueMixture]

  /// Share of the blood's enhancement that dura shows: it has vessels without a barrier.
  private static let duralEnhancement = 0.4

  /// - Parameters:
  ///   - contrastHU: attenuation that a contrast agent adds to the blood.
  ///   - ironFactors: susceptibility of each structure as a multiple of the table's.
  init(
    repetitionTimeMs: Double, flipAngleDegrees: Double, hasCalcifications: Bool, contrastHU: Double = 0,
    ironFactors: [Double]? = nil
  ) {
    self.repetitionTimeMs = repetitionTimeMs
    self.flipAngleDegrees = flipAngleDegrees
    self.hasCalcifications = hasCalcifications
    func mix(_ t: Tissue, brain: Bool = false, csf: Bool = false) -> TissueMixture {
      TissueMixture(
        t, signal: t.signal(repetitionTimeMs: repetitionTimeMs, flipAngleDegrees: flipAngleDegrees),
        brain: brain, csf: csf)
    }
    air = mix(.air)
    corticalBone = mix(.corticalBone)
    diploe = mix(.diploe)
    fat = mix(.fat)
    muscle = mix(.muscle)
    skin = mix(.skin)
    vitreous = mix(.vitreous)
    dura = mix(.dura.enhanced(byHU: contrastHU * Self.duralEnhancement))
    csf = mix(.csf, csf: true)
    grayMatter = mix(.grayMatter, brain: true)
    whiteMatter = mix(.whiteMatter, brain: true)
    blood = mix(.venousBlood.enhanced(byHU: contrastHU), brain: true)
    subthalamic = mix(.subthalamicNucleus, brain: true)
    pineal = mix(.calcifiedPineal, brain: true)
    choroid = mix(.calcifiedChoroid, brain: true)
    nuclei = SidedStructure.all.enumerated().map { i, s in
      // Both sides of a structure stand next to each other.
      mix(.nucleus(s.structure).withIron(ironFactors?[i / Side.allCases.count] ?? 1), brain: true)
    }
  }

  func mixture(_ t: Tissue, brain: Bool) -> TissueMixture {
    TissueMixture(
      t, signal: t.signal(repetitionTimeMs: repetitionTimeMs, flipAngleDegrees: flipAngleDegrees),
      brain: brain)
  }
}
