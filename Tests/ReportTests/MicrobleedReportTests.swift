import Foundation
import Testing
import Vocabulary

@testable import Report

/// What the report says of microbleed candidates and of the patient's own controls.
struct MicrobleedReportTests {
  private func candidate(_ n: Int) -> ReportDocument.MicrobleedCandidate {
    .init(
      id: "microbleed-\(n)", centroidLPS: [20, -3.5, 11], side: n == 1 ? .left : nil, region: "elsewhere",
      regionText: "elsewhere", diameterMm: 3 + Double(n), volumeMm3: 33, maxPpb: 640, meanPpb: 480,
      contrastPpb: 620, contrastToNoise: 41, r2starPerSecond: nil, meanHU: nil, peakHU: nil, elongation: 1.1,
      continuation: 0.05, depthMm: 12)
  }

  private func report(
    withheld: String? = nil, passed: Int? = 0, listed: Int = 0, calcium: String? = nil
  ) -> ReportDocument {
    var report = SampleReport.complete()
    report.microbleedCandidates = .init(
      withheld: withheld, searchedMl: withheld == nil ? 1204 : nil, looked: withheld == nil ? 31 : nil,
      setAside: [], calciumNotExcluded: calcium, passed: passed,
      candidates: (0..<listed).map { candidate($0 + 1) })
    return report
  }

  private func sentence(_ report: ReportDocument) -> String? {
    findingsText(for: report).findings.first { $0.hasPrefix("Microbleed candidates") }
  }

  @Test func theFindingsSayWhatWasSoughtWhere() {
    #expect(sentence(SampleReport.complete()) == nil, "reports that sought none say nothing")
    #expect(
      sentence(report())
        == "Microbleed candidates: none found in 1204 ml of brain away from its surface and the iron-rich nuclei "
        + "(31 bright places looked at).")
    #expect(
      sentence(report(passed: 2, listed: 2, calcium: "No CT."))
        == "Microbleed candidates: 2 places in 1204 ml of brain away from its surface and the iron-rich nuclei, "
        + "diameter 4.0, 5.0 mm, proposed and not counted; the reader decides. Calcium is not excluded by CT."
    )
    #expect(
      sentence(report(withheld: "The map is not trusted.", passed: nil))
        == "Microbleed candidates: withheld (The map is not trusted).")
    #expect(sentence(report(passed: 30, listed: 1))?.contains("of the 1 listed") == true)
    #expect(report(passed: 30, listed: 1).microbleedCandidates?.notListed == 29)
  }

  /// A candidate is no finding that a reader signs: the impression never names one.
  @Test func theImpressionNamesNoCandidate() {
    let impression = findingsText(for: report(passed: 2, listed: 2)).impression.joined()
    #expect(!impression.lowercased().contains("microbleed"))
  }

  @Test func whatIsNotThereIsNullInJSON() throws {
    var document = report(passed: 1, listed: 1)
    document.calcifiedControls = [
      .init(
        id: "pineal", structure: "pinealGland", side: nil, volumeMm3: nil, meanHU: nil, maxHU: nil,
        meanPpb: nil, sdPpb: nil, voxels: 0, ctWithheld: "none", qsmWithheld: "none", note: nil)
    ]
    let json = try #require(
      try JSONSerialization.jsonObject(with: try document.jsonData()) as? [String: Any])
    let found = try #require(json["microbleedCandidates"] as? [String: Any])
    #expect(found["withheld"] is NSNull && found["looked"] as? Int == 31)
    let one = try #require((found["candidates"] as? [[String: Any]])?.first)
    #expect(one["meanHU"] is NSNull && one["r2starPerSecond"] is NSNull && one["side"] as? String == "left")
    let control = try #require((json["calcifiedControls"] as? [[String: Any]])?.first)
    #expect(control["meanPpb"] is NSNull && control["side"] is NSNull)
    let before = try #require(
      try JSONSerialization.jsonObject(with: try SampleReport.complete().jsonData()) as? [String: Any])
    #expect(before["microbleedCandidates"] is NSNull && before["calcifiedControls"] is NSNull)
  }
}
