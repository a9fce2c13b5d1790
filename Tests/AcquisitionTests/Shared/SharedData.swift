import Foundation

/// The folder of scanners' files that are not part of the project; its path comes from the environment.
enum SharedData {
  static let root = ProcessInfo.processInfo.environment["PALLIDUM_SHARED_DATA"]
  static var isThere: Bool { root.map { FileManager.default.fileExists(atPath: $0) } ?? false }
  static let reason = "PALLIDUM_SHARED_DATA does not name the folder with scanners' files"

  static func path(_ name: String) -> String { (root ?? "") + "/" + name }
}
