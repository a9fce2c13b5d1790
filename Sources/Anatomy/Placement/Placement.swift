import Foundation
import Shapes
import Vocabulary
import Voxels

/// The template placed as a whole.
struct Placement {
  let pose: Pose
  /// Correlation of χ with the expected pattern at the end.
  let correlation: Double
}

/// Structures that place the template; the dentate lies too far down to be in every slab.
private let placing: Set<String> = [
  "globusPallidus", "putamen", "caudate", "thalamus", "substantiaNigra", "redNucleus", ventricleName,
]
/// Centre of the deep grey matter in the template, LPS mm: turns about it move all nuclei little.
private let deepCenter = SIMD3<Double>(0, 6, 3)
/// Proportions of the template's brain (landmarks, fromBrainMask: W 139, L 173 mm, posterior end y −103, top
/// z 81 mm RAS) that give `deepCenter` in another head.
private let proportion = (
  width: 139.0, length: 173.0, fromPosterior: (103.0 - 6) / 173, fromTop: (81.0 - 3) / 155.07
)
/// Rotations tried, degrees: patients' heads lie within ±25°, and the search draws in from 10°.
private let pitches = [-21.0, -7, 7, 21]
private let yaws = [-16.0, 0, 16]
private let rolls = [-16.0, 0, 16]
/// Offsets tried about the proportional guess, mm: the top may be cut off by the slab.
private let heights = [-24.0, -16, -8, 0, 8, 16, 24]
private let depths = [-8.0, 0, 8]
/// Guesses that are refined at coarse, and of these at fine resolution.
private let (coarseCandidates, fineCandidates) = (12, 3)

/// Places the whole template: a grid of guesses from the head's proportions, the best by simplex search on
/// blurred χ with one scale, the best of these on sharp χ with three.
func placedTemplate(
  in scene: Scene, intracranial: MRMask, _ p: NucleiParameters
) throws(AnatomyError) -> Placement {
  let shapes = BoxedShape.all.filter { placing.contains($0.shape.name) }
  let coarse = TemplateLattice(around: shapes, among: shapes, stepMm: p.searchStepMm, p)
  let fine = TemplateLattice(around: shapes, among: shapes, stepMm: p.placementStepMm, p)
  let head = headPoints(intracranial)
  guard head.count > 100 else { throw .noHead(volumeMl: intracranial.volumeMm3 / 1000) }

  var guesses: [(pose: Pose, score: Double)] = []
  for pitch in pitches {
    for yaw in yaws {
      for roll in rolls {
        let angles = SIMD3(pitch, roll, yaw) * (Double.pi / 180)
        let guess = proportionalGuess(head: head, angles: angles)
        for dz in heights {
          for dy in depths {
            var pose = guess
            pose.target += guess.rotation * SIMD3(0, dy, dz)
            let s = coarse.score(pose.affine, chi: scene.coarse, scene: scene, fluidWeight: p.fluidWeight)
            guesses.append((pose, s.total))
          }
        }
      }
    }
  }
  guesses.sort { $0.score > $1.score }
  let found = refined(guesses.prefix(coarseCandidates).map(\.pose)) {
    refine($0, lattice: coarse, chi: scene.coarse, scene: scene, oneScale: true, evaluations: 200, p)
  }
  let best = refined(found.prefix(fineCandidates).map(\.pose)) {
    refine($0, lattice: fine, chi: scene.fine, scene: scene, oneScale: false, evaluations: 320, p)
  }
  let s = fine.score(best[0].pose.affine, chi: scene.fine, scene: scene, fluidWeight: p.fluidWeight)
  guard s.correlation > -1 else { throw .noDeepBrain(samples: s.valid) }
  return Placement(pose: best[0].pose, correlation: s.correlation)
}

/// Each pose refined on its own core, best first; ties keep their order.
private func refined(
  _ poses: [Pose], _ refine: @Sendable (Pose) -> (pose: Pose, score: Double)
) -> [(pose: Pose, score: Double)] {
  var result = poses.map { (pose: $0, score: 0.0) }
  result.withUnsafeMutableBufferPointer { buffer in
    // Each iteration reads and writes its own element only.
    nonisolated(unsafe) let r = buffer
    parallelSlices(r.count) { r[$0] = refine(r[$0].pose) }
  }
  return result.enumerated().sorted {
    $0.element.score != $1.element.score ? $0.element.score > $1.element.score : $0.offset < $1.offset
  }.map(\.element)
}

private func refine(
  _ start: Pose, lattice: TemplateLattice, chi: [Float], scene: Scene, oneScale: Bool, evaluations: Int,
  _ p: NucleiParameters
) -> (pose: Pose, score: Double) {
  let count = oneScale ? 7 : 9
  func pose(_ x: [Double]) -> Pose {
    start.with(oneScale ? Array(x[0..<6]) + [x[6], x[6], x[6]] : x)
  }
  func cost(_ x: [Double]) -> Double {
    let q = pose(x)
    let size = dot(q.logScale, q.logScale) / (p.logScaleSd * p.logScaleSd)
    let mean = q.logScale.sum() / 3
    let skew = q.logScale - SIMD3(repeating: mean)
    let stretch = dot(skew, skew) / (p.logScaleSd * p.logScaleSd / 4)
    let s = lattice.score(q.affine, chi: chi, scene: scene, fluidWeight: p.fluidWeight)
    return -s.total + p.priorWeight * (size / 3 + stretch) / 2
  }
  var x = Array(start.numbers[0..<6])
  x += oneScale ? [start.logScale.sum() / 3] : [start.logScale.x, start.logScale.y, start.logScale.z]
  let steps = Array([4.0, 4, 4, 0.1, 0.1, 0.1, 0.06, 0.06, 0.06][0..<count])
  let first = nelderMead(from: x, steps: steps, evaluations: evaluations, cost)
  // A second simplex frees one that has collapsed.
  let again = nelderMead(from: first.x, steps: steps.map { $0 / -2 }, evaluations: evaluations, cost)
  return (pose(again.x), -again.value)
}

/// A few thousand points of the mask, MR LPS mm.
private func headPoints(_ mask: MRMask) -> [SIMD3<Double>] {
  let stride = max(1, mask.count / 6000)
  var points: [SIMD3<Double>] = []
  var k = 0
  mask.forEach { x, y, z in
    if k % stride == 0 { points.append(mask.grid.voxelToPatient(SIMD3(Double(x), Double(y), Double(z)))) }
    k += 1
  }
  return points
}

/// Where the deep centre should lie if the head is turned by `angles`.
private func proportionalGuess(head: [SIMD3<Double>], angles: SIMD3<Double>) -> Pose {
  var pose = Pose(pivot: deepCenter, target: .zero, angles: angles, logScale: .zero)
  let r = pose.rotation
  func extent(_ axis: SIMD3<Double>) -> (low: Double, high: Double) {
    let v = head.map { Float(dot($0, axis)) }.sorted()
    // A tail of 2 ‰ keeps spurs from counting.
    return (Statistics.percentile(0.2, ofSorted: v), Statistics.percentile(99.8, ofSorted: v))
  }
  let x = extent(r.c0)
  let y = extent(r.c1)
  let z = extent(r.c2)
  let (w, l) = (x.high - x.low, y.high - y.low)
  let inHead = SIMD3(
    (x.low + x.high) / 2, y.high - proportion.fromPosterior * l,
    z.high - proportion.fromTop * (w * l).squareRoot())
  pose.target = r * inHead
  let size = log((w / proportion.width + l / proportion.length) / 2)
  pose.logScale = SIMD3(repeating: min(max(size, -0.15), 0.15))
  return pose
}
