import Foundation

/// A folder of its own that is removed afterwards.
struct ScratchFolder: ~Copyable {
  let path: String

  init() {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("phantom-\(UUID().uuidString)").path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func files() throws -> [String: Data] {
    var found: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
      let url = URL(fileURLWithPath: path).appendingPathComponent(name)
      if let data = try? Data(contentsOf: url) { found[name] = data }
    }
    return found
  }
}
