import Foundation
import Shapes
import Vocabulary
import Voxels

/// Susceptibility of one tissue: centre and spread in ppm.
struct Tissue {
  let center: Double
  let sd: Double
}

/// Outlined nuclei and what the checks need.
struct Outlines {
  var masks: [SidedStructure: MRMask] = [:]
  var priors: [SidedStructure: MRMask] = [:]
  var internalSegments: [Side: MRMask] = [:]
  var medialZones: [Side: MRMask] = [:]
  var truncated: Set<SidedStructure> = []
  /// Inside and surrounding white matter.
  var tissues: [SidedStructure: (inside: Tissue, surround: Tissue)] = [:]
  /// How far each centre moved from the common placement, mm.
  var movedMm: [SidedStructure: Double] = [:]
}

/// Outlines every nucleus that χ covers: log odds from intensity and shape, smoothed; labels exclusive by the
/// greater odds; medial zones by rank along the short axis.
func outlinedNuclei(
  poses: [SidedStructure: Affine], scene: Scene, grid: Grid<MRPatient>, _ p: NucleiParameters
) -> Outlines {
  var result = Outlines()
  var priors: [SidedStructure: ShapePrior] = [:]
  for s in SidedStructure.all {
    guard let pose = poses[s], let shape = BoxedShape.of(s) else { continue }
    let prior = ShapePrior(shape, pose: pose, grid: grid, inside: scene.chiMask)
    let covered = prior?.covered ?? 0
    if covered < 1 - p.truncatedShare { result.truncated.insert(s) }
    if covered > 1 - p.absentShare { priors[s] = prior }
  }
  let labels = priorLabels(priors, grid: grid)
  var odds = [Float](repeating: 0, count: grid.count)
  var owner = [SidedStructure?](repeating: nil, count: grid.count)
  for s in SidedStructure.all {
    guard let prior = priors[s] else { continue }
    let outline = logOdds(of: s, prior: prior, labels: labels, priors: priors, scene: scene, grid: grid, p)
    result.tissues[s] = outline.tissues
    for (o, value) in outline.odds.enumerated() where value > 0 {
      let g = prior.gridOffset(o, in: grid)
      if value > odds[g] {
        odds[g] = value
        owner[g] = s
      }
    }
  }
  for s in SidedStructure.all {
    guard let prior = priors[s] else { continue }
    var mask = MRMask(grid: grid, voxels: owner.map { $0 == s })
    mask = cleaned(mask, free: owner, prior: prior, chiMask: scene.chiMask)
    guard !mask.isEmpty else { continue }
    result.masks[s] = mask
    result.priors[s] = MRMask(grid: grid, voxels: labels.map { $0 == s })
    if s.structure == .globusPallidus {
      result.medialZones[s.side] = medialThird(of: mask, shape: prior.shape, pose: prior.pose)
      result.internalSegments[s.side] = internalSegment(of: mask, side: s.side, pose: prior.pose)
    }
  }
  return result
}

/// Which placed shape owns each voxel: the one in which it lies deepest.
private func priorLabels(
  _ priors: [SidedStructure: ShapePrior], grid: Grid<MRPatient>
) -> [SidedStructure?] {
  var label = [SidedStructure?](repeating: nil, count: grid.count)
  var depth = [Float](repeating: 1, count: grid.count)
  for s in SidedStructure.all {
    guard let prior = priors[s] else { continue }
    for (o, level) in prior.level.enumerated() where level <= 1 {
      let g = prior.gridOffset(o, in: grid)
      if level < depth[g] || label[g] == nil {
        depth[g] = level
        label[g] = s
      }
    }
  }
  return label
}

/// Largest component with its holes filled: a deposit that intensity would have carved out is inside.
private func cleaned(
  _ mask: MRMask, free owner: [SidedStructure?], prior: ShapePrior, chiMask: MRMask
) -> MRMask {
  let box = prior.box
  let part = mask.cropped(to: box).largestComponent()
  guard !part.isEmpty else { return MRMask(grid: mask.grid) }
  let whole = part.closed(byMm: 1.2).filled().filledInSlices()
  var result = MRMask(grid: mask.grid)
  for o in 0..<whole.voxels.count where whole.voxels[o] {
    let g = prior.gridOffset(o, in: mask.grid)
    // Never over another nucleus, never far outside the shape, only where χ exists.
    let mine = part.voxels[o] || (owner[g] == nil && prior.level[o] < 1.2)
    result.voxels[g] = mine && chiMask.voxels[g]
  }
  return result
}

/// The medial third of the mask's volume along the shape's short axial axis.
private func medialThird(of mask: MRMask, shape: DeepBrainShape, pose: Affine) -> MRMask {
  guard let axis = shape.medialZone?.axis else { return MRMask(grid: mask.grid) }
  let toTemplate = pose.inverse * mask.grid.voxelToPatient
  var ranked: [(offset: Int, along: Double)] = []
  mask.forEach { x, y, z in
    let q = toTemplate(SIMD3(Double(x), Double(y), Double(z)))
    ranked.append((mask.grid.offset(x, y, z), dot(q - shape.centroid.lps, axis)))
  }
  ranked.sort { $0.along != $1.along ? $0.along > $1.along : $0.offset < $1.offset }
  let third = Int((Double(ranked.count) / 3).rounded())
  return MRMask(grid: mask.grid, offsets: ranked.prefix(third).map(\.offset))
}

/// The part of the pallidum in the placed template's internal segment.
private func internalSegment(of mask: MRMask, side: Side, pose: Affine) -> MRMask {
  guard let shape = ShapeTable.shape(named: "globusPallidusInternus", side) else {
    return MRMask(grid: mask.grid)
  }
  let toTemplate = pose.inverse * mask.grid.voxelToPatient
  var result = MRMask(grid: mask.grid)
  mask.forEach { x, y, z in
    let q = toTemplate(SIMD3(Double(x), Double(y), Double(z)))
    if shape.contains(Point(q)) { result[x, y, z] = true }
  }
  return result
}
