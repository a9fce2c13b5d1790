/// A DICOM unique identifier: 1…64 digits and dots (PS3.5 section 9), checked when made.
public struct UID: Hashable, Sendable, CustomStringConvertible {
  /// The identifier.
  public let string: String

  /// An identifier; nil unless it matches `[0-9.]{1,64}` with no empty component.
  public init?(_ string: String) {
    let parts = string.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...64).contains(string.utf8.count), !parts.contains(where: \.isEmpty),
      string.utf8.allSatisfy({ ($0 >= 48 && $0 <= 57) || $0 == 46 })
    else { return nil }
    self.string = string
  }

  /// A UUID-derived identifier (`2.25.` + 128-bit decimal, PS3.5 B.2) from 16 digest bytes: the same digest
  /// gives the same identifier.
  public init(digest: [UInt8]) {
    precondition(digest.count >= 16, "a UID needs 128 bits of digest")
    var b = Array(digest.prefix(16))
    b[6] = b[6] & 0x0f | 0x80  // UUID version 8: custom
    b[8] = b[8] & 0x3f | 0x80  // RFC 4122 variant
    var decimal: [UInt8] = [0]  // little-endian decimal digits
    for byte in b {
      var carry = Int(byte)
      for i in decimal.indices {
        let v = Int(decimal[i]) * 256 + carry
        decimal[i] = UInt8(v % 10)
        carry = v / 10
      }
      while carry > 0 {
        decimal.append(UInt8(carry % 10))
        carry /= 10
      }
    }
    string = "2.25." + String(decimal.reversed().map { Character(UnicodeScalar(48 + $0)) })
  }

  /// The identifier.
  public var description: String { string }
}
