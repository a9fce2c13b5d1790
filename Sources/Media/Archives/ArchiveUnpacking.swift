import Foundation

/// Takes the DICOM files out of archives.
///
/// What could be taken out completely is kept; everything else is listed, so that a gap in a series has its
/// reason.
struct ArchiveUnpacking {
  private(set) var files: [MediaFile] = []
  private(set) var leftOut: [LeftOutFile] = []
  /// True if something that may be an image could not be taken out.
  private(set) var isIncomplete = false
  private let limits: MediaLimits
  private let filesSoFar: Int
  private var store: MemberStore

  init(limits: MediaLimits, filesSoFar: Int) {
    self.limits = limits
    self.filesSoFar = filesSoFar
    store = MemberStore(limits: limits)
  }

  /// Takes the DICOM files out of an archive on disk.
  mutating func unpack(_ archive: FileSearch.Archive) throws(MediaError) {
    var budget = UnpackingBudget(archiveBytes: archive.size, limits: limits)
    try unpack(archive, &budget, nesting: 0)
  }

  private mutating func unpack(
    _ archive: FileSearch.Archive, _ budget: inout UnpackingBudget, nesting: Int
  ) throws(MediaError) {
    let filesBefore = files.count
    let leftOutBefore = leftOut.count
    let wasIncomplete = isIncomplete
    isIncomplete = false
    var isArchive = true
    do throws(ArchiveFailure) {
      try takeMembers(of: archive, &budget, nesting: nesting)
    } catch {
      switch error {
      case .search(let error): throw error
      case .overLimit(let reason), .entryOverLimit(let reason): miss(archive.displayPath, reason)
      case .notAnArchive where archive.kind == .gzip: isArchive = false
      case .notAnArchive, .damaged, .damagedEntry: miss(archive.displayPath, Self.damaged)
      }
    }
    if files.count == filesBefore, !isIncomplete {
      // A text document, a program's package: one line is enough.
      leftOut.removeSubrange(leftOutBefore...)
      leaveOut(archive.displayPath, isArchive ? "archive without DICOM files" : "not a DICOM file")
    }
    isIncomplete = isIncomplete || wasIncomplete
    if filesSoFar + files.count > limits.files { throw .tooManyFiles(limit: limits.files) }
  }

  private static let damaged = "damaged archive, read as far as it goes"

  private mutating func takeMembers(
    of archive: FileSearch.Archive, _ budget: inout UnpackingBudget, nesting: Int
  ) throws(ArchiveFailure) {
    let reader = try ArchiveReader(archive.path, kind: archive.kind)
    var number = 0
    while let entry = try reader.next() {
      number += 1
      if number > limits.archiveEntries {
        throw .overLimit("archive of more than \(limits.archiveEntries) entries")
      }
      if entry.isFolder { continue }
      let name = entry.name ?? "entry \(number)"
      let displayPath = archive.displayPath + "/" + MemberName.shown(name)
      // A zip skips what is not wanted by its table of contents; a tar must be run through.
      let isStream = archive.kind != .zip || entry.statedSize == nil
      do throws(ArchiveFailure) {
        if MemberName.leadsOut(name) {
          miss(displayPath, "name leads out of the archive")
        } else if !entry.isFile {
          leaveOut(displayPath, "link or device in an archive")
        } else if entry.isEncrypted {
          miss(displayPath, "encrypted")
        } else {
          try take(entry, displayPath, from: reader, &budget, nesting: nesting)
        }
      } catch {
        switch error {
        case .entryOverLimit(let reason): miss(displayPath, reason)
        case .damagedEntry: miss(displayPath, "damaged or incomplete")
        case .damaged:
          miss(displayPath, "damaged or incomplete")
          throw error
        default: throw error
        }
      }
      if isStream { try runThrough(reader, &budget) }
    }
    if archive.kind == .tar, !TarEnd.isPresent(archive.path) { throw .damaged }
  }

  /// Writes a member if it begins as DICOM; opens it if it is an archive.
  private mutating func take(
    _ entry: ArchiveReader.Entry, _ displayPath: String, from reader: ArchiveReader,
    _ budget: inout UnpackingBudget, nesting: Int
  ) throws(ArchiveFailure) {
    let tooLarge = "larger than \(limits.memberBytes >> 20) MiB"
    if let size = entry.statedSize, size > limits.memberBytes { throw .entryOverLimit(tooLarge) }
    var head: [UInt8] = []
    while head.count < ContentKind.headLength, let block = try reader.block() {
      try budget.spend(Int64(block.count))
      head += block
    }
    let kind = ContentKind(head: head)
    if kind == .other { return leaveOut(displayPath, "not a DICOM file") }
    if kind == .directory { return leaveOut(displayPath, "directory of the medium") }
    if kind.isArchive, nesting >= limits.nesting {
      return miss(displayPath, "archive inside an archive that is inside an archive")
    }
    let file = try store.newFile()
    var size = Int64(head.count)
    var isWhole = false
    defer {
      close(file.descriptor)
      if !isWhole { unlink(file.path) }
    }
    try write(head, to: file.descriptor)
    while let block = try reader.block() {
      size += Int64(block.count)
      if size > limits.memberBytes { throw .entryOverLimit(tooLarge) }
      try budget.spend(Int64(block.count))
      try store.write(block, to: file.descriptor)
    }
    if kind == .dicom {
      isWhole = true
      files.append(MediaFile(path: file.path, displayPath: displayPath, folder: store.folder))
      return
    }
    let inner = FileSearch.Archive(path: file.path, displayPath: displayPath, kind: kind, size: size)
    do throws(MediaError) { try unpack(inner, &budget, nesting: nesting + 1) } catch { throw .search(error) }
  }

  private mutating func write(_ bytes: [UInt8], to descriptor: Int32) throws(ArchiveFailure) {
    let result = bytes.withUnsafeBytes { raw in
      Result { () throws(ArchiveFailure) in try store.write(raw, to: descriptor) }
    }
    try result.get()
  }

  /// Reads the rest of an entry, counting it, where skipping would unpack it uncounted.
  private func runThrough(
    _ reader: ArchiveReader, _ budget: inout UnpackingBudget
  ) throws(ArchiveFailure) {
    do throws(ArchiveFailure) {
      while let block = try reader.block() { try budget.spend(Int64(block.count)) }
    } catch {
      if case .damagedEntry = error { return }
      throw error
    }
  }

  /// Lists something that may be an image and is not read.
  private mutating func miss(_ displayPath: String, _ reason: String) {
    isIncomplete = true
    leaveOut(displayPath, reason)
  }

  private mutating func leaveOut(_ displayPath: String, _ reason: String) {
    leftOut.append(LeftOutFile(displayPath: displayPath, reason: reason))
  }
}
