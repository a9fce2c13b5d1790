import TestSupport
import Testing

@testable import Export

@Suite struct BitPackingTests {
  @Test func firstPixelIsTheLowestBitAndFramesFollowWithoutGap() {
    let frames = [[true, false, true], [false, true, true], [true, true, true], [false, false, true]]
    // 1 0 1 0 1 1 1 1 | 1 0 0 1, filled with zeros to an even number of bytes
    #expect(BitPacking.pack(frames) == [0b1111_0101, 0b0000_1001])
  }

  @Test(arguments: [1, 7, 8, 9, 15, 16, 17, 437])
  func unpackingGivesTheFramesBack(pixels: Int) {
    var random = SplitMix64(seed: UInt64(pixels))
    let frames = (0..<5).map { _ in (0..<pixels).map { _ in random.next() % 2 == 0 } }
    let bytes = BitPacking.pack(frames)
    #expect(bytes.count.isMultiple(of: 2))
    for (i, frame) in frames.enumerated() {
      let unpacked = (i * pixels..<(i + 1) * pixels).map { bytes[$0 / 8] / (1 << UInt8($0 % 8)) % 2 == 1 }
      #expect(unpacked == frame)
    }
  }
}
