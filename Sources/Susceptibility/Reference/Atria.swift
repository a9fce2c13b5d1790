import Vocabulary
import Voxels

/// The atria of the lateral ventricles: where body, occipital and temporal horn meet behind the thalamus.
///
/// They hold the widest pool of fluid of the brain and lie far from its surface, so their CSF is a usual reference of
/// susceptibility. Found by geometry alone: of each ventricle the part behind its thalamus, and of this the stretch
/// about the coronal section of largest area in which sections stay at least half as large.
/// ```
///  seen from above        area of coronal sections
///  front   thalamus
///          ▐█▌            │▂
///  ─ ─ ─ ─ ─ ─ ─ ─ back   │▅  ┐
///           ██▖           │█  │ atrium: ≥ ½ of the largest
///           ▐██           │▆  ┘
///            ▝▌           │▂    occipital horn
/// ```
public enum Atria {
  /// Choices of the search.
  public struct Parameters: Codable, Hashable, Sendable {
    /// Percentile of the thalamus, front to back, behind which the atrium is sought: its back without stray voxels.
    public var thalamusPercentile: Double
    /// Thickness in mm of the coronal sections whose area is compared, at least a voxel.
    public var sectionMm: Double
    /// Share of the largest section's area that a section must reach.
    public var leastAreaShare: Double

    /// The defaults.
    public init(thalamusPercentile: Double = 95, sectionMm: Double = 2, leastAreaShare: Double = 0.5) {
      self.thalamusPercentile = thalamusPercentile
      self.sectionMm = sectionMm
      self.leastAreaShare = leastAreaShare
    }
  }

  /// Why there are no atria.
  enum Missing: Error, CustomStringConvertible {
    case ventricles
    case thalami
    case behindThalami

    /// The reason in a sentence.
    var description: String {
      switch self {
      case .ventricles: "The lateral ventricles were not found."
      case .thalami: "Both thalami are needed to tell where the atria of the lateral ventricles begin."
      case .behindThalami: "No part of the lateral ventricles lies behind the thalami within the slab."
      }
    }
  }

  /// Both atria, or one where the other ventricle does not reach behind its thalamus.
  ///
  /// Directions are the head's own as far as the thalami tell: left is from the right thalamus to the left one, back is
  /// patient posterior perpendicular to that.
  static func found(
    ventricles: MRMask?, thalami: [Side: MRMask], _ p: Parameters
  ) -> Result<MRMask, Missing> {
    guard let ventricles, !ventricles.isEmpty else { return .failure(.ventricles) }
    guard let left = thalami[.left]?.centroid?.lps, let right = thalami[.right]?.centroid?.lps else {
      return .failure(.thalami)
    }
    let middle = (left + right) / 2
    let leftward = normalized(left - right)
    let posterior = SIMD3<Double>(0, 1, 0)
    let backward = normalized(posterior - leftward * dot(posterior, leftward))
    let grid = ventricles.grid
    func depth(_ o: Int) -> (left: Double, back: Double) {
      let i = grid.index(ofOffset: o)
      let d = grid.point(atVoxel: SIMD3(Double(i.x), Double(i.y), Double(i.z))).lps - middle
      return (dot(d, leftward), dot(d, backward))
    }
    let members = ventricles.voxels.indices.filter { ventricles.voxels[$0] }.map {
      (offset: $0, at: depth($0))
    }
    let spacing = grid.spacingMm
    let section = max(p.sectionMm, spacing.x, spacing.y)
    var result = MRMask(grid: grid)
    for side in Side.allCases {
      guard let thalamus = thalami[side] else { continue }
      let backs = thalamus.voxels.indices.filter { thalamus.voxels[$0] }.map { Float(depth($0).back) }
      let start = Statistics.percentile(p.thalamusPercentile, of: backs)
      var sections: [Int: [Int]] = [:]
      for m in members where (m.at.left > 0) == (side == .left) && m.at.back >= start {
        sections[Int((m.at.back - start) / section), default: []].append(m.offset)
      }
      for o in widest(sections, p) { result.voxels[o] = true }
    }
    return result.isEmpty ? .failure(.behindThalami) : .success(result)
  }

  /// The voxels of the largest section and of its neighbours that are large enough, without a gap.
  private static func widest(_ sections: [Int: [Int]], _ p: Parameters) -> [Int] {
    let areas = sections.mapValues(\.count)
    // Of equal sections the first, so that the order of a dictionary does not matter.
    guard let largest = areas.max(by: { $0.value != $1.value ? $0.value < $1.value : $0.key > $1.key }) else {
      return []
    }
    let least = p.leastAreaShare * Double(largest.value)
    func isWide(_ n: Int) -> Bool { Double(areas[n] ?? 0) >= least }
    var (first, last) = (largest.key, largest.key)
    while isWide(first - 1) { first -= 1 }
    while isWide(last + 1) { last += 1 }
    return (first...last).flatMap { sections[$0] ?? [] }
  }
}
