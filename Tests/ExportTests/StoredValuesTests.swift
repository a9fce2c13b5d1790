import Testing

@testable import Export

@Suite struct StoredValuesTests {
  @Test func paddingIsOneBelowTheSmallestMeasuredValue() {
    let s = StoredValues([0.0574, -0.1206, 0.9, .nan], scale: 1000) { $0 != 2 }
    #expect(s.values == [57, -121, -122, -122])
    #expect(s.padding == -122)
  }

  @Test func withoutGapsThereIsNoPadding() {
    #expect(StoredValues([1, 2], scale: 1) { _ in true }.padding == nil)
  }

  @Test func valuesBeyondSixteenBitsAreClampedAndPaddingStaysBelow() {
    let s = StoredValues([1e9, -1e9, 0], scale: 1) { $0 != 2 }
    #expect(s.values == [32767, -32767, -32768])
  }

  @Test func nothingMeasuredIsAllPadding() {
    let s = StoredValues([3, 4], scale: 1) { _ in false }
    #expect(s.values == [0, 0] && s.padding == 0)
  }

  @Test func bytesAreLittleEndian() {
    let s = StoredValues([258, -2], scale: 1) { _ in true }
    #expect(s.bytes(from: 0, count: 2) == [2, 1, 0xfe, 0xff])
    #expect(s.bytes(from: 1, count: 1) == [0xfe, 0xff])
  }
}
