import DICOM

/// A file that was left out, and why.
public struct SkippedFile: Codable, Hashable, Sendable {
  /// Path as it was found.
  public let path: String
  /// Why, a short phrase without the path, so that files can be counted by it.
  public let reason: String

  /// A file and its reason.
  public init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }

  /// A file that could not be read.
  init(path: String, _ error: DICOMError) {
    self.path = path
    reason =
      switch error {
      case .notDICOM: "not a DICOM file"
      case .malformed, .codec: "damaged or incomplete"
      case .cannotOpen: "cannot be opened"
      case .overLimit: "beyond the limits for size or nesting"
      case .noPixelData: "no image"
      case .unusablePixels, .noSuchFrame: "unusable pixels"
      case .unsupportedTransferSyntax: "unsupported transfer syntax"
      default: "cannot be read"
      }
  }
}
