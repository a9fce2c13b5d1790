import Foundation
import Shapes
import Vocabulary
import Voxels

/// Evaluations of the simplex for one nucleus.
private let localEvaluations = 160

/// Each nucleus' own pose, and the common affine that these agree on.
struct RefinedPoses: Sendable {
  /// Template LPS mm to MR LPS mm.
  let own: [SidedStructure: Affine]
  /// See `own`.
  let common: Affine
}

/// Moves each nucleus on its own from the common placement.
///
/// Pallidum and putamen of a side go together first, as they hold each other in place, then the large nuclei, then
/// those of the midbrain and at last the dentate. What has been found places what comes next, since an angle that is right for the large nuclei may be 10 mm wrong
/// at the dentate.
func refinedPoses(from placement: Placement, scene: Scene, _ p: NucleiParameters) -> RefinedPoses {
  var common = placement.pose.affine
  var own: [SidedStructure: Affine] = [:]
  for side in Side.allCases {
    let pair = [Structure.globusPallidus, .putamen].compactMap { BoxedShape.of(SidedStructure($0, side)) }
    let moved = moved(pair, from: common, scene: scene, p)
    own[SidedStructure(.globusPallidus, side)] = moved
    own[SidedStructure(.putamen, side)] = moved
  }
  let stages: [[Structure]] = [
    [.globusPallidus, .putamen, .caudate, .thalamus], [.substantiaNigra, .redNucleus], [.dentateNucleus],
  ]
  for stage in stages {
    let jobs = stage.flatMap { s in Side.allCases.map { SidedStructure(s, $0) } }
    var affines = jobs.map { own[$0] ?? common }
    affines.withUnsafeMutableBufferPointer { buffer in
      // Each iteration reads and writes its own element only.
      nonisolated(unsafe) let a = buffer
      parallelSlices(jobs.count) { i in
        guard let shape = BoxedShape.of(jobs[i]) else { return }
        a[i] = moved([shape], from: a[i], scene: scene, p)
      }
    }
    for (job, affine) in zip(jobs, affines) { own[job] = affine }
    common = commonAffine(of: own) ?? common
  }
  return RefinedPoses(own: own, common: common)
}

/// The affine that takes the nuclei nearest to where their own poses put them; nil where they do not determine it.
private func commonAffine(of own: [SidedStructure: Affine]) -> Affine? {
  var systems = (0..<3).map { _ in LeastSquares(unknowns: 4) }
  for s in SidedStructure.all {
    guard let affine = own[s], let boxed = BoxedShape.of(s) else { continue }
    // The corners of its box: a nucleus tells its place, its turn and its size.
    for corner in 0..<8 {
      var q = SIMD3<Double>.zero
      for a in 0..<3 { q[a] = corner >> a & 1 == 0 ? boxed.low[a] : boxed.high[a] }
      let to = affine(q)
      for a in 0..<3 { systems[a].add([q.x, q.y, q.z, 1], to[a]) }
    }
  }
  let rows = systems.compactMap { $0.solution() }
  guard rows.count == 3 else { return nil }
  func row(_ a: Int) -> SIMD3<Double> { SIMD3(rows[a][0], rows[a][1], rows[a][2]) }
  return Affine(
    linear: Matrix3(rows: row(0), row(1), row(2)), translation: SIMD3(rows[0][3], rows[1][3], rows[2][3]))
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
