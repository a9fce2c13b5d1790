import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Mineralization

@Suite struct AttenuationGradeTests {
  /// Spheres: small and faint is 0, visible is 1, dense or large is 2.
  ///
  /// Volumes lie clear of the cut-offs by more than the smoothing moves an edge.
  @Test(arguments: [
    (1.0, 80.0, 0), (2.0, 48, 0), (2.0, 75, 1), (2.1, 90, 1), (2.1, 170, 2), (3.2, 60, 2),
  ])
  func grades(radius: Double, hu: Double, grade: Int) {
    var p = SyntheticPallidum()
    p.sphere(radiusMm: radius, center: SIMD3(13, 18, 15), ppm: nil, hu: hu)
    let g = gradePallidum(p.evidence())
    #expect(g.gpCT.grade == grade)
    #expect(g.gpQSM.grade == 0)
  }

  /// 100 HU at the peak makes grade 2, just below does not: found at the two sides of the measured peak.
  @Test func peakCutoff() throws {
    var p = SyntheticPallidum()
    p.sphere(radiusMm: 2.1, center: SIMD3(13, 18, 15), ppm: nil, hu: 100)
    let found = gradePallidum(p.evidence())
    let peak = try #require(found.gpCT.maxHU)
    let volume = try #require(found.gpCT.focusVolumeMm3)
    #expect(peak > 90 && peak < 100.01)
    #expect(volume < 50)
    var c = GradingCutoffs.standard
    c.ctGrade2HU = peak + 0.1
    #expect(gradePallidum(p.evidence(), cutoffs: c).gpCT.grade == 1)
    c.ctGrade2HU = peak - 0.1
    #expect(gradePallidum(p.evidence(), cutoffs: c).gpCT.grade == 2)
    c = .standard
    c.ctGrade2HU = 500
    c.ctGrade2VolumeMm3 = volume
    #expect(gradePallidum(p.evidence(), cutoffs: c).gpCT.grade == 2, "at the cut-off counts")
    c.ctGrade2VolumeMm3 = volume + 0.01
    #expect(gradePallidum(p.evidence(), cutoffs: c).gpCT.grade == 1)
    c.focusVolumeMm3 = volume + 0.01
    #expect(gradePallidum(p.evidence(), cutoffs: c).gpCT.grade == 0)
  }

  /// A dense plexus next to the pallidum, outside its mask, makes no grade.
  @Test func neighboursDoNotCount() {
    var p = SyntheticPallidum()
    p.sphere(radiusMm: 3, center: SIMD3(2, 18, 15), ppm: nil, hu: 300)
    let g = gradePallidum(p.evidence())
    #expect(g.gpCT.grade == 0 && g.foci.isEmpty)
  }

  /// CT noise of 10 HU makes no focus (independent noise, the worst case a voxel).
  @Test(arguments: [1, 2, 3]) func noiseIsNoFocus(seed: UInt64) {
    var p = SyntheticPallidum()
    var rng = SplitMix64(seed: seed)
    for i in 0..<p.ct.voxels.count { p.ct.voxels[i] += Float(10 * rng.normal()) }
    #expect(gradePallidum(p.evidence()).gpCT.grade == 0)
  }

  /// A CT that ends within the pallidum is not graded.
  @Test func shortCTIsWithheld() {
    let p = SyntheticPallidum()
    var e = p.evidence()
    e.ct = p.ct.cropped(to: Box(lower: .zero, upper: SIMD3(46, 36, 18)))
    let g = gradePallidum(e)
    #expect(g.gpCT.grade == nil && g.gpCT.withheld?.contains("does not cover") == true)
    #expect(g.gpQSM.grade == 0)
    e.ct = nil
    #expect(gradePallidum(e).gpCT.withheld == "There is no CT.")
    e.ct = p.ct
    e.mrToCT = nil
    #expect(gradePallidum(e).gpCT.withheld?.contains("not registered") == true)
  }
}
