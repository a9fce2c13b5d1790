import Acquisition
import DICOM
import Foundation
import Report
import Voxels

/// Digests of what went in, so that the same input gives the same UIDs and a changed one gives new ones.
struct InputDigests: Sendable {
  /// One entry a series, in the order of the sources.
  let entries: [ReportDocument.InputDigest]

  /// Digests every instance of the sources; series by series, instances ordered by SOP Instance UID.
  init(_ sources: [SourceSeries]) throws(CaseError) {
    var entries: [ReportDocument.InputDigest] = []
    for source in sources {
      let paths = Set(source.instances.map(\.path)).sorted()
      let digests = try Self.fileDigests(paths)
      for uid in source.seriesInstanceUIDs {
        let own = source.instances.filter { $0.seriesInstanceUID == uid }
          .sorted { $0.sopInstanceUID < $1.sopInstanceUID }
        let joined = own.flatMap { digests[$0.path] ?? [] }
        entries.append(
          .init(
            seriesInstanceUID: uid, modality: source.modality, instances: own.count,
            sha256: SHA256.hex(of: joined)))
      }
    }
    self.entries = entries
  }

  /// These digests and that of one more file.
  func adding(file path: String, modality: String, seriesInstanceUID: String) throws(CaseError)
    -> InputDigests
  {
    let digest = try Self.fileDigests([path])[path] ?? []
    let entry = ReportDocument.InputDigest(
      seriesInstanceUID: seriesInstanceUID, modality: modality, instances: 1, sha256: SHA256.hex(of: digest))
    return InputDigests(entries: entries + [entry])
  }

  private init(entries: [ReportDocument.InputDigest]) { self.entries = entries }

  /// The seed of every UID: inputs, configuration, version and what the user decided.
  func seed(configuration: String, decisions: [String]) -> [UInt8] {
    let parts = entries.map(\.sha256) + [configuration, version] + decisions
    return SHA256.digest(of: [UInt8](parts.joined(separator: "\n").utf8))
  }

  private static func fileDigests(_ paths: [String]) throws(CaseError) -> [String: [UInt8]] {
    var digests = [[UInt8]?](repeating: nil, count: paths.count)
    digests.withUnsafeMutableBufferPointer { buffer in
      // Each iteration writes its own element only.
      nonisolated(unsafe) let p = buffer
      parallelSlices(paths.count) { i in
        if let data = FileManager.default.contents(atPath: paths[i]) {
          p[i] = SHA256.digest(of: [UInt8](data))
        }
      }
    }
    var result: [String: [UInt8]] = [:]
    for (path, digest) in zip(paths, digests) {
      guard let digest else {
        throw CaseError(.output, "The file \(path) cannot be read any more. Check the disk and run again.")
      }
      result[path] = digest
    }
    return result
  }
}
