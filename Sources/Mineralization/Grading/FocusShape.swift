import Vocabulary
import Voxels

/// Length and thickness of a focus together with what continues it beyond the pallidum.
public struct FocusShape: Sendable, Hashable {
  /// Extent along the longest axis, mm.
  public let lengthMm: Double
  /// Diameter of a rod of this length and the same volume, mm.
  public let diameterMm: Double
  /// Extent along that axis of the part beyond the pallidum and its next voxel, mm; 0 where it ends there.
  public let beyondMm: Double

  /// Length over diameter: 1.2 for a ball.
  public var elongation: Double { lengthMm / max(diameterMm, 1e-9) }

  /// Long, thin and continuing outside: as a vein that runs past or through the pallidum's border.
  func isVesselLike(_ c: GradingCutoffs) -> Bool {
    elongation >= c.vesselElongation && diameterMm <= c.vesselDiameterMm && beyondMm >= c.vesselBeyondMm
  }
}

extension FocusShape {
  /// The shape of a focus on a susceptibility map.
  ///
  /// - Parameters:
  ///   - members: the focus, inside the pallidum.
  ///   - mask: the pallidum.
  ///   - outside: the value from which voxels beyond it continue the focus, ppm.
  init(members: [Int], mask: MRMask, chi: MRVolume<PPM>, chiMask: MRMask, outside: Double) {
    let grid = chi.grid
    let beyond = continuation(of: members, mask: mask, chi: chi, chiMask: chiMask, outside: outside)
    let all = (members + beyond).map { grid.point(atVoxel: SIMD3<Double>(grid.index(ofOffset: $0))).lps }
    let axis = longestAxis(all)
    // A voxel's own extent along the axis: half of it lies beyond each end's centre.
    let v = grid.voxelToPatient.linear
    let voxelMm = [v.c0, v.c1, v.c2].map { abs(dot($0, axis)) }.max() ?? 0
    func extent(_ points: [SIMD3<Double>]) -> Double {
      let along = points.map { dot($0, axis) }
      guard let low = along.min(), let high = along.max() else { return 0 }
      return high - low + voxelMm
    }
    lengthMm = extent(all)
    let volume = Double(all.count) * grid.voxelVolumeMm3
    diameterMm = (4 * volume / (.pi * max(lengthMm, 1e-9))).squareRoot()
    // One voxel beyond the mask is the outline's own error.
    let next = Neighbourhood(grid: grid, radiusMm: 0)
    let far = beyond.filter { o in
      var touches = false
      next.forEach(around: o) { n, _ in if mask.voxels[n] { touches = true } }
      return !touches
    }
    beyondMm = extent(far.map { grid.point(atVoxel: SIMD3<Double>(grid.index(ofOffset: $0))).lps })
  }
}

/// Voxels beyond the mask that hang together with a focus (26 neighbours: thin vessels run oblique).
private func continuation(
  of members: [Int], mask: MRMask, chi: MRVolume<PPM>, chiMask: MRMask, outside: Double
) -> [Int] {
  let grid = chi.grid
  var seen = Set(members)
  var open = members
  var found: [Int] = []
  while let o = open.popLast() {
    let i = grid.index(ofOffset: o)
    for z in -1...1 {
      for y in -1...1 {
        for x in -1...1 where grid.contains(i.x + x, i.y + y, i.z + z) {
          let n = grid.offset(i.x + x, i.y + y, i.z + z)
          guard !mask.voxels[n], chiMask.voxels[n], Double(chi.voxels[n]) > outside, !seen.contains(n) else {
            continue
          }
          seen.insert(n)
          found.append(n)
          open.append(n)
        }
      }
    }
  }
  return found.sorted()
}

/// Unit vector of the greatest scatter of points: power iteration on their covariance.
private func longestAxis(_ points: [SIMD3<Double>]) -> SIMD3<Double> {
  guard points.count > 1 else { return SIMD3(1, 0, 0) }
  let middle = points.reduce(SIMD3<Double>.zero, +) / Double(points.count)
  var m = [SIMD3<Double>](repeating: .zero, count: 3)
  for p in points {
    let d = p - middle
    for a in 0..<3 { m[a] += d * d[a] }
  }
  // From the column of the greatest scatter; 50 rounds tell axes apart that differ by a tenth.
  var axis = SIMD3<Double>.zero
  axis[(0..<3).max { m[$0][$0] < m[$1][$1] } ?? 0] = 1
  for _ in 0..<50 {
    let next = m[0] * axis.x + m[1] * axis.y + m[2] * axis.z
    let size = length(next)
    guard size > 0 else { return axis }
    axis = next / size
  }
  return axis
}
