import Foundation
import Vocabulary
import Voxels

/// Proposes places on the susceptibility map that look like cerebral microbleeds: compact, paramagnetic, 2 to 10 mm, not
/// dense on CT, not tubular.
///
/// ```
///  peaks of χ in the brain's inside ──▶ half-maximum blob ──▶ size, elongation, continuation ──▶ CT, R2*, fluid ──▶ candidates
/// ```
/// Peaks are looked at from the highest down; what belongs to one blob is no peak of another. Each is measured against
/// its own surroundings (a shell of 6 to 10 mm). A candidate is a proposal for the reader and counts as nothing.
///
/// - Returns: everything that passed and how many were set aside for what reason.
public func microbleedCandidates(
  _ whole: MicrobleedEvidence, parameters p: MicrobleedParameters = MicrobleedParameters()
) -> MicrobleedFindings {
  // One voxel more, so that the outside is seen where the brain touches its box.
  guard let box = whole.brain.boundingBox?.expanded(by: SIMD3(1, 1, 1), within: whole.chi.grid.size) else {
    return MicrobleedFindings(candidates: [], rejected: [:], searchedMl: 0, usedCT: whole.ct != nil)
  }
  let evidence = whole.cropped(to: box)
  let depth = depthsMm2(evidence, within: whole.chi.grid, from: box)
  let outlines = OutlinedNucleus.all(evidence.nuclei)
  let domain = searched(evidence, depth: depth, outlines, p)
  let field = BlobField(chi: evidence.chi, chiMask: evidence.chiMask, parameters: p)
  let floors = nucleusFloors(evidence, outlines)
  var claimed = Set<Int>()
  var found: [(blob: Blob, candidate: MicrobleedCandidate)] = []
  var rejected: [MicrobleedRejection: Int] = [:]
  for peak in peaks(evidence.chi, in: domain, atLeast: Float(p.leastContrastPpb / ppbPerPPM)) {
    guard !claimed.contains(peak) else { continue }
    let nucleus = floors.first { $0.contains(evidence.chi.grid.index(ofOffset: peak)) }
    guard let blob = field.blob(at: peak, floor: nucleus.map { ($0.level, $0.noise) }) else { continue }
    // A lower peak whose voxels reach into a brighter place is a part of that one.
    let isPart = !claimed.isDisjoint(with: blob.members)
    claimed.formUnion(blob.members)
    if isPart { continue }
    let look = BlobLook(blob: blob, field: field, evidence: evidence, parameters: p)
    if let reason = look.rejection {
      rejected[reason, default: 0] += 1
    } else {
      let candidate = look.candidate(
        depthMm: Double(depth[peak]).squareRoot(), inside: nucleus?.nucleus.structure, outlines: outlines)
      found.append((blob, candidate))
    }
  }
  let sorted = found.sorted {
    $0.candidate.contrastToNoise != $1.candidate.contrastToNoise
      ? $0.candidate.contrastToNoise > $1.candidate.contrastToNoise : $0.blob.peak < $1.blob.peak
  }
  return MicrobleedFindings(
    candidates: sorted.map(\.candidate), rejected: rejected, searchedMl: domain.volumeMm3 / 1000,
    usedCT: evidence.ct != nil)
}

/// Squared distance of every voxel to the nearest outside the brain, the map or the slab, mm².
///
/// Holes within the map are no outside: strong bleeds make them.
private func depthsMm2(
  _ e: MicrobleedEvidence, within grid: Grid<MRPatient>, from box: Box
) -> [Float] {
  var depth = e.chiMask.filled().intersection(e.brain).inverted.squaredDistanceMm2()
  let h = grid.spacingMm
  let size = e.chi.grid.size
  func toEnd(_ i: Int, _ axis: Int) -> Double {
    let n = i + box.lower[axis]
    return (Double(min(n, grid.size[axis] - 1 - n)) + 0.5) * h[axis]
  }
  let ends = (0..<3).map { a in (0..<size[a]).map { i in Float(toEnd(i, a) * toEnd(i, a)) } }
  var o = 0
  for z in 0..<size.z {
    for y in 0..<size.y {
      let end = min(ends[1][y], ends[2][z])
      for x in 0..<size.x {
        depth[o] = min(depth[o], min(end, ends[0][x]))
        o += 1
      }
    }
  }
  return depth
}

/// Nuclei whose iron is as strong as a small bleed: nothing is sought there.
private let ironNuclei: [Structure] = [.globusPallidus, .substantiaNigra, .redNucleus, .dentateNucleus]

/// Where a peak may lie.
private func searched(
  _ e: MicrobleedEvidence, depth: [Float], _ outlines: [OutlinedNucleus], _ p: MicrobleedParameters
) -> MRMask {
  let rim = Float(p.rimMm * p.rimMm)
  var domain = e.chiMask
  for i in domain.voxels.indices where depth[i] < rim { domain.voxels[i] = false }
  let margin = SIMD3<Int>((SIMD3(repeating: p.ironNucleusMarginMm) / e.chi.grid.spacingMm).rounded(.up))
  for nucleus in outlines where ironNuclei.contains(nucleus.structure) {
    let box = Box(lower: nucleus.lower, upper: nucleus.lower &+ nucleus.mask.grid.size)
      .expanded(by: margin, within: e.chi.grid.size)
    var near = MRMask(grid: e.chi.grid.cropped(to: box))
    let shift = nucleus.lower &- box.lower
    nucleus.mask.forEach { x, y, z in near[x + shift.x, y + shift.y, z + shift.z] = true }
    near.dilated(byMm: p.ironNucleusMarginMm).forEach { x, y, z in
      domain[x + box.lower.x, y + box.lower.y, z + box.lower.z] = false
    }
  }
  return domain
}

/// Level and spread of a nucleus in which a bleed must stand out.
private struct NucleusFloor {
  let nucleus: OutlinedNucleus
  let level: Double
  let noise: Double

  func contains(_ i: SIMD3<Int>) -> Bool {
    let v = i &- nucleus.lower
    return nucleus.mask.grid.contains(v.x, v.y, v.z) && nucleus.mask[v.x, v.y, v.z]
  }
}

private func nucleusFloors(_ e: MicrobleedEvidence, _ outlines: [OutlinedNucleus]) -> [NucleusFloor] {
  outlines.filter { !ironNuclei.contains($0.structure) }.compactMap { nucleus in
    var values: [Float] = []
    nucleus.mask.forEach { x, y, z in
      let o = e.chi.grid.offset(x + nucleus.lower.x, y + nucleus.lower.y, z + nucleus.lower.z)
      if e.chiMask.voxels[o] { values.append(e.chi.voxels[o]) }
    }
    guard !values.isEmpty else { return nil }
    return NucleusFloor(
      nucleus: nucleus, level: Statistics.median(values), noise: Statistics.robustStandardDeviation(values))
  }
}

/// Voxels that none of their 26 neighbours exceeds, the highest first; of equal ones the first in voxel order.
private func peaks(_ chi: MRVolume<PPM>, in domain: MRMask, atLeast least: Float) -> [Int] {
  let size = chi.grid.size
  var bySlice = [[Int]](repeating: [], count: size.z)
  let steps = (-1...1).flatMap { z in
    (-1...1).flatMap { y in (-1...1).map { x in x + size.x * (y + size.y * z) } }
  }.filter { $0 != 0 }
  chi.voxels.withUnsafeBufferPointer { values in
    domain.voxels.withUnsafeBufferPointer { inside in
      bySlice.withUnsafeMutableBufferPointer { out in
        nonisolated(unsafe) let (v, m, o) = (values, inside, out)
        parallelSlices(max(0, size.z - 2)) { slice in
          let z = slice + 1
          var found: [Int] = []
          for y in 1..<max(1, size.y - 1) {
            let row = size.x * (y + size.y * z)
            for i in (row + 1)..<max(row + 1, row + size.x - 1) where m[i] && v[i] >= least {
              if steps.allSatisfy({ v[i + $0] < v[i] || (v[i + $0] == v[i] && $0 > 0) }) { found.append(i) }
            }
          }
          o[z] = found
        }
      }
    }
  }
  return bySlice.flatMap(\.self).sorted {
    chi.voxels[$0] != chi.voxels[$1] ? chi.voxels[$0] > chi.voxels[$1] : $0 < $1
  }
}
