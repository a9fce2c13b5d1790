internal import CDCMTK

/// An element that is in the file and not in `DICOMFile.dataSet`.
public struct OmittedElement: Hashable, Sendable {
  /// Why it was left out.
  public enum Reason: Hashable, Sendable {
    /// Longer than `ReadLimits.valueLength`.
    case tooLong
    /// The toolkit could not read its value.
    case unreadable
  }
  /// Its tag, at whatever level it stands.
  public let tag: Tag
  /// Its length in bytes as the file states it.
  public let length: UInt64
  /// Why it was left out.
  public let reason: Reason
}

/// Puts together the data set that a visit reports element by element.
final class DataSetCollector {
  /// The elements of the open items, the data set itself first; in the order of the file, which may be any.
  private var items: [[DataSet.Entry]] = [[]]
  /// The open sequences: tag, and the items that are complete.
  private var sequences: [(tag: Tag, items: [DataSet])] = []
  private(set) var omitted: [OmittedElement] = []

  /// The outcome, after the visit.
  var dataSet: DataSet { DataSet(items[0]) }

  func set(_ tag: cdcmtk_tag, _ value: DataValue) {
    guard let vr = tag.valueRepresentation else { return omit(tag, 0, .unreadable) }
    append(tag.tag, DataElement(vr: vr, value: value))
  }

  func setText(_ tag: cdcmtk_tag, _ bytes: UnsafeRawBufferPointer) {
    guard let vr = tag.valueRepresentation else { return omit(tag, 0, .unreadable) }
    append(tag.tag, DataElement(vr: vr, value: .strings(vr.values(of: bytes))))
  }

  private func append(_ tag: Tag, _ element: DataElement) {
    items[items.count - 1].append(DataSet.Entry(tag: tag, element: element))
  }

  func beginSequence(_ tag: cdcmtk_tag) { sequences.append((tag.tag, [])) }
  func beginItem() { items.append([]) }
  func endItem() { sequences[sequences.count - 1].items.append(DataSet(items.removeLast())) }
  func endSequence() {
    let done = sequences.removeLast()
    append(done.tag, DataElement(vr: .SQ, value: .items(done.items)))
  }

  func omit(_ tag: cdcmtk_tag, _ length: UInt64, _ reason: OmittedElement.Reason) {
    omitted.append(OmittedElement(tag: tag.tag, length: length, reason: reason))
  }

  /// Runs a visit with this object as the visitor.
  func collect(_ visit: (UnsafePointer<cdcmtk_visitor>) throws(BridgeFailure) -> Void) throws(BridgeFailure) {
    // Unretained is enough: `self` outlives the visit, which is over when this function returns.
    var visitor = cdcmtk_visitor(
      context: Unmanaged.passUnretained(self).toOpaque(),
      text: { collector($0).setText($1, UnsafeRawBufferPointer(start: $2, count: $3)) },
      integers: {
        collector($0).set($1, .integers(UnsafeBufferPointer(start: $2, count: $3).map { Int($0) }))
      },
      doubles: { collector($0).set($1, .doubles(Array(UnsafeBufferPointer(start: $2, count: $3)))) },
      bytes: { collector($0).set($1, .bytes(Array(UnsafeBufferPointer(start: $2, count: $3)))) },
      begin_sequence: { collector($0).beginSequence($1) },
      begin_item: { collector($0).beginItem() },
      end_item: { collector($0).endItem() },
      end_sequence: { collector($0).endSequence() },
      omitted: { collector($0).omit($1, $2, $3 == .tooLong ? .tooLong : .unreadable) })
    try visit(&visitor)
  }
}

/// The collector behind a visitor's context.
private func collector(_ context: UnsafeMutableRawPointer) -> DataSetCollector {
  Unmanaged<DataSetCollector>.fromOpaque(context).takeUnretainedValue()
}

/// UTF-8 if it is that; else Latin-1, which every byte is, for the files that omit their character set.
private func decodedText(_ bytes: UnsafeRawBufferPointer) -> String {
  String(validating: bytes, as: UTF8.self)
    ?? String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
}

extension VR {
  /// True where a backslash is text and not a separator (PS3.5 section 6.2).
  var isSingleText: Bool { self == .LT || self == .ST || self == .UT || self == .UR }

  /// Splits a text value at backslashes and trims the padding.
  func values(of bytes: UnsafeRawBufferPointer) -> [String] {
    if bytes.isEmpty { return [] }
    // By bytes, which is several times faster: what is searched for is ASCII, and no part of another character.
    if bytes.allSatisfy({ $0 < 0x80 }) { return values(ofUTF8: bytes.bindMemory(to: UInt8.self)) }
    var text = decodedText(bytes)
    return text.withUTF8(values)
  }

  private func values(ofUTF8 text: UnsafeBufferPointer<UInt8>) -> [String] {
    guard !isSingleText, text.contains(0x5c) else { return [trimmed(text[...])] }
    return text.split(separator: 0x5c, omittingEmptySubsequences: false).map(trimmed)
  }

  /// Leading spaces are significant in long text; trailing ones, and the NUL that pads UIDs, never are.
  private func trimmed(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    var t = text
    while let last = t.last, last == 0x20 || last == 0 { t.removeLast() }
    if !isSingleText { while t.first == 0x20 { t.removeFirst() } }
    return String(decoding: UnsafeBufferPointer(rebasing: t), as: UTF8.self)
  }
}
