import Foundation
import Vocabulary
import Voxels

/// A bright place about a peak of the susceptibility map: the voxels above half the peak's contrast, and what leads away.
struct Blob {
  /// Voxel of the peak.
  let peak: Int
  /// Voxels connected with the peak (6 neighbours) above half the contrast, ascending.
  let members: [Int]
  /// Level of the surroundings, ppm.
  let level: Double
  /// Their robust SD, ppm.
  let noise: Double
  /// Peak less level, ppm.
  let contrast: Double
  /// Centre of the excess, LPS mm.
  let centroid: SIMD3<Double>
  /// Sum of the excess over members and rim, over the peak's, mm³.
  let volumeMm3: Double
  /// Ratio of the greatest to the middle principal extent; 1 for a ball whatever the voxel's shape.
  let elongation: Double
  /// Greatest distance of a member from the centroid, mm.
  let reachMm: Double
  /// True if the members were cut off for their number: larger than any candidate.
  let isCut: Bool

  /// Diameter of a ball of the volume, mm.
  var diameterMm: Double { cbrt(6 * volumeMm3 / .pi) }
}

/// A set of voxels of one grid that is emptied in no time: each use has its own number.
private final class Marks {
  private var use: [UInt32]
  private var current: UInt32 = 0

  init(count: Int) { use = [UInt32](repeating: 0, count: count) }

  func empty() { current += 1 }

  /// True if the voxel was not in the set.
  func insert(_ offset: Int) -> Bool {
    if use[offset] == current { return false }
    use[offset] = current
    return true
  }
}

/// The image in which blobs are sought, with what is needed about each voxel.
///
/// For one thread: searches share a scratch set.
struct BlobField {
  let chi: MRVolume<PPM>
  let chiMask: MRMask
  let parameters: MicrobleedParameters
  /// Position of each voxel about another, for the shell of the surroundings.
  private let shell: [SIMD3<Int>]
  private let grid: Grid<MRPatient>
  private let seen: Marks

  init(chi: MRVolume<PPM>, chiMask: MRMask, parameters p: MicrobleedParameters) {
    self.chi = chi
    self.chiMask = chiMask
    parameters = p
    grid = chi.grid
    seen = Marks(count: chi.grid.count)
    let all = steps(grid, fromMm: p.surroundingsFromMm, toMm: p.surroundingsToMm)
    // A median of some hundred voxels is known to a twentieth of their SD: no need of thousands.
    let stride = max(1, all.count / 600)
    shell = Swift.stride(from: 0, to: all.count, by: stride).map { all[$0] }
  }

  /// Values of another image in the shell about a voxel.
  func surroundings(_ values: [Float], about peak: Int) -> [Float] {
    let at = grid.index(ofOffset: peak)
    var found: [Float] = []
    found.reserveCapacity(shell.count)
    for s in shell {
      let n = at &+ s
      guard grid.contains(n.x, n.y, n.z) else { continue }
      let o = grid.offset(n.x, n.y, n.z)
      if chiMask.voxels[o] { found.append(values[o]) }
    }
    return found
  }

  /// The blob about a peak; nil where it does not stand out.
  /// - Parameter floor: level and noise that the surroundings at least have: those of the nucleus it lies in.
  func blob(at peak: Int, floor: (level: Double, noise: Double)?) -> Blob? {
    let around = surroundings(chi.voxels, about: peak)
    guard !around.isEmpty else { return nil }
    let level = max(Statistics.median(around), floor?.level ?? -.infinity)
    let noise = max(Statistics.robustStandardDeviation(around), floor?.noise ?? 0)
    let contrast = Double(chi.voxels[peak]) - level
    let least = max(parameters.leastContrastPpb / ppbPerPPM, parameters.leastContrastRobustSd * noise)
    guard contrast >= least else { return nil }
    let (members, isCut) = grown(from: peak, above: level + contrast / 2)
    return measured(peak: peak, members: members, isCut: isCut, level: level, noise: noise)
  }

  /// Voxels connected with `peak` at `limit` and above, as long as a candidate could hold them.
  private func grown(from peak: Int, above limit: Double) -> (members: [Int], isCut: Bool) {
    // Twice the diameter: what is larger is nothing that could be proposed, however long.
    let radius = parameters.greatestDiameterMm
    let spacing = grid.spacingMm
    let center = grid.index(ofOffset: peak)
    seen.empty()
    _ = seen.insert(peak)
    var members = [peak]
    var open = [peak]
    var isCut = false
    while let o = open.popLast() {
      let i = grid.index(ofOffset: o)
      for step in faces {
        let n = i &+ step
        guard grid.contains(n.x, n.y, n.z) else { continue }
        let offset = grid.offset(n.x, n.y, n.z)
        guard chiMask.voxels[offset], Double(chi.voxels[offset]) >= limit, seen.insert(offset) else {
          continue
        }
        if length(SIMD3<Double>(n &- center) * spacing) > radius {
          isCut = true
          continue
        }
        members.append(offset)
        open.append(offset)
      }
    }
    return (members.sorted(), isCut)
  }

  private func measured(peak: Int, members: [Int], isCut: Bool, level: Double, noise: Double) -> Blob {
    let contrast = Double(chi.voxels[peak]) - level
    let near = members + around(members, withinMm: FocusRim.radiusMm).filter { chiMask.voxels[$0] }
    let excess = near.reduce(into: 0.0) { $0 += Double(chi.voxels[$1]) - level }
    let height = Statistics.percentile(95, of: members.map { chi.voxels[$0] }) - level
    var total = 0.0
    var middle = SIMD3<Double>.zero
    let weighted = members.map { o -> (SIMD3<Double>, Double) in
      let w = Double(chi.voxels[o]) - level
      let p = grid.point(atVoxel: SIMD3<Double>(grid.index(ofOffset: o))).lps
      total += w
      middle += p * w
      return (p, w)
    }
    middle /= total
    var (c0, c1, c2) = (SIMD3<Double>.zero, SIMD3<Double>.zero, SIMD3<Double>.zero)
    var reach = 0.0
    for (p, w) in weighted {
      let d = p - middle
      c0 += d * (d.x * w / total)
      c1 += d * (d.y * w / total)
      c2 += d * (d.z * w / total)
      reach = max(reach, length(d))
    }
    let blur = voxelBlur
    let e = symmetricEigenvalues(Matrix3(columns: c0 + blur.c0, c1 + blur.c1, c2 + blur.c2))
    return Blob(
      peak: peak, members: members, level: level, noise: noise, contrast: contrast, centroid: middle,
      volumeMm3: max(0, excess * grid.voxelVolumeMm3 / height), elongation: (e.z / e.y).squareRoot(),
      reachMm: reach, isCut: isCut)
  }

  /// What makes the blur of a voxel the same along all axes: that of its longest edge, less its own.
  private var voxelBlur: Matrix3 {
    let m = grid.voxelToPatient.linear
    let edges = [m.c0, m.c1, m.c2]
    let longest = edges.map(length).max() ?? 0
    // A box of edge h has the variance h²/12.
    var blur = [
      SIMD3(longest * longest / 12, 0, 0), SIMD3(0, longest * longest / 12, 0),
      SIMD3(0, 0, longest * longest / 12),
    ]
    for v in edges { for a in 0..<3 { blur[a] -= v * (v[a] / 12) } }
    return Matrix3(columns: blur[0], blur[1], blur[2])
  }

  /// The highest share of the contrast at which the peak stays connected (26 neighbours) with something beyond the blob.
  ///
  /// The path with the highest lowest point is found by flooding from the peak, the highest neighbour first. A ball's ends
  /// in its surroundings' noise; a vein's, bent or forked, stays near its own brightness.
  func continuation(of blob: Blob) -> Double {
    let h = grid.spacingMm
    let slice = max(h.x, h.y, h.z)
    let far = blob.reachMm + max(parameters.continuationMm, 1.5 * slice)
    var heap = Heap()
    seen.empty()
    _ = seen.insert(blob.peak)
    heap.push(chi.voxels[blob.peak], blob.peak)
    var lowest = chi.voxels[blob.peak]
    while let (value, o) = heap.pop() {
      lowest = min(lowest, value)
      // Below the surroundings' level there is no way on.
      if Double(lowest) <= blob.level { return 0 }
      let i = grid.index(ofOffset: o)
      if length(grid.point(atVoxel: SIMD3<Double>(i)).lps - blob.centroid) > far { break }
      for step in cube {
        let n = i &+ step
        guard grid.contains(n.x, n.y, n.z) else { continue }
        let offset = grid.offset(n.x, n.y, n.z)
        if chiMask.voxels[offset], seen.insert(offset) { heap.push(chi.voxels[offset], offset) }
      }
    }
    return max(0, (Double(lowest) - blob.level) / blob.contrast)
  }

  /// Voxels within `mm` of some others, at least one voxel along each axis; those others left out.
  func around(_ members: [Int], withinMm mm: Double) -> [Int] {
    let ball = Neighbourhood(grid: grid, radiusMm: mm)
    seen.empty()
    for o in members { _ = seen.insert(o) }
    var near: [Int] = []
    for o in members { ball.forEach(around: o) { n, _ in if seen.insert(n) { near.append(n) } } }
    return near.sorted()
  }
}

/// The six neighbours that share a face.
private let faces = [
  SIMD3(1, 0, 0), SIMD3(-1, 0, 0), SIMD3(0, 1, 0), SIMD3(0, -1, 0), SIMD3(0, 0, 1), SIMD3(0, 0, -1),
]

/// All 26 neighbours.
private let cube: [SIMD3<Int>] = (-1...1).flatMap { z in
  (-1...1).flatMap { y in (-1...1).map { x in SIMD3(x, y, z) } }
}.filter { $0 != SIMD3(0, 0, 0) }

/// Steps from a voxel to all others between two distances.
private func steps(_ grid: Grid<MRPatient>, fromMm: Double, toMm: Double) -> [SIMD3<Int>] {
  let h = grid.spacingMm
  let n = SIMD3<Int>((SIMD3(repeating: toMm) / h).rounded(.down))
  var found: [SIMD3<Int>] = []
  for z in -n.z...n.z {
    for y in -n.y...n.y {
      for x in -n.x...n.x {
        let d = length(SIMD3(Double(x), Double(y), Double(z)) * h)
        if d >= fromMm && d <= toMm { found.append(SIMD3(x, y, z)) }
      }
    }
  }
  return found
}

/// A priority queue, the highest value first; of equal values the lower offset.
private struct Heap {
  private var items: [(value: Float, offset: Int)] = []

  private func isBefore(_ a: (value: Float, offset: Int), _ b: (value: Float, offset: Int)) -> Bool {
    a.value != b.value ? a.value > b.value : a.offset < b.offset
  }

  mutating func push(_ value: Float, _ offset: Int) {
    items.append((value, offset))
    var k = items.count - 1
    while k > 0, isBefore(items[k], items[(k - 1) / 2]) {
      items.swapAt(k, (k - 1) / 2)
      k = (k - 1) / 2
    }
  }

  mutating func pop() -> (value: Float, offset: Int)? {
    guard let top = items.first, let last = items.popLast() else { return nil }
    guard !items.isEmpty else { return top }
    items[0] = last
    var k = 0
    while true {
      var best = k
      for child in [2 * k + 1, 2 * k + 2] where child < items.count && isBefore(items[child], items[best]) {
        best = child
      }
      if best == k { return top }
      items.swapAt(k, best)
      k = best
    }
  }
}
