import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Registration

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

  @Test(arguments: [Triple(3.0, 0, 0), Triple(0, 3, 0), Triple(0, 0, -3), Triple(2, -2, 1)])
  func aGivenTransformThreeMillimetresOffIsToldSo(shift: Triple<Double>) throws {
    let shift = shift.vector
    let given = pair.ctToMR.shifted(shift)
    let r = try registerCT(pair.ct, to: pair.mr, start: .given(given))
    #expect(r.ctToMR == given, "only judged")
    let offset = try #require(r.measure("registrationOffset"))
    #expect(abs(offset.value - 3) < 0.3)
    #expect(offset.verdict == .fail && r.verdict == .fail)
    #expect(r.uncertaintyMm >= offset.value)
  }

  /// Nearer the optimum there is a finite bound, and it holds.
  @Test func theErrorOfAGivenTransformIsStated() throws {
    let off = SIMD3(0.5, -0.6, 0.5)
    let r = try registerCT(pair.ct, to: pair.mr, start: .given(pair.ctToMR.shifted(off)))
    let offset = try #require(r.measure("registrationOffset"))
    #expect(abs(offset.value - length(off)) < 0.3)
    #expect(offset.verdict == .warn && r.verdict == .warn, "\(r.summary)")
    #expect(r.uncertaintyMm >= offset.value && r.uncertaintyMm < 2 * offset.value)
  }

  @Test(arguments: [Triple(5.0, 0, 0), Triple(-3, 0, 4), Triple(0, -5, 0)])
  func aStartNearbyEndsWhereTheSearchEnds(shift: Triple<Double>) throws {
    let shift = shift.vector
    let found = try SyntheticPair.found.get()
    let r = try registerCT(pair.ct, to: pair.mr, start: .near(found.ctToMR.shifted(shift)))
    #expect(pair.largestDistance(r.ctToMR, found.ctToMR) < 0.1)
    #expect(r.verdict == .pass, "\(r.summary)")
  }

  /// The whole search tries every turn at every shift.
  @Test func theStartsAreAllTurnsAtAllShifts() {
    let parameters = RegistrationParameters()
    let about = Pose(
      rotation: .rotation(about: SIMD3(0, 0, 1), radians: 0.1), translation: SIMD3(10, 20, 30))
    let starts = Search(parameters: parameters).starts(about: about)
    #expect(starts.count == 243)
    let shifts = Set(starts.map { $0.translation - about.translation })
    let expected = [-15.0, 0, 15].flatMap { y in [-25.0, 0, 25].map { z in SIMD3(0, y, z) } }
    #expect(shifts.count == 9 && expected.allSatisfy { e in shifts.contains { length($0 - e) < 1e-9 } })
    for (i, a) in starts.enumerated() {
      #expect(starts[..<i].allSatisfy { $0.distance(to: a, reachMm: 60) > 10 }, "no start twice")
    }
    let degree = Double.pi / 180
    let farthest = Pose(
      rotation: Matrix3.rotation(about: SIMD3(0, 0, 1), radians: 22 * degree)
        * .rotation(about: SIMD3(0, 1, 0), radians: -22 * degree)
        * .rotation(about: SIMD3(1, 0, 0), radians: 22 * degree) * about.rotation,
      translation: about.translation)
    #expect(starts.contains { $0.distance(to: farthest, reachMm: 60) < 1e-6 })
  }

  @Test func aGivenTransformThatMissesTheHeadFails() throws {
    let r = try registerCT(
      pair.ct, to: pair.mr, start: .given(pair.ctToMR.shifted(SIMD3(0, 0, 800))))
    #expect(r.verdict == .fail)
    #expect(r.uncertaintyMm == .infinity)
  }
}
