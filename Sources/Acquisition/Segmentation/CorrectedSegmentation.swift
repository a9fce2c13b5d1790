import Vocabulary
import Voxels

/// Outlines of deep nuclei that a reader corrected or drew.
public struct CorrectedSegmentation: Sendable {
  /// Each nucleus that the file holds, on the grid of the susceptibility map; never empty.
  public let masks: [SidedStructure: MRMask]
  /// Labels of what the file holds besides nuclei: zones and foci follow from the outlines and are found anew.
  public let ignored: [String]
  /// True if the outlines were drawn on another raster than the map's.
  public let isResampled: Bool
  /// Who made it, as the file says; empty if it does not.
  public let creator: String
  /// Series Instance UID; empty for a file that is no DICOM object.
  public let seriesInstanceUID: String

  /// Outlines from their parts.
  /// - Throws: `SegmentationRefusal.noNucleus`, `.empty`, `.overlap`.
  public init(
    masks: [SidedStructure: MRMask], ignored: [String] = [], isResampled: Bool = false, creator: String = "",
    seriesInstanceUID: String = ""
  ) throws(SegmentationRefusal) {
    guard !masks.isEmpty else { throw .noNucleus(found: ignored) }
    let ordered = SidedStructure.all.filter { masks[$0] != nil }
    for s in ordered where masks[s]?.isEmpty == true { throw .empty(s) }
    for (n, a) in ordered.enumerated() {
      for b in ordered[(n + 1)...] {
        guard let first = masks[a], let second = masks[b] else { continue }
        let shared = first.intersection(second).count
        if shared > 0 { throw .overlap(a, b, voxels: shared) }
      }
    }
    self.masks = masks
    self.ignored = ignored
    self.isResampled = isResampled
    self.creator = creator
    self.seriesInstanceUID = seriesInstanceUID
  }
}
