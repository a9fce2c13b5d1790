import DICOM
import Foundation
import Media
import Synchronization
import Vocabulary
import Voxels

/// Reads the headers of all DICOM files in files, folders and archives, on all cores.
///
/// What is searched, and how, says `findFiles`; the order of paths and files does not matter. A file that is no
/// DICOM image or is damaged is listed in `skipped` and stops nothing; a byte-equal copy of another file too.
/// Members of archives stay unpacked as long as the inventory, a selection or a source made from it exists.
/// - Throws: `AcquisitionError.unreadablePath` if one of `paths` does not exist or may not be read,
///   `.tooManyFiles`, `.temporaryFolder`, `.noImages` if nothing in them is a DICOM image.
public func takeInventory(
  of paths: [String], progress: ProgressHandler? = nil
) throws(AcquisitionError) -> Inventory {
  let found: FileSet
  do throws(MediaError) {
    found = try findFiles(at: paths, progress: progress)
  } catch {
    throw AcquisitionError(error)
  }
  let outcomes = readHeaders(found.files, progress)
  var instances: [ScannedInstance] = []
  var skipped = found.leftOut.map { SkippedFile(path: $0.displayPath, reason: $0.reason) }
  var firstFile: [String: MediaFile] = [:]
  for outcome in outcomes {
    switch outcome {
    case .skipped(let file): skipped.append(file)
    case .instance(let instance):
      let sop = instance.header.string(.sopInstanceUID) ?? ""
      if let twin = firstFile[sop],
        FileManager.default.contentsEqual(atPath: twin.path, andPath: instance.path)
      {
        skipped.append(SkippedFile(path: instance.file.displayPath, reason: "copy of another file"))
      } else {
        firstFile[sop] = firstFile[sop] ?? instance.file
        instances.append(instance)
      }
    }
  }
  if instances.isEmpty {
    throw .noImages(reasons: Dictionary(grouping: skipped, by: \.reason).mapValues(\.count))
  }
  return Inventory(
    instances, skipped: skipped, pixels: .files(found.files), mayBeIncomplete: found.isIncomplete)
}

/// Removes the unpacked members of archives of this process; for the handler of a signal that ends it.
public func removeTemporaryFiles() { TemporaryFolders.removeAll() }

private enum HeaderOutcome: Sendable {
  case instance(ScannedInstance)
  case skipped(SkippedFile)
}

/// What each file is, in their order.
private func readHeaders(_ files: [MediaFile], _ progress: ProgressHandler?) -> [HeaderOutcome] {
  let done = Atomic(0)
  let firstOfSeries = Mutex<[SeriesKey: Int]>([:])
  var outcomes = [HeaderOutcome?](repeating: nil, count: files.count)
  outcomes.withUnsafeMutableBufferPointer { buffer in
    // Each iteration writes its own element only.
    nonisolated(unsafe) let p = buffer
    parallelSlices(files.count) { i in
      p[i] = readHeader(files[i]) { key in
        firstOfSeries.withLock { first in
          if let earlier = first[key], earlier < i { return false }
          first[key] = i
          return true
        }
      }
      let finished = done.add(1, ordering: .relaxed).newValue
      if finished % 16 == 0 || finished == files.count {
        progress?(Double(finished) / Double(files.count), "Reading headers")
      }
    }
  }
  return outcomes.compactMap { $0 }
}

/// What a file is; `mayBeFirst` tells whether no earlier file of its series was read yet.
private func readHeader(_ media: MediaFile, mayBeFirst: (SeriesKey) -> Bool) -> HeaderOutcome {
  do throws(DICOMError) {
    let file = try DICOMFile.open(media.path)
    if let instance = ScannedInstance(
      file: media, transferSyntax: file.transferSyntax, header: file.dataSet)
    {
      return .instance(mayBeFirst(instance.seriesKey) ? instance : instance.withoutPrivateElements())
    }
    return .skipped(SkippedFile(path: media.displayPath, reason: "no image with valid identifiers"))
  } catch {
    return .skipped(SkippedFile(path: media.displayPath, error))
  }
}

extension PixelSource {
  /// Frames decoded from the files that the inventory found.
  static func files(_ files: [MediaFile]) -> PixelSource {
    // Only members of archives are named otherwise than they are opened; they are kept on disk by this.
    let members = Dictionary(
      files.lazy.filter { $0.path != $0.displayPath }.map { ($0.path, $0) }
    ) { first, _ in first }
    return PixelSource { path, frames, deliver throws(AcquisitionError) in
      do throws(DICOMError) {
        let file = try DICOMFile.open(path)
        for frame in frames { deliver(frame, try file.storedValues(frame: frame)) }
      } catch {
        let name = members[path]?.displayPath ?? path
        throw .unreadableFile(path: name, reason: "\(error)".replacingOccurrences(of: path, with: name))
      }
    }
  }
}
