import DICOM

extension DataSet {
  /// The tag of a private element: its block is the one that `creator` reserved (PS3.5 section 7.8.1).
  ///
  /// `element` is the low byte, such as 0x11 for Philips' (2005,xx11).
  func privateTag(_ group: UInt16, _ creator: String, _ element: UInt8) -> Tag? {
    tags(in: Tag(group, 0x10)...Tag(group, 0xFF)).first { text($0) == creator }
      .map { Tag(group, $0.element << 8 | UInt16(element)) }
  }

  /// All values of a text element, also where an implicit transfer syntax left it as unknown bytes.
  func texts(_ tag: Tag) -> [String] {
    switch self[tag]?.value {
    case .strings(let s)?: return s
    case .integers(let i)?: return i.map(String.init)
    case .bytes(let b)?:
      return String(decoding: b, as: UTF8.self).split(separator: "\\", omittingEmptySubsequences: false)
        .map { $0.trimmed(" \0") }
    default: return []
    }
  }

  /// The first text value; nil if absent or empty.
  func text(_ tag: Tag) -> String? { texts(tag).first.flatMap { $0.isEmpty ? nil : $0 } }

  /// The first of the 16-bit integers of an element, also where an implicit transfer syntax left it as
  /// unknown bytes (little endian) or a converter wrote it as text.
  func shortInteger(_ tag: Tag) -> Int? {
    switch self[tag]?.value {
    case .bytes(let b)?:
      return b.count >= 2 ? Int(Int16(bitPattern: UInt16(b[0]) | UInt16(b[1]) << 8)) : nil
    default: return int(tag)
    }
  }

  /// The first number of an element, also where it was left as the unknown bytes of a little-endian FL or FD;
  /// nil where it is infinite or not a number.
  func floatingPoint(_ tag: Tag) -> Double? {
    guard case .bytes(let b)? = self[tag]?.value else { return double(tag) }
    func bits<T: FixedWidthInteger>(_: T.Type) -> T {
      b.prefix(T.bitWidth / 8).enumerated().reduce(T(0)) { $0 | T($1.element) << T(8 * $1.offset) }
    }
    let number: Double
    switch b.count {
    case 4: number = Double(Float(bitPattern: bits(UInt32.self)))
    case 8: number = Double(bitPattern: bits(UInt64.self))
    default: return nil
    }
    return number.isFinite ? number : nil
  }
}

extension StringProtocol {
  /// The text without leading and trailing characters of `set`.
  func trimmed(_ set: String) -> String {
    guard let first = firstIndex(where: { !set.contains($0) }),
      let last = lastIndex(where: { !set.contains($0) })
    else { return "" }
    return String(self[first...last])
  }
}
