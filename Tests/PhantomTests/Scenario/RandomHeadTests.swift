import Foundation
import Testing
import Vocabulary

@testable import Phantom

struct RandomHeadTests {
  @Test func sameSeedSameHead() {
    #expect(PhantomScenario.random(seed: 3) == PhantomScenario.random(seed: 3))
    #expect(PhantomScenario.random(seed: 3) != PhantomScenario.random(seed: 4))
    #expect(PhantomScenario.named("random-3") == PhantomScenario.random(seed: 3))
    #expect(PhantomCase.named("random-3")?.scenario.name == "random-3")
    #expect(PhantomScenario.named("random-x") == nil)
  }

  /// Ranges hold, and every kind, format and field strength occurs in a few hundred heads.
  @Test func rangesHoldAndEverythingOccurs() throws {
    let heads = (1...300 as ClosedRange<UInt64>).map(PhantomScenario.random)
    for s in heads {
      let v = try #require(s.variation)
      #expect((20...90).contains(s.ageYears))
      #expect((0.9...1.25).contains(s.slab.voxelMm.x) && (1.5...3).contains(s.slab.voxelMm.z))
      #expect((0.0...1).contains(v.atrophy) && v.intended == nil)
      #expect(v.ironFactors.allSatisfy { (0.3...2.2).contains($0) })
      #expect(s.echoTimesMs == s.echoTimesMs.sorted() && s.repetitionTimeMs > (s.echoTimesMs.last ?? 0))
      #expect(s.seed < 1_000_000_000)
    }
    #expect(Set(heads.map(\.seed)).count == heads.count)
    #expect(Set(heads.map(\.format)).count >= 10)
    let weak = heads.count { $0.imagingFrequencyMHz < 70 }
    #expect((45...105).contains(weak), "a quarter at 1.5 T")
    for words in [
      "nothing", "iron", "paradoxical", "dense core", "calcium", "some iron", "vein", "calcified vessel",
      "fills both",
    ] { #expect(heads.contains { $0.summary.contains(words) }, "\(words)") }
    // Old heads have wider ventricles.
    func meanAtrophy(_ ages: ClosedRange<Int>) -> Double {
      let own = heads.filter { ages.contains($0.ageYears) }.compactMap { $0.variation?.atrophy }
      return own.reduce(0, +) / Double(own.count)
    }
    let (young, old) = (meanAtrophy(20...40), meanAtrophy(75...90))
    #expect(young == 0 && old > 0.4)
  }

  /// The truth that is written is the fine lattice's, and older scenarios have none.
  @Test func truthIsWrittenWithTheHead() throws {
    var scenario = try #require(PhantomScenario.named("pairs-21-22"))
    let small = PhantomScenario.small
    (scenario.slab, scenario.ct) = (small.slab, small.ct)
    (scenario.fieldSpacingMm, scenario.subvoxels) = (small.fieldSpacingMm, small.subvoxels)
    let truth = try simulate(scenario).truth
    let grading = try #require(truth.grading)
    #expect(grading.right.ctGrade == 1 && grading.right.qsmGrade == 2 && grading.left.ctGrade == 2)
    #expect(truth.pallidum.right.ctGrade == 1 && truth.pallidum.left.paradox)
    #expect(truth.foci.count == 3)
    #expect(truth.foci.allSatisfy { ($0.centreMrLPS[0] > truth.brainCornersMrLPS[0][0]) })
    let plain = try #require(SmallPhantom.simulation)
    #expect(plain.truth.grading == nil)
    let json = String(decoding: try JSONEncoder().encode(plain.truth), as: UTF8.self)
    #expect(!json.contains("grading"))
  }

  /// A variation never reuses an identifier; that plain scenarios keep theirs is `SampleDICOMTests`' to see.
  @Test func identifiersKnowTheVariation() {
    var other = PhantomScenario.small
    let plain = StudyIdentity.mr(other).uid("study")
    other.variation = HeadVariation()
    let varied = StudyIdentity.mr(other).uid("study")
    other.variation?.atrophy = 0.5
    #expect(Set([plain, varied, StudyIdentity.mr(other).uid("study")]).count == 3)
  }
}
