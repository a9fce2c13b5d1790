import Foundation

/// The two blocks of zeros that end a tar (POSIX.1-2017, pax, "ustar Interchange Format").
///
/// libarchive takes the end of the file for the end of the archive: one that was cut between two members would
/// pass for whole.
enum TarEnd {
  private static let block = 512

  /// True if the file ends with a block of zeros.
  static func isPresent(_ path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    guard let size = try? file.seekToEnd(), size >= block else { return false }
    guard (try? file.seek(toOffset: size - UInt64(block))) != nil,
      let tail = try? file.read(upToCount: block)
    else { return false }
    return tail.count == block && tail.allSatisfy { $0 == 0 }
  }
}
