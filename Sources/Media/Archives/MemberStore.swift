import Foundation

/// The temporary folder into which members of archives are written, under running numbers.
struct MemberStore {
  private let limits: MediaLimits
  private(set) var folder: TemporaryFolder?
  private var count = 0
  private var bytes: Int64 = 0
  private var bytesToNextLook: Int64 = 0

  /// How often the free space of the disk is looked at, in bytes written.
  private static let lookInterval: Int64 = 16 << 20

  init(limits: MediaLimits) { self.limits = limits }

  /// A new empty file, open for writing.
  mutating func newFile() throws(ArchiveFailure) -> (path: String, descriptor: Int32) {
    let folder = try openFolder()
    count += 1
    let number = String(count)
    let path = joined(folder.path, String(repeating: "0", count: max(0, 8 - number.count)) + number)
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw failure(errno) }
    return (path, descriptor)
  }

  private mutating func openFolder() throws(ArchiveFailure) -> TemporaryFolder {
    if let folder { return folder }
    do throws(MediaError) {
      let new = try TemporaryFolder()
      folder = new
      return new
    } catch { throw .search(error) }
  }

  /// Appends to a file; within the limits of the run and of the disk.
  mutating func write(_ data: UnsafeRawBufferPointer, to descriptor: Int32) throws(ArchiveFailure) {
    guard Int64(data.count) <= limits.extractedBytes - bytes else {
      throw .overLimit("archives unpack to more than \(limits.extractedBytes >> 20) MiB")
    }
    bytes += Int64(data.count)
    bytesToNextLook -= Int64(data.count)
    if bytesToNextLook <= 0 {
      if let free = folder?.freeBytes, free - Self.lookInterval - Int64(data.count) < limits.diskReserve {
        throw failure(ENOSPC)
      }
      bytesToNextLook = Self.lookInterval
    }
    var rest = data
    while !rest.isEmpty {
      let written = Foundation.write(descriptor, rest.baseAddress, rest.count)
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { throw failure(errno) }
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
  }

  private func failure(_ code: Int32) -> ArchiveFailure {
    .search(
      .temporaryFolder(
        path: folder?.path ?? FileManager.default.temporaryDirectory.path,
        reason: String(cString: strerror(code))))
  }
}
