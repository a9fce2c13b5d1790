import Testing
import Vocabulary

@testable import Report

struct SideComparisonTests {
  private func find(
    _ report: ReportDocument, _ structure: Structure, _ quantity: String
  ) throws -> ReportDocument.Asymmetry {
    try #require(sideComparison(report).first { $0.structure == structure && $0.quantity == quantity })
  }

  /// By hand: 141 − 119 ppb, SD 31 over 1400 voxels and 2.4 ppb a side; 37.4 − 34.8 HU, SD 5.2 over 1720 and 1445 mm³ of voxels of
  /// 0.2025 mm³; 1720 − 1445 mm³ over their mean.
  @Test func differencesAndErrorsAreThoseByHand() throws {
    let report = SampleReport.complete()
    let chi = try find(report, .globusPallidus, "meanPpb")
    #expect(chi.difference == 22 && chi.standardError == 3.59 && chi.indexPercent == nil)
    #expect(chi.sentence(decimals: 0) == "right 22 ppb above left")
    let hu = try find(report, .globusPallidus, "meanHU")
    #expect(hu.difference == 2.6 && hu.standardError == 0.08 && hu.indexPercent == nil)
    let volume = try find(report, .globusPallidus, "volumeMm3")
    #expect(volume.difference == 275 && volume.standardError == nil && volume.indexPercent == 17.38)
  }

  @Test func whatTheVoxelsExplainIsNoDifference() throws {
    var report = SampleReport.complete()
    let i = try #require(report.structures.firstIndex { $0.name == .putamen && $0.side == .right })
    let left = try #require(report.measurement(.putamen, .left)?.qsm?.meanPpb)
    report.structures[i].qsm?.meanPpb = left - 7.1
    #expect(
      try find(report, .putamen, "meanPpb").sentence(decimals: 1) == "no difference beyond 2 standard errors")
    report.structures[i].qsm?.meanPpb = left - 7.2
    #expect(try find(report, .putamen, "meanPpb").sentence(decimals: 1) == "right 7.2 ppb below left")
  }

  @Test func unprovenSidesHaveNoDifference() {
    var report = SampleReport.complete()
    report.registration?.lateralityContradiction = "The mirrored CT fits better."
    #expect(sideComparison(report).isEmpty)
  }

  @Test func withheldAndCutPartsAreLeftOut() throws {
    #expect(Set(sideComparison(SampleReport.withheld()).map(\.quantity)) == ["volumeMm3"])
    var report = SampleReport.complete()
    let i = try #require(report.structures.firstIndex { $0.name == .redNucleus && $0.side == .left })
    report.structures[i].truncated = true
    #expect(!sideComparison(report).contains { $0.structure == .redNucleus })
    // Only one side of the dentate: nothing to compare; the sample has none.
    #expect(!sideComparison(report).contains { $0.structure == .dentateNucleus })
  }
}
