import DICOM
import Foundation

/// The list of all files of a report folder with their SHA-256; written last, so its presence means "complete".
struct Manifest {
  /// `manifest.json`.
  static let fileName = "manifest.json"

  /// Path inside the folder to hexadecimal digest.
  let files: [String: String]

  /// Digests every file below a folder.
  init(ofFolder folder: URL) throws {
    var found: [String: String] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where name != Self.fileName {
      let url = folder.appending(path: name)
      guard try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else { continue }
      found[name] = SHA256.hex(of: [UInt8](try Data(contentsOf: url)))
    }
    files = found
  }

  /// The manifest as JSON: `{"schema": …, "files": {name: digest}}`, names sorted.
  func json() throws -> Data {
    struct File: Encodable {
      let schema = "pallidum.manifest/1"
      let files: [String: String]
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(File(files: files))
  }
}
