import Shapes
import Vocabulary
import Voxels

extension Outlines {
  /// Puts a reader's outlines in the place of those found here; what follows from them is made anew.
  ///
  /// An outline that is the one found here is no correction: handing it back unchanged proves no look at it. Other
  /// nuclei lose the voxels that the reader gave to a nucleus; one that the reader's file lacks stays. Where the
  /// template found no place, nothing of it remains: only the reader's nuclei are kept, and a medial zone follows its
  /// outline's own axis.
  /// - Parameters:
  ///   - masks: the reader's, on the MR grid.
  ///   - map: the template's place.
  ///   - isPlaced: false where that place is not trusted.
  ///   - head: tells the head's middle where the template does not.
  ///   - chiMask: where susceptibility is defined; an outline that leaves it is cut.
  /// - Throws: `AnatomyError.gridsDiffer`, `.outlineOnOtherSide`.
  mutating func replace(
    with masks: [SidedStructure: MRMask], map: TemplateMap, isPlaced: Bool, head: MRMask,
    chiMask: MRMask, _ p: NucleiParameters
  ) throws(AnatomyError) {
    let found = self.masks
    let middle = isPlaced ? nil : head.centroid?.lps.x
    for s in SidedStructure.all {
      guard let mask = masks[s] else { continue }
      guard mask.grid == head.grid else { throw .gridsDiffer(what: "corrected segmentation") }
      guard let centre = mask.centroid?.lps else { continue }
      let toLeft = middle.map { centre.x - $0 } ?? map.pose.inverse(centre).x
      let other = masks[SidedStructure(s.structure, s.side.opposite)]?.centroid?.lps.x
      let isBeyondOther = other.map { (centre.x > $0) != (s.side == .left) } ?? false
      if (toLeft > 0) != (s.side == .left) || isBeyondOther { throw .outlineOnOtherSide(s) }
    }
    let taken = union(masks.values, grid: head.grid)
    for s in SidedStructure.all where masks[s] == nil {
      let rest = isPlaced ? found[s]?.subtracting(taken) : nil
      self.masks[s] = rest?.isEmpty == true ? nil : rest
    }
    for s in SidedStructure.all {
      guard let mask = masks[s], mask != found[s] else { continue }
      corrected[s] = .some(found[s].map { Self.dice($0, mask) })
      self.masks[s] = mask
      let inside = Double(mask.intersection(chiMask).count) / Double(max(1, mask.count))
      if mask.touchesBorder || inside < 1 - p.truncatedShare {
        truncated.insert(s)
      } else {
        truncated.remove(s)
      }
    }
    for side in Side.allCases {
      let s = SidedStructure(.globusPallidus, side)
      guard let mask = self.masks[s], mask != found[s] || !isPlaced else {
        if self.masks[s] == nil { forgetParts(side) }
        continue
      }
      medialZones[side] =
        isPlaced
        ? medialThird(of: mask, shape: ShapeTable.shape(.globusPallidus, side), map: map)
        : medialThird(of: mask, side: side)
      internalSegments[side] = isPlaced ? internalSegment(of: mask, side: side, map: map) : nil
      externalSegments[side] = internalSegments[side].map { mask.subtracting($0) }
    }
  }

  private mutating func forgetParts(_ side: Side) {
    medialZones[side] = nil
    internalSegments[side] = nil
    externalSegments[side] = nil
  }

  private static func dice(_ a: MRMask, _ b: MRMask) -> Double {
    2 * Double(a.intersection(b).count) / Double(max(1, a.count + b.count))
  }
}

extension Mask {
  /// True if a voxel lies in the outermost layer of the grid.
  fileprivate var touchesBorder: Bool {
    guard let box = boundingBox else { return false }
    return box.lower.min() == 0 || box.upper.x == grid.size.x || box.upper.y == grid.size.y
      || box.upper.z == grid.size.z
  }
}
