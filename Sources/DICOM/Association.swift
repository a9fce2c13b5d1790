internal import CDCMTK

/// An open association; released at the end of its life.
struct Association: ~Copyable {
  private let pointer: OpaquePointer
  private let peer: DICOMPeer

  /// Connects and negotiates these contexts.
  static func open(_ peer: DICOMPeer, _ contexts: [PresentationContext]) throws(DICOMError) -> Association {
    let association = try Association(peer)
    for c in contexts {
      try association.call {
        cdcmtk_association_propose(association.pointer, c.sopClass, c.transferSyntax, $0)
      }
    }
    try association.call { cdcmtk_association_open(association.pointer, $0) }
    return association
  }

  private init(_ peer: DICOMPeer) throws(DICOMError) {
    var pointer: OpaquePointer?
    do throws(BridgeFailure) {
      try Self.withCPeer(peer) { c throws(BridgeFailure) in
        try bridge { cdcmtk_association_create(c, &pointer, $0) }
      }
    } catch {
      throw error.error(peer: peer)
    }
    guard let pointer else { throw .toolkit(detail: "no association") }
    self.pointer = pointer
    self.peer = peer
  }

  deinit { cdcmtk_association_destroy(pointer) }

  /// Whether the peer accepted a context.
  func accepts(_ c: PresentationContext) throws(DICOMError) -> Bool {
    var accepted = false
    try call { cdcmtk_association_accepts(pointer, c.sopClass, c.transferSyntax, &accepted, $0) }
    return accepted
  }

  func echo() throws(DICOMError) { try call { cdcmtk_association_echo(pointer, $0) } }

  /// Sends a file; the peer's answer.
  func store(_ path: String, _ c: PresentationContext) throws(DICOMError) -> DICOMStatus {
    var status: UInt16 = 0
    try call { cdcmtk_association_store(pointer, path, c.sopClass, c.transferSyntax, &status, $0) }
    return DICOMStatus(status)
  }

  /// Queries; the matches.
  func find(_ keys: DataSet) throws(DICOMError) -> [DataSet] {
    let built = try BuiltDataSet()
    try built.put(keys)
    let collector = DataSetCollector()
    collector.beginSequence(cdcmtk_tag())
    var status: UInt16 = 0
    do throws(BridgeFailure) {
      try collector.collect { visitor throws(BridgeFailure) in
        try bridge {
          cdcmtk_association_find(
            pointer, PresentationContext.studyRootFind.sopClass, built.pointer, cdcmtk_limits(.init()),
            visitor,
            &status, $0)
        }
      }
    } catch {
      throw error.error(peer: peer)
    }
    guard DICOMStatus(status) == .success else {
      throw .rejected(peer: "\(peer)", detail: "the query ended with \(DICOMStatus(status))")
    }
    collector.endSequence()
    return collector.dataSet.items(Tag(0, 0))
  }

  private func call(
    _ body: (UnsafeMutablePointer<cdcmtk_message>) -> cdcmtk_status
  ) throws(DICOMError) {
    do throws(BridgeFailure) {
      try bridge(body)
    } catch {
      throw error.error(peer: peer)
    }
  }

  /// The peer with C strings that live during `body`.
  private static func withCPeer(
    _ peer: DICOMPeer, _ body: (cdcmtk_peer) throws(BridgeFailure) -> Void
  ) throws(BridgeFailure) {
    let strings = [
      peer.host, peer.calledAETitle, peer.callingAETitle, peer.tls?.trustedCertificates, peer.tls?.privateKey,
      peer.tls?.certificate,
    ].map { $0.map { $0.utf8CString } }
    let copies = strings.map { $0.map { UnsafeMutableBufferPointer<CChar>.copy(of: $0) } }
    defer { for c in copies { c?.deallocate() } }
    guard let host = copies[0]?.baseAddress, let called = copies[1]?.baseAddress,
      let calling = copies[2]?.baseAddress
    else { return }
    try body(
      cdcmtk_peer(
        host: host, port: peer.port, called_title: called, calling_title: calling,
        timeout_seconds: UInt32(clamping: peer.timeoutSeconds), ca_file: copies[3]?.baseAddress,
        key_file: copies[4]?.baseAddress, certificate_file: copies[5]?.baseAddress))
  }
}

extension UnsafeMutableBufferPointer<CChar> {
  /// A copy that the caller deallocates.
  fileprivate static func copy(of string: ContiguousArray<CChar>) -> Self {
    let buffer = Self.allocate(capacity: string.count)
    _ = buffer.initialize(from: string)
    return buffer
  }
}

extension BridgeFailure {
  /// The failure of a call about a peer.
  func error(peer: DICOMPeer) -> DICOMError {
    switch status {
    case .noDictionary: .noDictionary
    case .rejected: .rejected(peer: "\(peer)", detail: text)
    case .nothingAccepted: .nothingAccepted(peer: "\(peer)")
    case .networkFailed: .network(peer: "\(peer)", detail: text)
    default: .toolkit(detail: text)
    }
  }
}
