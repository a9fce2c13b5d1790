import Vocabulary
import Voxels

/// Points of the MR frame at which a registration is judged, LPS mm.
public struct PairTargets: Codable, Hashable, Sendable {
  /// Centroids of the deep nuclei that lie in the slab entirely.
  public let deep: [SIMD3<Double>]
  /// Points spread over the brain's surface within the slab.
  public let surface: [SIMD3<Double>]

  /// How many points of the surface.
  private static let surfaceCount = 13

  init(_ acquired: GradientEcho.Acquisition) {
    deep = acquired.nuclei.compactMap { mask in
      guard let box = mask.boundingBox, box.lower.z > 0, box.upper.z < mask.grid.size.z else { return nil }
      return mask.centroid?.lps
    }
    surface = Self.spread(Self.rim(of: acquired.brain), count: Self.surfaceCount)
  }

  /// Voxel centres at the mask's edge within their slice: where the slab ends is no surface.
  private static func rim(of mask: MRMask) -> [SIMD3<Double>] {
    let grid = mask.grid
    var found: [SIMD3<Double>] = []
    mask.forEach { x, y, z in
      let isInner = [(1, 0), (-1, 0), (0, 1), (0, -1)].allSatisfy { step in
        grid.contains(x + step.0, y + step.1, z) && mask.voxels[grid.offset(x + step.0, y + step.1, z)]
      }
      if !isInner { found.append(grid.voxelToPatient(SIMD3(Double(x), Double(y), Double(z)))) }
    }
    return found
  }

  /// Of many points a few that are far from each other: each next one is the farthest from all before, the first
  /// the farthest from the middle (Gonzalez 1985, doi:10.1016/0304-3975(85)90224-5).
  static func spread(_ points: [SIMD3<Double>], count: Int) -> [SIMD3<Double>] {
    guard !points.isEmpty else { return [] }
    let middle = points.reduce(.zero, +) / Double(points.count)
    var squared = points.map { dot($0 - middle, $0 - middle) }
    var chosen: [SIMD3<Double>] = []
    while chosen.count < min(count, points.count) {
      let next = squared.indices.max { squared[$0] < squared[$1] } ?? 0
      chosen.append(points[next])
      for i in points.indices {
        let d = points[i] - points[next]
        squared[i] = chosen.count == 1 ? dot(d, d) : min(squared[i], dot(d, d))
      }
    }
    return chosen
  }
}
