import Foundation
import Shapes
import Vocabulary
import Voxels

/// Log odds that each voxel of the prior's box belongs to `s`: shape plus intensity, smoothed.
///
/// Intensity compares two tissues as normal distributions: the nucleus, and what lies
/// next to the voxel (the neighbouring nucleus or white matter). A voxel that fits neither is a deposit or a
/// vein: within the shape it and its halo are no evidence against membership.
func logOdds(
  of s: SidedStructure, prior: ShapePrior, labels: [SidedStructure?], priors: [SidedStructure: ShapePrior],
  scene: Scene, grid: Grid<MRPatient>, _ p: NucleiParameters
) -> (odds: [Float], tissues: (inside: Tissue, surround: Tissue)) {
  let n = prior.box.size
  let part = scene.chi.cropped(to: prior.box)
  let defined = scene.chiMask.cropped(to: prior.box)
  let inner = tissue(prior, level: coreLevels, scene, grid, p) { labels[$0] == s }
  let surround = tissue(prior, level: surroundLevels, scene, grid, p) { labels[$0] == nil }
  var neighbours: [SidedStructure: Tissue] = [:]
  for (other, q) in priors where other != s && other.side == s.side {
    neighbours[other] = tissue(q, level: coreLevels, scene, grid, p) { labels[$0] == other }
  }
  let alternative = adjoining(prior, of: s, among: priors, grid: grid)

  var evidence = MRVolume<Dimensionless>(grid: part.grid)
  var strange = MRMask(grid: part.grid)
  for o in 0..<(n.x * n.y * n.z) where defined.voxels[o] && prior.level[o] < 2 {
    let outer = alternative[o].flatMap { neighbours[$0] } ?? surround
    // One spread for both: a voxel on the outline is a mixture, and half of each is the outline whatever the
    // tissues' own spreads.
    let sd = ((inner.sd * inner.sd + outer.sd * outer.sd) / 2).squareRoot()
    let x = Double(part.voxels[o])
    let a = (x - inner.center) / sd
    let b = (x - outer.center) / sd
    if prior.level[o] < 1 && abs(a) > p.depositSd && (abs(b) > p.depositSd || a > 0) {
      strange.voxels[o] = true
    }
    // Towards the far side of its own tissue a voxel can only be more of the same.
    let beyond = (inner.center > outer.center) == (a > 0)
    let ratio = 0.5 * b * b - (beyond ? 0 : 0.5 * a * a)
    evidence.voxels[o] = Float(min(max(ratio, -p.strongestEvidence), p.strongestEvidence))
  }
  if !strange.isEmpty {
    let halo = strange.dilated(byMm: p.depositHaloMm)
    for o in 0..<evidence.voxels.count where halo.voxels[o] && prior.level[o] < 1.1 {
      evidence.voxels[o] = max(evidence.voxels[o], 0)
    }
  }
  let smooth = evidence.blurred(sigmaMm: p.outlineBlurMm)
  let slope = 1 / p.outlineSdMm
  let odds = (0..<evidence.voxels.count).map { o -> Float in
    guard defined.voxels[o], prior.level[o] < 2 else { return -1 }
    return smooth.voxels[o] - Float(slope * Double(prior.distanceMm[o]))
  }
  return (odds, (inner, surround))
}

/// Levels of a shape that surely hold its tissue, and levels that hold what surrounds it.
private let coreLevels: ClosedRange<Float> = 0...0.75
private let surroundLevels: ClosedRange<Float> = 1.3...1.9
/// A neighbour farther from a voxel than this, mm, is not what the voxel would otherwise be.
private let adjoiningMm: Float = 1.0

/// Centre and spread of χ over the voxels of a level range that `belongs` accepts.
private func tissue(
  _ prior: ShapePrior, level: ClosedRange<Float>, _ scene: Scene, _ grid: Grid<MRPatient>,
  _ p: NucleiParameters, _ belongs: (_ gridOffset: Int) -> Bool
) -> Tissue {
  var x: [Float] = []
  for (o, l) in prior.level.enumerated() where level.contains(l) {
    let g = prior.gridOffset(o, in: grid)
    if scene.chiMask.voxels[g] && belongs(g) { x.append(scene.chi.voxels[g]) }
  }
  guard x.count >= 8 else { return Tissue(center: 0, sd: p.leastTissueSdPPM) }
  return Tissue(
    center: Statistics.median(x), sd: max(Statistics.robustStandardDeviation(x), p.leastTissueSdPPM))
}

/// For each voxel of the prior's box, the other nucleus of that side it lies in or next to.
private func adjoining(
  _ prior: ShapePrior, of s: SidedStructure, among priors: [SidedStructure: ShapePrior], grid: Grid<MRPatient>
) -> [SidedStructure?] {
  var nearest = [SidedStructure?](repeating: nil, count: prior.level.count)
  var distance = [Float](repeating: adjoiningMm, count: prior.level.count)
  let n = prior.box.size
  for other in SidedStructure.all where other != s && other.side == s.side {
    guard let q = priors[other] else { continue }
    let m = q.box.size
    for o in 0..<prior.level.count {
      let i = SIMD3(o % n.x, (o / n.x) % n.y, o / (n.x * n.y)) &+ prior.box.lower &- q.box.lower
      guard i.x >= 0, i.y >= 0, i.z >= 0, i.x < m.x, i.y < m.y, i.z < m.z else { continue }
      let d = q.distanceMm[i.x + m.x * (i.y + m.y * i.z)]
      if d < distance[o] {
        distance[o] = d
        nearest[o] = other
      }
    }
  }
  return nearest
}
