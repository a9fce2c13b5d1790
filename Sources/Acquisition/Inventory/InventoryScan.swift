import DICOM
import Foundation
import Synchronization
import Vocabulary
import Voxels

/// Reads the headers of all DICOM files in files and folders, on all cores.
///
/// Folders are searched to the bottom; the order of paths and files does not matter. A file that is no DICOM
/// image or is damaged is listed in `skipped` and stops nothing; a byte-equal copy of another file too.
/// - Throws: `AcquisitionError.unreadablePath` if one of `paths` does not exist or may not be read,
///   `.noImages` if nothing in them is a DICOM image.
public func takeInventory(
  of paths: [String], progress: ProgressHandler? = nil
) throws(AcquisitionError) -> Inventory {
  let files = try filePaths(in: paths)
  let done = Mutex(0)
  var outcomes = [HeaderOutcome?](repeating: nil, count: files.count)
  outcomes.withUnsafeMutableBufferPointer { buffer in
    // Each iteration writes its own element only.
    nonisolated(unsafe) let p = buffer
    parallelSlices(files.count) { i in
      p[i] = readHeader(files[i])
      let finished = done.withLock { n in
        n += 1
        return n
      }
      if finished % 16 == 0 || finished == files.count {
        progress?(Double(finished) / Double(files.count), "Reading headers")
      }
    }
  }
  var instances: [ScannedInstance] = []
  var skipped: [SkippedFile] = []
  var firstPath: [String: String] = [:]
  for case let outcome? in outcomes {
    switch outcome {
    case .skipped(let file): skipped.append(file)
    case .instance(let instance):
      let sop = instance.header.string(.sopInstanceUID) ?? ""
      if let twin = firstPath[sop], FileManager.default.contentsEqual(atPath: twin, andPath: instance.path) {
        skipped.append(SkippedFile(path: instance.path, reason: "copy of another file"))
      } else {
        firstPath[sop] = firstPath[sop] ?? instance.path
        instances.append(instance)
      }
    }
  }
  if instances.isEmpty { throw .noImages(filesSeen: files.count) }
  return Inventory(instances, skipped: skipped, pixels: .files)
}

private enum HeaderOutcome: Sendable {
  case instance(ScannedInstance)
  case skipped(SkippedFile)
}

private func readHeader(_ path: String) -> HeaderOutcome {
  do throws(DICOMError) {
    let file = try DICOMFile.open(path)
    if let instance = ScannedInstance(
      path: path, transferSyntax: file.transferSyntax, header: file.dataSet)
    {
      return .instance(instance)
    }
    return .skipped(SkippedFile(path: path, reason: "no image with valid identifiers"))
  } catch {
    return .skipped(SkippedFile(path: path, error))
  }
}

/// All regular files in and below the paths, each once, sorted.
///
/// Links are followed for the paths themselves and for files; linked folders inside a folder are not, so that a
/// circle of links cannot trap the scan. Pipes and devices are left out: opening them could block for ever.
private func filePaths(in paths: [String]) throws(AcquisitionError) -> [String] {
  let manager = FileManager.default
  var found: Set<String> = []
  for path in paths {
    let root = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    guard manager.isReadableFile(atPath: root), let kind = fileKind(root) else { throw .unreadablePath(path) }
    if kind == .typeRegular { found.insert(root) }
    guard kind == .typeDirectory else { continue }
    guard let walk = manager.enumerator(atPath: root) else { throw .unreadablePath(path) }
    for case let name as String in walk {
      let full = root == "/" ? "/" + name : root + "/" + name
      if fileKind(URL(fileURLWithPath: full).resolvingSymlinksInPath().path) == .typeRegular {
        found.insert(full)
      }
    }
  }
  return found.sorted()
}

private func fileKind(_ path: String) -> FileAttributeType? {
  (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
}

extension PixelSource {
  /// Frames decoded from the files that the inventory found.
  static let files = PixelSource { path, frames, deliver throws(AcquisitionError) in
    do throws(DICOMError) {
      let file = try DICOMFile.open(path)
      for frame in frames { deliver(frame, try file.storedValues(frame: frame)) }
    } catch {
      throw .unreadableFile(path: path, reason: "\(error)")
    }
  }
}
