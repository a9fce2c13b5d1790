/// A deflate stream (RFC 1951) put together bit by bit: fixed Huffman codes, literals and long runs.
struct Deflate {
  private(set) var bytes: [UInt8] = []
  private var pending: UInt64 = 0
  private var count = 0

  init() { append(0b011, 3) }  // the last block, with fixed codes

  /// Bits, the lowest first.
  private mutating func append(_ bits: UInt64, _ length: Int) {
    pending |= bits << UInt64(count)
    count += length
    while count >= 8 {
      bytes.append(UInt8(pending & 0xff))
      pending >>= 8
      count -= 8
    }
  }

  /// A Huffman code: the highest bit first.
  private mutating func code(_ code: UInt64, _ length: Int) {
    for i in (0..<length).reversed() { append(code >> UInt64(i) & 1, 1) }
  }

  mutating func literal(_ byte: UInt8) {
    if byte < 144 { code(0x30 + UInt64(byte), 8) } else { code(0x190 + UInt64(byte) - 144, 9) }
  }

  /// Repeats the byte before `times` × 258 times, 13 bits each.
  mutating func repeatLast(times: Int) {
    // Length 258 (11000101) at distance 1 (00000), the bits as they lie in the stream.
    for _ in 0..<times { append(0b00000_10100011, 13) }
  }

  mutating func finish() {
    code(0, 7)
    append(0, 7)
  }
}
