import Shapes
import Vocabulary

/// The digital head: tissue properties at every point of `HeadPatient`, as analytic functions, so that it can be
/// sampled on any grid.
struct HeadModel: Sendable {
  /// Properties at a point and the measured nucleus it belongs to (index into `SidedStructure.all`).
  struct Sample: Sendable {
    var tissue: TissueMixture
    var nucleus: Int?
  }

  /// Template-to-native factor a template axis.
  let nativeScale: SIMD3<Double>
  private let cranium: Cranium
  private let cerebrum: Cerebrum
  private let nuclei: DeepNuclei
  private let texture: ValueNoise
  private let deposits: [(deposit: Deposit, center: SIMD3<Double>)]  // native mm
  /// What is painted over the brain: deposits, then haemorrhages.
  private let foci: [Focus]
  private let palette: Palette
  private let anatomy: HeadAnatomy
  /// Nil for a head as the table has it.
  private let deformation: Deformation?
  /// Growth of the lateral ventricles' walls, template mm.
  private let ventricleGrowthMm: Double
  /// Deposits and vessels of a variation.
  private let placed: [PlacedFocus]
  /// What fills the nuclei, in the order of `SidedStructure.all`, and the rim that is left, template mm.
  private let fills: [(tissue: TissueMixture, rimMm: Double)?]

  /// A ball of one tissue.
  private struct Focus: Sendable {
    let center: SIMD3<Double>  // native mm
    let radiusMm: Double
    let tissue: TissueMixture
  }

  /// - Parameters:
  ///   - scenario: seed, asymmetry, deposits; repetition time and flip angle fix the signal of a tissue.
  ///   - hemorrhages: clots in the hemispheres.
  ///   - contrastHU: attenuation that a contrast agent adds to the blood on CT.
  ///   - anatomy: what is unusual about the skull.
  init(
    _ scenario: PhantomScenario, hemorrhages: [Hemorrhage] = [], contrastHU: Double = 0,
    anatomy: HeadAnatomy = HeadAnatomy()
  ) {
    self.anatomy = anatomy
    var random = SplitMix64(seed: scenario.seed, stream: 1)
    // Native heads against the template: 1/(1.103, 1.047, 1.112), landmarks.json `hoa2ToMni`, ± 2.5 %.
    nativeScale =
      SIMD3(0.907, 0.955, 0.899)
      * (SIMD3(repeating: 1) + 0.025 * SIMD3(random.symmetric(), random.symmetric(), random.symmetric()))
    cranium = Cranium(seed: scenario.seed, asymmetry: scenario.asymmetry)
    let variation = scenario.variation
    cerebrum = Cerebrum(seed: scenario.seed, atrophy: variation?.atrophy ?? 0)
    let deformation = variation.map { Deformation(seed: scenario.seed, variation: $0) }
    self.deformation = deformation
    ventricleGrowthMm = HeadVariation.ventricleMm * (variation?.atrophy ?? 0)
    let nuclei = DeepNuclei(seed: scenario.seed, nativeScale: nativeScale)
    self.nuclei = nuclei
    texture = ValueNoise(seed: scenario.seed &+ 41)
    palette = Palette(
      repetitionTimeMs: scenario.repetitionTimeMs, flipAngleDegrees: scenario.flipAngleDegrees,
      hasCalcifications: scenario.hasPhysiologicCalcifications, contrastHU: contrastHU,
      ironFactors: variation?.ironFactors)
    let scale = nativeScale
    let palette = palette
    deposits = scenario.deposits.compactMap { d in
      nuclei.body(.globusPallidus, d.side).map { (d, Self.place(d, in: $0) * scale) }
    }
    func focus(
      _ center: SIMD3<Double>, _ radiusMm: Double, _ chiPPM: Double, _ hu: Double, _ r2Star: Double
    ) -> Focus {
      let t = Tissue(chiPPM, hu, 0.62, 1000, r2Star)
      return Focus(center: center, radiusMm: radiusMm, tissue: palette.mixture(t, brain: true))
    }
    let cranium = cranium
    placed = (variation?.foci ?? []).compactMap { f in
      guard let body = nuclei.body(.globusPallidus, f.side) else { return nil }
      let medial = Self.place(on: f.side, in: body)
      let tissue = palette.mixture(f.tissue, brain: true)
      // From the undeformed brain into this head, then to its size.
      func native(_ q: SIMD3<Double>) -> SIMD3<Double> {
        (deformation?.inverse(q) { -cranium.distances($0).intracranial } ?? q) * scale
      }
      let inwards = f.side == .left ? -1.0 : 1
      switch f.form {
      case .ball(let radius, let offset):
        let center = native(medial) + SIMD3(offset.x * inwards, offset.y, offset.z)
        return PlacedFocus(body: .ball(center: center, radiusMm: radius), tissue: tissue)
      case .tube(let radius, let inside, let beyond):
        let axis = normalized(SIMD3(inwards, 0, Self.vesselDescent))
        let border = native(Self.border(from: medial, along: axis, of: body))
        return PlacedFocus(
          body: .tube(from: border - axis * inside, to: border + axis * beyond, radiusMm: radius),
          tissue: tissue)
      case .fill: return nil
      }
    }
    fills = SidedStructure.all.map { s in
      for f in variation?.foci ?? [] {
        guard case .fill(let structures, let rim) = f.form, f.side == s.side, structures.contains(s.structure)
        else { continue }
        return (palette.mixture(f.tissue, brain: true), rim)
      }
      return nil
    }
    foci =
      deposits.map {
        focus($0.center, $0.deposit.radiusMm, $0.deposit.chiPPM, $0.deposit.hu, $0.deposit.r2StarPerSecond)
      }
      + hemorrhages.map {
        focus($0.centerInHeadMm, $0.radiusMm, $0.chiPPM, $0.hu, $0.r2StarPerSecond)
      }
  }

  /// Middle of each deposit and vessel of the variation that has one, native head coordinates.
  func fociCenters() -> [Point<HeadPatient>] { placed.map { Point($0.center) } }

  /// Centre of a deposit in native head coordinates.
  func depositCenters() -> [(Deposit, Point<HeadPatient>)] { deposits.map { ($0.deposit, Point($0.center)) } }

  /// The point of the pallidum's medial zone that lies deepest under its outline.
  private static func place(_ deposit: Deposit, in body: DeepNuclei.Body) -> SIMD3<Double> {
    place(on: deposit.side, in: body)
  }

  /// How far a vessel descends for each mm towards the midline: perforating vessels rise from the base.
  private static let vesselDescent = -0.8

  /// Where a ray from inside the pallidum leaves it, template mm.
  private static func border(
    from start: SIMD3<Double>, along axis: SIMD3<Double>, of body: DeepNuclei.Body
  ) -> SIMD3<Double> {
    var p = start
    // A tenth of a millimetre at a time; no pallidum is 30 mm thick.
    for _ in 0..<300 where body.distance(p) < 0 { p += axis * 0.1 }
    return p
  }

  private static func place(on side: Side, in body: DeepNuclei.Body) -> SIMD3<Double> {
    guard let zone = body.shape.medialZone else { return body.shape.centroid.lps + body.shift }
    let c = body.shape.centroid.lps + body.shift
    var best = (distance: Double.infinity, point: c)
    // Half a millimetre is finer than any voxel.
    for i in -24...24 {
      for j in -24...24 {
        for k in -24...24 {
          let d = SIMD3(Double(i), Double(j), Double(k)) * 0.5
          guard dot(d, zone.axis) > (zone.thresholdMm + 0.6) * body.scale else { continue }
          let s = body.distance(c + d)
          if s < best.distance { best = (s, c + d) }
        }
      }
    }
    return best.point
  }

  /// Properties at a point of the head.
  func sample(_ h: SIMD3<Double>) -> Sample {
    let p = h / nativeScale
    let box = p - Cranium.center
    guard abs(box.x) < Cranium.halfSize.x, abs(box.y) < Cranium.halfSize.y, abs(box.z) < Cranium.halfSize.z
    else { return Sample(tissue: palette.air, nucleus: nil) }
    let d = cranium.distances(p)
    guard d.skin < 0.5 else { return Sample(tissue: palette.air, nucleus: nil) }
    // The inner table is soft over 1 mm: compute both sides only in that shell.
    let inside = SignedDistance.coverage(d.intracranial)
    if inside >= 1 { return intracranial(p, native: h, d) }
    var tissue = extracranial(p, d)
    if inside > 0 {
      let inner = intracranial(p, native: h, d)
      tissue.cover(with: inner.tissue, share: inside)
    }
    tissue.cover(with: palette.air, share: 1 - SignedDistance.coverage(d.skin))
    return Sample(tissue: tissue, nucleus: nil)
  }

  private func extracranial(_ p: SIMD3<Double>, _ d: Cranium.Distances) -> TissueMixture {
    typealias S = SignedDistance
    var t = palette.muscle
    // Skin 2 mm, fat below it.
    t.cover(with: palette.fat, share: S.coverage(-d.skin - 5.5, 1.5))
    let orbit = cranium.orbitDistances(p)
    t.cover(with: palette.fat, share: S.coverage(orbit.fat))
    t.cover(with: palette.vitreous, share: S.coverage(orbit.globe))
    t.cover(with: palette.skin, share: S.coverage(-d.skin - 2))
    // Vault and base shell; below the foramen magnum vertebrae with gaps between them.
    let shell = d.intracranial - d.skullThickness
    let vertebra = p.z < -88 ? 3 * sine(p.z * 0.35) : 0
    let closed = 1 - anatomy.opening(at: p)
    let bone = S.coverage(max(shell + vertebra, d.skin + 3)) * (p.z < -80 ? 0.9 : 1) * closed
    t.cover(with: palette.corticalBone, share: bone)
    if d.intracranial > 0, d.intracranial < d.skullThickness {
      // Cancellous middle of the shell where it is thick enough; 2 mm tables.
      let middle = min(d.intracranial - 2, d.skullThickness - 2 - d.intracranial)
      t.cover(with: palette.diploe, share: S.coverage(-middle, 1.5) * bone * 0.9)
    }
    if p.z < 0 {
      let solid = cranium.boneDistance(p)
      t.cover(with: palette.corticalBone, share: S.coverage(max(solid, d.skin + 3)) * closed)
      // Air keeps 1.5 mm of bone towards the brain.
      var air = max(cranium.airDistance(p) - anatomy.pneumatizationMm, 1.5 - d.intracranial)
      if anatomy.pneumatizationMm > 0 { air = max(air, d.skin + HeadAnatomy.coverMm) }
      t.cover(with: palette.air, share: S.coverage(air))
    }
    return t
  }

  private func intracranial(_ head: SIMD3<Double>, native: SIMD3<Double>, _ d: Cranium.Distances) -> Sample {
    typealias S = SignedDistance
    let depth = -d.intracranial
    let p = deformation.map { head + $0.offset(at: head, depth: depth) } ?? head
    let at = cerebrum.position(p, innerTableDepth: depth)
    var t = palette.whiteMatter
    // White matter is not the same everywhere.
    t.lanes[0] += Float(0.008 * texture(p / 9))
    t.lanes[3] *= Float(1 + 0.08 * texture(p / 12 + SIMD3(5, 5, 5)))
    if !at.infratentorial || at.depth < 12 {
      t.cover(with: palette.grayMatter, share: S.coverage(at.cortexDepth - Cerebrum.cortexMm, 1.4))
    }
    t.cover(with: palette.csf, share: S.coverage(at.cortexDepth, 1.4))
    t.cover(with: palette.csf, share: S.coverage(at.ventricle))
    t.cover(with: palette.dura, share: max(S.coverage(at.dura), S.coverage(depth - 0.6)))
    var nucleus: Int?
    if abs(p.x) < 50, p.z > -50, p.z < 50 { nucleus = deepBrain(p, &t) }
    let vein = cerebrum.veinDistance(p, innerTableDepth: depth)
    if nucleus == nil { t.cover(with: palette.blood, share: S.coverage(vein)) }
    if palette.hasCalcifications { calcify(p, &t) }
    for focus in foci {
      let r = length(native - focus.center) - focus.radiusMm
      t.cover(with: focus.tissue, share: S.coverage(r))
    }
    for focus in placed { t.cover(with: focus.tissue, share: S.coverage(focus.distance(native))) }
    // Everything under the brain's outer surface counts as brain, sulci and ventricles included.
    t.lanes[4] = S.coverage(-at.depth)
    return Sample(tissue: t, nucleus: nucleus)
  }

  /// Paints ventricles and nuclei; the nucleus wins where they overlap.
  private func deepBrain(_ p: SIMD3<Double>, _ t: inout TissueMixture) -> Int? {
    typealias S = SignedDistance
    for v in nuclei.ventricles {
      let s = v.distance(p) - ventricleGrowthMm
      // The ventricles never cross the midline; a septum of 1 mm stays between them.
      let septum = v.shape.side == .left ? 0.6 - p.x : p.x + 0.6
      t.cover(with: palette.csf, share: S.coverage(max(s, septum)))
    }
    for s in nuclei.subthalamic { t.cover(with: palette.subthalamic, share: S.coverage(s.distance(p))) }
    var found: Int?
    var room: Float = 1
    for (i, body) in nuclei.nuclei.enumerated() {
      guard (body.shape.side == .left) == (p.x > 0) else { continue }
      let s = body.distance(p)
      guard s < 1 else { continue }
      let share = min(S.coverage(s), room)
      guard share > 0 else { continue }
      var tissue = palette.nuclei[i]
      // Iron is not even: ± 8 % over a few mm, more towards the middle of a nucleus.
      let grain = Float(0.08 * texture(p / 3.5 + SIMD3(Double(i), 0, 0)) + 0.012 * min(max(-s, 0), 4))
      tissue.lanes[0] *= 1 + grain
      tissue.lanes[3] *= 1 + grain
      if let fill = fills[i] { tissue.cover(with: fill.tissue, share: S.coverage(s + fill.rimMm)) }
      t.cover(with: tissue, share: share)
      room -= share
      if s <= 0, found == nil { found = i }
    }
    return found
  }

  /// Pineal gland and the glomus of the choroid plexus on both sides, of unequal size.
  private func calcify(_ p: SIMD3<Double>, _ t: inout TissueMixture) {
    typealias S = SignedDistance
    guard p.y > 20, p.y < 55, p.z > -12, p.z < 25 else { return }
    t.cover(with: palette.pineal, share: S.coverage(length(p - SIMD3(0.5, 30.5, 1)) - 2.6))
    t.cover(with: palette.choroid, share: S.coverage(length(p - SIMD3(23, 40, 11)) - 2.4))
    t.cover(with: palette.choroid, share: S.coverage(length(p - SIMD3(-23.5, 39.5, 11)) - 2.8))
  }
}
