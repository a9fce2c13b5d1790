import DICOM
import Vocabulary
import Voxels

/// A part of a pallidum that is written as a segment beside the nuclei: its medial zone, or a focus that counts.
public struct DepositSegment: Sendable {
  /// What it is.
  public enum Kind: String, Sendable {
    /// The medial zone, where foci count.
    case medialZone
    /// A focus of raised attenuation.
    case denseFocus
    /// A focus of raised susceptibility.
    case susceptibilityFocus
  }

  /// What it is.
  public let kind: Kind
  /// The patient's side.
  public let side: Side
  /// Identifier that is unique in the report, as `left-ct-1`; a focus has its report's.
  public let id: String
  /// Words for people, as `left CT focus 1`.
  public let label: String
  /// Its voxels, on the grid of the susceptibility map.
  public let mask: MRMask

  /// A segment from its parts.
  public init(kind: Kind, side: Side, id: String, label: String, mask: MRMask) {
    self.kind = kind
    self.side = side
    self.id = id
    self.label = label
    self.mask = mask
  }

  /// Segmented Property Category.
  var category: Code {
    kind == .medialZone ? Codes.anatomicalStructure : Codes.morphologicallyAbnormalStructure
  }

  /// Segmented Property Type; the side is its modifier.
  var type: Code {
    switch kind {
    case .medialZone: PrivateCodes.medialZone
    case .denseFocus: PrivateCodes.denseFocus
    case .susceptibilityFocus: PrivateCodes.susceptibilityFocus
    }
  }
}
