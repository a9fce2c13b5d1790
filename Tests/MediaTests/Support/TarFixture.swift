/// A tar file, block by block (POSIX.1-2017, pax, "ustar Interchange Format").
struct TarFixture {
  private(set) var blocks: [UInt8] = []

  /// `type` is `0` for a file, `1` for a hard link, `2` for a symbolic link, `3` for a device.
  mutating func add(_ name: String, _ bytes: [UInt8], type: Character = "0", target: String = "") {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, at offset: Int) {
      for (i, byte) in text.utf8.enumerated() { header[offset + i] = byte }
    }
    func octal(_ n: Int, _ digits: Int) -> String {
      let text = String(n, radix: 8)
      return String(repeating: "0", count: digits - text.count) + text
    }
    put(name, at: 0)
    put(octal(0o644, 7), at: 100)
    put(octal(0, 7), at: 108)
    put(octal(0, 7), at: 116)
    put(octal(bytes.count, 11), at: 124)
    put(octal(0, 11), at: 136)
    put("        ", at: 148)
    put(String(type), at: 156)
    put(target, at: 157)
    put("ustar\u{0}00", at: 257)
    put(octal(header.reduce(0) { $0 + Int($1) }, 6) + "\u{0} ", at: 148)
    blocks += header + bytes
    blocks += [UInt8](repeating: 0, count: (512 - bytes.count % 512) % 512)
  }

  var bytes: [UInt8] { blocks + [UInt8](repeating: 0, count: 1024) }

  /// The tar in gzip (RFC 1952), stored.
  var gzipped: [UInt8] { gzip(bytes) }
}

/// Bytes in gzip, in stored blocks.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
  var result: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
  var rest = bytes[...]
  repeat {
    let part = rest.prefix(0xFFFF)
    rest = rest.dropFirst(part.count)
    result.append(rest.isEmpty ? 1 : 0)
    result.append16(part.count)
    result.append16(~part.count & 0xFFFF)
    result += part
  } while !rest.isEmpty
  result.append32(crc32(bytes))
  result.append32(bytes.count)
  return result
}
