import Testing
import Vocabulary

@testable import Acquisition

struct SliceStackTests {
  func plane(_ origin: SIMD3<Double>, column: SIMD3<Double> = SIMD3(0, 1, 0)) -> ImagePlane {
    ImagePlane(
      origin: origin, rowDirection: SIMD3(1, 0, 0), columnDirection: column, columnSpacing: 0.5,
      rowSpacing: 0.75, columns: 4, rows: 3)
  }

  @Test func slicesAreSortedAlongTheNormal() throws {
    let stack = try #require(SliceStack([5, 1, 3].map { plane(SIMD3(0, 0, $0)) }))
    #expect(stack.planes.map(\.origin.z) == [1, 3, 5])
    #expect(stack.gapsMm == [2, 2])
    #expect(stack.shearDegrees < 1e-9)
    let affine = stack.voxelToPatient(stepMm: 2)
    #expect(affine(SIMD3(1, 1, 2)) == SIMD3(0.5, 0.75, 5))
  }

  @Test func shearIsTheAngleBetweenStepAndNormal() throws {
    let a = 18.5 * Double.pi / 180
    let column = SIMD3(0, cosine(a), -sine(a))
    let stack = try #require(SliceStack((0..<4).map { plane(SIMD3(0, 0, Double($0) * 3), column: column) }))
    #expect(abs(stack.shearDegrees - 18.5) < 1e-9)
    #expect(stack.gapsMm.allSatisfy { abs($0 - 3) < 1e-12 })
  }

  @Test func wanderIsTheDistanceFromTheLine() throws {
    let stack = try #require(
      SliceStack([plane(SIMD3(0, 0, 0)), plane(SIMD3(3, 4, 2)), plane(SIMD3(0, 0, 4))]))
    #expect(abs(stack.wanderMm - 5) < 1e-12)
  }

  @Test func differentRastersAreNoStack() {
    let other = ImagePlane(
      origin: .zero, rowDirection: SIMD3(1, 0, 0), columnDirection: SIMD3(0, 1, 0), columnSpacing: 0.6,
      rowSpacing: 0.75, columns: 4, rows: 3)
    #expect(SliceStack([plane(.zero), other]) == nil)
    #expect(SliceStack([]) == nil)
  }
}
