import Shapes
import Vocabulary

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

  /// Points of the nuclei `owners`, of whatever else lies there, and of the white matter around `owners`.
  ///
  /// Where shapes overlap, the nucleus goes before the ventricle.
  init(around owners: [DeepBrainShape], among all: [DeepBrainShape], stepMm: Double, _ p: NucleiParameters) {
    var low = SIMD3<Double>(repeating: .infinity)
    var high = SIMD3<Double>(repeating: -.infinity)
    for s in owners {
      let reach = SIMD3<Double>(repeating: s.reachMm + 4)
      low = pointwiseMin(low, s.centroid.lps - reach)
      high = pointwiseMax(high, s.centroid.lps + reach)
    }
    let names = Set(owners.map { $0.name + $0.side.rawValue })
    let ordered = all.sorted { ($0.name == ventricleName ? 1 : 0) < ($1.name == ventricleName ? 1 : 0) }
    let isOwner = ordered.map { names.contains($0.name + $0.side.rawValue) }
    var found: [Sample] = []
    // Centre the lattice on the midline so that both sides are sampled alike.
    func ticks(_ a: Int) -> ClosedRange<Int> {
      Int((low[a] / stepMm).rounded(.down))...Int((high[a] / stepMm).rounded(.up))
    }
    for k in ticks(2) {
      for j in ticks(1) {
        for i in ticks(0) {
          let q = SIMD3(Double(i), Double(j), Double(k)) * stepMm
          if let s = Self.sample(at: q, ordered, isOwner, p) { found.append(s) }
        }
      }
    }
    samples = found
  }

  private static func sample(
    at q: SIMD3<Double>, _ shapes: [DeepBrainShape], _ isOwner: [Bool], _ p: NucleiParameters
  ) -> Sample? {
    var nearOwner = false
    for (shape, owner) in zip(shapes, isOwner) {
      let away = length(q - shape.centroid.lps)
      if away > shape.reachMm * surroundLevel { continue }
      let level = shape.level(at: Point(q))
      if outlineLevels.contains(level) { return nil }
      if level < outlineLevels.lowerBound {
        // Another structure far from any owner says nothing about them; the caller's box limits that.
        let ventricle = shape.name == ventricleName
        guard ventricle || Structure(rawValue: shape.name) != nil else { return nil }
        let value = ventricle ? p.expectedVentriclePPM : p.expected(shape.name)
        return Sample(position: q, expected: Float(value), isVentricle: ventricle)
      }
      if owner && level < surroundLevel { nearOwner = true }
    }
    return nearOwner ? Sample(position: q, expected: 0, isVentricle: false) : nil
  }
}

/// The table's name of the lateral ventricle.
let ventricleName = "lateralVentricle"

extension NucleiParameters {
  func expected(_ name: String) -> Double { Structure(rawValue: name).flatMap { expectedPPM[$0] } ?? 0 }
}
