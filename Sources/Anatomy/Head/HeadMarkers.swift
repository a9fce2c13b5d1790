import Vocabulary
import Voxels

/// Cells that surely belong to the brain, and cells that surely do not.
struct HeadMarkers {
  let inside: MRMask
  let outside: MRMask
}

/// Finds the markers of the watershed by thickness and depth.
///
/// Inside: cells as bright as brain, far from everything darker and farther still from the air around the head. Muscle of the
/// neck and the temples is thinner or nearer to the skin. Outside: tissue just under the skin, but not where the field of
/// view cuts through the brain.
/// - Parameters:
///   - signal: mean signal of the cells.
///   - tissue: cells that are not air.
func headMarkers(_ signal: MRVolume<Magnitude>, tissue: MRMask, _ p: HeadParameters) -> HeadMarkers {
  let grid = signal.grid
  // Bright scalp must not pass for sensitivity: it is capped before the first, rough estimate.
  let typical = Statistics.median(signal.values(in: tissue))
  var capped = signal
  let cap = Float(p.scalpCap * typical)
  for i in 0..<capped.voxels.count { capped.voxels[i] = min(capped.voxels[i], cap) }
  let brightness = relative(signal, to: capped.blurred(sigmaMm: p.sensitivityMm, in: tissue))
  let depth = MRMask(grid: grid, voxels: brightness.voxels.map { Double($0) < p.coreShare })
    .squaredDistanceMm2()
  // Nostrils and ears are closed first, else the air in them would count as the outside.
  let fromAir = tissue.closed(byMm: p.orificeMm).filledInSlices().inverted.squaredDistanceMm2()

  let bright = depth.lazy.filter { $0 > 0 }.count
  var core = MRMask(grid: grid)
  for mm in p.coreDepthsMm {
    let (deep, cover) = (square(mm), square(mm + p.coverMm))
    let parts = MRMask(grid: grid, voxels: (0..<grid.count).map { depth[$0] > deep && fromAir[$0] > cover })
      .components()
    let least = p.leastCorePart * Double(parts.first?.count ?? 0)
    core = MRMask(grid: grid, offsets: parts.filter { Double($0.count) >= least }.flatMap { $0 })
    if Double(core.count) >= p.leastCoreShare * Double(bright) { break }
  }
  let thick = square(p.coreDepthsMm[0])
  let fromThick = MRMask(grid: grid, voxels: depth.map { $0 > thick }).squaredDistanceMm2()
  let (skin, far) = (square(p.skinMm), square(p.coreDepthsMm[0] + p.skinToBrainMm))
  let shell = MRMask(grid: grid, voxels: (0..<grid.count).map { fromAir[$0] <= skin && fromThick[$0] > far })
  return HeadMarkers(inside: core, outside: shell.intersection(tissue))
}

private func square(_ mm: Double) -> Float { Float(mm * mm) }
