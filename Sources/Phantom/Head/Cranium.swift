import Vocabulary

/// The head's outer layers in template millimetres: intracranial space, skull, scalp and face.
///
/// Neither side mirrors the other, and no axis is one of symmetry: seeded low-frequency bulges, a skewed
/// vault, unequal sinuses, a face in front and a flat base below.
struct Cranium: Sendable {
  /// How far the vault is skewed and the sinuses differ; 1 is an ordinary head, 4 a clearly skewed one.
  let asymmetry: Double
  private let bulge: ValueNoise
  private let cells: ValueNoise

  init(seed: UInt64, asymmetry: Double) {
    self.asymmetry = asymmetry
    bulge = ValueNoise(seed: seed &+ 11)
    cells = ValueNoise(seed: seed &+ 12)
  }

  /// Distances that decide the tissue at a point.
  struct Distances: Sendable {
    /// To the inner table of the skull; negative in the intracranial space and the spinal canal.
    var intracranial: Double
    /// Thickness of the skull here.
    var skullThickness: Double
    /// To the skin; negative inside the head.
    var skin: Double
  }

  /// Half the size of a box around the head in template mm, and its centre: nothing but air beyond.
  static let center = SIMD3(0.0, 5, -26)
  static let halfSize = SIMD3(98.0, 124, 134)

  func distances(_ p0: SIMD3<Double>) -> Distances {
    let p = warped(p0)
    typealias S = SignedDistance
    let vault = S.roundedBox(p, at: SIMD3(0, 17, 10), semiAxes: SIMD3(70, 89, 69))
    let cerebrum = S.smoothIntersection(vault, floorHeight(p) - p.z, 10)
    let posteriorFossa = S.roundedBox(p, at: SIMD3(0, 60, -38), semiAxes: SIMD3(55, 41, 31))
    let canal = S.capsule(p, from: SIMD3(0, 26, -25), to: SIMD3(0, 42, -78), 19, 13)
    let spine = S.capsule(p, from: SIMD3(0, 42, -78), to: SIMD3(0, 50, -190), 12, 11)
    var ics = S.smoothUnion(cerebrum, posteriorFossa, 8)
    ics = S.smoothUnion(ics, min(canal, spine), 6)

    // Thick at the occiput, thin at the temples, irregular everywhere.
    let temple =
      S.step(45, 68, abs(p.x)) * S.step(60, 10, abs(p.y)) * S.step(-60, -35, p.z) * S.step(35, 0, p.z)
    let occiput = S.step(70, 105, p.y)
    let thickness = 6 + 1.8 * bulge(p0 / 45 + SIMD3(7, 3, 5)) - 2.4 * temple + 2 * occiput

    let scalp = 5 + 1.2 * bulge(p0 / 50 + SIMD3(1, 9, 2)) + 2 * S.step(20, -40, p.z)
    var skin = ics - thickness - scalp
    skin = S.smoothUnion(skin, S.roundedBox(p, at: SIMD3(0, -40, -68), semiAxes: SIMD3(66, 46, 72)), 14)
    skin = S.smoothUnion(skin, S.ellipsoid(p, at: SIMD3(0, -72, -30), semiAxes: SIMD3(36, 14, 12)), 12)
    skin = S.smoothUnion(skin, S.capsule(p, from: SIMD3(0, -80, -44), to: SIMD3(1, -99, -68), 7, 10), 8)
    let neck = S.roundedBox(p, at: SIMD3(0, 36, -130), semiAxes: SIMD3(60, 62, 85))
    skin = S.smoothUnion(skin, neck, 22)
    for x in [80.0, -81] {
      let ear = S.ellipsoid(p, at: SIMD3(x, 25, -36), semiAxes: SIMD3(5, 13, 26))
      skin = S.smoothUnion(skin, ear, 7)
    }
    return Distances(intracranial: ics, skullThickness: max(thickness, 2.5), skin: skin)
  }

  /// Low-frequency bulges and a skew of the vault (template mm).
  private func warped(_ p: SIMD3<Double>) -> SIMD3<Double> {
    // Smooth below, bulged above; 65 mm between the nodes keeps it a head.
    let q = p / 65
    let b = SIMD3(
      bulge(q + SIMD3(0.3, 4.1, 8.7)), bulge(q + SIMD3(5.2, 1.4, 2.6)), bulge(q + SIMD3(9.9, 7.3, 0.5)))
    let skew = SIMD3(0.012 * (p.y - 17), 0.03 * p.x, 0.008 * p.x) * asymmetry
    // A bump over one temple that no rotation can undo.
    let d = p - SIMD3(58, -30, 30)
    let bump = 1.6 * asymmetry / (1 + dot(d, d) / (28 * 28))
    return p + 3.5 * b + skew - bump * normalized(d + SIMD3(40, -30, 0))
  }

  /// Height of the skull base: frontal fossa, middle fossae on both sides of the sella, then the tentorium.
  private func floorHeight(_ p: SIMD3<Double>) -> Double {
    typealias S = SignedDistance
    let lateral = S.step(12, 26, abs(p.x))
    let frontal = -27 - 3 * S.step(15, 0, abs(p.x)) + 4 * S.step(15, 40, abs(p.x))
    let middle = -25 - 22 * lateral
    let posterior = -24.0
    let a = S.step(-38, -20, p.y)
    let b = S.step(26, 44, p.y)
    return (frontal + (middle - frontal) * a) * (1 - b) + posterior * b
  }

  /// Distance to air inside the head: sinuses, mastoid cells, ear canals, nose, pharynx.
  func airDistance(_ p: SIMD3<Double>) -> Double {
    guard p.z < 10, p.y < 62 else { return 20 }
    typealias S = SignedDistance
    var d = S.ellipsoid(p, at: SIMD3(-12, -75, -22), semiAxes: SIMD3(13 + asymmetry, 6, 13))
    d = min(d, S.ellipsoid(p, at: SIMD3(9, -75, -25), semiAxes: SIMD3(8, 5, 9)))
    d = min(d, S.ellipsoid(p, at: SIMD3(7, -20, -39), semiAxes: SIMD3(8, 13, 9)))
    d = min(d, S.ellipsoid(p, at: SIMD3(-8, -23, -40), semiAxes: SIMD3(9 + asymmetry, 14, 9)))
    d = min(d, S.ellipsoid(p, at: SIMD3(30, -52, -76), semiAxes: SIMD3(14, 16, 17)))
    d = min(d, S.ellipsoid(p, at: SIMD3(-31, -51, -77), semiAxes: SIMD3(13, 17, 16)))
    d = min(d, S.capsule(p, from: SIMD3(52, 24, -47), to: SIMD3(90, 22, -46), 3, 3.5))
    d = min(d, S.capsule(p, from: SIMD3(-52, 25, -48), to: SIMD3(-92, 23, -47), 3, 3.5))
    d = min(d, S.capsule(p, from: SIMD3(0, -20, -72), to: SIMD3(0, 4, -165), 9, 9))
    // Honeycombs: air where the cell noise is high enough.
    func honeycomb(_ shell: Double, _ cellMm: Double, _ wall: Double) -> Double {
      shell > 2 ? shell : max(shell, (wall - cells(p / cellMm)) * cellMm * 0.6)
    }
    let ethmoid = S.ellipsoid(p, at: SIMD3(0, -50, -42), semiAxes: SIMD3(14, 22, 12))
    d = min(d, max(honeycomb(ethmoid, 5, -0.25), 1.2 - abs(p.x)))
    let nose = S.ellipsoid(p, at: SIMD3(0, -58, -68), semiAxes: SIMD3(14, 30, 16))
    d = min(d, max(honeycomb(nose, 6, -0.1), 1.5 - abs(p.x - 0.6)))
    let leftMastoid = S.ellipsoid(p, at: SIMD3(60, 38, -48), semiAxes: SIMD3(11, 14, 17))
    let rightMastoid = S.ellipsoid(
      p, at: SIMD3(-59, 39, -50), semiAxes: SIMD3(10, 12, 17) * (asymmetry > 2 ? 0.6 : 1))
    return min(d, min(honeycomb(leftMastoid, 6, -0.2), honeycomb(rightMastoid, 6, -0.2)))
  }

  /// Distance to dense bone that the skull shell alone does not give: petrous bones, orbits' rims, jaws, teeth.
  func boneDistance(_ p: SIMD3<Double>) -> Double {
    typealias S = SignedDistance
    guard p.z < 0 else { return 20 }
    var d = S.capsule(p, from: SIMD3(20, 14, -40), to: SIMD3(60, 34, -42), 6, 12)
    d = min(d, S.capsule(p, from: SIMD3(-20, 14, -40), to: SIMD3(-60, 35, -43), 6, 12))
    d = min(d, S.ellipsoid(p, at: SIMD3(60, 38, -48), semiAxes: SIMD3(14, 17, 20)))
    d = min(d, S.ellipsoid(p, at: SIMD3(-59, 39, -50), semiAxes: SIMD3(13, 16, 20)))
    d = min(d, S.ellipsoid(p, at: SIMD3(0, -20, -38), semiAxes: SIMD3(22, 20, 13)))
    d = min(d, S.ellipsoid(p, at: SIMD3(0, -72, -24), semiAxes: SIMD3(30, 9, 16)))
    for x in [32.0, -32] {
      let orbit = S.ellipsoid(p, at: SIMD3(x, -58, -42), semiAxes: SIMD3(20, 26, 18))
      d = min(d, max(abs(orbit) - 1.5, -80 - p.y))
      let antrum = S.ellipsoid(p, at: SIMD3(x * 0.95, -52, -76), semiAxes: SIMD3(16, 18, 19))
      d = min(d, abs(antrum) - 1.5)
      d = min(d, S.capsule(p, from: SIMD3(x * 1.7, 6, -60), to: SIMD3(x * 1.5, -14, -112), 5, 6))
      d = min(d, S.capsule(p, from: SIMD3(x * 1.5, -14, -112), to: SIMD3(x * 0.2, -78, -122), 7, 8))
    }
    let arch = length(SIMD3(length(SIMD3(p.x, p.y + 50, 0)) - 26, p.z + 103, 0)) - 6
    return min(d, max(arch, p.y + 46))
  }

  /// Distances to the orbital fat and the globe of the nearer side.
  func orbitDistances(_ p: SIMD3<Double>) -> (fat: Double, globe: Double) {
    guard p.y < -25, p.z < -15 else { return (20, 20) }
    typealias S = SignedDistance
    let q = SIMD3(abs(p.x), p.y, p.z)
    return (
      S.ellipsoid(q, at: SIMD3(32, -59, -42), semiAxes: SIMD3(18.5, 25, 16.5)),
      length(q - SIMD3(33, -70, -41)) - 12.5
    )
  }
}
