import TestSupport
import Testing

@testable import Acquisition

struct EchoSliceMatrixTests {
  func frames(_ scan: SyntheticMGRE = SyntheticMGRE()) -> [ImageFrame] {
    inventory(of: scan.classic).scanned.flatMap(\.frames)
  }

  @Test func aCompleteAcquisitionFillsEveryCellOnce() {
    let matrix = EchoSliceMatrix(frames: frames())
    #expect(matrix.echoTimesMs == [4, 8, 12])
    #expect(matrix.slicePositionsMm == [5, 7, 9, 11])
    #expect(matrix.expected.count == 24)
    #expect(matrix.gapCount == 0 && matrix.gaps(first: 12).isEmpty)
    #expect(matrix.crowded.isEmpty)
    #expect(matrix.expected.allSatisfy { matrix.frames[$0]?.count == 1 })
  }

  @Test func everyMissingFrameIsOneGapAndEveryExtraOneCrowdsOneCell() {
    let all = frames()
    for i in all.indices {
      var fewer = all
      fewer.remove(at: i)
      let fewerMatrix = EchoSliceMatrix(frames: fewer)
      #expect(fewerMatrix.gapCount == 1 && fewerMatrix.gaps(first: 12).count == 1)
      let more = EchoSliceMatrix(frames: all + [all[i]])
      #expect(more.crowded.count == 1)
      #expect(more.gapCount == 0)
    }
  }

  @Test func distinctValuesJoinRoundingOnly() {
    #expect(distinctValues([3, 1.004, 1, 2], tolerance: 0.005) == [1, 2, 3])
    #expect(distinctValues([1, 1.006], tolerance: 0.005) == [1, 1.006])
    #expect(distinctValues([], tolerance: 1) == [])
  }

  /// Against the search through all elements, between, beyond and on them.
  @Test(arguments: 1...40)
  func nearestIndexIsThatOfTheLinearSearch(_ count: Int) {
    var random = SplitMix64(seed: UInt64(count))
    let list = Set((0..<count).map { _ in Double(Int.random(in: -60...60, using: &random)) / 4 }).sorted()
    for value in stride(from: -17.0, through: 17, by: 0.125) {
      var best = 0
      for i in list.indices where abs(list[i] - value) < abs(list[best] - value) { best = i }
      #expect(nearestIndex(of: value, in: list) == best)
    }
  }

  @Test func numbersInMessagesAreShort() {
    #expect(decimal(13.93) == "13.93")
    #expect(decimal(4) == "4")
    #expect(decimal(-3142.00001) == "-3142")
    #expect(decimal(1.0 / 3) == "0.3333")
  }
}
