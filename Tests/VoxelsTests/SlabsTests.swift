import Foundation
import Testing
import Voxels

@Suite struct SlabsTests {
  @Test(arguments: [0, 1, 2, 7, 1000])
  func everySliceRunsOnce(count: Int) {
    var seen = [Int](repeating: 0, count: count)
    seen.withUnsafeMutableBufferPointer { buffer in
      // Each iteration writes its own element only.
      nonisolated(unsafe) let p = buffer
      parallelSlices(count) { p[$0] += 1 }
    }
    #expect(seen.allSatisfy { $0 == 1 })
  }

  /// 1/(k+1) summed in another order differs in the last bits; index order must always win.
  @Test func sumsAreAddedInIndexOrder() {
    let expected = (0..<5000).reduce(0.0) { $0 + 1 / Double($1 + 1) }
    for _ in 0..<20 { #expect(parallelSum(5000) { 1 / Double($0 + 1) } == expected) }
    #expect(parallelSum(0) { _ in 1 } == 0)
  }
}
