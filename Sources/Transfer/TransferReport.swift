import DICOM

/// What became of the files of a transfer.
public struct TransferReport: Hashable, Sendable {
  /// Whether the peer, asked by C-FIND afterwards, has an object.
  public enum Confirmation: Hashable, Sendable {
    /// The peer lists it.
    case listed
    /// The peer said it stored it, and does not list it.
    case notListed
    /// The peer offers no queries.
    case notOffered
    /// The query failed.
    case failed(String)
    /// It was not stored, so nobody asked.
    case notAsked
  }

  /// One file.
  public struct File: Hashable, Sendable {
    /// Its path, identity, and the peer's answer.
    public let outcome: StoreOutcome
    /// What the peer said afterwards.
    public let confirmation: Confirmation

    /// True if the peer stored it, and does not deny it.
    public var isTransferred: Bool { outcome.isStored && confirmation != .notListed }
  }

  /// The files in the order in which they were sent.
  public let files: [File]
  /// True if all files were compared with a manifest before.
  public let isManifestVerified: Bool

  /// True if every file was transferred.
  public var isComplete: Bool { files.allSatisfy(\.isTransferred) }
}

extension TransferReport.File: CustomStringConvertible {
  /// `sr.dcm: Success (0000H), listed by the peer`.
  public var description: String {
    let name = outcome.path.split(separator: "/").last.map(String.init) ?? outcome.path
    return "\(name): \(answer)\(remark)"
  }

  private var answer: String {
    switch outcome.result {
    case .answered(let status): "\(status)"
    case .notAccepted:
      "not accepted: SOP Class \(outcome.context.sopClass) with transfer syntax "
        + outcome.context.transferSyntax
    case .failed(let reason): reason
    }
  }

  private var remark: String {
    switch confirmation {
    case .listed: ", listed by the peer"
    case .notListed: ", but not listed by the peer: ask its administrator"
    case .notOffered: ", not verified: the peer offers no queries"
    case .failed(let reason): ", not verified: \(reason)"
    case .notAsked: ""
    }
  }
}
