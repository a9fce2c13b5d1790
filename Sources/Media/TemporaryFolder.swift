import Foundation
import Synchronization

/// A private folder that is removed with the last reference to it, or when the program ends.
final class TemporaryFolder: Sendable {
  /// Its path; only the user may enter it.
  let path: String

  /// Makes a new folder in `parent`, for the user alone (mode 0700).
  init(in parent: String = FileManager.default.temporaryDirectory.path) throws(MediaError) {
    path = try TemporaryFolders.make(in: parent)
  }

  deinit { TemporaryFolders.discard(path) }

  /// Bytes that the user may still write there; nil if the system does not tell.
  var freeBytes: Int64? {
    var s = statvfs()
    guard statvfs(path, &s) == 0 else { return nil }
    return Int64(s.f_bavail) * Int64(s.f_frsize)
  }
}

/// The temporary folders of this process, so that an interrupted run leaves nothing behind.
public enum TemporaryFolders {
  private struct State {
    var paths: Set<String> = []
    /// A signal's handler is about to end the process.
    var isEnding = false
  }

  private static let state = Mutex(State())
  private static let removalAtExit: Void = { atexit { TemporaryFolders.removeAtExit() } }()

  /// Removes every folder; for the handler of a signal that ends the process right afterwards.
  public static func removeAll() {
    state.withLock { state in
      state.isEnding = true
      for path in state.paths { remove(path) }
      state.paths = []
    }
  }

  /// A new folder, made and noted in one step that no handler can come between.
  static func make(in parent: String) throws(MediaError) -> String {
    _ = removalAtExit
    let made: Result<String, MediaError> = state.withLock { state in
      var template = Array(joined(parent, "pallidum-XXXXXX").utf8CString)
      guard !state.isEnding, mkdtemp(&template) != nil else {
        let code = state.isEnding ? EINTR : errno
        return .failure(.temporaryFolder(path: parent, reason: String(cString: strerror(code))))
      }
      let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      state.paths.insert(path)
      return .success(path)
    }
    return try made.get()
  }

  /// Removes one folder.
  static func discard(_ path: String) {
    state.withLock { state in
      if state.paths.remove(path) != nil { remove(path) }
    }
  }

  private static func removeAtExit() {
    let isEnding = state.withLock { state in
      for path in state.paths { remove(path) }
      state.paths = []
      return state.isEnding
    }
    // The run failed because its files went: the handler's exit status is the true one, and comes at once.
    if isEnding { sleep(10) }
  }

  /// Renamed first, so that a member that is just being unpacked cannot come in while the folder is emptied.
  private static func remove(_ path: String) {
    let doomed = path + ".removed"
    let isRenamed = rename(path, doomed) == 0
    try? FileManager.default.removeItem(atPath: isRenamed ? doomed : path)
  }
}
