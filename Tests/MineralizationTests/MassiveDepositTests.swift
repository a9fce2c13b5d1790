import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Mineralization

/// Deposits that fill most of a pallidum, as in Fahr's disease: never missed in silence.
@Suite struct MassiveDepositTests {
  /// Fills the pallidum from its medial border on.
  private func filled(_ share: Double, ppm: Double?, hu: Double?, noiseHU: Double = 4) -> SyntheticPallidum {
    var p = SyntheticPallidum()
    var rng = SplitMix64(seed: 9)
    let end = 8 + Int((30 * share).rounded())
    for z in 8..<24 {
      for y in 8..<28 {
        for x in 8..<end {
          if let ppm { p.chi[x, y, z] = Float(ppm) }
          if let hu { p.ct[x, y, z] = Float(hu) }
        }
      }
    }
    for i in p.ct.voxels.indices { p.ct.voxels[i] += Float(noiseHU * rng.normal()) }
    for i in p.chi.voxels.indices { p.chi.voxels[i] += Float(0.008 * rng.normal()) }
    return p
  }

  /// Every share from a third to all is grade 2 on CT, diamagnetic and without a false susceptibility focus.
  @Test(arguments: [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]) func calcifiedPallida(share: Double) throws {
    for (hu, noise) in [(70.0, 4.0), (150, 4), (150, 10), (600, 4)] {
      let p = filled(share, ppm: -0.2, hu: hu, noiseHU: noise)
      let g = gradePallidum(p.evidence())
      #expect(g.gpCT.grade == 2)
      #expect(abs((g.gpCT.focusVolumeMm3 ?? 0) / (9600 * share) - 1) < 0.15)
      #expect(g.paradox.kind == .diamagnetic)
      #expect(g.gpQSM.grade == 0, "what is left of the pallidum is no paramagnetic focus")
      let level = try #require(g.gpCT.background)
      #expect(abs(level.median - 34) < 2)
      if share > 0.55 {
        #expect(level.source == .published)
        #expect(g.comment?.contains("a published level") == true)
      }
    }
  }

  /// A clot and its partial-volume rim fill more than half: the shortest half still lies about the level, so that the clot is
  /// above the first threshold; median and robust SD of all take it for spread.
  @Test func theShortestHalfLeavesAClotOut() {
    var rng = SplitMix64(seed: 4)
    var values = (0..<450).map { _ in Float(34 + 3 * rng.normal()) }
    values += (0..<250).map { Float(34) + 34 * Float($0) / 250 }
    values += (0..<300).map { _ in Float(68 + 3 * rng.normal()) }
    let found = shortestHalf(values)
    #expect(abs(found.median - 34) < 2)
    #expect(found.median + 3 * found.robustSd < 68)
    #expect(Statistics.median(values) + 3 * Statistics.robustStandardDeviation(values) > 75)
    // Without a clot it is the median and the SD, a little less sure.
    let clean = shortestHalf((0..<1000).map { _ in Float(34 + 3 * rng.normal()) })
    #expect(abs(clean.median - 34) < 1 && abs(clean.robustSd - 3) < 0.6)
    #expect(shortestHalf([5]) == (5, 0))
  }

  /// A large focus of a clot's attenuation that is strongly paramagnetic is told to look like blood; mineral is not.
  @Test func aClotsLikenessIsTold() {
    func comment(_ ppm: Double, _ hu: Double) -> String {
      gradePallidum(filled(0.3, ppm: ppm, hu: hu).evidence()).comment ?? ""
    }
    #expect(comment(1, 68).contains("clotted blood looks the same"))
    #expect(!comment(1, 150).contains("clotted blood"), "denser than blood")
    #expect(!comment(0.4, 68).contains("clotted blood"), "less than half a ppm above its level")
    #expect(!comment(-0.2, 68).contains("clotted blood"))
  }

  /// Dense and paramagnetic: grade 2 on both, paradoxical, at every share.
  @Test(arguments: [0.3, 0.5, 0.6, 0.8, 1]) func mineralizedPallida(share: Double) {
    let g = gradePallidum(filled(share, ppm: 0.5, hu: 150).evidence())
    #expect(g.gpCT.grade == 2 && g.gpQSM.grade == 2)
    #expect(g.paradox.kind == .paradoxical)
  }

  /// The other side's level comes before the published one, for both images; sides are never exchanged.
  @Test func theOtherSideHelps() throws {
    var healthy = filled(0, ppm: nil, hu: nil)
    for i in healthy.ct.voxels.indices { healthy.ct.voxels[i] += 3 }
    for i in healthy.chi.voxels.indices { healthy.chi.voxels[i] += 0.02 }
    let full = filled(0.8, ppm: 0.5, hu: 150)
    var right = healthy.evidence()
    right.side = .right
    let both = gradePallida([.left: full.evidence(), .right: right])
    let left = try #require(both[.left])
    #expect(both[.right]?.gpCT.grade == 0 && both[.right]?.gpQSM.grade == 0)
    #expect(left.gpCT.grade == 2 && left.gpQSM.grade == 2)
    #expect(left.gpCT.background?.source == .otherSide && left.gpQSM.background?.source == .otherSide)
    #expect(abs((left.gpCT.background?.median ?? 0) - 37) < 1)
    #expect(abs((left.gpQSM.background?.median ?? 0) - 0.15) < 0.005)
    #expect(left.comment?.contains("the other side's level") == true)
    #expect(both[.right]?.comment == nil)
  }

  /// Without a CT a pallidum far above the other side is a deposit; far above both is said.
  @Test func ironWithoutCT() throws {
    var full = filled(0.9, ppm: 0.5, hu: nil).evidence()
    full.ctWithheld = "No CT."
    var healthy = filled(0, ppm: nil, hu: nil).evidence()
    healthy.side = .right
    healthy.ctWithheld = "No CT."
    let one = try #require(gradePallida([.left: full, .right: healthy])[.left])
    #expect(one.gpQSM.grade == 2 && one.gpQSM.background?.source == .otherSide)
    var second = full
    second.side = .right
    let two = try #require(gradePallida([.left: full, .right: second])[.left])
    #expect(two.comment?.contains("a deposit that fills it, or iron throughout") == true)
  }

  /// A diamagnetic pallidum without a CT makes no focus out of its healthy rest.
  @Test func calciumWithoutCT() {
    var e = filled(0.7, ppm: -0.2, hu: nil).evidence()
    e.ctWithheld = "No CT."
    let g = gradePallidum(e)
    #expect(g.gpQSM.grade == 0)
    #expect(g.gpQSM.background?.source == .published)
    #expect(g.comment?.contains("a published level") == true)
  }

  /// A diamagnetic other side is no level for this one.
  @Test func aDiamagneticSideIsNoReference() throws {
    var healthy = filled(0, ppm: nil, hu: nil).evidence()
    healthy.side = .right
    healthy.ctWithheld = "No CT."
    var other = filled(0.7, ppm: -0.2, hu: nil).evidence()
    other.ctWithheld = "No CT."
    let g = try #require(gradePallida([.left: other, .right: healthy])[.right])
    #expect(g.gpQSM.grade == 0 && g.gpQSM.background?.source == .ownPallidum)
  }

  /// Half calcium, half iron in one zone: two dense foci of two kinds, together mixed by their mean.
  @Test func mixedDeposits() throws {
    var p = SyntheticPallidum()
    p.sphere(radiusMm: 2.6, center: SIMD3(13, 13, 15), ppm: 0.5, hu: 150)
    p.sphere(radiusMm: 2.6, center: SIMD3(13, 23, 15), ppm: -0.4, hu: 150)
    let g = gradePallidum(p.evidence())
    let kinds = g.foci.filter { $0.modality == .ct }.map(\.kind)
    #expect(Set(kinds) == [.paradoxical, .diamagnetic])
    let qsm = try #require(g.foci.first { $0.modality == .qsm })
    #expect(qsm.kind == .paramagneticDense && qsm.centroid.lps.y < 18)
    for focus in g.foci { #expect((focus.centroid.lps.y < 18) == (focus.kind != .diamagnetic)) }
  }
}
