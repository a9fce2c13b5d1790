import Acquisition
import Foundation
import Synchronization

/// The staging folders of this process that are not yet in place, so that an interrupted run leaves nothing behind.
public enum UnfinishedOutput {
  private static let folders = Mutex<Set<String>>([])

  /// Removes every unfinished folder, and what was unpacked from archives; for the handler of a signal that
  /// ends the process.
  ///
  /// Waits if a finished folder is just being put in place: that takes one rename.
  public static func removeAll() {
    folders.withLock { paths in
      for path in paths { empty(path) }
      paths = []
    }
    removeTemporaryFiles()
  }

  /// Removes one unfinished folder.
  static func remove(_ folder: URL) {
    folders.withLock { paths in
      if paths.remove(folder.path) != nil { empty(folder.path) }
    }
  }

  private static func empty(_ path: String) {
    // A stage that is still writing may add a file while the folder is being emptied.
    for _ in 0..<3 where FileManager.default.fileExists(atPath: path) {
      try? FileManager.default.removeItem(atPath: path)
    }
  }

  static func begin(_ folder: URL) { folders.withLock { _ = $0.insert(folder.path) } }

  /// Puts a folder in place; no handler interrupts it.
  static func place(_ folder: URL, _ body: () throws -> Void) throws {
    try folders.withLock { paths in
      try body()
      paths.remove(folder.path)
    }
  }
}
