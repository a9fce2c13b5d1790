import Vocabulary
import Voxels

/// Voxels of a CT that an MR mask covers.
struct CarriedMask {
  let grid: Grid<CTPatient>
  /// Offsets in the CT's array, ascending.
  let offsets: [Int]
  /// The box of CT voxels that holds them, with a margin; nil when empty.
  let box: Box?
}

/// Sub-samples stand no farther apart than this, mm: membership is asked at several heights of a thick slice,
/// so that it belongs by its share of the mask and not by its middle alone.
private let subsampleMm = 0.7
/// CT voxels around the mask that stay in the box.
private let boxMargin = SIMD3(6, 6, 3)

/// Carries an MR mask to the CT's grid: the CT voxels with the greatest shares in the mask, as many as its volume.
///
/// A voxel's share is that of its sub-samples which lie in voxels of the mask. Voxels of equal share come together, so
/// the least share that belongs is the one that keeps the volume best: one half on thin slices, less where a mask is
/// thinner than the slices and no voxel reaches one half. Only the mask's neighbourhood is visited.
func carriedMask(
  _ mask: MRMask, onto grid: Grid<CTPatient>, by mrToCT: RigidTransform<MRPatient, CTPatient>
) -> CarriedMask {
  guard let box = neighbourhood(of: mask, on: grid, by: mrToCT) else {
    return CarriedMask(grid: grid, offsets: [], box: nil)
  }
  let shares = subsampleShares(of: mask, in: box, of: grid, by: mrToCT)
  let least = volumeKeepingShare(shares)
  return CarriedMask(
    grid: grid, offsets: shares.voxels.compactMap { $0.inside >= least ? $0.offset : nil },
    box: box.expanded(by: boxMargin, within: grid.size))
}

/// The CT voxels around a mask; nil where the CT does not reach it.
private func neighbourhood(
  of mask: MRMask, on grid: Grid<CTPatient>, by mrToCT: RigidTransform<MRPatient, CTPatient>
) -> Box? {
  guard let mrBox = mask.boundingBox else { return nil }
  let mrToCTVoxel = grid.patientToVoxel * mrToCT.affine * mask.grid.voxelToPatient
  var low = SIMD3<Double>(repeating: .infinity)
  var high = SIMD3<Double>(repeating: -.infinity)
  for corner in 0..<8 {
    var v = SIMD3<Double>.zero
    for a in 0..<3 {
      v[a] = corner >> a & 1 == 0 ? Double(mrBox.lower[a]) - 0.5 : Double(mrBox.upper[a]) - 0.5
    }
    low = pointwiseMin(low, mrToCTVoxel(v))
    high = pointwiseMax(high, mrToCTVoxel(v))
  }
  var lower = SIMD3<Int>.zero
  var upper = SIMD3<Int>.zero
  for a in 0..<3 {
    lower[a] = max(0, Int(low[a].rounded(.down)))
    upper[a] = min(grid.size[a], Int(high[a].rounded(.up)) + 1)
    if lower[a] >= upper[a] { return nil }
  }
  return Box(lower: lower, upper: upper)
}

/// How many of its sub-samples each CT voxel has in a mask.
private struct SubsampleShares {
  /// Voxels with at least one, offsets ascending.
  var voxels: [(offset: Int, inside: Int)] = []
  /// Sub-samples of a voxel.
  let perVoxel: Int
}

private func subsampleShares(
  of mask: MRMask, in box: Box, of grid: Grid<CTPatient>, by mrToCT: RigidTransform<MRPatient, CTPatient>
) -> SubsampleShares {
  let back = mask.grid.patientToVoxel * mrToCT.inverse.affine * grid.voxelToPatient
  let size = mask.grid.size
  let steps = (0..<3).map { axis -> [Double] in
    // Odd, so that no voxel is undecided.
    let n = max(1, Int((grid.spacingMm[axis] / subsampleMm).rounded(.up))) | 1
    return (0..<n).map { (Double($0) + 0.5) / Double(n) - 0.5 }
  }
  let parts = steps[2].flatMap { z in
    steps[1].flatMap { y in steps[0].map { x in back.linear * SIMD3(x, y, z) } }
  }
  var shares = SubsampleShares(perVoxel: parts.count)
  mask.voxels.withUnsafeBufferPointer { member in
    for z in box.lower.z..<box.upper.z {
      for y in box.lower.y..<box.upper.y {
        for x in box.lower.x..<box.upper.x {
          let centre = back(SIMD3(Double(x), Double(y), Double(z)))
          var inside = 0
          for part in parts {
            let v = centre + part
            let (i, j, k) = (Int(v.x.rounded()), Int(v.y.rounded()), Int(v.z.rounded()))
            if i >= 0, j >= 0, k >= 0, i < size.x, j < size.y, k < size.z,
              member[i + size.x * (j + size.y * k)]
            {
              inside += 1
            }
          }
          if inside > 0 { shares.voxels.append((grid.offset(x, y, z), inside)) }
        }
      }
    }
  }
  return shares
}

/// The least number of sub-samples from which voxels belong, so that their volume comes nearest to that of all shares
/// together; of two as near the greater.
///
/// - Postcondition: at least one voxel belongs if any has a share.
private func volumeKeepingShare(_ shares: SubsampleShares) -> Int {
  // How many voxels have each share.
  var voxels = [Int](repeating: 0, count: shares.perVoxel + 1)
  for v in shares.voxels { voxels[v.inside] += 1 }
  let covered = shares.voxels.reduce(0) { $0 + $1.inside }
  var least = shares.perVoxel
  var smallestError = Int.max
  var belonging = 0
  for share in (1...shares.perVoxel).reversed() where voxels[share] > 0 {
    belonging += voxels[share]
    let error = abs(belonging * shares.perVoxel - covered)
    if error < smallestError { (smallestError, least) = (error, share) }
  }
  return least
}

/// The share (0…1) of a mask's voxel centres that lie inside a CT; 0 for the empty mask.
///
/// Asked of the centres and not of carried volumes: on thick slices these differ by what rounding takes away, which is
/// no lack of coverage.
func coveredShare(
  of mask: MRMask, by grid: Grid<CTPatient>, through mrToCT: RigidTransform<MRPatient, CTPatient>
) -> Double {
  let map = grid.patientToVoxel * mrToCT.affine * mask.grid.voxelToPatient
  var members = 0
  var inside = 0
  mask.forEach { x, y, z in
    members += 1
    let v = map(SIMD3(Double(x), Double(y), Double(z)))
    let within = (0..<3).allSatisfy { v[$0] >= -0.5 && v[$0] <= Double(grid.size[$0]) - 0.5 }
    if within { inside += 1 }
  }
  return members == 0 ? 0 : Double(inside) / Double(members)
}
