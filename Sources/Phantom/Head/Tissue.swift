import Foundation
import Vocabulary

/// What a scanner sees of a tissue: susceptibility, attenuation, and its gradient echo signal.
///
/// Susceptibility after the tissue table of the 2019 QSM challenge (ppm against water), HU as textbooks of
/// head CT give them, relaxation times for 3 T.
struct Tissue: Sendable {
  /// Susceptibility against water in ppm.
  let chiPPM: Double
  /// Attenuation in HU.
  let hu: Double
  /// Proton density against water.
  let protonDensity: Double
  /// Longitudinal relaxation time in ms.
  let t1Ms: Double
  /// Effective transverse relaxation rate in 1/s, without what the sampled field does inside a voxel.
  let r2Star: Double

  init(_ chiPPM: Double, _ hu: Double, _ protonDensity: Double, _ t1Ms: Double, _ r2Star: Double) {
    self.chiPPM = chiPPM
    self.hu = hu
    self.protonDensity = protonDensity
    self.t1Ms = t1Ms
    self.r2Star = r2Star
  }

  static let air = Tissue(9.4, -1000, 0, 1000, 50)
  static let corticalBone = Tissue(-2.1, 1250, 0.03, 400, 300)
  static let diploe = Tissue(-1.2, 650, 0.2, 500, 120)
  static let fat = Tissue(0.3, -85, 0.9, 370, 30)
  static let muscle = Tissue(0, 55, 0.75, 1400, 30)
  static let skin = Tissue(0, 40, 0.6, 1000, 45)
  static let vitreous = Tissue(0.01, 8, 1, 3500, 2)
  static let dura = Tissue(0, 55, 0.5, 1200, 50)
  static let csf = Tissue(0.019, 8, 1, 4000, 2)
  static let grayMatter = Tissue(0.020, 37, 0.82, 1450, 17)
  static let whiteMatter = Tissue(-0.030, 30, 0.70, 850, 21)
  static let venousBlood = Tissue(0.19, 55, 0.85, 1600, 38)
  static let calcifiedPineal = Tissue(-0.45, 220, 0.5, 1000, 60)
  static let calcifiedChoroid = Tissue(-0.35, 190, 0.5, 1000, 55)
  static let subthalamicNucleus = Tissue(0.111, 35, 0.75, 1100, 32)

  static func nucleus(_ structure: Structure) -> Tissue {
    switch structure {
    case .globusPallidus: Tissue(0.131, 35, 0.72, 1000, 38)
    case .putamen: Tissue(0.038, 37, 0.80, 1250, 24)
    case .caudate: Tissue(0.044, 37, 0.81, 1350, 22)
    case .thalamus: Tissue(0.020, 36, 0.77, 1200, 20)
    case .substantiaNigra: Tissue(0.111, 34, 0.74, 1100, 35)
    case .redNucleus: Tissue(0.100, 34, 0.72, 1050, 32)
    case .dentateNucleus: Tissue(0.152, 35, 0.75, 1150, 34)
    }
  }

  /// The tissue with contrast agent in its vessels, as CT sees it.
  func enhanced(byHU added: Double) -> Tissue { Tissue(chiPPM, hu + added, protonDensity, t1Ms, r2Star) }

  /// The tissue with so many times its susceptibility; R2* follows as it does in deposits.
  func withIron(_ factor: Double) -> Tissue {
    Tissue(
      chiPPM * factor, hu, protonDensity, t1Ms, r2Star + PallidalFocus.ratePerPPM * chiPPM * (factor - 1))
  }

  /// Steady-state spoiled gradient echo signal at TE 0 (Ernst & Anderson 1966): `ρ sin α (1−E₁)/(1−E₁ cos α)`.
  func signal(repetitionTimeMs: Double, flipAngleDegrees: Double) -> Double {
    let e1 = exp(-repetitionTimeMs / t1Ms)
    let a = flipAngleDegrees * .pi / 180
    return protonDensity * sin(a) * (1 - e1) / (1 - e1 * cos(a))
  }
}

/// Properties that are blended where tissues meet; one SIMD vector so that a blend is one instruction.
///
/// Lanes: χ in ppm, HU, signal at TE 0, R2* in 1/s, share of brain, share of cerebrospinal fluid.
struct TissueMixture: Sendable {
  var lanes: SIMD8<Float>

  init(_ t: Tissue, signal: Double, brain: Bool = false, csf: Bool = false) {
    lanes = SIMD8(
      Float(t.chiPPM), Float(t.hu), Float(signal), Float(t.r2Star), brain ? 1 : 0, csf ? 1 : 0, 0, 0)
  }

  init(lanes: SIMD8<Float>) { self.lanes = lanes }

  var chiPPM: Float { lanes[0] }
  var hu: Float { lanes[1] }
  var signal: Float { lanes[2] }
  var r2Star: Float { lanes[3] }
  var brain: Float { lanes[4] }
  var csf: Float { lanes[5] }

  /// Covers a share of this with `other`.
  mutating func cover(with other: TissueMixture, share: Float) {
    lanes += (other.lanes - lanes) * share
  }
}
