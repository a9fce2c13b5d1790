import Vocabulary
import Voxels

/// The space of brain and CSF from the MR signal alone.
///
/// On cells of about 2 mm: signal over sensitivity; the brain's core as marker of the inside, what lies just under the skin
/// as marker of the outside; a watershed between the two, which parts brain from muscle and scalp along the dark sheet of
/// bone, dura or CSF however thin it is; spurs off, pits and holes closed. Then the outline on voxels.
/// - Parameter signal: the first echo: later ones lose the brain over the sinuses and all strong deposits.
/// - Returns: members; empty if nothing is as thick as a brain.
func signalHead(signal: MRVolume<Magnitude>, parameters p: HeadParameters) -> MRMask {
  let whole = SignalCells(signal, cellMm: p.cellMm)
  let split = Float(Statistics.otsuThreshold(whole.mean.voxels))
  let tissue = MRMask(grid: whole.mean.grid, voxels: whole.mean.voxels.map { $0 >= split })
  guard split > 0, let head = tissue.boundingBox else { return MRMask(grid: signal.grid) }
  let cells = whole.cropped(to: box(around: head, in: whole.mean.grid, marginMm: 2 * p.orificeMm))
  let markers = headMarkers(cells.mean, tissue: tissue.cropped(to: cells.box), p)
  guard !markers.inside.isEmpty else { return MRMask(grid: signal.grid) }

  let brightness = relative(
    cells.least, to: cells.mean.blurred(sigmaMm: p.sensitivityMm, in: markers.inside))
  let basins = watershed(
    brightness, inside: markers.inside, outside: markers.outside, floor: p.bridgeShare,
    levels: p.floodLevels)
  let flooded = MRMask(grid: cells.grid, voxels: basins.map { $0 == .inside })
  let trunk = flooded.closed(byMm: p.sulcusMm).eroded(byMm: p.spurMm).largestComponent()
  guard !trunk.isEmpty else { return MRMask(grid: signal.grid) }
  // Give back what the erosion took, and a cell more for what it rounded off.
  let brain = trunk.dilated(byMm: p.spurMm + p.cellMm).intersection(flooded)
  var closed = brain.closed(byMm: p.pitMm).filled()
  for i in 0..<basins.count where basins[i] == .outside { closed.voxels[i] = false }
  // From here the sensitivity is known up to the brain's surface.
  let sensitivity = cells.mean.blurred(sigmaMm: p.sensitivityMm, in: trunk)
  return outlined(closed, sensitivity: sensitivity, cells: cells, signal: signal, p)
}

/// The box grown by a margin along the first two axes, the whole grid along the third: slabs are cut there.
private func box(around head: Box, in grid: Grid<MRPatient>, marginMm: Double) -> Box {
  let h = grid.spacingMm
  let margin = SIMD3(Int((marginMm / h.x).rounded(.up)), Int((marginMm / h.y).rounded(.up)), grid.size.z)
  return head.expanded(by: margin, within: grid.size)
}

/// Signal over sensitivity; 0 where no brain is near enough to know it.
func relative(
  _ signal: MRVolume<Magnitude>, to sensitivity: MRVolume<Magnitude>
) -> MRVolume<Dimensionless> {
  var result = MRVolume<Dimensionless>(grid: signal.grid)
  for i in 0..<signal.voxels.count where sensitivity.voxels[i] > 0 {
    result.voxels[i] = signal.voxels[i] / sensitivity.voxels[i]
  }
  return result
}

/// The cells' outline on voxels: what lies deep stays however dark; at the rim a voxel needs the signal of a brain's edge.
private func outlined(
  _ inside: MRMask, sensitivity: MRVolume<Magnitude>, cells: SignalCells, signal: MRVolume<Magnitude>,
  _ p: HeadParameters
) -> MRMask {
  let deep = inside.eroded(byMm: p.outlineMm)
  let wide = inside.dilated(byMm: p.cellMm)
  var result = MRMask(grid: signal.grid)
  let (fine, size, cell, lower) = (signal.grid.size, cells.grid.size, cells.cell, cells.box.lower)
  let share = Float(p.outlineShare)
  result.voxels.withUnsafeMutableBufferPointer { buffer in
    // Each slice writes its own part.
    nonisolated(unsafe) let out = buffer
    parallelSlices(fine.z) { z in
      let k = z / cell.z - lower.z
      for y in 0..<fine.y {
        let j = y / cell.y - lower.y
        guard j >= 0, j < size.y, k >= 0, k < size.z else { continue }
        let row = fine.x * (y + fine.y * z)
        for i in 0..<size.x {
          let c = i + size.x * (j + size.y * k)
          guard wide.voxels[c] else { continue }
          let first = (i + lower.x) * cell.x
          for x in first..<min(fine.x, first + cell.x) {
            out[row + x] = deep.voxels[c] || signal.voxels[row + x] >= share * sensitivity.voxels[c]
          }
        }
      }
    }
  }
  return result
}
