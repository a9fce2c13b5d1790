import Testing
import Vocabulary

@testable import Mineralization

@Suite struct StabilityTests {
  /// A grade near its cut-off agrees with fewer recalculations than one far from it.
  @Test func nearIsLessStableThanFar() throws {
    var near = SyntheticPallidum()
    near.focus(32, ppm: 0.213, hu: nil)  // 3 ppb above the threshold, noise 5 ppb
    var far = SyntheticPallidum()
    far.focus(32, ppm: 0.350, hu: nil)
    let a = gradePallidum(near.evidence()).gpQSM
    let b = gradePallidum(far.evidence()).gpQSM
    #expect(a.grade == 1 && b.grade == 1)
    #expect(try #require(a.stability) < 1)
    #expect(b.stability == 1)
    #expect(a.stabilityText.hasPrefix("7 of 8") && b.stabilityText.hasPrefix("8 of 8"))
    #expect(a.distanceToCutoff == "greatest susceptibility 213 ppb is 3 ppb above the cut-off of 210 ppb")
  }

  /// A dense spot just outside the mask comes in when the registration is off by a millimetre.
  @Test func registrationShiftsCount() throws {
    var p = SyntheticPallidum()
    p.sphere(radiusMm: 2.2, center: SIMD3(6, 18, 15), ppm: nil, hu: 95)
    let g = gradePallidum(p.evidence(uncertaintyMm: 2)).gpCT
    #expect(g.grade == 0)
    #expect(try #require(g.stability) < 1)
    #expect(gradePallidum(SyntheticPallidum().evidence()).gpCT.stability == 1)
  }

  /// A focus that reaches 2 mm into the zone counts through shifts of 1 mm, not through 3 mm; the words say which.
  @Test func uncertaintyMovesAFocusOutOfTheZone() throws {
    var p = SyntheticPallidum()
    p.focus(32, at: SIMD3(16, 14, 12), ppm: nil, hu: 55)
    let near = gradePallidum(p.evidence(uncertaintyMm: 0.4)).gpCT
    #expect(near.grade == 1 && near.stability == 1)
    #expect(
      near.stabilityText
        == "14 of 14 recalculations agree (mask and zone ±1 voxel, noise ±1 SD, volume by partial volume, registration ±1.0 mm)"
    )
    let far = gradePallidum(p.evidence(uncertaintyMm: 3)).gpCT
    #expect(far.grade == 1)
    #expect(try #require(far.stability) == 13.0 / 14)
    #expect(
      far.stabilityText
        == "13 of 14 recalculations agree (mask and zone ±1 voxel, noise ±1 SD, volume by partial volume, registration ±3.0 mm)"
    )
  }

  /// The paradox is tried with the same shifts; an uncertainty without bound is one of 8 mm, not a crash.
  @Test func everyUncertaintyIsTried() throws {
    var p = SyntheticPallidum()
    p.focus(32, at: SIMD3(14, 14, 12), ppm: 0.3, hu: 90)
    let g = gradePallidum(p.evidence(uncertaintyMm: 2.5))
    #expect(g.paradox.confidence?.hasSuffix("registration shifts of 2.5 mm") == true)
    for endless in [Double.infinity, .nan, 1e9] {
      let g = gradePallidum(p.evidence(uncertaintyMm: endless))
      #expect(g.gpCT.stabilityText.contains("registration ±8.0 mm"))
      #expect(try #require(g.gpCT.stability) < 1)
    }
  }

  /// The words name the value, the cut-off and the distance.
  @Test func distanceInWords() {
    var p = SyntheticPallidum()
    p.focus(7, ppm: 0.300, hu: nil)
    #expect(
      gradePallidum(p.evidence()).gpQSM.distanceToCutoff
        == "largest bright spot 7 mm³ is 1 mm³ below the cut-off of 8 mm³")
    #expect(
      gradePallidum(SyntheticPallidum().evidence()).gpCT.distanceToCutoff
        == "peak attenuation 34 HU is 16 HU below the cut-off of 50 HU")
  }
}
