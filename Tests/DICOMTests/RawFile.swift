/// A file put together byte by byte, for what the writer never writes.
///
/// Explicit VR little endian.
struct RawFile {
  var bytes: [UInt8] = []

  /// Preamble, prefix and the least meta information.
  static func part10(transferSyntax: String = "1.2.840.10008.1.2.1") -> RawFile {
    var f = RawFile()
    f.bytes = [UInt8](repeating: 0, count: 128) + Array("DICM".utf8)
    var meta = RawFile()
    meta.text(0x0002, 0x0010, "UI", transferSyntax)
    f.append(0x0002, 0x0000, "UL", [UInt8(meta.bytes.count), 0, 0, 0])
    f.bytes += meta.bytes
    return f
  }

  mutating func identity() {
    text(0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.7")
    text(0x0008, 0x0018, "UI", "2.25.1")
  }

  mutating func append(_ group: UInt16, _ element: UInt16, _ vr: String, _ value: [UInt8]) {
    tag(group, element)
    bytes += Array(vr.utf8)
    if ["OB", "OW", "SQ", "UN", "UT", "OF"].contains(vr) {
      bytes += [0, 0]
      length(UInt32(value.count))
    } else {
      bytes += [UInt8(value.count & 0xff), UInt8(value.count >> 8)]
    }
    bytes += value
  }

  mutating func text(_ group: UInt16, _ element: UInt16, _ vr: String, _ text: String) {
    raw(group, element, vr, Array(text.utf8))
  }

  /// Text as bytes, padded to even length.
  mutating func raw(_ group: UInt16, _ element: UInt16, _ vr: String, _ text: [UInt8]) {
    append(group, element, vr, text.count % 2 == 0 ? text : text + [vr == "UI" ? 0 : 32])
  }

  mutating func tag(_ group: UInt16, _ element: UInt16) {
    bytes += [UInt8(group & 0xff), UInt8(group >> 8), UInt8(element & 0xff), UInt8(element >> 8)]
  }

  mutating func length(_ n: UInt32) { bytes += (0..<4).map { UInt8(n >> (8 * $0) & 0xff) } }

  /// The Image Pixel module of one grey frame.
  mutating func describe(rows: UInt16, columns: UInt16, bits: UInt16 = 8, frames: String? = nil) {
    func word(_ element: UInt16, _ value: UInt16) {
      append(0x0028, element, "US", [UInt8(value & 0xff), UInt8(value >> 8)])
    }
    word(0x0002, 1)
    text(0x0028, 0x0004, "CS", "MONOCHROME2")
    if let frames { text(0x0028, 0x0008, "IS", frames) }
    word(0x0010, rows)
    word(0x0011, columns)
    word(0x0100, bits <= 8 ? 8 : 16)
    word(0x0101, bits)
    word(0x0102, bits - 1)
    word(0x0103, 0)
  }

  /// Pixel Data in fragments, the Basic Offset Table before them.
  mutating func encapsulate(_ fragments: [[UInt8]], offsets: [UInt32] = []) {
    tag(0x7FE0, 0x0010)
    bytes += Array("OB".utf8) + [0, 0]
    length(0xFFFF_FFFF)
    let table = offsets.flatMap { offset in (0..<4).map { UInt8(offset >> (8 * $0) & 0xff) } }
    for item in [table] + fragments {
      tag(0xFFFE, 0xE000)
      length(UInt32(item.count))
      bytes += item
    }
    tag(0xFFFE, 0xE0DD)
    length(0)
  }

  /// Opens sequences of one item inside each other, without ever closing them.
  mutating func nest(_ levels: Int) {
    for _ in 0..<levels {
      tag(0x0040, 0xA730)
      bytes += Array("SQ".utf8) + [0, 0]
      length(0xFFFF_FFFF)
      tag(0xFFFE, 0xE000)
      length(0xFFFF_FFFF)
    }
  }
}
