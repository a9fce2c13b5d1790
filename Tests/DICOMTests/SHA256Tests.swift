import DICOM
import Testing

/// Vectors of FIPS 180-4's examples and of NIST's CAVP.
@Suite struct SHA256Tests {
  static let vectors: [(message: String, digest: String)] = [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
    (
      String(repeating: "a", count: 1_000_000),
      "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    ),
  ]

  @Test(arguments: vectors.indices)
  func digestEqualsPublishedVector(_ i: Int) {
    #expect(SHA256.hex(of: Array(Self.vectors[i].message.utf8)) == Self.vectors[i].digest)
  }

  /// Every split of a message around the block's borders gives the digest of the whole.
  @Test func piecesHashAsTheWhole() {
    let message = (0..<200).map { UInt8($0 * 7 % 251) }
    let whole = SHA256.digest(of: message)
    for cut in [0, 1, 55, 56, 63, 64, 65, 119, 127, 128, 129, 200] {
      for second in stride(from: cut, through: 200, by: 9) {
        var hash = SHA256()
        hash.update(Array(message[..<cut]))
        hash.update(Array(message[cut..<second]))
        _ = hash.finalized()  // looking must not disturb
        hash.update(Array(message[second...]))
        #expect(hash.finalized() == whole, "cut at \(cut) and \(second)")
      }
    }
  }

  @Test func roleAndSeedMakeTheIdentifier() {
    let a = UID(seed: [1, 2, 3], role: "seg")
    #expect(a == UID(seed: [1, 2, 3], role: "seg"))
    #expect(a != UID(seed: [1, 2, 3], role: "sr"))
    #expect(a != UID(seed: [1, 2, 4], role: "seg"))
    #expect(UID(a.string) != nil && a.string.hasPrefix("2.25."))
  }
}
