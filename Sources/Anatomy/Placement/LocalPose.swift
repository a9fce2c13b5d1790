import Foundation
import Shapes
import Vocabulary
import Voxels

/// Evaluations of the simplex for one nucleus.
private let localEvaluations = 160

/// Moves each nucleus on its own from the common placement: pallidum and putamen of a side together first, as
/// they hold each other in place, then every nucleus with its surround.
///
/// Template LPS mm to MR LPS mm.
func refinedPoses(
  from placement: Placement, scene: Scene, _ p: NucleiParameters
) -> [SidedStructure: Affine] {
  let jobs = SidedStructure.all
  // The lentiform nucleus of each side as a whole.
  var start: [SidedStructure: Affine] = [:]
  for s in jobs { start[s] = placement.pose.affine }
  for side in Side.allCases {
    let pair = [Structure.globusPallidus, .putamen].compactMap { BoxedShape.of(SidedStructure($0, side)) }
    let moved = moved(pair, from: placement.pose.affine, scene: scene, p)
    start[SidedStructure(.globusPallidus, side)] = moved
    start[SidedStructure(.putamen, side)] = moved
  }
  var affines = jobs.map { start[$0] ?? placement.pose.affine }
  affines.withUnsafeMutableBufferPointer { buffer in
    // Each iteration reads and writes its own element only.
    nonisolated(unsafe) let a = buffer
    parallelSlices(jobs.count) { i in
      guard let shape = BoxedShape.of(jobs[i]) else { return }
      a[i] = moved([shape], from: a[i], scene: scene, p)
    }
  }
  return Dictionary(uniqueKeysWithValues: zip(jobs, affines))
}

/// `from` followed by the small rigid and size change about the shapes' centre that fits χ best; priors hold
/// it near.
///
/// Shapes that χ does not cover stay where they are.
private func moved(
  _ shapes: [BoxedShape], from: Affine, scene: Scene, _ p: NucleiParameters
) -> Affine {
  let lattice = TemplateLattice(around: shapes, among: BoxedShape.all, stepMm: p.localStepMm, p)
  let pivot = shapes.reduce(SIMD3<Double>.zero) { $0 + $1.shape.centroid.lps } / Double(shapes.count)
  let place = from(pivot)
  func pose(_ x: [Double]) -> Affine {
    let change = Pose(
      pivot: place, target: place + SIMD3(x[0], x[1], x[2]), angles: SIMD3(x[3], x[4], x[5]),
      logScale: SIMD3(repeating: x[6]))
    return change.affine * from
  }
  let shift = p.localShiftSdMm
  let turn = p.localRotationSdDegrees * .pi / 180
  let size = p.localLogScaleSd
  func cost(_ x: [Double]) -> Double {
    var prior = 0.0
    for a in 0..<3 { prior += x[a] * x[a] / (shift * shift) + x[3 + a] * x[3 + a] / (turn * turn) }
    prior += x[6] * x[6] / (size * size)
    let s = lattice.score(pose(x), chi: scene.fine, scene: scene, fluidWeight: 0)
    return -s.correlation + p.priorWeight * prior
  }
  let none = [Double](repeating: 0, count: 7)
  guard lattice.score(from, chi: scene.fine, scene: scene, fluidWeight: 0).correlation > -1 else {
    return from
  }
  let best = nelderMead(
    from: none, steps: [shift, shift, shift, turn, turn, turn, size], evaluations: localEvaluations, cost)
  return pose(best.x)
}
