import Foundation

/// The calls to the operating system that the search needs; tests put a refusing one in its place.
struct FileSystem: Sendable {
  /// What a name in a folder stands for.
  enum EntryKind: Sendable { case file, folder, linkToFile, linkToFolder, brokenLink, other, badName }

  /// One name in a folder.
  struct Entry: Sendable {
    let name: String
    let kind: EntryKind
  }

  /// A regular file: what tells it from others, and its first bytes.
  struct Glimpse: Sendable {
    let identity: Identity
    let size: Int64
    let head: [UInt8]
  }

  /// A file whatever its names are.
  struct Identity: Hashable, Sendable {
    let device: UInt64
    let inode: UInt64
  }

  /// A call that failed.
  struct Failure: Error, Equatable { let code: Int32 }

  /// The names in a folder.
  var entries: @Sendable (_ folder: String) -> Result<[Entry], Failure>
  /// Opens a regular file and reads its beginning; never waits for a pipe or a device.
  var glimpse: @Sendable (_ file: String) -> Result<Glimpse, Failure>
  /// The kind and identity of a path, links followed.
  var status: @Sendable (_ path: String) -> Result<Status, Failure>

  /// What a path stands for.
  struct Status: Sendable {
    let kind: EntryKind
    let identity: Identity
  }

  /// The real one.
  static let disk = FileSystem(
    entries: { path in Result { () throws(Failure) in try readEntries(path) } },
    glimpse: { path in Result { () throws(Failure) in try readGlimpse(path) } },
    status: { path in Result { () throws(Failure) in try readStatus(path) } })
}

private func readStatus(_ path: String) throws(FileSystem.Failure) -> FileSystem.Status {
  var s = stat()
  guard stat(path, &s) == 0 else { throw FileSystem.Failure(code: errno) }
  return FileSystem.Status(
    kind: kind(ofMode: s.st_mode), identity: .init(device: UInt64(s.st_dev), inode: UInt64(s.st_ino)))
}

private func kind(ofMode mode: mode_t) -> FileSystem.EntryKind {
  switch mode & S_IFMT {
  case S_IFREG: .file
  case S_IFDIR: .folder
  default: .other
  }
}

private func readEntries(_ folder: String) throws(FileSystem.Failure) -> [FileSystem.Entry] {
  guard let stream = opendir(folder) else { throw FileSystem.Failure(code: errno) }
  defer { closedir(stream) }
  var entries: [FileSystem.Entry] = []
  errno = 0
  while let entry = readdir(stream) {
    let type = Int32(entry.pointee.d_type)
    // The record is as long as the name needs: the field is addressed, not copied.
    let field = UnsafeRawPointer(entry) + (MemoryLayout<dirent>.offset(of: \.d_name) ?? 0)
    let bytes = field.assumingMemoryBound(to: CChar.self)
    let name = String(cString: bytes)
    if name == "." || name == ".." { continue }
    let isUTF8 = String(validatingCString: bytes) != nil
    let path = joined(folder, name)
    entries.append(FileSystem.Entry(name: name, kind: isUTF8 ? entryKind(path, type: type) : .badName))
    errno = 0
  }
  if errno != 0 { throw FileSystem.Failure(code: errno) }
  return entries
}

/// The kind of a name; asks the file only where the folder does not tell.
private func entryKind(_ path: String, type: Int32) -> FileSystem.EntryKind {
  if type == Int32(DT_REG) { return .file }
  if type == Int32(DT_DIR) { return .folder }
  if type != Int32(DT_LNK), type != Int32(DT_UNKNOWN) { return .other }
  var own = stat()
  guard lstat(path, &own) == 0 else { return .brokenLink }
  guard own.st_mode & S_IFMT == S_IFLNK else { return kind(ofMode: own.st_mode) }
  do throws(FileSystem.Failure) {
    switch try readStatus(path).kind {
    case .file: return .linkToFile
    case .folder: return .linkToFolder
    default: return .other
    }
  } catch { return .brokenLink }
}

private func readGlimpse(_ path: String) throws(FileSystem.Failure) -> FileSystem.Glimpse {
  let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
  guard descriptor >= 0 else { throw FileSystem.Failure(code: errno) }
  defer { close(descriptor) }
  var s = stat()
  guard fstat(descriptor, &s) == 0 else { throw FileSystem.Failure(code: errno) }
  guard s.st_mode & S_IFMT == S_IFREG else { throw FileSystem.Failure(code: EINVAL) }
  var head = [UInt8](repeating: 0, count: ContentKind.headLength)
  let count = read(descriptor, &head, head.count)
  guard count >= 0 else { throw FileSystem.Failure(code: errno) }
  return FileSystem.Glimpse(
    identity: .init(device: UInt64(s.st_dev), inode: UInt64(s.st_ino)), size: Int64(s.st_size),
    head: Array(head.prefix(count)))
}

/// A folder's path and a name in it.
func joined(_ folder: String, _ name: String) -> String {
  folder.hasSuffix("/") ? folder + name : folder + "/" + name
}
