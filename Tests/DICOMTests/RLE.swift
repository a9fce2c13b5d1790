/// RLE frames (PS3.5 annex G) of segments that are given.
enum RLE {
  static func frame(_ segments: [[UInt8]]) -> [UInt8] {
    func word(_ n: Int) -> [UInt8] { (0..<4).map { UInt8(n >> (8 * $0) & 0xff) } }
    var offset = 64
    var header = word(segments.count)
    for segment in segments {
      header += word(offset)
      offset += segment.count
    }
    let padded = header + [UInt8](repeating: 0, count: 64 - header.count) + segments.joined()
    return padded.count % 2 == 0 ? padded : padded + [0]
  }
}
