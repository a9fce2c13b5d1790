import Registration
import Testing
import Vocabulary
import Voxels

/// What `start` promises beside the whole search.
@Suite(.serialized) struct RegistrationStartTests {
  private let pair = SyntheticPair.turned

  /// The checks must not depend on the way to the transform.
  @Test func aFoundTransformGivenBackIsJudgedByTheSameBits() throws {
    let found = try SyntheticPair.found.get()
    let given = try registerCT(pair.ct, to: pair.mr, start: .given(found.ctToMR))
    #expect(given.ctToMR == found.ctToMR)
    #expect(given.measures == found.measures)
    #expect(given.verdict == found.verdict)
    #expect(given.uncertaintyMm == found.uncertaintyMm)
    let place = Point<MRPatient>(SIMD3(30, -40, 50))
    #expect(given.uncertaintyMm(at: place) == found.uncertaintyMm(at: place))
  }

  @Test(arguments: [SIMD3(3.0, 0, 0), SIMD3(0, 3, 0), SIMD3(0, 0, -3), SIMD3(2, -2, 1)])
  func aGivenTransformThreeMillimetresOffIsToldSo(shift: SIMD3<Double>) throws {
    let given = pair.ctToMR.shifted(shift)
    let r = try registerCT(pair.ct, to: pair.mr, start: .given(given))
    #expect(r.ctToMR == given, "only judged")
    let offset = try #require(r.measure("registrationOffset"))
    #expect(abs(offset.value - 3) < 0.3)
    #expect(offset.verdict == .fail && r.verdict == .fail)
    #expect(r.uncertaintyMm >= offset.value)
  }

  @Test(arguments: [SIMD3(5.0, 0, 0), SIMD3(-3, 0, 4), SIMD3(0, -5, 0)])
  func aStartNearbyEndsWhereTheSearchEnds(shift: SIMD3<Double>) throws {
    let found = try SyntheticPair.found.get()
    let r = try registerCT(pair.ct, to: pair.mr, start: .near(found.ctToMR.shifted(shift)))
    #expect(pair.largestDistance(r.ctToMR, found.ctToMR) < 0.1)
    #expect(r.verdict == .pass, "\(r.summary)")
  }

  @Test func aGivenTransformThatMissesTheHeadFails() throws {
    let r = try registerCT(
      pair.ct, to: pair.mr, start: .given(pair.ctToMR.shifted(SIMD3(0, 0, 800))))
    #expect(r.verdict == .fail)
    #expect(r.uncertaintyMm == .infinity)
  }
}
