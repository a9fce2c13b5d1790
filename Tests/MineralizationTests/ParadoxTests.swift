import Testing
import Vocabulary
import Voxels

@testable import Mineralization

@Suite struct ParadoxTests {
  /// A dense focus is paradoxical, mixed or diamagnetic by its susceptibility alone.
  @Test(arguments: [
    (0.300, ParadoxKind.paradoxical), (0.131, .paradoxical), (0.125, .mixed), (0.090, .diamagnetic),
    (-0.200, .diamagnetic),
  ])
  func kindBySusceptibility(ppm: Double, kind: ParadoxKind) throws {
    var p = SyntheticPallidum()
    p.sphere(radiusMm: 2.6, center: SIMD3(13, 18, 15), ppm: ppm, hu: 90)
    let r = gradePallidum(p.evidence()).paradox
    #expect(r.kind == kind)
    #expect(r.flag == (kind == .paradoxical))
    // The smoothed CT focus may reach half a voxel beyond the sphere.
    #expect(abs(try #require(r.focusMeanPpb) - ppm * 1000) < 0.25 * abs(ppm * 1000 - 130) + 1)
    #expect(r.focusVoxels > 40 && r.confidence?.contains("standard error") == true)
  }

  /// The rule itself at its limits: level 130, robust SD 20 ppb, 10 ppb of systematic error.
  ///
  /// With 4 voxels and 10 ppb of noise the standard error is √(10² + 10²) = 14 ppb: a sign needs 28 ppb.
  @Test(arguments: [
    (0.131, 4, 0.01, ParadoxKind.paradoxical), (0.129, 4, 0.01, .mixed), (0.071, 4, 0.01, .mixed),
    (0.069, 4, 0.01, .diamagnetic), (-0.001, 4, 0.01, .diamagnetic), (0.150, 1, 0.08, .mixed),
    (0.165, 1, 0.08, .paradoxical), (0.140, 4, 0.06, .paradoxical),
  ])
  func ruleAtItsLimits(mean: Double, voxels: Int, noise: Double, kind: ParadoxKind) {
    let f = FocusSusceptibility(meanPPM: mean, minPPM: mean, maxPPM: mean, voxels: voxels)
    let level = PallidalBackground(median: 0.130, robustSd: 0.020, source: .ownPallidum, excludedShare: 0)
    #expect(f.kind(level: level, noisePPM: noise, .standard) == kind)
  }

  /// The systematic error does not shrink with voxels: 15 ppb over a thousand voxels has no sign, 25 ppb has.
  @Test(arguments: [
    (0.015, ParadoxKind.mixed), (0.025, .paradoxical), (-0.015, .mixed), (-0.025, .diamagnetic),
  ])
  func manyVoxelsDoNotProveASign(mean: Double, kind: ParadoxKind) {
    let f = FocusSusceptibility(meanPPM: mean, minPPM: mean, maxPPM: mean, voxels: 1000)
    let level = PallidalBackground(median: 0.010, robustSd: 0.020, source: .ownPallidum, excludedShare: 0)
    #expect(abs(f.standardErrorPPM(level: level, noisePPM: 0, .standard) - 0.01002) < 0.0001)
    #expect(f.kind(level: level, noisePPM: 0, .standard) == kind)
    var noiseOnly = GradingCutoffs.standard
    noiseOnly.qsmSystematicPpb = 0
    #expect(f.kind(level: level, noisePPM: 0, noiseOnly) == (mean > 0 ? .paradoxical : .diamagnetic))
  }

  /// Nothing dense, no paradox; a reason to withhold goes through, whichever part it comes from.
  @Test func withheldReasonsPropagate() {
    let p = SyntheticPallidum()
    #expect(gradePallidum(p.evidence()).paradox.kind == ParadoxKind.none)
    #expect(gradePallidum(p.evidence()).paradox.flag == false)
    var e = p.evidence()
    e.qsmWithheld = "The phase sign is not proven."
    var g = gradePallidum(e)
    #expect(g.gpQSM.grade == nil && g.gpQSM.withheld == "The phase sign is not proven.")
    #expect(g.paradox.flag == nil && g.paradox.withheld == "The phase sign is not proven.")
    #expect(g.gpCT.grade == 0)
    e = p.evidence()
    e.ctWithheld = "The registration failed."
    g = gradePallidum(e)
    #expect(g.gpCT.withheld == "The registration failed." && g.paradox.withheld == "The registration failed.")
    #expect(g.gpQSM.grade == 0)
    e = p.evidence()
    e.paradoxWithheld = "No."
    g = gradePallidum(e)
    #expect(g.paradox.withheld == "No." && g.gpCT.grade == 0 && g.gpQSM.grade == 0)
  }

  /// A susceptibility grade below the CT grade is worth a line; the other way round is usual.
  @Test func patternIsCommented() {
    var calcified = SyntheticPallidum()
    calcified.sphere(radiusMm: 2.6, center: SIMD3(13, 18, 15), ppm: -0.2, hu: 150)
    #expect(gradePallidum(calcified.evidence()).comment?.contains("diamagnetic") == true)
    var iron = SyntheticPallidum()
    iron.sphere(radiusMm: 2.6, center: SIMD3(13, 18, 15), ppm: 0.4, hu: nil)
    #expect(gradePallidum(iron.evidence()).comment == nil)
  }
}
