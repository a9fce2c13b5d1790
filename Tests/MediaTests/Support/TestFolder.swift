import Foundation

@testable import Media

/// A folder that is gone with the last reference to it.
final class TestFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/media-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, and the folders above it; its path.
  @discardableResult
  func write(_ bytes: [UInt8], _ name: String) throws -> String {
    let file = URL(filePath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file.path
  }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: path + "/" + name, withDestinationPath: target)
  }

  /// A display path without the folder's own.
  func short(_ displayPath: String) -> String { displayPath.replacingOccurrences(of: path + "/", with: "") }
}

extension FileSet {
  /// The files, named below the folder.
  func names(_ folder: TestFolder) -> [String] { files.map { folder.short($0.displayPath) } }

  /// What was left out: `name: reason`.
  func leftOutNames(_ folder: TestFolder) -> [String] {
    leftOut.map { folder.short($0.displayPath) + ": " + $0.reason }
  }
}

extension FileSet {
  /// How many files stand in the temporary folder.
  func unpackedCount() throws -> Int {
    // The folder goes with the last file that refers to it.
    try withExtendedLifetime(files) {
      guard let last = files.last(where: { $0.path != $0.displayPath }) else { return 0 }
      let place = (last.path as NSString).deletingLastPathComponent
      return try FileManager.default.contentsOfDirectory(atPath: place).count
    }
  }
}

/// Bytes that begin as DICOM does; `tail` tells one from another.
func dicomBytes(_ tail: String = "") -> [UInt8] {
  [UInt8](repeating: 0, count: 128) + Array("DICM".utf8) + Array(tail.utf8)
}

extension Array where Element == UInt8 {
  /// Little-endian.
  mutating func append16(_ n: Int) { append(contentsOf: [UInt8(n & 0xFF), UInt8(n >> 8 & 0xFF)]) }
  mutating func append32(_ n: Int) {
    append16(n & 0xFFFF)
    append16(n >> 16 & 0xFFFF)
  }
}

/// CRC-32 of gzip and zip (RFC 1952, section 8).
func crc32(_ bytes: [UInt8]) -> Int {
  var crc: UInt32 = 0xFFFF_FFFF
  for byte in bytes {
    crc ^= UInt32(byte)
    for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
  }
  return Int(~crc)
}
