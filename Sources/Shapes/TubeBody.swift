import Vocabulary

/// A swept ellipse along a curve.
struct TubeBody: Sendable {
  struct Sample: Sendable {
    let center: SIMD3<Double>
    let tangent: SIMD3<Double>
    let e1: SIMD3<Double>
    let e2: SIMD3<Double>
    let r1: Double
    let r2: Double
  }
  let samples: [Sample]
  /// The samples' centres alone, close together in memory: the search for the nearest reads nothing else.
  private let centers: [SIMD3<Double>]
  private let stretches: [Stretch]

  /// Consecutive samples within `reachMm` of the middle one.
  private struct Stretch: Sendable {
    let range: Range<Int>
    let middle: SIMD3<Double>
    let reachMm: Double
  }

  /// Samples a stretch: a tenth of a tube, so that about as many stretches are asked as samples in one.
  private static let stretchLength = 12
  /// Room for rounding in the bound that leaves a stretch out, mm.
  private static let slackMm = 1e-6

  /// A tube through samples.
  init(samples: [Sample]) {
    self.samples = samples
    let centers = samples.map(\.center)
    self.centers = centers
    stretches = stride(from: 0, to: samples.count, by: Self.stretchLength).map { start in
      let range = start..<min(start + Self.stretchLength, centers.count)
      let middle = centers[(range.lowerBound + range.upperBound) / 2]
      return Stretch(
        range: range, middle: middle,
        reachMm: (range.map { length(centers[$0] - middle) }.max() ?? 0) + Self.slackMm)
    }
  }

  func level(_ x: SIMD3<Double>) -> Double {
    let s = samples[nearestSample(to: x)]
    let d = x - s.center
    let a = dot(d, s.e1) / s.r1
    let b = dot(d, s.e2) / s.r2
    let c = dot(d, s.tangent) / min(s.r1, s.r2)
    return (a * a + b * b + c * c).squareRoot()
  }

  /// The first of the samples that are nearest to `x`.
  ///
  /// The nearest middle bounds the distance from above; a stretch that cannot come below the bound is left out.
  func nearestSample(to x: SIMD3<Double>) -> Int {
    centers.withUnsafeBufferPointer { centers in
      stretches.withUnsafeBufferPointer { stretches in
        var bound = Double.infinity
        for s in stretches {
          let d = x - s.middle
          bound = min(bound, dot(d, d))
        }
        let boundMm = bound.squareRoot()
        var best = Double.infinity
        var nearest = 0
        for s in stretches {
          let m = x - s.middle
          let limit = boundMm + s.reachMm
          if dot(m, m) > limit * limit { continue }
          for i in s.range {
            let d = x - centers[i]
            let d2 = dot(d, d)
            if d2 < best {
              best = d2
              nearest = i
            }
          }
        }
        return nearest
      }
    }
  }

  func reachMm(from p: SIMD3<Double>) -> Double {
    samples.map { length($0.center - p) + max($0.r1, $0.r2) }.max() ?? 0
  }
}
