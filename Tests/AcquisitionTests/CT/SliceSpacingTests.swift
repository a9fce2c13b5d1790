import Testing

@testable import Acquisition

struct SliceSpacingTests {
  @Test func roundingOfPrintedPositionsIsRegular() {
    let spacing = SliceSpacing(distancesMm: [0, 2.001, 3.999, 6, 8.002])
    #expect(spacing.isRegular)
    #expect(abs(spacing.stepMm - 2.0005) < 1e-12)
    #expect(spacing.count == 5)
  }

  @Test func aMissingSliceIsFilledOnTheOthersGrid() {
    let spacing = SliceSpacing(distancesMm: [0, 1, 2, 4, 5, 6])
    #expect(!spacing.isRegular)
    #expect(spacing.stepMm == 1)
    #expect(spacing.count == 7)
    #expect(spacing.blend(3) == (2, 0.5))
    #expect(spacing.blend(6) == (4, 1))
    #expect(spacing.text == "1 mm ×4, 2 mm ×1")
  }

  @Test func oneShortGapDoesNotSetTheStep() {
    let thick = (0..<10).map { Double($0) * 5 }
    let spacing = SliceSpacing(distancesMm: thick + [45.5] + (1..<10).map { 45.5 + Double($0) * 5 })
    #expect(spacing.stepMm == 5)
  }
}
