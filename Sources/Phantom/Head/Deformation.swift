import Vocabulary

/// A smooth random deformation of what lies inside the skull, template millimetres.
///
/// A head's point is looked up in the undeformed brain at `p + offset(p)`. Two octaves of noise bend both sides
/// differently; a bump moves the nuclei of one side; wide ventricles push everything outwards. All fade to nothing at the
/// inner table, so that the skull stays as it is.
struct Deformation: Sendable {
  /// Node distance of the two octaves, mm: the brain's lobes, and the size of a nucleus.
  static let nodeMm = (coarse: 45.0, fine: 22.0)
  /// How far below the inner table the deformation has grown to its full size, mm.
  static let fadeMm = 30.0
  /// Middle of the lentiform nuclei in the template (left), and how far the bump of one side reaches (SD), mm.
  static let bump = (center: SIMD3(20.0, 5, 0), reachMm: 18.0)
  /// How far wide ventricles push the walls of the third ventricle and frontal horns, mm at full atrophy.
  static let pushMm = 3.0
  /// Distances from the midline between which the push grows, and beyond which it fades, mm.
  static let pushRange = (near: 18.0, from: 18.0, far: 64.0)
  /// Rounds of the fixed-point inversion: the offset's slope is below 0.7, so 40 leave less than 1e-5 mm.
  private static let rounds = 40

  private let coarse: ValueNoise
  private let fine: ValueNoise
  private let variation: HeadVariation

  init(seed: UInt64, variation: HeadVariation) {
    coarse = ValueNoise(seed: seed &+ 51)
    fine = ValueNoise(seed: seed &+ 52)
    self.variation = variation
  }

  /// Where the undeformed brain is looked up, minus `p`.
  /// - Parameter depth: distance of `p` below the inner table of the skull, mm.
  func offset(at p: SIMD3<Double>, depth: Double) -> SIMD3<Double> {
    let fade = SignedDistance.step(0, Self.fadeMm, depth)
    guard fade > 0 else { return .zero }
    let v = variation
    var u = SIMD3<Double>.zero
    if v.coarseMm > 0 { u += Self.vector(coarse, p / Self.nodeMm.coarse) * v.coarseMm }
    if v.fineMm > 0 { u += Self.vector(fine, p / Self.nodeMm.fine) * v.fineMm }
    let shift = p.x > 0 ? v.leftShiftMm : v.rightShiftMm
    if shift != .zero {
      let d = SIMD3(abs(p.x), p.y, p.z) - Self.bump.center
      let s = Self.bump.reachMm
      // Nothing at the midline: the two sides meet there.
      u -= shift * (gaussian(dot(d, d) / (s * s)) * SignedDistance.step(0, Self.pushRange.near, abs(p.x)))
    }
    if v.atrophy > 0 {
      let ax = abs(p.x)
      let r = Self.pushRange
      let push =
        Self.pushMm * v.atrophy * SignedDistance.step(0, r.near, ax)
        * (1 - SignedDistance.step(r.from, r.far, ax))
      u.x -= p.x > 0 ? push : -push
    }
    return u * fade
  }

  /// The head's point that shows `q` of the undeformed brain.
  func inverse(_ q: SIMD3<Double>, depth: (SIMD3<Double>) -> Double) -> SIMD3<Double> {
    var p = q
    for _ in 0..<Self.rounds { p = q - offset(at: p, depth: depth(p)) }
    return p
  }

  /// Three functions out of one: places far apart on the lattice have nothing to do with each other.
  private static func vector(_ noise: ValueNoise, _ q: SIMD3<Double>) -> SIMD3<Double> {
    SIMD3(
      noise(q + SIMD3(0.4, 9.2, 17.7)), noise(q + SIMD3(11.3, 1.8, 23.1)), noise(q + SIMD3(5.9, 20.6, 7.5)))
  }

  /// exp(−x/2) by (1 + x/64)⁻³², close enough for a bump and free of Foundation.
  private func gaussian(_ x: Double) -> Double {
    var y = 1 / (1 + x / 64)
    for _ in 0..<5 { y *= y }
    return y
  }
}
