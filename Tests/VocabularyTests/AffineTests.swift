import Testing
import Vocabulary

@Suite struct AffineTests {
  /// A shear, as gantry tilt gives it, with unequal scales.
  private let tilted = Affine(
    linear: Matrix3(rows: SIMD3(0.5, 0, 0), SIMD3(0, 0.5, 1.3), SIMD3(0, 0, 4.2)),
    translation: SIMD3(-120, 80, -33))

  @Test func inverseUndoesAShear() {
    let x = SIMD3(12.0, -7, 31)
    #expect(length(tilted.inverse(tilted(x)) - x) < 1e-9)
    #expect(length(tilted(tilted.inverse(x)) - x) < 1e-9)
  }

  @Test func productAppliesTheRightFactorFirst() {
    let shift = Affine(linear: .identity, translation: SIMD3(1, 2, 3))
    let x = SIMD3(5.0, 6, 7)
    #expect(length((tilted * shift)(x) - tilted(shift(x))) < 1e-12)
    #expect(length((tilted * shift)(x) - shift(tilted(x))) > 1)
  }

  @Test func sixteenNumbersStandRowByRow() throws {
    let numbers = tilted.rowMajor16
    #expect(numbers == [0.5, 0, 0, -120, 0, 0.5, 1.3, 80, 0, 0, 4.2, -33, 0, 0, 0, 1])
    #expect(try #require(Affine(rowMajor16: numbers)) == tilted)
  }

  @Test func otherNumbersAreNoAffineMap() {
    var numbers = tilted.rowMajor16
    #expect(Affine(rowMajor16: Array(numbers.dropLast())) == nil)
    numbers[12] = 0.1
    #expect(Affine(rowMajor16: numbers) == nil)
  }
}
