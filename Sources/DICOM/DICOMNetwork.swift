/// What became of one file that was to be stored.
public struct StoreOutcome: Hashable, Sendable {
  /// Why a file was not stored, or how.
  public enum Result: Hashable, Sendable {
    /// The peer answered.
    case answered(DICOMStatus)
    /// The peer accepts this kind of object, or its transfer syntax, from nobody or not from here.
    case notAccepted
    /// The association broke, or could not be opened.
    case failed(String)
  }
  /// The file.
  public let path: String
  /// Its SOP Class and Transfer Syntax.
  public let context: PresentationContext
  /// Its SOP Instance UID.
  public let sopInstance: String
  /// Its Series Instance UID; empty if it has none.
  public let series: String
  /// Its Study Instance UID; empty if it has none.
  public let study: String
  /// What happened.
  public let result: Result

  /// True if the peer says it has the object, with a warning or without.
  public var isStored: Bool {
    if case .answered(let status) = result { return status.isSuccess || status.isWarning }
    return false
  }
}

/// Services used as their client (SCU).
///
/// Calls block until the peer answers or the time-out is over.
public enum DICOMNetwork {
  /// Asks the peer for a sign of life (C-ECHO).
  /// - Throws: `.network`, `.rejected`.
  public static func echo(_ peer: DICOMPeer) throws(DICOMError) {
    let association = try Association.open(peer, [.verification])
    try association.echo()
  }

  /// Sends files as they are (C-STORE).
  ///
  /// The contexts proposed are the pairs of SOP Class and Transfer Syntax
  /// in the files, up to 128 an association; more files go through several associations.
  /// - Parameter progress: called after each file with the number done.
  /// - Returns: an outcome a file, in their order. A file that the peer refuses does not stop the others; a
  ///   broken association ends its own files only.
  /// - Throws: what `DICOMFile.open` throws for a file, and `.network` or `.rejected` if an association does
  ///   not come about.
  public static func store(
    _ paths: [String], to peer: DICOMPeer, progress: (Int) -> Void = { _ in }
  ) throws(DICOMError) -> [StoreOutcome] {
    var pending: [PendingStore] = []
    for path in paths { pending.append(try PendingStore(path)) }
    let contexts = Set(pending.map(\.context)).sorted()
    var results: [String: StoreOutcome.Result] = [:]
    for first in stride(from: 0, to: contexts.count, by: PresentationContext.mostPerAssociation) {
      let group = Array(contexts[first..<min(first + PresentationContext.mostPerAssociation, contexts.count)])
      let files = pending.filter { group.contains($0.context) }
      try store(files, group, peer) { path, result in
        results[path] = result
        progress(results.count)
      }
    }
    return pending.map {
      StoreOutcome(
        path: $0.path, context: $0.context, sopInstance: $0.sopInstance, series: $0.series, study: $0.study,
        result: results[$0.path] ?? .failed("not sent"))
    }
  }

  private static func store(
    _ files: [PendingStore], _ contexts: [PresentationContext], _ peer: DICOMPeer,
    _ done: (String, StoreOutcome.Result) -> Void
  ) throws(DICOMError) {
    let association: Association
    do throws(DICOMError) {
      association = try Association.open(peer, contexts)
    } catch .nothingAccepted {
      for file in files { done(file.path, .notAccepted) }
      return
    }
    var broken: DICOMError?
    for file in files {
      if let broken {
        done(file.path, .failed("\(broken)"))
      } else if try !association.accepts(file.context) {
        done(file.path, .notAccepted)
      } else {
        do throws(DICOMError) {
          done(file.path, .answered(try association.store(file.path, file.context)))
        } catch {
          broken = error
          done(file.path, .failed("\(error)"))
        }
      }
    }
  }

  /// SOP Instance UIDs that the peer lists for a series (C-FIND, study root, level IMAGE).
  /// - Throws: `.rejected` also if the peer does not offer the query.
  public static func instances(
    ofSeries series: String, inStudy study: String, at peer: DICOMPeer
  ) throws(DICOMError) -> Set<String> {
    let association = try Association.open(peer, [.studyRootFind])
    var keys = DataSet()
    keys.set(.queryRetrieveLevel, .CS, "IMAGE")
    keys.set(.studyInstanceUID, .UI, study)
    keys.set(.seriesInstanceUID, .UI, series)
    keys.set(.sopInstanceUID, .UI)
    return Set(try association.find(keys).compactMap { $0.string(.sopInstanceUID) })
  }
}

/// A file that is to be sent.
private struct PendingStore {
  let path: String
  let context: PresentationContext
  let sopInstance: String
  let series: String
  let study: String

  init(_ path: String) throws(DICOMError) {
    let file = try DICOMFile.open(path)
    guard let sopClass = file.dataSet.string(.sopClassUID),
      let instance = file.dataSet.string(.sopInstanceUID)
    else { throw .malformed(path: path, detail: "no SOP Class or SOP Instance UID") }
    self.path = path
    context = PresentationContext(sopClass: sopClass, transferSyntax: file.transferSyntax)
    sopInstance = instance
    series = file.dataSet.string(.seriesInstanceUID) ?? ""
    study = file.dataSet.string(.studyInstanceUID) ?? ""
  }
}
