import DICOM
import Foundation

/// What the text of a Siemens scanner's protocol says about the sequence, read before bulk values are
/// dropped.
struct SequenceProtocol: Hashable, Sendable {
  /// True if it names `gre_field_mapping`.
  let isFieldMapping: Bool
  /// True if the sequence is one of the vendor's own (`%SiemensSeq%`), not a site's.
  let isSiemensProduct: Bool
  /// `ucReadOutMode`; nil if the protocol does not hold it.
  let readoutMode: Int?

  /// Looked for in the private groups (0029,…) of classic and (0021,…) of XA files, there also in the shared
  /// functional groups.
  init(_ header: DataSet) {
    let shared = header.items(.sharedFunctionalGroupsSequence).first ?? DataSet()
    let nested = shared.tags.filter { $0.group == 0x0021 }.flatMap { shared.items($0) }
    var fieldMapping = false
    var product = false
    var mode: Int?
    for dataSet in [header] + nested {
      for tag in dataSet.tags where tag.group == 0x0029 || tag.group == 0x0021 {
        guard let bytes = dataSet.bytes(tag), bytes.count > Self.shortestProtocol else { continue }
        fieldMapping = fieldMapping || bytes.firstRange(ofText: "gre_field_mapping") != nil
        product = product || bytes.firstRange(ofText: "%SiemensSeq%") != nil
        mode = mode ?? Self.number(after: "ucReadOutMode", in: bytes)
      }
    }
    isFieldMapping = fieldMapping
    isSiemensProduct = product
    readoutMode = mode
  }

  /// Shorter values hold no protocol.
  private static let shortestProtocol = 1024

  /// The number in `key = 1` or `key = 0x1`.
  private static func number(after key: String, in bytes: [UInt8]) -> Int? {
    guard let place = bytes.firstRange(ofText: key) else { return nil }
    let line = bytes[place.upperBound...].prefix(32).prefix { $0 != UInt8(ascii: "\n") }
    let text = String(decoding: line, as: UTF8.self).trimmed(" \t\r=")
    return text.hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text)
  }
}

extension [UInt8] {
  /// Where the bytes of an ASCII text first occur.
  fileprivate func firstRange(ofText text: String) -> Range<Int>? {
    let needle = Array(text.utf8)
    guard let first = needle.first, needle.count <= count else { return nil }
    return withUnsafeBytes { hay in
      guard let base = hay.baseAddress else { return nil }
      let end = hay.count - needle.count
      var start = 0
      while start <= end, let hit = memchr(base + start, Int32(first), end - start + 1) {
        let place = UnsafeRawPointer(hit) - base
        if memcmp(hit, needle, needle.count) == 0 { return place..<(place + needle.count) }
        start = place + 1
      }
      return nil
    }
  }
}
