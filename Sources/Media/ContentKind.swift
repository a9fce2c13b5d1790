/// What a file is by its first bytes; names are not asked.
enum ContentKind: Hashable, Sendable {
  /// DICOM as far as its first bytes tell.
  case dicom
  /// The directory of a medium, DICOMDIR (PS3.10 section 8.6).
  case directory
  /// ZIP (APPNOTE.TXT 4.3.7; an empty one has an end record only).
  case zip
  /// POSIX tar, by its `ustar`.
  case tar
  /// gzip (RFC 1952), which may hold a tar.
  case gzip
  /// None of them.
  case other

  /// How many bytes are needed to tell.
  static let headLength = 512
  /// Media Storage SOP Class UID of a DICOMDIR (PS3.4 table I.4-1).
  private static let directoryClass = Array("1.2.840.10008.1.3.10".utf8)

  /// The kind that the first bytes tell.
  init(head: some Collection<UInt8>) {
    let head = Array(head.prefix(Self.headLength))
    func has(_ text: String, at offset: Int) -> Bool { head.dropFirst(offset).starts(with: text.utf8) }
    if has("DICM", at: 128) {
      self = Self.isDirectory(head) ? .directory : .dicom
    } else if has("PK\u{3}\u{4}", at: 0) || has("PK\u{5}\u{6}", at: 0) {
      self = .zip
    } else if has("ustar", at: 257) {
      self = .tar
    } else if head.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else {
      self = Self.beginsWithKnownGroup(head) ? .dicom : .other
    }
  }

  /// True for the kinds that hold files.
  var isArchive: Bool { self == .zip || self == .tar || self == .gzip }

  /// Without preamble: group 0002 or 0008 in either byte order.
  private static func beginsWithKnownGroup(_ head: [UInt8]) -> Bool {
    head.count >= 8 && [[2, 0], [8, 0], [0, 2], [0, 8]].contains(Array(head.prefix(2)))
  }

  /// (0002,0002) stands in the first elements of the meta information, explicit VR little endian.
  private static func isDirectory(_ head: [UInt8]) -> Bool {
    let element: [UInt8] =
      [2, 0, 2, 0] + Array("UI".utf8) + [UInt8(directoryClass.count), 0] + directoryClass
    guard head.count > 132 + element.count else { return false }
    return (132...(head.count - element.count)).contains { head[$0...].starts(with: element) }
  }
}
