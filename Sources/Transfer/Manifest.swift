import DICOM
import Foundation

/// `manifest.json` of a report: every file with its SHA-256, written last.
///
/// ```json
/// { "files": { "dicom/sr.dcm": "9f86d081…" } }
/// ```
public struct Manifest: Hashable, Sendable, Codable {
  /// Lower-case hexadecimal SHA-256 by path relative to the folder, with `/` between folders.
  public var files: [String: String]

  /// The name of the file in the folder.
  public static let fileName = "manifest.json"

  /// A manifest from its entries.
  public init(files: [String: String]) { self.files = files }

  /// The manifest of a folder; nil if it has none.
  public static func read(inFolder folder: String) throws(TransferError) -> Manifest? {
    let path = folder + "/" + fileName
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    do {
      return try JSONDecoder().decode(Manifest.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw .unreadableManifest(path: path, detail: "it is not {\"files\": {path: SHA-256}}")
    }
  }

  /// Checks that a file is what it was.
  /// - Parameter name: path relative to the folder.
  func verify(_ name: String, inFolder folder: String) throws(TransferError) {
    let path = folder + "/" + name
    guard let expected = files[name] else { throw .unlistedFile(path: path) }
    guard let data = FileManager.default.contents(atPath: path) else { throw .missingFile(path: path) }
    guard SHA256.hex(of: [UInt8](data)) == expected.lowercased() else { throw .changedFile(path: path) }
  }
}
