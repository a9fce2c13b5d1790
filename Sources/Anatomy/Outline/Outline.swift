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
  var externalSegments: [Side: MRMask] = [:]
  var medialZones: [Side: MRMask] = [:]
  var truncated: Set<SidedStructure> = []
  /// Nuclei whose outline is the reader's, with its overlap (Dice) with the one found here; nil where none was.
  var corrected: [SidedStructure: Double?] = [:]
  /// Inside and surrounding white matter.
  var tissues: [SidedStructure: (inside: Tissue, surround: Tissue)] = [:]
  /// Share of each nucleus that is CSF; empty where neither CT nor R2* shows it.
  var wetShare: [SidedStructure: Double] = [:]
  /// Share of each pallidum that is dense on CT; empty without a CT.
  var denseShare: [Side: Double] = [:]
  /// Correlation of the mineral on CT with each nucleus that it fills and its rim.
  var denseAgreement: [SidedStructure: Double] = [:]
}

/// Outlines every nucleus that χ covers: log odds from intensity and shape, smoothed; labels exclusive by the
/// greater odds; medial zones by rank along the short axis.
func outlinedNuclei(
  map: TemplateMap, scene: Scene, grid: Grid<MRPatient>, _ p: NucleiParameters
) -> Outlines {
  var result = Outlines()
  var priors: [SidedStructure: ShapePrior] = [:]
  for s in SidedStructure.all {
    guard let field = ShapeField.of(s) else { continue }
    let prior = ShapePrior(field, map: map, grid: grid, inside: scene.chiMask)
    let covered = prior?.covered ?? 0
    if covered < 1 - p.truncatedShare { result.truncated.insert(s) }
    if covered > 1 - p.absentShare { priors[s] = prior }
  }
  let labels = priorLabels(priors, grid: grid)
  var odds = [Float](repeating: 0, count: grid.count)
  var owner = [UInt8](repeating: nobody, count: grid.count)
  let all = SidedStructure.all
  var found = [(odds: [Float], tissues: (inside: Tissue, surround: Tissue))?](
    repeating: nil, count: all.count)
  let shapes = priors
  var minerals: [SidedStructure: Mineral] = [:]
  for (s, prior) in shapes {
    guard let ct = scene.ct, let mineral = Mineral(prior, of: s, labels: labels, ct: ct, p) else { continue }
    minerals[s] = mineral
    result.denseAgreement[s] = prior.agreement(with: mineral, of: s, labels: labels, ct: ct)
  }
  let filled = minerals
  var unnamed: [Side: ShapePrior] = [:]
  for (side, field) in ShapeField.subthalamic {
    unnamed[side] = ShapePrior(field, map: map, grid: grid, inside: scene.chiMask)
  }
  let others = unnamed
  found.withUnsafeMutableBufferPointer { buffer in
    // Each iteration writes its own element only.
    nonisolated(unsafe) let out = buffer
    parallelSlices(all.count) { i in
      guard let prior = shapes[all[i]] else { return }
      out[i] = logOdds(
        of: all[i], prior: prior, labels: labels, priors: shapes,
        unnamed: others[all[i].side].map { [$0] } ?? [], mineral: filled[all[i]], scene: scene,
        grid: grid, p)
    }
  }
  for (i, s) in all.enumerated() {
    guard let prior = priors[s], let outline = found[i] else { continue }
    result.tissues[s] = outline.tissues
    prior.forEach { o, g in
      if outline.odds[o] > odds[g] {
        odds[g] = outline.odds[o]
        owner[g] = UInt8(i)
      }
    }
  }
  for (i, s) in all.enumerated() {
    guard let prior = priors[s] else { continue }
    let mask = cleaned(UInt8(i), owner: owner, prior: prior, chiMask: scene.chiMask)
    guard !mask.isEmpty else { continue }
    result.masks[s] = mask
    result.wetShare[s] = wetShare(of: mask, scene.wet)
    result.priors[s] = prior.mask(of: UInt8(i), in: labels, grid: grid)
    if s.structure == .globusPallidus {
      result.medialZones[s.side] = medialThird(of: mask, shape: prior.shape, map: map)
      let inner = internalSegment(of: mask, side: s.side, map: map)
      result.internalSegments[s.side] = inner
      result.externalSegments[s.side] = mask.subtracting(inner)
    }
  }
  return result
}

/// Share of a mask that is CSF; nil for no mask, and where neither CT nor R2* shows CSF.
func wetShare(of mask: MRMask?, _ fluid: MRVolume<Dimensionless>?) -> Double? {
  guard let mask, let fluid else { return nil }
  return Double(zip(mask.voxels, fluid.voxels).count { $0 && $1 >= 0.5 }) / Double(max(1, mask.count))
}

/// The label of a voxel that belongs to no nucleus; others are indices into `SidedStructure.all`.
let nobody = UInt8.max

/// Which placed shape owns each voxel: the one in which it lies deepest.
private func priorLabels(_ priors: [SidedStructure: ShapePrior], grid: Grid<MRPatient>) -> [UInt8] {
  var label = [UInt8](repeating: nobody, count: grid.count)
  var depth = [Float](repeating: 1, count: grid.count)
  for (i, s) in SidedStructure.all.enumerated() {
    guard let prior = priors[s] else { continue }
    prior.forEach { o, g in
      let level = prior.level[o]
      if level <= 1 && (level < depth[g] || label[g] == nobody) {
        depth[g] = level
        label[g] = UInt8(i)
      }
    }
  }
  return label
}

/// Largest component with its holes filled: a deposit that intensity would have carved out is inside.
private func cleaned(_ me: UInt8, owner: [UInt8], prior: ShapePrior, chiMask: MRMask) -> MRMask {
  let grid = chiMask.grid
  let part = prior.mask(of: me, in: owner, grid: grid).cropped(to: prior.box).largestComponent()
  guard !part.isEmpty else { return MRMask(grid: grid) }
  let whole = part.closed(byMm: 1.2).filled().filledInSlices()
  var result = MRMask(grid: grid)
  prior.forEach { o, g in
    guard whole.voxels[o] else { return }
    // Never over another nucleus, never far outside the shape, only where χ exists.
    let mine = part.voxels[o] || (owner[g] == nobody && prior.level[o] < 1.2)
    result.voxels[g] = mine && chiMask.voxels[g]
  }
  return result
}
