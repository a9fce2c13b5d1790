import Shapes
import Vocabulary
import Voxels

/// Points of the template with the susceptibility and the fluid that a head should show there.
struct TemplateLattice {
  struct Sample {
    let position: SIMD3<Double>
    let expected: Float
    let isVentricle: Bool
  }
  let samples: [Sample]

  /// Levels between which a point lies on an outline and is left out: it is neither tissue.
  static let outlineLevels = 0.9...1.1
  /// White matter is sampled out to this level around a nucleus.
  static let surroundLevel = 1.7

  /// Points of the nuclei `owners`, of whatever else lies among them, and of the white matter around them.
  ///
  /// Where shapes overlap, the nucleus goes before the ventricle.
  init(around owners: [BoxedShape], among all: [BoxedShape], stepMm: Double, _ p: NucleiParameters) {
    var low = SIMD3<Double>(repeating: .infinity)
    var high = SIMD3<Double>(repeating: -.infinity)
    for s in owners {
      low = pointwiseMin(low, s.low - SIMD3(repeating: BoxedShape.marginMm))
      high = pointwiseMax(high, s.high + SIMD3(repeating: BoxedShape.marginMm))
    }
    let names = Set(owners.map { $0.shape.name + $0.shape.side.rawValue })
    let others = all.filter { !names.contains($0.shape.name + $0.shape.side.rawValue) }
    let tagged = owners.map { ($0, true) } + others.map { ($0, false) }
    let ordered = tagged.filter { !$0.0.isVentricle } + tagged.filter { $0.0.isVentricle }
    // Lattice points are multiples of the step, so both sides are sampled alike.
    let first = SIMD3<Int>((low / stepMm).rounded(.down))
    let last = SIMD3<Int>((high / stepMm).rounded(.up))
    var slices = [[Sample]](repeating: [], count: last.z - first.z + 1)
    slices.withUnsafeMutableBufferPointer { buffer in
      // Each iteration writes its own element only.
      nonisolated(unsafe) let out = buffer
      parallelSlices(out.count) { k in
        for j in first.y...last.y {
          for i in first.x...last.x {
            let q = SIMD3(Double(i), Double(j), Double(first.z + k)) * stepMm
            guard owners.contains(where: { $0.isNear(q) }) else { continue }
            if let s = Self.sample(at: q, ordered, p) { out[k].append(s) }
          }
        }
      }
    }
    samples = slices.flatMap { $0 }
  }

  private static func sample(
    at q: SIMD3<Double>, _ shapes: [(BoxedShape, Bool)], _ p: NucleiParameters
  ) -> Sample? {
    var inside: BoxedShape?
    var nearOwner = false
    for (boxed, isOwner) in shapes where isOwner || inside == nil {
      guard boxed.isNear(q) else { continue }
      let level = boxed.shape.level(at: Point(q))
      if inside == nil && outlineLevels.contains(level) { return nil }
      if inside == nil && level < outlineLevels.lowerBound { inside = boxed }
      if isOwner && level < surroundLevel { nearOwner = true }
    }
    guard nearOwner else { return nil }
    guard let inside else { return Sample(position: q, expected: 0, isVentricle: false) }
    return Sample(
      position: q,
      expected: Float(inside.isVentricle ? p.expectedVentriclePPM : p.expected(inside.shape.name)),
      isVentricle: inside.isVentricle)
  }
}

extension NucleiParameters {
  func expected(_ name: String) -> Double { Structure(rawValue: name).flatMap { expectedPPM[$0] } ?? 0 }
}
