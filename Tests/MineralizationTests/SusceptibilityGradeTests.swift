import Testing
import Vocabulary
import Voxels

@testable import Mineralization

@Suite struct SusceptibilityGradeTests {
  /// 8 mm³ make a focus, 50 mm³ grade 2, exactly (1 mm³ voxels).
  @Test(arguments: [(0, 0), (7, 0), (8, 1), (49, 1), (50, 2), (120, 2)])
  func volumeCutoffs(voxels: Int, grade: Int) {
    var p = SyntheticPallidum()
    p.focus(voxels, ppm: 0.300, hu: nil)
    let g = gradePallidum(p.evidence()).gpQSM
    #expect(g.grade == grade)
    #expect(g.focusVolumeMm3 == (grade == 0 ? 0 : Double(voxels)))
    #expect(g.withheld == nil)
  }

  /// 80 ppb above the median is not enough, more is.
  @Test(arguments: [(0.209, 0), (0.211, 1)]) func excessCutoff(ppm: Double, grade: Int) {
    var p = SyntheticPallidum()
    p.focus(32, ppm: ppm, hu: nil)
    #expect(gradePallidum(p.evidence()).gpQSM.grade == grade)
  }

  /// Where the pallidum itself scatters, three robust SD count instead of 80 ppb.
  @Test func scatterRaisesThreshold() throws {
    var p = SyntheticPallidum()
    for i in 0..<p.chi.voxels.count { p.chi.voxels[i] += Float(i % 3 - 1) * 0.04 }
    p.focus(32, ppm: 0.260, hu: nil)
    // Robust SD 1.4826 × 40 = 59 ppb: the threshold lies 178 ppb above the median.
    let f = try #require(
      susceptibilityFoci(
        chi: p.chi, chiMask: p.mask, mask: p.mask, zone: p.zone, cutoffs: .standard))
    #expect(abs(f.thresholdPPM - f.background.median - 3 * 1.4826 * 0.04) < 0.002)
    #expect(gradePallidum(p.evidence()).gpQSM.grade == 0)
  }

  /// A focus in the lateral part is described but does not count; one outside the pallidum does not exist.
  @Test func onlyTheMedialZoneCounts() {
    var p = SyntheticPallidum()
    p.focus(32, at: SIMD3(28, 14, 12), ppm: 0.300, hu: nil)
    p.focus(32, at: SIMD3(2, 14, 12), ppm: 0.500, hu: nil)
    let g = gradePallidum(p.evidence())
    #expect(g.gpQSM.grade == 0)
    #expect(g.foci.count == 1 && g.foci.first?.inZone == false)
  }

  /// Scattered voxels do not join into a focus.
  @Test func specksAreNoFocus() {
    var p = SyntheticPallidum()
    for k in 0..<20 { p.chi[10 + 2 * (k % 4), 10 + 2 * (k / 4), 14] = 0.4 }
    #expect(gradePallidum(p.evidence()).gpQSM.grade == 0)
  }

  /// A map that covers less than nine tenths of the pallidum is not graded.
  @Test func uncoveredIsWithheld() {
    let p = SyntheticPallidum()
    var e = p.evidence()
    for z in 0..<12 { for y in 0..<36 { for x in 0..<46 { e.chiMask[x, y, z] = false } } }
    let g = gradePallidum(e)
    #expect(g.gpQSM.grade == nil)
    #expect(g.gpQSM.withheld?.contains("does not cover") == true)
    #expect(g.paradox.flag == nil)
    #expect(g.gpCT.grade == 0)
  }
}
