import Testing
import Vocabulary

@testable import Report

struct CohortComparisonTests {
  private func entries(_ report: ReportDocument, _ quantity: String, _ structure: Structure, _ side: Side?)
    -> [ReportDocument.ContextEntry]
  {
    cohortContext(report).filter { $0.quantity == quantity && $0.structure == structure && $0.side == side }
  }

  /// (37.4 − 34.0) / 3.0 beside grade 0, and (37.4 − 35.9) / 3.4 beside the side's own grade 1.
  @Test func attenuationHasAZScoreByHand() throws {
    let found = entries(SampleReport.complete(), "meanHU", .globusPallidus, .right)
    #expect(found.map(\.group) == ["GP_CT grade 0", "GP_CT grade 1"])
    #expect(found.map(\.z) == [1.13, 0.44])
    #expect(found.map(\.n) == [71, 17])
    #expect(found.allSatisfy { $0.comparable && $0.cohort == "Kim 2022" && $0.statistic == "mean, SD" })
    #expect(found[0].position == "1\u{2013}2 SD above" && found[1].position == "within 1 SD")
    #expect(found[0].caveat.contains("here 120 kV"))
    // Grade 0 has no second group.
    #expect(entries(SampleReport.complete(), "meanHU", .globusPallidus, .left).count == 1)
  }

  /// The zero of the published susceptibility is not known, so no z is claimed, and the reason stands beside it.
  @Test func withoutAKnownReferenceThereIsNoZScore() {
    let chi = cohortContext(SampleReport.complete()).filter { $0.quantity == "meanPpb" }
    #expect(chi.count == 12 + 3)
    #expect(chi.allSatisfy { $0.z == nil && !$0.comparable && $0.referenceRegion == nil })
    #expect(chi.allSatisfy { $0.caveat.contains("no single z-score") })
    #expect(chi.allSatisfy { ($0.zByReference == nil) == ($0.cohort == "Kim 2022") }, "a median has no SD")
    #expect(chi.filter { $0.cohort == "Liu 2025" }.allSatisfy { $0.n == nil && $0.pipeline == "STAR-QSM" })
  }

  /// What is told of a value holds for every reference region that was measured, or says that it hangs on it.
  @Test func positionHoldsForEveryReference() throws {
    var report = SampleReport.complete()
    let i = try #require(report.structures.firstIndex { $0.name == .globusPallidus && $0.side == .right })
    // Kim's grade 0: 113 to 146.
    report.structures[i].qsm?.meanByReferencePpb = ["wholeBrain": 141, "csf": 119, "atrialCSF": nil]
    #expect(entries(report, "meanPpb", .globusPallidus, .right)[1].position == "within IQR")
    report.structures[i].qsm?.meanByReferencePpb = ["wholeBrain": 141, "csf": 112.9]
    #expect(
      entries(report, "meanPpb", .globusPallidus, .right)[1].position
        == "below IQR to within IQR (by reference)")
    // Liu: 81 ± 14; the report's own value is 141.
    let mean = try #require(report.structures[i].qsm?.meanPpb)
    let ends = try #require(entries(report, "meanPpb", .globusPallidus, .right)[0].zByReference)
    #expect(ends.count == 2)
    #expect(abs(ends[0] - (112.9 - 81) / 14) < 0.01 && abs(ends[1] - (max(mean, 141) - 81) / 14) < 0.01)
  }

  /// A cohort with a known reference is compared relative to it, whatever the report's own zero.
  @Test func aKnownReferenceIsMatched() throws {
    var report = SampleReport.complete()
    let i = try #require(report.structures.firstIndex { $0.name == .putamen && $0.side == .left })
    report.structures[i].qsm?.meanByReferencePpb = ["wholeBrain": 40, "csf": 22]
    let qsm = try #require(report.structures[i].qsm)
    let cohort = PublishedCohort(
      name: "Test", citation: "", people: "", pipeline: "", referenceRegion: "csf", ages: 0...120,
      agesText: "", susceptibilityCaveat: nil)
    let group = ReferenceGroup(
      label: "", count: 50, centre: 30, lower: 26, upper: 34, statistic: "mean, SD", source: "Test")
    let e = susceptibilityEntry(report, report.structures[i], qsm, group: group, of: cohort)
    #expect(e.comparable && e.value == 22 && e.z == -2 && e.position == "1\u{2013}2 SD below")
    report.structures[i].qsm?.meanByReferencePpb = ["wholeBrain": 40, "csf": nil]
    let without = try #require(report.structures[i].qsm)
    let held = susceptibilityEntry(report, report.structures[i], without, group: group, of: cohort)
    #expect(!held.comparable && held.z == nil)
  }

  @Test(arguments: [
    (30.0, "within 1 SD"), (34, "within 1 SD"), (34.01, "1\u{2013}2 SD above"), (22, "1\u{2013}2 SD below"),
    (21.9, "> 2 SD below"), (38.1, "> 2 SD above"),
  ])
  func wordsChangeAtWholeSD(value: Double, words: String) {
    let group = ReferenceGroup(
      label: "", count: 1, centre: 30, lower: 26, upper: 34, statistic: "mean, SD", source: "")
    #expect(position(value, group) == words)
  }

  @Test func otherAgesAreSaid() {
    var report = SampleReport.complete()
    // 67 years: beyond Liu's 30 to 60, among Kim's patients.
    let liu = entries(report, "meanPpb", .putamen, .right)[0]
    #expect(liu.caveat.contains("this patient's age (67) is outside the cohort's (30 to 60 years)"))
    #expect(!entries(report, "meanHU", .globusPallidus, .left)[0].caveat.contains("outside"))
    report.patient.ageYears = 20
    #expect(entries(report, "meanHU", .globusPallidus, .left)[0].caveat.contains("outside"))
    report.patient.ageYears = 45
    #expect(!entries(report, "meanPpb", .putamen, .right)[0].caveat.contains("outside"))
    report.patient.ageYears = nil
    #expect(cohortContext(report).allSatisfy { $0.caveat.contains("age of this patient unknown") })
  }

  @Test func whatIsWithheldOrCutIsNotCompared() {
    // Volumes are not withheld with the images.
    #expect(cohortContext(SampleReport.withheld()).map(\.quantity) == ["percentOfIntracranial"])
    var report = SampleReport.complete()
    for i in report.structures.indices where report.structures[i].name == .thalamus {
      report.structures[i].truncated = true
    }
    #expect(!cohortContext(report).contains { $0.structure == .thalamus })
    report.volumes.sharesWithheld = "cut"
    #expect(!cohortContext(report).contains { $0.quantity == "percentOfIntracranial" })
  }

  @Test func aShareHasADifferenceAndNoSpread() throws {
    var report = SampleReport.complete()
    report.volumes.pallidumPercentOfIntracranial = 0.29
    let e = try #require(entries(report, "percentOfIntracranial", .globusPallidus, nil).first)
    #expect(e.z == nil && e.lower == nil && e.centre == 0.33 && e.n == 71)
    #expect(e.position == "-0.04 from the mean; spread not recorded")
  }

  @Test func anOutlineOfTheTemplateIsSaid() throws {
    var report = SampleReport.complete()
    let i = try #require(report.structures.firstIndex { $0.name == .caudate && $0.side == .left })
    report.structures[i].outline = OutlineSource.template
    #expect(entries(report, "meanPpb", .caudate, .left)[0].caveat.contains("template"))
    #expect(!entries(report, "meanPpb", .caudate, .right)[0].caveat.contains("template"))
  }
}
