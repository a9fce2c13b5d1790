import Vocabulary
import Voxels

/// A head of ellipsoids that both scanners can look at: scalp, skull, brain, ventricles, sinuses, and sulci that lie
/// elsewhere on the left than on the right, as in every head.
struct SyntheticHead: Sendable {
  private struct Part: Sendable {
    let centre: SIMD3<Double>
    let radii: SIMD3<Double>
    private let inverseRadii: SIMD3<Double>
    let hu: Float
    let magnitude: Float

    init(_ centre: SIMD3<Double>, _ radii: SIMD3<Double>, _ hu: Float, _ magnitude: Float) {
      (self.centre, self.radii, self.hu, self.magnitude) = (centre, radii, hu, magnitude)
      inverseRadii = 1 / radii
    }

    func contains(_ p: SIMD3<Double>) -> Bool {
      let q = (p - centre) * inverseRadii
      return (q * q).sum() <= 1
    }
  }

  /// Later parts lie inside earlier ones; LPS mm of the head's own frame.
  private var parts: [Part]

  /// The head whose sulci a seed places.
  init(sulciSeed: UInt64 = 1) { parts = Self.common + Self.sulci(seed: sulciSeed) }

  private static let common: [Part] = [
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

  /// Drops of fluid in the rim of the brain, as many as it takes to lose a fifth of the similarity by mirroring.
  private static func sulci(seed: UInt64) -> [Part] {
    var random = TestRandom(seed: seed)
    return (0..<60).map { _ in
      let direction = SIMD3(random.normal(), random.normal(), random.normal())
      let depth = 0.6 + 0.3 * random.unit()
      let centre = direction / length(direction) * SIMD3(61, 81, 71) * depth
      return Part(centre, SIMD3(random.unit(), random.unit(), random.unit()) * 10 + 5, 8, 900)
    }
  }

  /// Another person: longer, narrower, lower, and what lies inside lies elsewhere.
  static let other: SyntheticHead = {
    var head = SyntheticHead(sulciSeed: 2)
    head.parts = head.parts.map {
      let c = $0.centre
      let moved = SIMD3(-0.9 * c.x, 1.1 * c.y + (c.y > 10 ? -14 : 6), 0.85 * c.z + 7)
      return Part(
        length(c) > 5 ? moved : c, $0.radii * SIMD3(0.9, 1.08, 0.92), $0.hu, $0.magnitude)
    }
    return head
  }()

  /// Whether a place of the head's frame lies in the brain, at least a twentieth of its radius below its surface.
  static func isBrain(_ p: SIMD3<Double>) -> Bool {
    let q = (p - SIMD3(1, 0, 2)) / (SIMD3(61, 81, 71) * 0.95)
    return (q * q).sum() <= 1
  }

  /// Nuclei at whose places the error is measured, head frame.
  static let targets = [SIMD3(24.0, -6, -6), SIMD3(-24, -6, -6), SIMD3(0, 20, -10), SIMD3(0, -20, 10)]

  private static func values(_ parts: [Part], at p: SIMD3<Double>) -> (hu: Float, magnitude: Float) {
    guard let innermost = parts.last(where: { $0.contains(p) }) else { return (-1000, 0) }
    return (innermost.hu, innermost.magnitude)
  }

  /// What a scanner with voxels of this grid sees without noise: the mean over 2×2×2 points a voxel.
  func image<Unit, Frame>(
    _ grid: Grid<Frame>, as _: Unit.Type, headFromPatient: Affine,
    _ channel: @Sendable (_ hu: Float, _ magnitude: Float) -> Float
  ) -> Volume<Unit, Frame> {
    let map = headFromPatient * grid.voxelToPatient
    var volume = Volume<Unit, Frame>(grid: grid)
    volume.voxels.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let out = buffer
      parallelSlices(grid.size.z) { z in
        // Only what the slice can touch: most parts are small.
        let origin = map(SIMD3(0, 0, Double(z)))
        let normal = cross(map.linear.c0, map.linear.c1)
        let halfThickness = length(map.linear.c2)
        let parts = parts.filter {
          abs(dot(normal, $0.centre - origin)) / length(normal) <= $0.radii.max() + halfThickness
        }
        for y in 0..<grid.size.y {
          for x in 0..<grid.size.x {
            var sum: Float = 0
            for corner in 0..<8 {
              let d = SIMD3(
                corner & 1 == 0 ? -0.25 : 0.25, corner & 2 == 0 ? -0.25 : 0.25, corner & 4 == 0 ? -0.25 : 0.25
              )
              let v = Self.values(parts, at: map(SIMD3(Double(x), Double(y), Double(z)) + d))
              sum += channel(v.hu, v.magnitude)
            }
            out[grid.offset(x, y, z)] = sum / 8
          }
        }
      }
    }
    return volume
  }
}
