import DICOM
import Foundation

/// What the text of a Siemens scanner's protocol says about the sequence, read before bulk values are
/// dropped.
struct SequenceProtocol: Hashable, Sendable {
  /// `tSequenceFileName`, such as `%SiemensSeq%\gre`; empty if the protocol does not hold it.
  let sequenceFile: String
  /// `ucReadOutMode`; nil if the protocol does not hold it.
  let readoutMode: Int?

  /// Looked for in the private groups (0029,…) of classic and (0021,…) of XA files, there also in the shared
  /// functional groups.
  init(_ header: DataSet) {
    let shared = header.items(.sharedFunctionalGroupsSequence).first ?? DataSet()
    let groups = [Self.tags(ofGroup: 0x0021), Self.tags(ofGroup: 0x0029)]
    let nested = shared.tags(in: groups[0]).flatMap { shared.items($0) }
    var file: String?
    var mode: Int?
    for dataSet in [header] + nested {
      for tag in groups.flatMap(dataSet.tags) {
        guard let bytes = dataSet.bytes(tag), bytes.count > Self.shortestProtocol else { continue }
        file = file ?? Self.value(of: "tSequenceFileName", in: bytes)
        mode = mode ?? Self.value(of: "ucReadOutMode", in: bytes).flatMap(Self.number)
      }
    }
    sequenceFile = file ?? ""
    readoutMode = mode
  }

  /// True of the field mapping sequence, whatever a site calls its protocol.
  var isFieldMapping: Bool { sequenceFile.contains("gre_field_mapping") }
  /// True if the sequence is one of the vendor's own, not a site's.
  var isSiemensProduct: Bool { sequenceFile.hasPrefix("%SiemensSeq%") }

  private static func tags(ofGroup group: UInt16) -> ClosedRange<Tag> { Tag(group, 0)...Tag(group, 0xFFFF) }

  /// Shorter values hold no protocol.
  private static let shortestProtocol = 1024

  /// What follows `key =` on its line, without quotes.
  private static func value(of key: String, in bytes: [UInt8]) -> String? {
    guard let place = bytes.firstRange(ofText: key) else { return nil }
    let line = bytes[place.upperBound...].prefix(Self.longestLine).prefix { $0 != UInt8(ascii: "\n") }
    return String(decoding: line, as: UTF8.self).trimmed(" \t\r=\"")
  }

  /// Bytes of a line that are looked at.
  private static let longestLine = 256

  /// A decimal number, or a hexadecimal one with `0x`.
  private static func number(_ text: String) -> Int? {
    text.hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text)
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
