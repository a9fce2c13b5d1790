import Foundation
import Vocabulary
import Voxels

/// A head of ellipsoids that both scanners can look at: scalp, skull, brain, ventricles, sinuses, and blobs
/// that make left and right different.
struct SyntheticHead: Sendable {
  private struct Part: Sendable {
    let centre: SIMD3<Double>
    let radii: SIMD3<Double>
    let hu: Float
    let magnitude: Float

    init(_ centre: SIMD3<Double>, _ radii: SIMD3<Double>, _ hu: Float, _ magnitude: Float) {
      (self.centre, self.radii, self.hu, self.magnitude) = (centre, radii, hu, magnitude)
    }

    func contains(_ p: SIMD3<Double>) -> Bool {
      let q = (p - centre) / radii
      return (q * q).sum() <= 1
    }
  }

  /// Later parts lie inside earlier ones; LPS mm of the head's own frame.
  private var parts: [Part] = [
    Part(SIMD3(0, 0, 0), SIMD3(76, 96, 86), -60, 500),  // scalp
    Part(SIMD3(0, -70, -55), SIMD3(40, 40, 40), 40, 350),  // face
    Part(SIMD3(0, 0, 1), SIMD3(70, 90, 80), 900, 40),  // skull
    Part(SIMD3(0, 0, 2), SIMD3(64, 84, 74), 8, 900),  // cerebrospinal fluid
    Part(SIMD3(1, 0, 2), SIMD3(61, 81, 71), 37, 620),  // grey matter
    Part(SIMD3(0, 1, 3), SIMD3(54, 73, 62), 28, 480),  // white matter
    Part(SIMD3(14, -5, 12), SIMD3(9, 32, 10), 6, 930),  // left ventricle, larger
    Part(SIMD3(-13, 0, 14), SIMD3(6, 26, 8), 6, 930),
    Part(SIMD3(24, -6, -6), SIMD3(9, 18, 10), 40, 640),  // basal ganglia
    Part(SIMD3(-24, -6, -6), SIMD3(9, 18, 10), 40, 640),
    Part(SIMD3(-38, 30, 24), SIMD3(14, 10, 12), 15, 850),  // right parietal lesion
    Part(SIMD3(30, 45, -25), SIMD3(12, 14, 10), 60, 300),  // left occipital lesion
    Part(SIMD3(6, -82, -40), SIMD3(16, 14, 14), -950, 20),  // sinus, off the midline
    Part(SIMD3(-55, 5, -48), SIMD3(12, 14, 9), -800, 20),  // right mastoid, larger
    Part(SIMD3(56, 5, -50), SIMD3(8, 10, 7), -800, 20),
  ]

  /// Another person: longer, narrower, lower, and what lies inside lies elsewhere.
  static let other: SyntheticHead = {
    var head = SyntheticHead()
    head.parts = head.parts.map {
      let c = $0.centre
      let moved = SIMD3(-0.9 * c.x, 1.1 * c.y + (c.y > 10 ? -14 : 6), 0.85 * c.z + 7)
      return Part(
        length(c) > 5 ? moved : c, $0.radii * SIMD3(0.9, 1.08, 0.92), $0.hu, $0.magnitude)
    }
    return head
  }()

  /// Nuclei at whose places the error is measured, head frame.
  static let targets = [SIMD3(24.0, -6, -6), SIMD3(-24, -6, -6), SIMD3(0, 20, -10), SIMD3(0, -20, 10)]

  private func values(at p: SIMD3<Double>) -> (hu: Float, magnitude: Float) {
    var result: (Float, Float) = (-1000, 0)
    for part in parts where part.contains(p) { result = (part.hu, part.magnitude) }
    return result
  }

  /// What a scanner with voxels of this grid sees: the mean over 2×2×2 points a voxel, and seeded noise.
  func image<Unit, Frame>(
    _ grid: Grid<Frame>, as _: Unit.Type, headFromPatient: Affine, noise: Float, seed: UInt64,
    _ channel: @Sendable (_ hu: Float, _ magnitude: Float) -> Float
  ) -> Volume<Unit, Frame> {
    let map = headFromPatient * grid.voxelToPatient
    var volume = Volume<Unit, Frame>(grid: grid)
    volume.voxels.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let out = buffer
      parallelSlices(grid.size.z) { z in
        var random = TestRandom(state: seed &+ UInt64(z) &* 7919)
        for y in 0..<grid.size.y {
          for x in 0..<grid.size.x {
            var sum: Float = 0
            for corner in 0..<8 {
              let d = SIMD3(
                corner & 1 == 0 ? -0.25 : 0.25, corner & 2 == 0 ? -0.25 : 0.25, corner & 4 == 0 ? -0.25 : 0.25
              )
              let v = values(at: map(SIMD3(Double(x), Double(y), Double(z)) + d))
              sum += channel(v.hu, v.magnitude)
            }
            out[grid.offset(x, y, z)] = sum / 8 + noise * random.normal()
          }
        }
      }
    }
    return volume
  }
}

/// A CT and an MR of one synthetic head with the transform between them known.
struct SyntheticPair: Sendable {
  let ct: CTVolume
  let mr: MRVolume<Magnitude>
  let ctToMR: RigidTransform<CTPatient, MRPatient>
  /// Places of the nuclei in the MR.
  let targets: [Point<MRPatient>]

  /// `headToCT` and `headToMR` carry the head's own frame into the patients'; `tiltDegrees` shears the CT.
  init(headToCT: Affine, headToMR: Affine, tiltDegrees: Double = 0, ctOf other: SyntheticHead? = nil) {
    let head = SyntheticHead()
    let ctSpacing = SIMD3(2.0, 2, 2.5)
    let ctSize = SIMD3(110, 125, 92)
    let t = tiltDegrees * .pi / 180
    // Slices are stacked along z while the gantry, and with it every slice, leans back.
    let linear = Matrix3(
      columns: SIMD3(ctSpacing.x, 0, 0), SIMD3(0, ctSpacing.y * cos(t), -ctSpacing.y * sin(t)),
      SIMD3(0, 0, ctSpacing.z))
    let ctCentre = SIMD3(Double(ctSize.x - 1), Double(ctSize.y - 1), Double(ctSize.z - 1)) / 2
    let ctGrid = Grid<CTPatient>(
      size: ctSize, voxelToPatient: Affine(linear: linear, translation: -(linear * ctCentre)))
    let mrSize = SIMD3(88, 104, 64)
    let mrSpacing = SIMD3(2.2, 2.2, 3)
    let mrCentre = SIMD3(Double(mrSize.x - 1), Double(mrSize.y - 1), Double(mrSize.z - 1)) / 2
    let mrGrid = Grid<MRPatient>(
      size: mrSize,
      voxelToPatient: Affine(linear: Matrix3(diagonal: mrSpacing), translation: -(mrSpacing * mrCentre)))
    ct = (other ?? head).image(ctGrid, as: HU.self, headFromPatient: headToCT.inverse, noise: 6, seed: 1) {
      hu, _ in hu
    }
    mr = head.image(mrGrid, as: Magnitude.self, headFromPatient: headToMR.inverse, noise: 12, seed: 2) { $1 }
    let across = headToMR * headToCT.inverse
    ctToMR = RigidTransform(rotation: across.linear, translationMm: across.translation)
    targets = SyntheticHead.targets.map { Point(headToMR($0)) }
  }

  /// Largest target registration error in mm.
  func largestError(_ found: RigidTransform<CTPatient, MRPatient>) -> Double {
    targets.map { found(ctToMR.inverse($0)).distance(to: $0) }.max() ?? .infinity
  }

  /// A turn about x, y, z in degrees, then a shift.
  static func placed(_ x: Double, _ y: Double, _ z: Double, shift: SIMD3<Double>) -> Affine {
    let degree = Double.pi / 180
    let r =
      Matrix3.rotation(about: SIMD3(0, 0, 1), radians: z * degree)
      * Matrix3.rotation(about: SIMD3(0, 1, 0), radians: y * degree)
      * Matrix3.rotation(about: SIMD3(1, 0, 0), radians: x * degree)
    return Affine(linear: r, translation: shift)
  }

  /// Turned by 12°, 5°, 8° and shifted against each other.
  static let turned = SyntheticPair(
    headToCT: placed(-6, 2, 3, shift: SIMD3(4, -12, 9)), headToMR: placed(6, -3, -5, shift: SIMD3(-3, 5, -4)))
}

/// SplitMix64, seeded, with a normal deviate.
struct TestRandom {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Sum of twelve uniforms less six: variance 1.
  mutating func normal() -> Float { Float((0..<12).reduce(-6.0) { sum, _ in sum + unit() }) }
}
