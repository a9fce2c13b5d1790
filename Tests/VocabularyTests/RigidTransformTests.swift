import Testing
import Vocabulary

@Suite struct RigidTransformTests {
  private let ctToMR = RigidTransform<CTPatient, MRPatient>(
    rotation: .rotation(about: SIMD3(0.2, 1, -0.4), radians: 0.3), translationMm: SIMD3(5, -120, 33))

  @Test func inverseLeadsBack() {
    let p = Point<CTPatient>(12, -40, 77)
    #expect(ctToMR.inverse(ctToMR(p)).distance(to: p) < 1e-9)
  }

  @Test func distancesAreKept() {
    let (a, b) = (Point<CTPatient>(1, 2, 3), Point<CTPatient>(-60, 5, 40))
    #expect(abs(ctToMR(a).distance(to: ctToMR(b)) - a.distance(to: b)) < 1e-9)
  }

  /// Left must stay left: a rotation that mirrors is none.
  @Test func aReflectionIsRefused() {
    let mirror = Affine(linear: Matrix3(diagonal: SIMD3(-1, 1, 1)), translation: .zero)
    #expect(RigidTransform<CTPatient, MRPatient>(mirror) == nil)
  }

  @Test func scaleAndShearAreRefused() {
    let scaled = Affine(linear: Matrix3(diagonal: SIMD3(1.01, 1, 1)), translation: .zero)
    #expect(RigidTransform<CTPatient, MRPatient>(scaled) == nil)
    let sheared = Affine(
      linear: Matrix3(rows: SIMD3(1, 0.02, 0), SIMD3(0, 1, 0), SIMD3(0, 0, 1)), translation: .zero)
    #expect(RigidTransform<CTPatient, MRPatient>(sheared) == nil)
  }

  @Test func sixteenNumbersGiveTheSameTransform() throws {
    let affine = try #require(Affine(rowMajor16: ctToMR.rowMajor16))
    let again = try #require(RigidTransform<CTPatient, MRPatient>(affine))
    let p = Point<CTPatient>(12, -40, 77)
    #expect(again(p).distance(to: ctToMR(p)) < 1e-9)
  }

  /// Numbers as a DICOM decimal string holds them are a rotation still.
  @Test func roundedNumbersAreARotationStill() throws {
    let rounded = ctToMR.rowMajor16.map { ($0 * 1e6).rounded() / 1e6 }
    let affine = try #require(Affine(rowMajor16: rounded))
    let again = try #require(RigidTransform<CTPatient, MRPatient>(affine))
    let g = again.rotation * again.rotation.transpose
    for r in 0..<3 { for c in 0..<3 { #expect(abs(g[r, c] - (r == c ? 1 : 0)) < 1e-12) } }
  }
}
