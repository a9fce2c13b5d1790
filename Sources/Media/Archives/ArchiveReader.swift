internal import CArchive
import Glibc

/// An archive that is read from beginning to end, by libarchive.
///
/// Only the formats named in `ContentKind` are enabled; no command, no other filter, nothing is written.
final class ArchiveReader {
  /// An entry's header.
  struct Entry {
    /// The name as the archive has it; nil if it cannot be decoded.
    let name: String?
    let isFolder: Bool
    /// False for links, devices, pipes.
    let isFile: Bool
    let isEncrypted: Bool
    /// Bytes as the archive states them; nil if it does not.
    let statedSize: Int64?
  }

  private let pointer: OpaquePointer
  private var hasHeader = false
  private var position: la_int64_t = 0
  private static let blockSize = 64 << 10
  /// AE_IFREG, AE_IFDIR of archive_entry.h: macros with a cast are not imported.
  private static let regularFile: mode_t = 0o100000
  private static let folder: mode_t = 0o040000

  init(_ path: String, kind: ContentKind) throws(ArchiveFailure) {
    guard let pointer = archive_read_new() else { throw .damaged }
    self.pointer = pointer
    switch kind {
    case .zip: archive_read_support_format_zip(pointer)
    case .tar: archive_read_support_format_tar(pointer)
    default:
      archive_read_support_filter_gzip(pointer)
      archive_read_support_format_tar(pointer)
    }
    if archive_read_open_filename(pointer, path, Self.blockSize) != ARCHIVE_OK { throw .notAnArchive }
  }

  deinit { archive_read_free(pointer) }

  /// Names are converted to the locale's character set: without this one, to ASCII.
  private nonisolated(unsafe) static let utf8Locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)

  /// The next entry; nil after the last.
  func next() throws(ArchiveFailure) -> Entry? {
    // The locale of this thread alone; a locale object is never written to.
    let before = Self.utf8Locale.flatMap { uselocale($0) }
    defer { if let before { uselocale(before) } }
    var entry: OpaquePointer?
    let status = archive_read_next_header(pointer, &entry)
    if status == ARCHIVE_EOF { return nil }
    // A warning is a name that cannot be converted: the entry is sound.
    guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let entry else {
      throw hasHeader ? .damaged : .notAnArchive
    }
    hasHeader = true
    position = 0
    let type = archive_entry_filetype(entry)
    let isHardLink = archive_entry_hardlink(entry) != nil || archive_entry_hardlink_utf8(entry) != nil
    let name = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)
    return Entry(
      name: name.map { String(cString: $0) }, isFolder: type == Self.folder,
      isFile: type == Self.regularFile && !isHardLink,
      isEncrypted: archive_entry_is_encrypted(entry) != 0,
      statedSize: archive_entry_size_is_set(entry) != 0 ? archive_entry_size(entry) : nil)
  }

  /// The next bytes of the entry, valid until the next call; nil at its end.
  func block() throws(ArchiveFailure) -> UnsafeRawBufferPointer? {
    var start: UnsafeRawPointer?
    var count = 0
    var offset: la_int64_t = 0
    switch archive_read_data_block(pointer, &start, &count, &offset) {
    case ARCHIVE_EOF: return nil
    case ARCHIVE_OK:
      // A sparse file of tar leaves holes out; no image is written so.
      if offset != position { throw .damagedEntry }
      position += la_int64_t(count)
      return UnsafeRawBufferPointer(start: start, count: count)
    case ARCHIVE_FATAL: throw .damaged
    default: throw .damagedEntry
    }
  }
}
