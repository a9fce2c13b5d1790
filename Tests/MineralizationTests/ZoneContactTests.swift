import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Mineralization

/// Whether a focus reaches the medial zone, whose border lies between the voxels.
@Suite struct ZoneContactTests {
  /// The zone of `SyntheticPallidum` ends behind x = 17: a focus from x = 18 on reaches it as soon as its blur does.
  ///
  /// The threshold is 210 ppb; between two voxels the map is their mean.
  @Test(arguments: [(0.200, 1), (0.130, 0)]) func theContourDecides(neighbourPPM: Double, grade: Int) {
    var p = SyntheticPallidum()
    p.focus(32, at: SIMD3(18, 14, 12), ppm: 0.250, hu: nil)
    for y in 14..<18 { for z in 12..<14 { p.chi[17, y, z] = Float(neighbourPPM) } }
    #expect(gradePallidum(p.evidence()).gpQSM.grade == grade)
  }

  /// A focus beside the zone makes no grade; the words name it, and the zone one voxel larger takes it in.
  @Test func besideTheZoneIsSaid() throws {
    var p = SyntheticPallidum()
    p.focus(32, at: SIMD3(19, 14, 12), ppm: 0.35, hu: 75)
    let g = gradePallidum(p.evidence())
    #expect(g.gpQSM.grade == 0)
    #expect(
      g.gpQSM.distanceToCutoff
        == "focus of 32 mm³ ends 2.0 mm from the medial zone, outside which none counts")
    #expect(try #require(g.gpQSM.stability) < 1 && #require(g.gpCT.stability) < 1)
    var small = SyntheticPallidum()
    small.focus(4, at: SIMD3(25, 14, 12), ppm: 0.35, hu: 75)
    #expect(
      gradePallidum(small.evidence()).gpQSM.distanceToCutoff
        == "spot of 4 mm³ ends 8.0 mm from the medial zone, outside which none counts")
    var far = SyntheticPallidum()
    far.focus(32, at: SIMD3(28, 14, 12), ppm: 0.35, hu: 75)
    let f = gradePallidum(far.evidence())
    #expect(f.gpQSM.grade == 0 && f.gpQSM.stability == 1)
    #expect(f.gpCT.distanceToCutoff?.contains("11.0 mm from the medial zone") == true)
  }

  /// One deposit is in the zone or it is not: where the CT, on its finer grid, shows that it reaches the zone, it does on the
  /// map too.
  @Test func theCTShowsWhereADepositEnds() {
    var p = SyntheticPallidum()
    p.focus(32, at: SIMD3(19, 14, 12), ppm: 0.35, hu: nil)
    #expect(gradePallidum(p.evidence()).gpQSM.grade == 0)
    for z in 12..<14 { for y in 14..<18 { for x in 17..<21 { p.ct[x, y, z] = 75 } } }
    let g = gradePallidum(p.evidence())
    #expect(g.gpCT.grade == 1 && g.gpQSM.grade == 1)
  }
}
