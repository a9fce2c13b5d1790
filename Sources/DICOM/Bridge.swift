internal import CDCMTK

/// What a failed call says: its status, and the toolkit's text.
struct BridgeFailure: Error {
  let status: cdcmtk_status
  let text: String
}

/// Makes a call, and throws what it reports.
func bridge(
  _ call: (UnsafeMutablePointer<cdcmtk_message>) -> cdcmtk_status
) throws(BridgeFailure) {
  var message = cdcmtk_message()
  let status = call(&message)
  guard status != .ok else { return }
  let text = withUnsafeBytes(of: &message.text) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  throw BridgeFailure(status: status, text: text)
}

extension BridgeFailure {
  /// The failure of a call about a file.
  ///
  /// `transferSyntax` is asked only where it is the reason.
  func error(path: String, transferSyntax: String = "") -> DICOMError {
    switch status {
    case .noDictionary: .noDictionary
    case .cannotOpen: .cannotOpen(path: path, detail: text)
    case .notDICOM: .notDICOM(path: path)
    case .malformed: .malformed(path: path, detail: text)
    case .overLimit: .overLimit(path: path, detail: text)
    case .unsupportedSyntax: .unsupportedTransferSyntax(path: path, uid: transferSyntax)
    case .codecFailed: .codec(path: path, detail: text)
    case .writeFailed: .cannotWrite(path: path, detail: text)
    default: .toolkit(detail: text)
    }
  }
}

extension cdcmtk_tag {
  init(_ tag: Tag, _ vr: VR) {
    let letters = Array(vr.rawValue.utf8)
    self.init(group: tag.group, element: tag.element, vr: UInt16(letters[0]) << 8 | UInt16(letters[1]))
  }

  var tag: Tag { Tag(group, element) }

  /// Nil for a VR that is none.
  var valueRepresentation: VR? { representations[vr] }
}

/// The VRs by their two letters.
private let representations = Dictionary(
  uniqueKeysWithValues: VR.allCases.map { (cdcmtk_tag(Tag(0, 0), $0).vr, $0) })

extension cdcmtk_limits {
  init(_ limits: ReadLimits) {
    self.init(
      bytes: UInt64(limits.bytes), elements: UInt64(limits.elements),
      value_length: UInt64(limits.valueLength), text_length: UInt64(limits.textLength),
      depth: UInt32(limits.depth))
  }
}

/// Throws inside C++: the hook of the test that nothing escapes.
func throwInCPlusPlus(_ kind: Int32) throws(BridgeFailure) {
  try bridge { cdcmtk_throw_for_test(kind, $0) }
}
