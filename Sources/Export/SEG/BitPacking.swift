/// Binary frames as DICOM packs them (PS3.5 8.1.1 and D): first pixel in the least significant bit, frame
/// after frame without a gap, so that a frame may start inside a byte; zero bits fill the last byte, a zero
/// byte makes the length even.
/// ```
///  byte 0            byte 1
///  7 6 5 4 3 2 1 0   7 6 5 4 3 2 1 0
///  h g f e d c b a   … … … … … … j i      pixels a b c d … in order
/// ```
enum BitPacking {
  /// Packs frames of pixels.
  static func pack(_ frames: [[Bool]]) -> [UInt8] {
    let bits = frames.reduce(0) { $0 + $1.count }
    var bytes = [UInt8](repeating: 0, count: (bits + 15) / 16 * 2)
    var position = 0
    for frame in frames {
      for pixel in frame {
        if pixel { bytes[position >> 3] |= 1 << UInt8(position & 7) }
        position += 1
      }
    }
    return bytes
  }
}
