import DICOM

/// Why nothing, or not everything, could be transferred.
public enum TransferError: Error, Hashable, Sendable {
  /// The folder does not exist or cannot be listed.
  case noSuchFolder(path: String)
  /// The folder has no DICOM objects.
  case nothingToSend(path: String)
  /// `manifest.json` cannot be read.
  case unreadableManifest(path: String, detail: String)
  /// A file of the manifest is missing.
  case missingFile(path: String)
  /// A file is not what the manifest says.
  case changedFile(path: String)
  /// A file is not in the manifest.
  case unlistedFile(path: String)
  /// A file cannot be read, or the peer cannot be talked to.
  case dicom(DICOMError)
}

extension TransferError: CustomStringConvertible {
  /// One sentence: what is wrong, the value seen, what to do.
  public var description: String {
    switch self {
    case .noSuchFolder(let path):
      "\(path) is not a folder that can be read: give the output folder of a report."
    case .nothingToSend(let path):
      "\(path) has no DICOM objects: make the report again without --no-dicom."
    case .unreadableManifest(let path, let detail):
      "\(path) cannot be understood (\(detail)): make the report again."
    case .missingFile(let path):
      "\(path) is listed in the manifest and is not there: make the report again, nothing was sent."
    case .changedFile(let path):
      "\(path) was changed after the report was made: make the report again, nothing was sent."
    case .unlistedFile(let path):
      "\(path) is not in the manifest of the report: remove it, or make the report again; nothing was sent."
    case .dicom(let error):
      error.description
    }
  }
}
