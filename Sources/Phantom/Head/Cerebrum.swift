import Vocabulary

/// What fills the intracranial space before the deep nuclei: spaces of cerebrospinal fluid and the distance to
/// them, from which the gyral ribbon follows.
struct Cerebrum: Sendable {
  private let folds: ValueNoise
  private let waves: ValueNoise
  /// 0 none, 1 a shrunken brain.
  private let atrophy: Double

  init(seed: UInt64, atrophy: Double = 0) {
    self.atrophy = atrophy
    folds = ValueNoise(seed: seed &+ 21)
    waves = ValueNoise(seed: seed &+ 22)
  }

  /// Thickness in mm of the cortical ribbon in the template.
  static let cortexMm = 3.1

  /// Where a point lies in the brain.
  struct Position: Sendable {
    /// Distance to the nearest fluid in front of cortex: sulci, fissures, convexity; negative inside.
    var cortexDepth: Double
    /// Distance to the ventricles and cisterns that no cortex lines; negative inside.
    var ventricle: Double
    /// True below the tentorium.
    var infratentorial: Bool
    /// Distance to the falx or tentorium.
    var dura: Double
    /// Distance to the brain's outer surface, positive inside; sulci do not count.
    var depth: Double
  }

  /// The position of template point `p`, `depth` mm inside the inner table of the skull.
  func position(_ p: SIMD3<Double>, innerTableDepth depth: Double) -> Position {
    typealias S = SignedDistance
    let sulcusMm = HeadVariation.sulcusMm * atrophy
    let fluidLayer =
      2.4 + 1.3 * waves(p / 30) + 1.5 * S.step(70, 84, p.z) + HeadVariation.convexityMm * atrophy
    let surface = depth - max(fluidLayer, 0.8)
    let tentorium = -6 - 0.0085 * p.x * p.x - 0.16 * (p.y - 42) + 2 * waves(p / 35 + SIMD3(3, 1, 4))
    let behind = p.y > 34
    let below = p.z < -46 || (behind && p.z < tentorium)
    let incisura = length(SIMD3(p.x, 0.9 * (p.y - 30), 0)) - 24
    let tentorialSheet = behind ? max(abs(p.z - tentorium) - 0.5, -incisura) : 40

    // Midbrain, pons and medulla, with the cisterns around them.
    let stem = S.smoothUnion(
      S.capsule(p, from: SIMD3(0, 20, -10), to: SIMD3(0, 42, -82), 19, 8),
      S.ellipsoid(p, at: SIMD3(0, 27, -35), semiAxes: SIMD3(17, 14, 14)), 6)
    let cistern = p.z < -8 ? S.smoothIntersection(stem - 4, p.z + 10, 3) : 20
    if below || p.z < -62 {
      let folia = abs(folds(SIMD3(p.x / 34, p.y / 10, p.z / 5) + SIMD3(2, 2, 2))) * 4 - 0.35
      let cerebellum = min(surface, max(tentorialSheet - 1.2, 0))
      let depth =
        stem < 0 ? min(-stem + 3, surface + 6) : min(cerebellum, min(stem - 2, max(folia, -0.4) + 0.3))
      let fourth = S.ellipsoid(p, at: SIMD3(0, 45, -37), semiAxes: SIMD3(7, 5, 9))
      return Position(
        cortexDepth: p.z < -74 ? min(depth, max(-stem, surface - 8)) : depth, ventricle: fourth,
        infratentorial: true, dura: tentorialSheet, depth: surface)
    }

    // Sulci: zero sheets of a noise drawn along the surface, open towards it.
    let center = SIMD3(0.0, 17, 5)
    let r = p - center
    let direction = normalized(r)
    let q = direction * 62 + r * 0.25 + SIMD3(0, 0, 0.03) * r.y
    let fold = folds(q / 10) + 0.35 * folds(q / 5 + SIMD3(4, 8, 1))
    let opening = 1.1 - 0.055 * surface + sulcusMm
    let sulcus = surface < 26 ? abs(fold) * 7.5 - opening + max(surface - 17, 0) : 30

    let wobble = 1.6 * waves(SIMD3(0.3, p.y / 30, p.z / 30))
    let callosum = length(SIMD3(0, (p.y - 5) / 40, (p.z - 2) / 27)) - 1
    let fissure = callosum > 0 ? abs(p.x - wobble) - 0.9 - sulcusMm : 30
    let falx = callosum > 0.25 && p.z > -12 ? abs(p.x - wobble) - 0.5 : 30

    let ax = abs(p.x)
    let sylvianHeight = -9 + 0.36 * p.y + 4 * waves(SIMD3(p.y / 18, ax / 18, p.x > 0 ? 1.5 : 7.5))
    let sylvian = max(abs(p.z - sylvianHeight) - 1.2 - sulcusMm, max(39 - ax, abs(p.y - 5) - 38))
    // The insula bulges outwards between the opercula; its fluid sheet is bent, not flat.
    let insularX = 40 - 0.008 * (p.y - 4) * (p.y - 4) + 1.8 * waves(p / 14 + SIMD3(2, 6, 4))
    let insularRim = max(abs(p.y - 2) - 26, abs(p.z - 4 - 0.6 * sylvianHeight) - 15)
    let insula = max(abs(ax - insularX) - 1, insularRim)
    let lateral = min(sylvian, insula)

    let third =
      S.ellipsoid(p, at: SIMD3(0.3, 10, -3), semiAxes: SIMD3(2.6, 15, 11))
      - HeadVariation.ventricleMm / 2 * atrophy
    let aqueduct = S.capsule(p, from: SIMD3(0, 24, -4), to: SIMD3(0, 38, -26), 1.1, 1.3)
    let suprasellar = S.ellipsoid(p, at: SIMD3(0, -8, -20), semiAxes: SIMD3(13, 10, 6))
    let quadrigeminal = S.ellipsoid(p, at: SIMD3(0, 40, -4), semiAxes: SIMD3(11, 5, 6))
    let side = p.x > 0 ? 1.0 : -1
    let occipitalHorn = S.capsule(
      p, from: SIMD3(24 * side, 40, 9), to: SIMD3(22 * side, 70 - 4 * side, 5), 4.5, 2)
    let temporalHorn = S.capsule(
      p, from: SIMD3(29 * side, 42, 4), to: SIMD3(33 * side, 16, -20), 3.4, 2)
    var ventricle = min(min(third, aqueduct), min(suprasellar, quadrigeminal))
    ventricle = min(ventricle, min(occipitalHorn, temporalHorn))
    ventricle = min(ventricle, max(cistern, -stem))
    var cortexDepth = min(min(surface, sulcus), min(fissure, lateral))
    if stem < 2, p.z < -6 { cortexDepth = min(max(cortexDepth, 4), surface + 4) }
    cortexDepth = min(cortexDepth, tentorialSheet - 1)
    return Position(
      cortexDepth: cortexDepth, ventricle: ventricle, infratentorial: stem < 0 && p.z < -6,
      dura: min(falx, tentorialSheet), depth: surface)
  }

  /// Distance to the nearest vein.
  func veinDistance(_ p: SIMD3<Double>, innerTableDepth depth: Double) -> Double {
    typealias S = SignedDistance
    var d = 20.0
    if abs(p.x) < 8, p.y > -70 {
      // Superior sagittal sinus: a triangle under the vault.
      if p.z > -14 { d = max(abs(p.x - 1) - 4.5 + 0.6 * depth, max(depth - 7, 0.3 - depth)) }
      d = min(d, S.capsule(p, from: SIMD3(0, 43, 4), to: SIMD3(0.5, 96, -14), 2.2, 2.8))
      d = min(d, S.capsule(p, from: SIMD3(0, 30, 9), to: SIMD3(0, 43, 4), 2, 2.4))
      d = min(d, S.capsule(p, from: SIMD3(1.6, 0, 11), to: SIMD3(1.2, 30, 9), 1.1, 1.4))
      d = min(d, S.capsule(p, from: SIMD3(-1.8, 1, 11), to: SIMD3(-1.2, 30, 9), 1.2, 1.4))
    }
    let side = p.x > 0 ? 1.0 : -1
    if p.y > 35, p.z < 0 {
      d = min(
        d, S.capsule(p, from: SIMD3(3 * side, 97, -15), to: SIMD3(56 * side, 66, -27), 3.8 - side, 3.2 - side)
      )
    }
    if abs(p.x) < 26, p.z > 0 {
      d = min(d, S.capsule(p, from: SIMD3(1.8 * side, 0, 11), to: SIMD3(14 * side, 2, 17), 0.8, 0.6))
      d = min(d, S.capsule(p, from: SIMD3(2 * side, -6, 10), to: SIMD3(6 * side, -28, 10), 0.8, 0.5))
    }
    // Cortical veins that run to the sagittal sinus over the convexity.
    if p.z > 22, depth > 0, depth < 6 {
      let k = ((p.y + 0.3 * abs(p.x)) / 23).rounded()
      let bend = p.y + 0.3 * abs(p.x) - 23 * k + 4 * waves(p / 22 + SIMD3(k, side, 0))
      d = min(d, max((bend * bend + (depth - 2.6) * (depth - 2.6)).squareRoot() - 1.15, 3 - abs(p.x)))
    }
    return d
  }
}
