import Foundation

/// Folders for the tests of this process; all of them go when the process ends.
enum Scratch {
  private static let root: String = {
    atexit { try? FileManager.default.removeItem(atPath: Scratch.root) }
    return FileManager.default.temporaryDirectory.appending(path: "pallidum-cases-\(UUID().uuidString)").path
  }()

  /// A new folder.
  static func folder(_ name: String) throws -> String {
    let path = root + "/\(name)-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  /// A path at which nothing stands yet, in a folder of its own.
  static func absent(_ name: String) throws -> String { try folder(name) + "/report" }
}

/// The folder of the source code.
let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().path

/// Relative paths of all files below a folder, in order.
func files(below folder: String) throws -> [String] {
  try FileManager.default.subpathsOfDirectory(atPath: folder).filter { name in
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: folder + "/" + name, isDirectory: &isFolder)
      && !isFolder.boolValue
  }.sorted()
}

/// What stands in the same folder as a path, hidden things included.
func siblings(of path: String) throws -> [String] {
  try FileManager.default.contentsOfDirectory(
    atPath: URL(filePath: path).deletingLastPathComponent().path
  ).sorted()
}
