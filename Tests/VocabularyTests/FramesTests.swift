import Testing
import Vocabulary

@Suite struct FramesTests {
  @Test func pointsMeasureInMillimetres() {
    #expect(Point<MRPatient>(1, 2, 2).distance(to: Point(SIMD3(0, 0, 0))) == 3)
  }

  /// Left × posterior = superior: LPS is right-handed.
  @Test func patientAxesAreRightHanded() {
    #expect(cross(SIMD3(1, 0, 0), SIMD3(0, 1, 0)) == SIMD3(0, 0, 1))
  }

  @Test func normalizingKeepsDirectionAndZero() {
    let n = normalized(SIMD3(0, 3, 4))
    #expect(length(n - SIMD3(0, 0.6, 0.8)) < 1e-15)
    #expect(normalized(.zero) == .zero)
  }

  @Test func framesAndUnitsHaveDistinctNames() {
    #expect(CTPatient.name != MRPatient.name)
    let symbols = [
      PPM.symbol, HU.symbol, Hertz.symbol, Radians.symbol, PerSecond.symbol, Magnitude.symbol,
      Dimensionless.symbol,
    ]
    #expect(Set(symbols).count == symbols.count)
  }
}
