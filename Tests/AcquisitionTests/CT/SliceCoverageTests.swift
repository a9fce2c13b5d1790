import Testing
import Vocabulary

@testable import Acquisition

struct SliceCoverageTests {
  @Test func slicesThatTouchLeaveNoHole() {
    let coverage = SliceCoverage(
      distancesMm: [0, 5, 10, 15], thicknessesMm: [5, 5, 5, 5], cosineOfTilt: 1)
    #expect(coverage.unmeasured.isEmpty)
    #expect(coverage.scanned == -2.5...17.5)
    #expect(!coverage.isMeasured(atMm: -3) && coverage.isMeasured(atMm: -2) && coverage.isMeasured(atMm: 17))
  }

  @Test func aMissingSliceIsAHole() {
    let coverage = SliceCoverage(
      distancesMm: [0, 5, 15, 20], thicknessesMm: [5, 5, 5, 5], cosineOfTilt: 1)
    #expect(coverage.unmeasured == [7.5...12.5])
    #expect(coverage.unmeasuredMm == 5 && coverage.longestHoleMm == 5)
    #expect(coverage.isMeasured(atMm: 7) && !coverage.isMeasured(atMm: 10) && coverage.isMeasured(atMm: 13))
  }

  @Test func aProtocolWithGapsHasAHoleBehindEverySlice() {
    let coverage = SliceCoverage(
      distancesMm: (0..<5).map { Double($0) * 7 }, thicknessesMm: Array(repeating: 5, count: 5),
      cosineOfTilt: 1)
    #expect(coverage.unmeasured == [2.5...4.5, 9.5...11.5, 16.5...18.5, 23.5...25.5])
  }

  /// Without the tilt the same numbers would look like holes of 0.22 mm.
  @Test func aTiltedSliceReachesFartherAlongTheStep() {
    let gap = 4 / cosine(18.5 * Double.pi / 180)
    let distances = (0..<5).map { Double($0) * gap }
    let thickness = [Double?](repeating: 4, count: 5)
    let tilted = SliceCoverage(
      distancesMm: distances, thicknessesMm: thickness, cosineOfTilt: cosine(18.5 * Double.pi / 180))
    #expect(tilted.unmeasured.isEmpty)
    #expect(abs(tilted.scanned.upperBound - (4 * gap + gap / 2)) < 1e-9)
  }

  @Test func roundedThicknessesAndThinOverlapsAreNoHoles() {
    let d = (0..<5).map { Double($0) * 0.625 }
    #expect(
      SliceCoverage(distancesMm: d, thicknessesMm: Array(repeating: 0.6, count: 5), cosineOfTilt: 1)
        .unmeasured.isEmpty)
    #expect(
      SliceCoverage(distancesMm: d, thicknessesMm: Array(repeating: 1.25, count: 5), cosineOfTilt: 1)
        .unmeasured.isEmpty)
  }

  @Test func withoutThicknessTheMedianGapCounts() {
    let coverage = SliceCoverage(
      distancesMm: [0, 5, 10, 25, 30], thicknessesMm: [nil, nil, 0, nil, nil], cosineOfTilt: 1)
    #expect(coverage.unmeasured == [12.5...22.5])
  }

  @Test func thinSlicesFarApartMeasureLittle() {
    let coverage = SliceCoverage(
      distancesMm: [0, 10, 20], thicknessesMm: [1, 1, 1], cosineOfTilt: 1)
    #expect(coverage.unmeasuredMm == 18)
  }

  /// The holes of a real volume, by its own points and voxels.
  @Test func aHeadCTTellsWhatWasMeasured() throws {
    var scan = SyntheticCT()
    scan.positions = [0, 5, 10, 20, 25, 30]
    scan.thickness = { _ in 5 }
    let ct = try loadedCT(scan.instances)
    #expect(ct.unmeasured == [12.5...17.5])
    #expect(ct.metadata.unmeasuredMm == 5)
    let origin = scan.origin
    func measured(_ z: Double) -> Bool {
      ct.isMeasured(Point(origin + SIMD3(3, 4, z)))
    }
    #expect(measured(0) && measured(12) && !measured(15) && measured(18) && measured(32) && !measured(40))
    #expect(ct.isMeasured(atVoxel: SIMD3(1, 1, 2)) && !ct.isMeasured(atVoxel: SIMD3(1, 1, 3)))
    #expect(ct.metadata.gradeWithheldReason == nil)
    #expect(
      ct.metadata.warnings.contains(
        "Between CT slices 5 mm in one hole (the longest 5 mm) were not measured; values there are interpolated."
      ))
  }
}
