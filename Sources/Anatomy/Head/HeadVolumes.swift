import Vocabulary
import Voxels

/// Volumes of the head, as far as the slab covers it.
public struct HeadVolumes: Sendable, Hashable {
  /// Intracranial space in ml.
  public let intracranialMl: Double
  /// Brain mask in ml.
  public let brainMl: Double
  /// CSF in ml.
  public let csfMl: Double
  /// Why nothing may be told as a share of the intracranial volume; nil if it may.
  public let shareWithheld: String?

  /// Volumes of `masks` and of the CSF found with the nuclei.
  public init(masks: HeadMasks, csf: MRMask) {
    intracranialMl = masks.intracranial.volumeMm3 / 1000
    brainMl = masks.brain.volumeMm3 / 1000
    csfMl = csf.intersection(masks.intracranial).volumeMm3 / 1000
    shareWithheld = masks.shareWithheld
  }

  /// A volume in percent of the intracranial space; nil where that is withheld.
  public func sharePercent(ofMl ml: Double) -> Double? {
    shareWithheld == nil && intracranialMl > 0 ? 100 * ml / intracranialMl : nil
  }
}

/// Why the intracranial space is not whole: it leaves the slab, or what the CT covers, by more than the foramen magnum.
///
/// The area is that of the voxel faces through which members touch the grid's border or voxels without CT, the largest over
/// the six directions of the grid.
func partialCoverage(_ space: MRMask, covered: MRMask, _ p: HeadParameters) -> String? {
  let size = space.grid.size
  let h = space.grid.spacingMm
  let strides = [1, size.x, size.x * size.y]
  let faceMm2 = [h.y * h.z, h.x * h.z, h.x * h.y]
  var faces = [Int](repeating: 0, count: 6)
  space.forEach { x, y, z in
    let at = SIMD3(x, y, z)
    let o = space.grid.offset(x, y, z)
    for a in 0..<3 {
      // The cavity may have grown past the CT's end: only the face at the end itself counts.
      if at[a] == 0 || covered.voxels[o] && !covered.voxels[o - strides[a]] { faces[2 * a] += 1 }
      if at[a] == size[a] - 1 || covered.voxels[o] && !covered.voxels[o + strides[a]] {
        faces[2 * a + 1] += 1
      }
    }
  }
  let largest = (0..<6).map { Double(faces[$0]) * faceMm2[$0 / 2] }.max() ?? 0
  guard largest > p.largestOpeningMm2 else { return nil }
  return "the slab or the CT ends inside the skull (cut over \(Int((largest / 100).rounded())) cm², allowed "
    + "\(Int(p.largestOpeningMm2 / 100)) cm²), so the intracranial volume is not whole"
}
