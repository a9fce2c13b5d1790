import Registration
import Testing
import Vocabulary
import Voxels

/// Pairs that must not pass.
@Suite(.serialized) struct WrongPairTests {
  /// Columns reversed without reversing the affine: left and right are exchanged.
  @Test(arguments: [true, false]) func aMirroredImageIsToldFromARightOne(ctIsMirrored: Bool) throws {
    let pair = SyntheticPair.turned
    let r = try registerCT(
      ctIsMirrored ? pair.ct.reversed(axis: 0) : pair.ct,
      to: ctIsMirrored ? pair.mr : pair.mr.reversed(axis: 0))
    #expect(r.verdict == .fail)
    #expect(r.measure("registrationMirrorLoss")?.verdict == .fail)
    #expect(r.lateralityContradiction != nil, "\(r.summary)")
  }

  /// The nose points to the back (axes 0 and 1), or the vertex down (1 and 2); the sides are right.
  @Test(arguments: [(0, 1), (1, 2)]) func aCTTurnedRoundDoesNotPass(axes: (Int, Int)) throws {
    let pair = SyntheticPair.turned
    let r = try registerCT(pair.ct.reversed(axis: axes.0).reversed(axis: axes.1), to: pair.mr)
    #expect(r.verdict == .fail)
    #expect(r.lateralityContradiction == nil, "\(r.summary)")
  }

  /// The CT of one person beside the MR of another: the worst mistake a router can make.
  @Test func anotherPersonsCTDoesNotPass() throws {
    let pair = SyntheticPair(
      headToCT: SyntheticPair.placed(2, 0, 1, shift: .zero),
      headToMR: SyntheticPair.placed(0, 1, 0, shift: .zero),
      ctOf: .other
    ).noisy()
    let r = try registerCT(pair.ct, to: pair.mr)
    #expect(r.verdict == .fail, "\(r.summary)")
    #expect(r.lateralityContradiction == nil, "\(r.summary)")
  }

  @Test(arguments: [true, false])
  func halfACTDoesNotPass(upper: Bool) throws {
    let ct = SyntheticPair.turned.ct
    let n = ct.grid.size
    let half = Box(
      lower: SIMD3(0, 0, upper ? n.z / 2 : 0), upper: SIMD3(n.x, n.y, upper ? n.z : n.z / 2))
    let r = try registerCT(ct.cropped(to: half), to: SyntheticPair.turned.mr)
    #expect(r.measure("registrationDeepCoverage")?.verdict == .fail)
    #expect(r.verdict == .fail)
  }
}
