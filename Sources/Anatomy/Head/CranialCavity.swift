import Vocabulary
import Voxels

/// The space inside the skull: soft tissue that bone surrounds in the slice plane, its largest opened
/// component, holes (calcifications, clips) filled.
///
/// Rays run in sixteen directions of each slice, so a slab that is cut off at the vertex or at the skull base
/// is closed by its own bone ring. Where a flap of bone is missing too many rays escape from the brain under the gap: there
/// the MR decides (`signalHead`, for which bone is black), as long as half of the rays meet bone. Cost: 16 sweeps over
/// the volume and a few distance transforms.
func cranialCavity(ct: MRVolume<HU>, signal: MRVolume<Magnitude>, parameters p: HeadParameters) -> MRMask {
  let bone = ct.voxels.map { Double($0) >= p.boneHU }
  let sealed = MRMask(grid: ct.grid, voxels: bone).closed(byMm: p.boneClosingMm).voxels
  let met = raysMeetingBone(sealed, size: ct.grid.size)
  var black = signal
  for i in 0..<bone.count where bone[i] { black.voxels[i] = 0 }
  let bySignal = signalHead(signal: black, parameters: p)
  var soft = MRMask(grid: ct.grid)
  for i in 0..<bone.count {
    let enough = bySignal.voxels[i] ? p.raysAtGap : p.raysMeetingBone
    soft.voxels[i] = !bone[i] && Double(ct.voxels[i]) >= p.softTissueHU && Int(met[i]) >= enough
  }
  let core = soft.opened(byMm: p.cavityOpeningMm).largestComponent()
  guard !core.isEmpty else { return core }
  // Give back what the opening rounded off, but only within its reach.
  let grown = core.dilated(byMm: p.cavityOpeningMm).intersection(soft)
  return grown.closed(byMm: p.cavityClosingMm).filledInSlices().largestComponent()
}

/// The cavity grown to where the MR signal ends.
///
/// The CT's blur and its slice thickness thicken bone by a millimetre or two; cortical bone is black on MR,
/// so the signal tells better where the inner table begins.
func grownToSignal(_ cavity: MRMask, signal: MRVolume<Magnitude>, _ p: HeadParameters) -> MRMask {
  let bright = Float(Statistics.median(signal.values(in: cavity)) * p.signalShare)
  var result = cavity.dilated(byMm: p.boneBlurMm)
  for i in 0..<result.voxels.count where !cavity.voxels[i] && signal.voxels[i] < bright {
    result.voxels[i] = false
  }
  return result.filledInSlices().largestComponent()
}

/// Rows, columns, diagonals and knight's moves; the skull is thicker than the voxel a knight jumps over.
private let rayDirections = [
  (1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1), (1, -1), (-1, 1),
  (2, 1), (-2, -1), (2, -1), (-2, 1), (1, 2), (-1, -2), (1, -2), (-1, 2),
]

/// How many of the sixteen in-slice directions meet bone, a voxel.
private func raysMeetingBone(_ bone: [Bool], size: SIMD3<Int>) -> [UInt8] {
  var met = [UInt8](repeating: 0, count: bone.count)
  met.withUnsafeMutableBufferPointer { buffer in
    // Each slice counts in its own part.
    nonisolated(unsafe) let met = buffer
    parallelSlices(size.z) { z in
      var seen = [Bool](repeating: false, count: size.x * size.y)
      let base = z * size.x * size.y
      for (dx, dy) in rayDirections {
        // Walk so that the neighbour the ray comes from is done before.
        for j in 0..<size.y {
          let y = dy >= 0 ? j : size.y - 1 - j
          for i in 0..<size.x {
            let x = dx >= 0 ? i : size.x - 1 - i
            let (px, py) = (x - dx, y - dy)
            let o = x + size.x * y
            let before = px >= 0 && px < size.x && py >= 0 && py < size.y && seen[px + size.x * py]
            seen[o] = before || bone[base + o]
            if before { met[base + o] += 1 }
          }
        }
      }
    }
  }
  return met
}

/// Rim voxels without usable MR: within `rimMm` of the outside, and dark or incoherent.
func unreliableRim(
  cavity: MRMask, ct: MRVolume<HU>, signal: MRVolume<Magnitude>, phaseQuality: MRVolume<Dimensionless>?,
  _ p: HeadParameters
) -> MRMask {
  let depth = cavity.inverted.squaredDistanceMm2()
  let inside = Statistics.median(signal.values(in: cavity))
  let dark = Float(inside * p.signalShare)
  let rim = Float(p.rimMm * p.rimMm)
  var result = MRMask(grid: cavity.grid)
  for i in 0..<result.voxels.count where cavity.voxels[i] && depth[i] <= rim {
    let incoherent = phaseQuality.map { Double($0.voxels[i]) < p.leastPhaseQuality } ?? false
    result.voxels[i] = signal.voxels[i] < dark || incoherent
  }
  return result
}

extension Mask {
  /// Members plus the holes of every slice: non-members not connected, within their slice, with its border.
  func filledInSlices() -> Mask {
    let size = grid.size
    let plane = size.x * size.y
    var result = self
    for z in 0..<size.z {
      let base = z * plane
      var outside = [Bool](repeating: false, count: plane)
      var stack: [Int] = []
      func visit(_ o: Int) {
        if !voxels[base + o] && !outside[o] {
          outside[o] = true
          stack.append(o)
        }
      }
      for x in 0..<size.x {
        visit(x)
        visit(x + size.x * (size.y - 1))
      }
      for y in 0..<size.y {
        visit(size.x * y)
        visit(size.x * y + size.x - 1)
      }
      while let o = stack.popLast() {
        let x = o % size.x
        let y = o / size.x
        if x > 0 { visit(o - 1) }
        if x + 1 < size.x { visit(o + 1) }
        if y > 0 { visit(o - size.x) }
        if y + 1 < size.y { visit(o + size.x) }
      }
      for o in 0..<plane where !outside[o] { result.voxels[base + o] = true }
    }
    return result
  }
}
