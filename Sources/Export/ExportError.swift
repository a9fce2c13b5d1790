import Vocabulary

/// Why no DICOM objects were written.
///
/// Nothing of a failed export may be kept.
public enum ExportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A series came without an image to refer to.
  case noSourceImages(modality: String)
  /// Two inputs that must share a grid do not.
  case gridMismatch(String)
  /// Slices are not rectangular or not stacked along their normal.
  case shearedGrid(cosine: Double)
  /// The grid has more rows, columns or frames than DICOM counts.
  case tooLarge(Int)
  /// No structure has a voxel.
  case noSegments
  /// The report measures a structure that has no mask.
  case measurementWithoutMask(SidedStructure)
  /// Left does not lie left of right.
  case laterality(Structure, leftX: Double, rightX: Double)
  /// What was read back from a written object differs from what it was made of.
  case readBack(object: String, what: String, expected: String, found: String)
  /// A file or folder could not be written or read.
  case file(String, reason: String)

  /// Exit code of the program: 6 for the file system, 70 for a contradiction inside.
  public var exitCode: Int32 {
    if case .file = self { return 6 }
    return 70
  }

  /// The error in a sentence.
  public var description: String {
    switch self {
    case .noSourceImages(let modality):
      "The \(modality) series names no image, so derived objects would refer to nothing. Nothing was exported."
    case .gridMismatch(let what):
      "\(what) does not lie on the grid of the susceptibility map. Nothing was exported."
    case .shearedGrid(let cosine):
      "The image axes are not perpendicular (cosine \(cosine)), which a DICOM image plane cannot say. "
        + "Nothing was exported."
    case .tooLarge(let n):
      "\(n) rows, columns or frames are more than the 65535 that DICOM counts. Nothing was exported."
    case .noSegments:
      "No structure has a voxel, so there is nothing to segment. Nothing was exported."
    case .measurementWithoutMask(let s):
      "The report measures the \(s.side.rawValue) \(s.structure.displayName), which has no mask. "
        + "Nothing was exported."
    case .laterality(let structure, let leftX, let rightX):
      "The left \(structure.displayName) (x = \(leftX) mm) does not lie left of the right one "
        + "(x = \(rightX) mm). Nothing was exported."
    case .readBack(let object, let what, let expected, let found):
      "The written \(object) has \(what) \(found) instead of \(expected). Nothing was exported."
    case .file(let name, let reason):
      "\(name) could not be written and read back: \(reason). Check the disk and run again."
    }
  }
}
