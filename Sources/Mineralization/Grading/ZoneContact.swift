import Foundation
import Vocabulary
import Voxels

extension Grid {
  /// The six neighbours of a voxel by their faces, nil for those outside the grid.
  func faceNeighbours(_ offset: Int) -> [Int?] {
    let i = index(ofOffset: offset)
    return [
      SIMD3(-1, 0, 0), SIMD3(1, 0, 0), SIMD3(0, -1, 0), SIMD3(0, 1, 0), SIMD3(0, 0, -1), SIMD3(0, 0, 1),
    ].map { step in
      let n = i &+ step
      return contains(n.x, n.y, n.z) ? self.offset(n.x, n.y, n.z) : nil
    }
  }

  /// True if one of a voxel's six neighbours lies outside a region.
  func isBorder(_ offset: Int, of region: [Bool]) -> Bool {
    faceNeighbours(offset).contains { $0.map { !region[$0] } ?? true }
  }
}

/// True if a focus reaches the zone: its contour at the threshold, interpolated between the voxels, crosses the zone's
/// border midway between them.
///
/// Voxels alone would miss half a voxel: in drawn heads the outermost centre lies 0.37 ± 0.51 mm short of a deposit's
/// edge, the contour 0.05 ± 0.45 mm beyond it (docs/algorithms/mineralization.md).
func touches<Unit: VoxelUnit, Frame: PatientFrame>(
  _ focus: FocusExtent, zone: [Bool], image: Volume<Unit, Frame>, threshold: Double
) -> Bool {
  focus.members.contains { member in
    zone[member]
      || image.grid.faceNeighbours(member).contains { neighbour in
        guard let neighbour, zone[neighbour] else { return false }
        return Double(image.voxels[member]) + Double(image.voxels[neighbour]) >= 2 * threshold
      }
  }
}

/// The largest set of voxels above the threshold that does not count because it lies beside the zone.
struct FocusOutsideZone {
  let volumeMm3: Double
  /// Large enough for a focus.
  let isLarge: Bool
  /// From its nearest voxel to the zone's nearest, between their centres, mm.
  let distanceMm: Double

  /// Nil where there is none, or no zone.
  init?<Frame: PatientFrame>(
    _ candidates: [FocusExtent], zone: [Bool], grid: Grid<Frame>, cutoffs c: GradingCutoffs
  ) {
    guard let focus = candidates.max(by: { $0.sizeMm3 < $1.sizeMm3 }) else { return nil }
    func centre(_ o: Int) -> SIMD3<Double> { SIMD3<Double>(grid.index(ofOffset: o)) * grid.spacingMm }
    let members = focus.members.map(centre)
    let distances = zone.indices.filter { zone[$0] }.map { o in
      let p = centre(o)
      return members.map { length($0 - p) }.min() ?? .infinity
    }
    guard let nearest = distances.min() else { return nil }
    isLarge = focus.isLarge(c)
    (volumeMm3, distanceMm) = (isLarge ? focus.volumeMm3 : focus.sizeMm3, nearest)
  }

  var text: String {
    String(
      format: "%@ of %.0f mm³ ends %.1f mm from the medial zone, outside which none counts",
      isLarge ? "focus" : "spot", volumeMm3, distanceMm)
  }
}
