import Foundation
import Synchronization

/// A private folder that is removed with the last reference to it, or when the program ends.
final class TemporaryFolder: Sendable {
  /// Its path; only the user may enter it.
  let path: String

  /// Makes a new folder in `parent`, for the user alone (mode 0700).
  init(in parent: String = FileManager.default.temporaryDirectory.path) throws(MediaError) {
    var template = Array(joined(parent, "pallidum-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      throw .temporaryFolder(path: parent, reason: String(cString: strerror(errno)))
    }
    path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? parent }
    TemporaryFolders.add(path)
  }

  deinit { TemporaryFolders.remove(path) }

  /// Bytes that the user may still write there; nil if the system does not tell.
  var freeBytes: Int64? {
    var s = statvfs()
    guard statvfs(path, &s) == 0 else { return nil }
    return Int64(s.f_bavail) * Int64(s.f_frsize)
  }
}

/// The temporary folders of this process, so that an interrupted run leaves nothing behind.
public enum TemporaryFolders {
  private static let paths = Mutex<Set<String>>([])
  private static let removalAtExit: Void = { atexit { TemporaryFolders.removeAll() } }()

  /// Removes every folder; for the handler of a signal that ends the process.
  public static func removeAll() {
    paths.withLock { paths in
      for path in paths { empty(path) }
      paths = []
    }
  }

  static func add(_ path: String) {
    _ = removalAtExit
    paths.withLock { _ = $0.insert(path) }
  }

  static func remove(_ path: String) {
    paths.withLock { paths in
      if paths.remove(path) != nil { empty(path) }
    }
  }

  private static func empty(_ path: String) {
    // A member that is just being written may add a file while the folder is being emptied.
    for _ in 0..<3 where FileManager.default.fileExists(atPath: path) {
      try? FileManager.default.removeItem(atPath: path)
    }
  }
}
