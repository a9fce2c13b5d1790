import DICOM
import Testing

@testable import Acquisition

struct HounsfieldSliceTests {
  /// Slope and intercept may change from slice to slice (PET/CT scanners scale each slice).
  @Test func everySliceHasItsOwnRescale() throws {
    var scan = SyntheticCT()
    scan.stored = { _, _, _ in 100 }
    var instances = scan.instances
    for i in instances.indices {
      instances[i].header.set(.rescaleSlope, .DS, doubles: [1 + Double(i) / 10])
      instances[i].header.set(.rescaleIntercept, .DS, doubles: [Double(-10 * i)])
    }
    let ct = try loadedCT(instances)
    for z in 0..<6 {
      #expect(abs(Double(ct.volume[4, 4, z]) - (100 + Double(z) * 10 - Double(z) * 10)) < 1e-4)
    }
    instances[3].header.set(.rescaleIntercept, .DS, doubles: [-50])
    #expect(try abs(loadedCT(instances).volume[4, 4, 3] - 80) < 1e-4)
  }

  @Test(arguments: [0.0, -1.0])
  func aSlopeThatErasesOrTurnsIsRefused(_ slope: Double) {
    var scan = SyntheticCT()
    scan.slope = slope
    #expect(inventory(of: scan.instances).series.map(\.verdict) == [.refused])
  }

  /// Stored value, its bits' signedness, the padding tag: what the voxel becomes.
  @Test(arguments: [
    // Written as US although the pixels are signed, and the other way round.
    (Int32(-2000), true, 63536, Float(-1024)), (Int32(63536), false, -2000, -1024),
    (Int32(-32768), true, -32768, -1024), (Int32(0), false, 0, -1024), (Int32(1064), false, 0, 40),
  ])
  func paddingOfEitherSign(_ value: Int32, _ isSigned: Bool, _ tag: Int, _ hu: Float) throws {
    var scan = SyntheticCT()
    scan.isSigned = isSigned
    scan.padding = tag
    scan.stored = { x, y, _ in x == 4 && y == 4 ? value : 1030 }
    #expect(try loadedCT(scan.instances).volume[4, 4, 2] == hu)
  }

  /// A padding value of 0 in values that are HU already would punch holes into fluid.
  @Test func aPaddingValueThatIsTissueCountsOutsideTheCircleOnly() throws {
    var scan = SyntheticCT()
    scan.intercept = 0
    scan.padding = 0
    scan.stored = { x, y, _ in (x == 0 && y == 0) || (x == 4 && y == 4) ? 0 : 30 }
    let ct = try loadedCT(scan.instances)
    #expect(ct.volume[4, 4, 1] == 0)
    #expect(ct.volume[0, 0, 1] == -1024)
  }

  @Test func aRangeOfPaddingIsPadding() throws {
    var scan = SyntheticCT()
    scan.padding = 10
    scan.stored = { x, _, _ in Int32([10, 15, 20, 21, 1030, 1030, 1030, 1030][x]) }
    var instances = scan.instances
    for i in instances.indices { instances[i].header.set(.pixelPaddingRangeLimit, .SS, ints: [20]) }
    let ct = try loadedCT(instances)
    #expect([0, 1, 2, 3].map { ct.volume[$0, 4, 0] } == [-1024, -1024, -1024, -1003])
    #expect(abs(ct.metadata.paddingFraction - 3.0 / 8) < 1e-12)
  }

  @Test(arguments: [-1500, -2000, -3024])
  func scannersPaddingWithoutATagIsAir(_ hu: Int) throws {
    var scan = SyntheticCT()
    scan.stored = { x, y, _ in x == 0 && y == 0 ? Int32(hu + 1024) : 1064 }
    #expect(try loadedCT(scan.instances).volume[0, 0, 0] == -1024)
  }
}
