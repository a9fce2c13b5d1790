import DICOM
import TestSupport
import Testing

struct UIDTests {
  @Test(arguments: ["1.2.840.10008.1.1", "2.25.0", String(repeating: "1", count: 64)])
  func valid(text: String) { #expect(UID(text)?.string == text) }

  @Test(arguments: ["", ".", "1.", ".1", "1..2", "1.2a", "1.2 ", "１.2", String(repeating: "1", count: 65)])
  func invalid(text: String) { #expect(UID(text) == nil) }

  /// 00112233-4455-8677-8899-aabbccddeeff as an integer, computed elsewhere.
  @Test func digestIsAUUIDInDecimal() {
    let digest: [UInt8] = [
      0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff,
    ]
    #expect(UID(digest: digest).string == "2.25.88962710306278818593693556079980287")
    #expect(UID(digest: digest + [1, 2, 3]) == UID(digest: digest))
  }

  @Test func digestsAreValidAndDistinct() {
    var random = SplitMix64(seed: 2)
    var seen: Set<UID> = []
    for _ in 0..<1000 {
      let uid = UID(
        digest: SHA256.digest(
          of: [UInt8](repeating: UInt8.random(in: 0...255, using: &random), count: 9)
            + (0..<8).map { _ in UInt8.random(in: 0...255, using: &random) }))
      #expect(UID(uid.string) == uid)
      seen.insert(uid)
    }
    #expect(seen.count == 1000)
    #expect(UID(UID(digest: [UInt8](repeating: 255, count: 16)).string) != nil)
    #expect(UID(UID(digest: [UInt8](repeating: 0, count: 16)).string) != nil)
  }
}
