import Foundation
import Testing
import Vocabulary
import Voxels

@testable import Phantom

struct PhantomTruthTests {
  @Test func truthSurvivesItsFileAndKeepsNulls() throws {
    var scenario = PhantomScenario.small
    scenario.deposits = [.calcium(.left, radiusMm: 3.6, chiPPM: -0.5)]
    let truth = try simulate(scenario).truth
    let json = try JSONEncoder().encode(truth)
    #expect(try JSONDecoder().decode(PhantomTruth.self, from: json) == truth)
    let object = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
    let left = try #require((object["pallidum"] as? [String: Any])?["left"] as? [String: Any])
    #expect(left["qsmGrade"] is NSNull)
    // The transform in the file is the one of the scenario's two poses.
    let toMR = scenario.mrPose.transform(to: MRPatient.self)
    let toCT = scenario.ctPose.transform(to: CTPatient.self)
    let affine = try #require(Affine(rowMajor16: truth.ctToMR))
    let p = Point<HeadPatient>(12, -30, 44)
    #expect(length(affine(toCT(p).lps) - toMR(p).lps) < 1e-9)
  }

  /// A ball of `radiusMm` in a 1 mm grid with given values inside, in a pallidum of 130 ppb and 35 HU.
  private func grades(radiusMm: Double, chiPpb: Float, hu: Float) -> PhantomTruth.PallidumTruth {
    let grid = Grid<MRPatient>(
      size: SIMD3(31, 31, 31),
      voxelToPatient: Affine(linear: .identity, translation: SIMD3(repeating: -15)))
    var chi = [Float](repeating: 130, count: grid.count)
    var attenuation = [Float](repeating: 35, count: grid.count)
    for o in 0..<grid.count {
      let i = grid.index(ofOffset: o)
      if length(grid.voxelToPatient(SIMD3(Double(i.x), Double(i.y), Double(i.z)))) <= radiusMm {
        chi[o] = chiPpb
        attenuation[o] = hu
      }
    }
    let deposit = Deposit(
      side: .left, radiusMm: radiusMm, hu: Double(hu), chiPPM: Double(chiPpb) / 1000, r2StarPerSecond: 60)
    return PhantomTruth.PallidumTruth(
      deposit: (deposit, Point(0, 0, 0)), mask: MRMask(grid: grid, repeating: true), chiPpb: chi,
      hu: attenuation)
  }

  @Test func gradesFollowTheCutOffs() {
    // 33 voxels: below 50 mm³.
    let small = grades(radiusMm: 2, chiPpb: 300, hu: 70)
    #expect(small.qsmFocusMm3 == 33 && small.ctFocusMm3 == 33)
    #expect(small.ctGrade == 1 && small.qsmGrade == 1 && small.paradox)
    // 123 voxels.
    let large = grades(radiusMm: 3, chiPpb: 300, hu: 70)
    #expect(large.ctGrade == 2 && large.qsmGrade == 2 && large.paradox)
    // Very dense although small.
    #expect(grades(radiusMm: 2, chiPpb: 300, hu: 130).ctGrade == 2)
    // Below both cut-offs.
    let none = grades(radiusMm: 3, chiPpb: 190, hu: 48)
    #expect(none.ctGrade == 0 && none.qsmGrade == 0 && !none.paradox)
    // Dense and diamagnetic: no paradox, no susceptibility grade.
    let calcium = grades(radiusMm: 3, chiPpb: -200, hu: 150)
    #expect(calcium.ctGrade == 2 && calcium.qsmGrade == nil && !calcium.paradox)
    // 33 mm³ may become 50 after blur; 123 mm³ cannot fall below it.
    #expect(large.qsmGradeAccept == [2])
  }
}
