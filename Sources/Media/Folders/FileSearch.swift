/// A search through folders and files of the disk.
struct FileSearch {
  /// An archive that was found.
  struct Archive {
    let path: String
    let displayPath: String
    let kind: ContentKind
    let size: Int64
  }

  private(set) var files: [MediaFile] = []
  private(set) var leftOut: [LeftOutFile] = []
  private(set) var archives: [Archive] = []
  /// True if something that may be an image cannot be had.
  private(set) var isIncomplete = false
  private var seenFiles: Set<FileSystem.Identity> = []
  private var seenFolders: Set<FileSystem.Identity> = []
  private let limits: MediaLimits
  private let system: FileSystem

  init(limits: MediaLimits, system: FileSystem) {
    self.limits = limits
    self.system = system
  }

  /// Adds what a path of the user stands for.
  mutating func add(_ given: String) throws(MediaError) {
    let path = given.count > 1 && given.hasSuffix("/") ? String(given.dropLast()) : given
    guard case .success(let status) = system.status(path) else { throw .unreadablePath(given) }
    switch status.kind {
    case .folder:
      guard case .success(let entries) = system.entries(path) else { throw .unreadablePath(given) }
      if seenFolders.insert(status.identity).inserted { try walk(path, entries, depth: 0) }
    case .file:
      guard case .success(let glimpse) = system.glimpse(path) else { throw .unreadablePath(given) }
      try add(path, glimpse, isGiven: true)
    default: leaveOut(path, "no regular file")
    }
  }

  /// Adds what is in a folder, in the order of the names.
  private mutating func walk(
    _ folder: String, _ entries: [FileSystem.Entry], depth: Int
  ) throws(MediaError) {
    for entry in entries.sorted(by: { $0.name < $1.name }) {
      let path = folder == "." ? entry.name : joined(folder, entry.name)
      if path.utf8.count > limits.pathLength {
        miss(path, "path of more than \(limits.pathLength) bytes")
        continue
      }
      switch entry.kind {
      case .file, .linkToFile: try addFile(path)
      case .folder: try addFolder(path, depth: depth + 1)
      case .linkToFolder: break
      case .brokenLink: miss(path, "link to nothing")
      case .other: leaveOut(path, "no regular file")
      case .badName: miss(path, "name is not UTF-8")
      }
    }
  }

  private mutating func addFolder(_ path: String, depth: Int) throws(MediaError) {
    guard depth <= limits.depth else { return miss(path, "folder deeper than \(limits.depth) levels") }
    guard case .success(let status) = system.status(path), case .success(let entries) = system.entries(path)
    else { return miss(path, "folder may not be read") }
    if seenFolders.insert(status.identity).inserted { try walk(path, entries, depth: depth) }
  }

  private mutating func addFile(_ path: String) throws(MediaError) {
    guard case .success(let glimpse) = system.glimpse(path) else {
      return miss(path, "file may not be read")
    }
    try add(path, glimpse, isGiven: false)
  }

  private mutating func add(
    _ path: String, _ glimpse: FileSystem.Glimpse, isGiven: Bool
  ) throws(MediaError) {
    guard seenFiles.insert(glimpse.identity).inserted else { return }
    let kind = ContentKind(head: glimpse.head)
    switch kind {
    case .zip, .tar, .gzip:
      archives.append(
        Archive(path: path, displayPath: printable(path), kind: kind, size: glimpse.size))
    case .directory:
      leaveOut(path, "directory of the medium")
      if isGiven { try follow(path) }
    case .dicom, .other: files.append(MediaFile(path: path))
    }
    if files.count + archives.count > limits.files { throw .tooManyFiles(limit: limits.files) }
  }

  /// Adds the files that a DICOMDIR names.
  private mutating func follow(_ path: String) throws(MediaError) {
    let names: [[String]]
    do { names = try MediaDirectory(path).fileIDs } catch { return miss(path, error.reason) }
    var folder = MediaFolder(containing: path, system: system)
    for components in names {
      switch folder.resolve(components) {
      case .success(let file): try addFile(file)
      case .failure(let problem): miss(folder.path(of: components), problem.reason)
      }
    }
  }

  /// Lists something that may be an image and is not read.
  private mutating func miss(_ path: String, _ reason: String) {
    isIncomplete = true
    leaveOut(path, reason)
  }

  private mutating func leaveOut(_ path: String, _ reason: String) {
    leftOut.append(LeftOutFile(displayPath: printable(path), reason: reason))
  }
}
