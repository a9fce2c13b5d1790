import DICOM
import Testing

/// The examples of FIPS 180-4, and every length around the padding's edge against pieces.
struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func examples(text: String, digest: String) { #expect(SHA256.hex(text.utf8) == digest) }

  @Test func piecesMakeTheWhole() {
    for count in 0..<200 {
      let bytes = (0..<count).map { UInt8($0 * 7 & 0xff) }
      var hash = SHA256()
      hash.update(bytes.prefix(count / 3))
      hash.update(bytes.dropFirst(count / 3))
      #expect(hash.finalized() == SHA256.digest(bytes))
    }
  }
}
