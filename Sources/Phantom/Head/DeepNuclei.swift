import Shapes
import Vocabulary

/// The deep nuclei and lateral ventricles of one head: the shape table's outlines, each moved and resized by a
/// seeded amount so that no head is the atlas.
struct DeepNuclei: Sendable {
  /// One outline as it stands in this head.
  struct Body: Sendable {
    let shape: DeepBrainShape
    /// The nucleus it is; nil for ventricles and for what is not measured.
    let structure: Structure?
    /// Offset in template mm by which this head's body differs from the table's.
    let shift: SIMD3<Double>
    /// Enlargement against the table.
    let scale: Double
    /// Squared distance from the centre beyond which it cannot be.
    let reachSquared: Double
    let isTube: Bool

    /// Signed distance in template mm, first order near the outline; large far off.
    func distance(_ p: SIMD3<Double>) -> Double {
      let d = p - shift - shape.centroid.lps
      guard dot(d, d) < reachSquared else { return 50 }
      let level = shape.level(at: Point(p - shift), scale: scale)
      // A tube's radius is a few mm all along; a star's is the distance that has level 1 on this ray.
      return isTube ? (level - 1) * 4.5 * scale : (level > 1e-6 ? length(d) * (1 - 1 / level) : -3)
    }
  }

  /// Measured nuclei, in the order in which they win where they overlap.
  let nuclei: [Body]
  /// Subthalamic nuclei.
  let subthalamic: [Body]
  /// Lateral ventricles.
  let ventricles: [Body]

  /// Bodies of a head whose template-to-native factor is `nativeScale`.
  init(seed: UInt64, nativeScale: SIMD3<Double>) {
    var random = SplitMix64(seed: seed, stream: 31)
    let volumeRatio = nativeScale.x * nativeScale.y * nativeScale.z
    func body(_ shape: DeepBrainShape, _ structure: Structure?, jitterMm: Double) -> Body {
      // Native adult volume where the literature gives one (mean, a fifth of its SD as spread), else as drawn.
      var scale = 1.0
      if let adult = shape.adultVolumeMm3, structure != nil {
        let target = adult.mean + 0.4 * adult.sd * random.symmetric()
        scale = cubeRoot(target / (shape.volumeMm3 * volumeRatio))
      } else {
        scale = 1 + 0.04 * random.symmetric()
      }
      let shift = SIMD3(random.symmetric(), random.symmetric(), random.symmetric()) * jitterMm
      let reach = (shape.reachMm + 2) * scale
      return Body(
        shape: shape, structure: structure, shift: shift, scale: scale, reachSquared: reach * reach,
        isTube: structure == .caudate || shape.name == "lateralVentricle")
    }
    var nuclei: [Body] = []
    // The lentiform nucleus moves as one: pallidum and putamen of a side share most of their offset.
    for structure in Structure.allCases {
      for side in Side.allCases {
        nuclei.append(body(ShapeTable.shape(structure, side), structure, jitterMm: 0.7))
      }
    }
    self.nuclei = nuclei
    func others(_ name: String, jitterMm: Double) -> [Body] {
      Side.allCases.compactMap { ShapeTable.shape(named: name, $0) }.map { body($0, nil, jitterMm: jitterMm) }
    }
    subthalamic = others("subthalamicNucleus", jitterMm: 0.5)
    ventricles = others("lateralVentricle", jitterMm: 0.8)
  }

  /// The body of a nucleus.
  func body(_ structure: Structure, _ side: Side) -> Body? {
    nuclei.first { $0.structure == structure && $0.shape.side == side }
  }
}

/// Real cube root of a positive number (Newton; no Foundation needed).
func cubeRoot(_ x: Double) -> Double {
  var y = max(x, 1e-9)
  for _ in 0..<60 { y -= (y * y * y - x) / (3 * y * y) }
  return y
}
