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
  private let overwrite: Bool
  private var committed = false

  /// Prepares the staging folder.
  /// - Throws: `CaseError.outputExists`, or `.outputUnwritable`.
  init(target path: String, overwrite: Bool) throws(CaseError) {
    target = URL(filePath: path).standardizedFileURL
    self.overwrite = overwrite
    staging = target.deletingLastPathComponent().appending(
      path: ".\(target.lastPathComponent).partial-\(ProcessInfo.processInfo.processIdentifier)")
    let manager = FileManager.default
    if manager.fileExists(atPath: target.path) {
      let entries = (try? manager.contentsOfDirectory(atPath: target.path)) ?? ["?"]
      if !entries.isEmpty {
        guard overwrite else { throw .outputExists(path: path) }
        guard entries.contains("manifest.json") else { throw .outputIsNotAReport(path: path) }
      }
    }
    let parent = target.deletingLastPathComponent()
    do {
      try manager.createDirectory(at: parent, withIntermediateDirectories: true)
      try? manager.removeItem(at: staging)
      try manager.createDirectory(at: staging, withIntermediateDirectories: false)
    } catch { throw .outputUnwritable(path: path, reason: error.localizedDescription) }
    UnfinishedOutput.begin(staging)
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
