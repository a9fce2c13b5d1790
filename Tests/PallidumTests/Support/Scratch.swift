import Foundation
import Phantom

/// Folders for the tests of this process; all of them go when the process ends.
enum Scratch {
  private static let root: String = {
    atexit { try? FileManager.default.removeItem(atPath: Scratch.root) }
    return FileManager.default.temporaryDirectory.appending(path: "pallidum-program-\(UUID().uuidString)")
      .path
  }()

  /// A new folder.
  static func folder(_ name: String) throws -> String {
    let path = root + "/\(name)-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  /// The small phantom, in memory and on the disk, made once.
  static let small = Result {
    let path = try folder("small")
    let simulation = try simulate(.small)
    try writePhantom(simulation, to: path, writesVolumes: true)
    return (path: path, simulation: simulation)
  }
}

/// A JSON object.
func jsonObject(_ text: String) throws -> [String: Any] {
  (try JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any] ?? [:]
}
