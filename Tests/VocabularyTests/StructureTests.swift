import Foundation
import Testing
import Vocabulary

@Suite struct StructureTests {
  @Test func oppositeOfTheOppositeIsTheSide() {
    #expect(Side.left.opposite == .right)
    for side in Side.allCases { #expect(side.opposite.opposite == side && side.opposite != side) }
  }

  /// The names are the interface's: scripts read them in report.json.
  @Test func namesAreThoseOfTheReport() {
    #expect(
      Structure.allCases.map(\.rawValue) == [
        "globusPallidus", "putamen", "caudate", "thalamus", "substantiaNigra", "redNucleus", "dentateNucleus",
      ])
    #expect(Side.allCases.map(\.rawValue) == ["left", "right"])
  }

  @Test func allStructuresComeOnceASide() {
    let all = SidedStructure.all
    #expect(all.count == 14 && Set(all).count == 14)
    #expect(all[0] == SidedStructure(.globusPallidus, .left))
    #expect(all[1] == SidedStructure(.globusPallidus, .right))
  }
}

@Suite struct VerdictTests {
  /// The worst verdict of several is their maximum.
  @Test func failIsWorst() {
    #expect(Verdict.pass < .warn && Verdict.warn < .fail)
    #expect([Verdict.warn, .fail, .pass].max() == .fail)
  }

  @Test func aCheckSurvivesJSON() throws {
    let check = QualityCheck(check: "gain", value: 0.3, unit: "", verdict: .warn, message: "At least 0.4.")
    let data = try JSONEncoder().encode(check)
    #expect(String(decoding: data, as: UTF8.self).contains("\"warn\""))
    #expect(try JSONDecoder().decode(QualityCheck.self, from: data) == check)
  }
}
