import DICOM
import Foundation

/// A result folder that appears complete or not at all.
///
/// Everything is written into a hidden sibling of the target; `commit()` writes `manifest.json`, flushes every
/// file to the disk and renames the folder in one step. What is not committed is removed.
final class OutputFolder {
  /// Where the finished folder will stand.
  let target: URL
  /// Where files are written until then.
  let staging: URL
  private let replaceable: Replaceable
  private var committed = false

  /// What may stand in a folder that is replaced.
  enum Replaceable {
    /// Nothing: the folder must be empty.
    case nothing
    /// An earlier report, known by its manifest.
    case report
    /// Files of these names; whatever else is there stays.
    case files(Set<String>)
  }

  /// Prepares the staging folder of a report.
  /// - Throws: `CaseError.outputExists`, or `.outputUnwritable`.
  convenience init(target path: String, overwrite: Bool) throws(CaseError) {
    try self.init(target: path, replacing: overwrite ? .report : .nothing)
  }

  /// Prepares the staging folder.
  /// - Throws: `CaseError` if the target holds something that must stay, or cannot be written.
  init(target path: String, replacing replaceable: Replaceable) throws(CaseError) {
    target = URL(filePath: path).standardizedFileURL
    self.replaceable = replaceable
    staging = target.deletingLastPathComponent().appending(
      path: ".\(target.lastPathComponent).partial-\(ProcessInfo.processInfo.processIdentifier)")
    try Self.check(target, as: path, replaceable)
    let manager = FileManager.default
    let parent = target.deletingLastPathComponent()
    do {
      try manager.createDirectory(at: parent, withIntermediateDirectories: true)
      try? manager.removeItem(at: staging)
      try manager.createDirectory(at: staging, withIntermediateDirectories: false)
    } catch { throw .outputUnwritable(path: path, reason: error.localizedDescription) }
    UnfinishedOutput.begin(staging)
  }

  /// Throws if the target holds something that must stay.
  private static func check(_ target: URL, as path: String, _ replaceable: Replaceable) throws(CaseError) {
    let manager = FileManager.default
    guard manager.fileExists(atPath: target.path) else { return }
    let entries = (try? manager.contentsOfDirectory(atPath: target.path)) ?? ["?"]
    guard !entries.isEmpty else { return }
    switch replaceable {
    case .nothing: throw .outputExists(path: path)
    case .report:
      guard entries.contains(Manifest.fileName) else { throw .outputIsNotAReport(path: path) }
    case .files(let names):
      if entries == ["?"] { throw .outputHoldsOthers(path: path, name: nil) }
      // A manifest beside none of these files is that of something else, a report's for one.
      if entries.contains(Manifest.fileName), names.subtracting([Manifest.fileName]).isDisjoint(with: entries)
      {
        throw .outputHoldsOthers(path: path, name: Manifest.fileName)
      }
      for name in names.sorted() where isFolder(target.appending(path: name)) {
        throw .outputHoldsOthers(path: path, name: name)
      }
    }
  }

  private static func isFolder(_ url: URL) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && isFolder.boolValue
  }

  deinit {
    if !committed { UnfinishedOutput.remove(staging) }
  }

  /// Creates a folder inside the staging folder and returns its path.
  func folder(_ name: String) throws(CaseError) -> String {
    let url = staging.appending(path: name)
    do { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) } catch {
      throw .outputUnwritable(path: name, reason: error.localizedDescription)
    }
    return url.path
  }

  /// Writes one file into the staging folder.
  func write(_ bytes: Data, as name: String) throws(CaseError) {
    do { try bytes.write(to: staging.appending(path: name)) } catch {
      throw .outputUnwritable(path: name, reason: error.localizedDescription)
    }
  }

  /// Writes the manifest, flushes everything and puts the folder in place.
  func commit() throws(CaseError) {
    do {
      let manifest = try Manifest(ofFolder: staging)
      try write(manifest.json(), as: Manifest.fileName)
      for name in manifest.files.keys.sorted() + [Manifest.fileName] {
        try flush(staging.appending(path: name).path)
      }
      try flush(staging.path)
      try UnfinishedOutput.place(staging) { try replaceTarget() }
      try flush(target.deletingLastPathComponent().path)
      committed = true
    } catch let error as CaseError { throw error } catch {
      throw .outputUnwritable(path: target.path, reason: error.localizedDescription)
    }
  }

  /// Renames the staging folder to the target.
  private func replaceTarget() throws {
    let manager = FileManager.default
    guard manager.fileExists(atPath: target.path) else {
      return try manager.moveItem(at: staging, to: target)
    }
    if case .files(let names) = replaceable { return try replaceFiles(names) }
    // The old report moves aside first, so that at no time a half-replaced folder can be seen.
    let old = target.deletingLastPathComponent().appending(
      path: ".\(target.lastPathComponent).replaced-\(ProcessInfo.processInfo.processIdentifier)")
    try manager.moveItem(at: target, to: old)
    do { try manager.moveItem(at: staging, to: target) } catch {
      try? manager.moveItem(at: old, to: target)
      throw error
    }
    try? manager.removeItem(at: old)
  }

  /// Renames the staged files over those of a former run, beside what else is there.
  ///
  /// The former manifest goes first and the new one comes last: a folder with a manifest is complete.
  private func replaceFiles(_ names: Set<String>) throws {
    let manager = FileManager.default
    try Self.check(target, as: target.path, replaceable)
    let staged = Set(try manager.contentsOfDirectory(atPath: staging.path))
    let order = staged.subtracting([Manifest.fileName]).sorted() + [Manifest.fileName]
    let former = names.subtracting(staged).union([Manifest.fileName]).sorted()
    for name in former { try? manager.removeItem(at: target.appending(path: name)) }
    for name in order {
      let (from, to) = (staging.appending(path: name).path, target.appending(path: name).path)
      guard rename(from, to) == 0 else {
        throw CaseError.outputUnwritable(path: to, reason: String(cString: strerror(errno)))
      }
    }
    try manager.removeItem(at: staging)
  }

  /// Forces a file's or folder's data to the disk.
  private func flush(_ path: String) throws(CaseError) {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw .outputUnwritable(path: path, reason: "cannot be opened to flush it") }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else {
      throw .outputUnwritable(path: path, reason: String(cString: strerror(errno)))
    }
  }
}
