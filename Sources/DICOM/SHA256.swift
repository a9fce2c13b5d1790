/// SHA-256 (FIPS 180-4), so that UIDs and provenance need no cryptography package.
///
/// Used for identity of files and derived UIDs, not for secrets: nothing here runs in constant time.
/// ```swift
/// var hash = SHA256()
/// hash.update(bytes)
/// let digest = hash.finalized()  // 32 bytes
/// ```
public struct SHA256: Sendable {
  private var state = initialState
  private var block: [UInt8] = []  // the unfinished block, 0…63 bytes
  private var length: UInt64 = 0  // bytes taken so far

  /// A hash that has seen nothing.
  public init() { block.reserveCapacity(blockBytes) }

  /// The digest (32 bytes) of a message.
  public static func digest(of message: [UInt8]) -> [UInt8] {
    var hash = SHA256()
    hash.update(message)
    return hash.finalized()
  }

  /// The digest of a message in lower-case hexadecimal: 64 characters.
  public static func hex(of message: [UInt8]) -> String {
    let digits = Array("0123456789abcdef")
    return String(digest(of: message).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }

  /// Takes more of the message.
  public mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

  /// Takes more of the message, such as a piece of a mapped file.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    length += UInt64(bytes.count)
    var start = 0
    if !block.isEmpty {
      start = min(blockBytes - block.count, bytes.count)
      block.append(contentsOf: bytes[..<start])
      guard block.count == blockBytes else { return }
      block.withUnsafeBytes { compress(&state, $0, at: 0) }
      block.removeAll(keepingCapacity: true)
    }
    while bytes.count - start >= blockBytes {
      compress(&state, bytes, at: start)
      start += blockBytes
    }
    block.append(contentsOf: bytes[start...])
  }

  /// The digest (32 bytes) of what was taken; more may still be added to `self` afterwards.
  public func finalized() -> [UInt8] {
    // Padding (5.1.1): a one bit, zeros, and the length in bits as 64-bit big endian.
    var padding: [UInt8] = [0x80]
    let zeros = (2 * blockBytes - 1 - 8 - block.count) % blockBytes
    padding += [UInt8](repeating: 0, count: zeros) + bigEndian(length * 8)
    var last = self
    last.update(padding)
    return last.state.flatMap(bigEndian)
  }
}

/// Bytes the compression function takes at a time.
private let blockBytes = 64

/// First 32 bits of the fractional parts of the square roots of the first 8 primes (5.3.3).
private let initialState: [UInt32] = [
  0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
]

/// First 32 bits of the fractional parts of the cube roots of the first 64 primes (4.2.2).
private let roundConstants: [UInt32] = [
  0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
  0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
  0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
  0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
  0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
  0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
  0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
  0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
]

/// The compression function (6.2.2) on one block of 64 bytes; Σ, σ, Ch and Maj as the standard names them.
private func compress(_ state: inout [UInt32], _ message: UnsafeRawBufferPointer, at start: Int) {
  withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { w in
    for t in 0..<16 {
      w[t] = UInt32(bigEndian: message.loadUnaligned(fromByteOffset: start + 4 * t, as: UInt32.self))
    }
    for t in 16..<64 {
      let σ0 = rotate(w[t - 15], 7) ^ rotate(w[t - 15], 18) ^ (w[t - 15] >> 3)
      let σ1 = rotate(w[t - 2], 17) ^ rotate(w[t - 2], 19) ^ (w[t - 2] >> 10)
      w[t] = σ1 &+ w[t - 7] &+ σ0 &+ w[t - 16]
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for t in 0..<64 {
      let Σ1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
      let ch = (e & f) ^ (~e & g)
      let t1 = h &+ Σ1 &+ ch &+ roundConstants[t] &+ w[t]
      let Σ0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
      let maj = (a & b) ^ (a & c) ^ (b & c)
      (h, g, f, e, d, c, b, a) = (g, f, e, d &+ t1, c, b, a, t1 &+ Σ0 &+ maj)
    }
    for (i, v) in [a, b, c, d, e, f, g, h].enumerated() { state[i] &+= v }
  }
}

private func rotate(_ x: UInt32, _ n: UInt32) -> UInt32 { x >> n | x << (32 - n) }

private func bigEndian<Word: FixedWidthInteger>(_ x: Word) -> [UInt8] {
  withUnsafeBytes(of: x.bigEndian) { Array($0) }
}

extension UID {
  /// An identifier for a role under a seed.
  ///
  /// It is made of SHA-256 over the seed, a zero byte and the role's UTF-8. The same
  /// seed and role always give the same identifier; another role gives another.
  public init(seed: [UInt8], role: String) {
    self.init(digest: SHA256.digest(of: seed + [0] + Array(role.utf8)))
  }
}
