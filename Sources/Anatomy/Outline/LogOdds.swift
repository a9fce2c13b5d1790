import Foundation
import Shapes
import Vocabulary
import Voxels

/// Log odds that each voxel of the prior's box belongs to `s`: shape plus intensity, smoothed.
///
/// Intensity compares two tissues as normal distributions: the nucleus, and what lies
/// next to the voxel (the neighbouring nucleus or white matter). Both centres are local, as nuclei hold more iron at
/// one end than at the other and a map's background is never flat. CSF is no nucleus. A voxel that fits neither
/// tissue is a deposit or a vein: within the shape it and its halo are no evidence against membership. Where mineral fills
/// the nucleus, the share of mineral on CT stands in for both.
func logOdds(
  of s: SidedStructure, prior: ShapePrior, labels: [UInt8], priors: [SidedStructure: ShapePrior],
  unnamed: [ShapePrior], mineral: Mineral?, scene: Scene, grid: Grid<MRPatient>, _ p: NucleiParameters
) -> (odds: [Float], tissues: (inside: Tissue, surround: Tissue)) {
  let me = SidedStructure.all.firstIndex(of: s).map { UInt8($0) } ?? nobody
  let n = prior.box.size
  let part = scene.chi.cropped(to: prior.box)
  let defined = scene.chiMask.cropped(to: prior.box)
  let wet = scene.wet?.cropped(to: prior.box)
  let ct = mineral == nil ? nil : scene.ct?.cropped(to: prior.box)
  let inner = LocalTissue(prior, part, p) { o, g in
    coreLevels.contains(prior.level[o]) && scene.chiMask.voxels[g] && labels[g] == me
  }
  let surround = LocalTissue(prior, part, p) { o, g in
    surroundMm.contains(prior.distanceMm[o]) && scene.chiMask.voxels[g] && labels[g] == nobody
      && (wet?.voxels[o] ?? 0) < 0.5
  }
  var neighbours: [SidedStructure: Tissue] = [:]
  for (other, q) in priors where other != s && other.side == s.side {
    let label = SidedStructure.all.firstIndex(of: other).map { UInt8($0) }
    neighbours[other] = tissue(q, level: coreLevels, scene, grid, p) { labels[$0] == label }
  }
  let alternative = adjoining(prior, of: s, among: priors)
  // Iron that belongs to a nucleus nobody measures is no evidence for the one beside it.
  let unmeasured = near(unnamed, prior)

  var evidence = MRVolume<Dimensionless>(grid: part.grid)
  var strange = MRMask(grid: part.grid)
  for o in 0..<(n.x * n.y * n.z) where defined.voxels[o] && prior.level[o] < 2 {
    if let mineral, let ct {
      let odds = p.strongestEvidence * Double(2 * mineral.share(of: ct.voxels[o]) - 1)
      evidence.voxels[o] = Float(min(odds, p.mineralEvidence))
      continue
    }
    let inside = inner.center(o)
    var (outside, outerSd) = (surround.center(o), surround.tissue.sd)
    if let other = alternative[o], let tissue = neighbours[other.nucleus] {
      // Between two nuclei lies a lamina of white matter, so the neighbour takes over step by step.
      let share = Double(min(max(shareAtContact - 0.5 * other.distanceMm / adjoiningMm, 0), 1))
      outside += share * (tissue.center - outside)
      outerSd += share * (tissue.sd - outerSd)
    }
    // One spread for both: a voxel on the outline is a mixture, and half of each is the outline whatever the
    // tissues' own spreads.
    let sd = ((inner.tissue.sd * inner.tissue.sd + outerSd * outerSd) / 2).squareRoot()
    let x = Double(part.voxels[o])
    let a = (x - inside) / sd
    let b = (x - outside) / sd
    if prior.level[o] < depositLevel && abs(a) > p.depositSd && (abs(b) > p.depositSd || a > 0) {
      strange.voxels[o] = true
    }
    // Towards the far side of its own tissue a voxel can only be more of the same.
    let beyond = (inside > outside) == (a > 0)
    var ratio = 0.5 * b * b - (beyond ? 0 : 0.5 * a * a)
    ratio = min(max(ratio, -p.strongestEvidence), p.strongestEvidence)
    if let wet {
      let f = Double(min(max(wet.voxels[o], 0.01), 0.99))
      if f > 0.5 { ratio = min(ratio, max(log((1 - f) / f), -p.strongestEvidence)) }
    }
    if unmeasured[o] { ratio = min(ratio, 0) }
    evidence.voxels[o] = Float(ratio)
  }
  if !strange.isEmpty { neutralise(deposits: strange, in: &evidence, prior: prior, p) }
  let smooth = evidence.blurred(sigmaMm: p.outlineBlurMm)
  let slope = 1 / p.outlineSdMm
  let odds = (0..<evidence.voxels.count).map { o -> Float in
    guard defined.voxels[o], prior.level[o] < 2 else { return -1 }
    return smooth.voxels[o] - Float(slope * Double(prior.distanceMm[o]))
  }
  return (odds, (inner.tissue, surround.tissue))
}

/// A deposit may reach out of the shape to this level and still be the nucleus' own.
private let depositLevel: Float = 1.4
/// Partial volume at the rim of a deposit, mm: a voxel.
private let depositRimMm = 0.8
/// Log odds of a deposit that is the nucleus' own: it reaches out of the placed shape by as much as the shape is
/// uncertain.
private let ownDepositEvidence: Float = 1

/// Takes the evidence in and around deposits from what surrounds them: a deposit that lies mostly within the shape
/// is the nucleus' own as a whole, of any other only the part within the shape.
private func neutralise(
  deposits: MRMask, in evidence: inout MRVolume<Dimensionless>, prior: ShapePrior, _ p: NucleiParameters
) {
  var own = MRMask(grid: deposits.grid)
  for component in deposits.components() {
    let within = component.count { prior.level[$0] < 1 }
    for o in component where 2 * within > component.count || prior.level[o] < 1 { own.voxels[o] = true }
  }
  guard !own.isEmpty else { return }
  let halo = own.dilated(byMm: p.depositHaloMm)
  let rim = own.dilated(byMm: depositRimMm)
  let around = evidence.blurred(sigmaMm: p.depositHaloMm, in: halo.inverted)
  for o in 0..<evidence.voxels.count where halo.voxels[o] && prior.level[o] < depositLevel {
    let least = rim.voxels[o] ? ownDepositEvidence : prior.level[o] < 1.1 ? 0 : around.voxels[o]
    evidence.voxels[o] = max(around.voxels[o], least)
  }
}

/// Susceptibility of one tissue of one nucleus, and how its centre changes from place to place.
private struct LocalTissue {
  let tissue: Tissue
  private let shift: [Float]

  /// Values this many SD from the median are not of the tissue (veins, deposits).
  private static let typicalSd = 2.5
  /// The share of the window that must be tissue before its own mean outweighs the nucleus' median.
  private static let leastShare: Float = 0.05

  init(
    _ prior: ShapePrior, _ chi: MRVolume<PPM>, _ p: NucleiParameters,
    _ belongs: (_ offset: Int, _ gridOffset: Int) -> Bool
  ) {
    var members: [Int] = []
    var x: [Float] = []
    prior.forEach { o, g in
      if belongs(o, g) {
        members.append(o)
        x.append(chi.voxels[o])
      }
    }
    guard x.count >= 8 else {
      tissue = Tissue(center: 0, sd: p.leastTissueSdPPM)
      shift = []
      return
    }
    let middle = Statistics.median(x)
    let spread = max(Statistics.robustStandardDeviation(x), p.leastTissueSdPPM)
    var weight = MRVolume<Dimensionless>(grid: chi.grid)
    var value = weight
    for (o, v) in zip(members, x) where abs(Double(v) - middle) < Self.typicalSd * spread {
      weight.voxels[o] = 1
      value.voxels[o] = v - Float(middle)
    }
    let w = weight.blurred(sigmaMm: p.tissueWindowMm).voxels
    let v = value.blurred(sigmaMm: p.tissueWindowMm).voxels
    let shift = zip(v, w).map { $0 / ($1 + Self.leastShare) }
    let rest = zip(members, x).map { $1 - Float(middle) - shift[$0] }
    self.shift = shift
    tissue = Tissue(center: middle, sd: max(Statistics.robustStandardDeviation(rest), p.leastTissueSdPPM))
  }

  /// The centre at a voxel of the box, ppm.
  @inline(__always) func center(_ o: Int) -> Double {
    shift.isEmpty ? tissue.center : tissue.center + Double(shift[o])
  }
}

/// Levels of a shape that surely hold its tissue.
let coreLevels: ClosedRange<Float> = 0...0.75
/// Surround in mm outside a shape: beyond the blur of a map and of a thick slice, before the next tissue.
private let surroundMm: ClosedRange<Float> = 2.0...5.0
/// A neighbour farther from a voxel than this, mm, is not what the voxel would otherwise be; this deep inside
/// its shape it surely is.
private let adjoiningMm: Float = 1.0
/// Share of the neighbour at its outline: nuclei touch with and without a lamina, so half way between the half that a
/// lamina of the width of the partial volume leaves and all.
private let shareAtContact: Float = 0.75

/// Centre and spread of χ over the voxels of a level range that `belongs` accepts.
private func tissue(
  _ prior: ShapePrior, level: ClosedRange<Float>, _ scene: Scene, _ grid: Grid<MRPatient>,
  _ p: NucleiParameters, _ belongs: (_ gridOffset: Int) -> Bool
) -> Tissue {
  var x: [Float] = []
  prior.forEach { o, g in
    if level.contains(prior.level[o]), scene.chiMask.voxels[g], belongs(g) { x.append(scene.chi.voxels[g]) }
  }
  guard x.count >= 8 else { return Tissue(center: 0, sd: p.leastTissueSdPPM) }
  return Tissue(
    center: Statistics.median(x), sd: max(Statistics.robustStandardDeviation(x), p.leastTissueSdPPM))
}

/// For each voxel of the prior's box, the other nucleus of that side it lies in or next to.
private func adjoining(
  _ prior: ShapePrior, of s: SidedStructure, among priors: [SidedStructure: ShapePrior]
) -> [(nucleus: SidedStructure, distanceMm: Float)?] {
  var nearest = [(nucleus: SidedStructure, distanceMm: Float)?](repeating: nil, count: prior.level.count)
  for other in SidedStructure.all where other != s && other.side == s.side {
    guard let q = priors[other] else { continue }
    prior.forEachShared(with: q) { o, d in
      if d < nearest[o]?.distanceMm ?? adjoiningMm { nearest[o] = (other, d) }
    }
  }
  return nearest
}

/// Which voxels of the prior's box lie in or next to one of the others, and deeper than in the prior's own shape.
private func near(_ others: [ShapePrior], _ prior: ShapePrior) -> [Bool] {
  var result = [Bool](repeating: false, count: prior.level.count)
  for q in others {
    prior.forEachShared(with: q) { o, d in
      if d < adjoiningMm && d < prior.distanceMm[o] { result[o] = true }
    }
  }
  return result
}
