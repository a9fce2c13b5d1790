/// A zip file, byte by byte (APPNOTE.TXT 4.3), with whatever is wrong with it.
struct ZipFixture {
  struct Member {
    var name: String
    /// The bytes as they stand in the archive.
    var data: [UInt8]
    /// 0 stored, 8 deflated.
    var method = 0
    var uncompressedSize: Int
    var crc: Int
    /// Unix mode, type included.
    var mode = 0o100644
    var isEncrypted = false
  }

  var members: [Member] = []
  var hasTableOfContents = true

  mutating func add(_ name: String, _ bytes: [UInt8], mode: Int = 0o100644, isEncrypted: Bool = false) {
    members.append(
      Member(
        name: name, data: bytes, uncompressedSize: bytes.count, crc: crc32(bytes), mode: mode,
        isEncrypted: isEncrypted))
  }

  var bytes: [UInt8] {
    var all: [UInt8] = []
    var directory: [UInt8] = []
    for m in members {
      let offset = all.count
      var common: [UInt8] = []
      // Bit 11: the name is UTF-8.
      common.append16((m.isEncrypted ? 1 : 0) | 1 << 11)
      common.append16(m.method)
      common.append32(0)
      common.append32(m.crc)
      common.append32(m.data.count)
      common.append32(m.uncompressedSize)
      common.append16(m.name.utf8.count)
      common.append16(0)
      all += Array("PK\u{3}\u{4}".utf8) + [20, 0] + common + Array(m.name.utf8) + m.data
      directory += Array("PK\u{1}\u{2}".utf8) + [20, 3, 20, 0] + common
      // Comment length, disk, internal attributes.
      directory += [0, 0, 0, 0, 0, 0]
      directory.append32(m.mode << 16)
      directory.append32(offset)
      directory += Array(m.name.utf8)
    }
    guard hasTableOfContents else { return all }
    let start = all.count
    all += directory + Array("PK\u{5}\u{6}".utf8) + [0, 0, 0, 0]
    // 65,535 and more would need zip64; readers then count for themselves.
    all.append16(min(members.count, 0xFFFF))
    all.append16(min(members.count, 0xFFFF))
    all.append32(directory.count)
    all.append32(start)
    all += [0, 0]
    return all
  }
}

/// A deflate stream (RFC 1951) of one block with fixed codes: some bytes, and then zeros.
///
/// Thirteen bits stand for 258 zeros: a ratio of 159.
func deflated(_ literals: [UInt8], zeroRuns: Int) -> [UInt8] {
  var bytes: [UInt8] = []
  var buffer: UInt32 = 0
  var filled: UInt32 = 0
  func flush() {
    while filled >= 8 {
      bytes.append(UInt8(buffer & 0xFF))
      buffer >>= 8
      filled -= 8
    }
  }
  func put(_ value: UInt32, _ count: UInt32) {
    buffer |= value << filled
    filled += count
    flush()
  }
  // Huffman codes stand most significant bit first.
  func code(_ value: UInt32, _ count: UInt32) {
    for bit in (0..<count).reversed() { put(value >> bit & 1, 1) }
  }
  func literal(_ byte: UInt8) {
    if byte < 144 { code(0x30 + UInt32(byte), 8) } else { code(0x190 + UInt32(byte) - 144, 9) }
  }
  put(1, 1)
  put(1, 2)
  for byte in literals { literal(byte) }
  if zeroRuns > 0 { literal(0) }
  for _ in 0..<zeroRuns {
    code(0b1100_0101, 8)
    code(0, 5)
  }
  code(0, 7)
  if filled > 0 { bytes.append(UInt8(buffer & 0xFF)) }
  return bytes
}

extension ZipFixture.Member {
  /// A member that begins as DICOM and goes on with zeros, 258 for each run.
  static func bomb(_ name: String, zeroRuns: Int, statedSize: Int? = nil) -> Self {
    let head = dicomBytes()
    let size = head.count + 1 + 258 * zeroRuns
    return .init(
      name: name, data: deflated(head, zeroRuns: zeroRuns), method: 8, uncompressedSize: statedSize ?? size,
      crc: crc32(head + [UInt8](repeating: 0, count: size - head.count)))
  }
}
