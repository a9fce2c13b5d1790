import Foundation
import Testing
import Vocabulary

@testable import Report

struct ReportDocumentJSONTests {
  @Test func writingReadingWritingGivesTheSameBytes() throws {
    for report in [SampleReport.complete(), SampleReport.withheld()] {
      let first = try report.jsonData()
      #expect(try ReportDocument(json: first).jsonData() == first)
      #expect(try report.jsonData() == first)
    }
  }

  @Test func withheldValuesAreNullWithAReasonBeside() throws {
    let text = String(decoding: try SampleReport.withheld().jsonData(), as: UTF8.self)
    #expect(text.contains("\"grade\" : null"))
    #expect(text.contains("\"flag\" : null"))
    #expect(text.contains("\"withheld\" : \"Two of three sign votes contradict the vendor's phase rule.\""))
    #expect(text.contains("\"verification\" : null"))
  }

  @Test func notFiniteNumberIsRefusedByItsKey() {
    var report = SampleReport.complete()
    report.susceptibility.csfMeanPpb = .nan
    #expect(throws: ReportError.notFinite(key: "susceptibility.csfMeanPpb")) { try report.jsonData() }
  }

  /// Only a quality check may have measured nothing: null, not a number that reads as a measurement.
  @Test(arguments: [Double.nan, .infinity]) func anUnmeasurableCheckIsNull(_ value: Double) throws {
    var report = SampleReport.complete()
    report.quality.append(
      QualityCheck(check: "scatter", value: value, unit: "mm", verdict: .fail, message: "Seen."))
    let data = try report.jsonData()
    let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let check = try #require((object["quality"] as? [[String: Any]])?.last)
    #expect(
      check["value"] is NSNull && check["unit"] as? String == "mm" && check["check"] as? String == "scatter")
    let read = try ReportDocument(json: data)
    #expect(read.quality.last?.value.isNaN == true && read.quality.last?.verdict == .fail)
    #expect(read.quality.first == report.quality.first)
  }

  /// Volumes that an older report does not hold read as null.
  @Test func volumesOfOlderReportsAreRead() throws {
    let data = try SampleReport.complete().jsonData()
    var object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    var volumes = try #require(object["volumes"] as? [String: Any])
    for key in [
      "csfSharePercent", "csfShareWithheld", "pallidumSharePercent", "sharesWithheld", "tissueWithheld",
    ] {
      volumes[key] = nil
    }
    object["volumes"] = volumes
    let read = try ReportDocument(json: try JSONSerialization.data(withJSONObject: object)).volumes
    #expect(read.intracranialMl == 1480 && read.csfSharePercent == nil)
    #expect(read.pallidumSharePercent == nil && read.tissueWithheld == nil && read.sharesWithheld == nil)
  }

  @Test func otherSchemaIsRefused() throws {
    let text = String(decoding: try SampleReport.complete().jsonData(), as: UTF8.self)
    let other = text.replacingOccurrences(of: "pallidum.report/1", with: "pallidum.report/9")
    #expect(throws: ReportError.otherSchema(found: "pallidum.report/9")) {
      try ReportDocument(json: Data(other.utf8))
    }
  }

  /// A region that is withheld is null in every structure, with its reason at the region.
  @Test func referencesAreKeptWithTheirReasons() throws {
    var report = SampleReport.complete()
    report.susceptibility.references = [
      .init(
        region: "csf", meanPpb: 18.5, sdPpb: 7, meanRelativeToWholeBrainPpb: 18.5, voxels: 900,
        volumeMm3: 1800,
        withheld: nil),
      .init(
        region: "atrialCSF", meanPpb: nil, sdPpb: nil, meanRelativeToWholeBrainPpb: nil, voxels: 12,
        volumeMm3: 24, withheld: "Too little."),
    ]
    report.structures[0].qsm?.meanByReferencePpb = ["csf": 100.5, "atrialCSF": nil]
    let data = try report.jsonData()
    let text = String(decoding: data, as: UTF8.self)
    #expect(text.contains("\"atrialCSF\" : null") && text.contains("\"withheld\" : \"Too little.\""))
    let read = try ReportDocument(json: data)
    #expect(read.structures[0].qsm?.meanByReferencePpb == ["csf": 100.5, "atrialCSF": nil])
    #expect(read.susceptibility.references?.map(\.meanPpb) == [18.5, nil])
    #expect(try read.jsonData() == data)
  }

  @Test(arguments: [
    ("wholeBrain", "whole brain", false), ("csf", "CSF", true), ("atrialCSF", "CSF of the atria", true),
  ])
  func referenceRegionsHaveNames(region: String, name: String, isFluid: Bool) {
    var report = SampleReport.complete()
    report.susceptibility.referenceRegion = region
    #expect(report.referenceRegionName == name && report.referenceIsCSF == isFluid)
  }

  @Test func reportsWithoutTheLaterKeysStayReadable() throws {
    let data = try SampleReport.complete().jsonData()
    var object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    object["verification"] = nil
    object["prior"] = nil
    var map = try #require(object["susceptibility"] as? [String: Any])
    map["references"] = nil
    object["susceptibility"] = map
    let report = try ReportDocument(json: try JSONSerialization.data(withJSONObject: object))
    #expect(report.verification == nil && report.susceptibility.references == nil)
    #expect(report.patient.id == "SYN-0042")
  }

  @Test func errorsAreSentences() {
    #expect(
      ReportError.notFinite(key: "a.b").description
        == "The report's value a.b is not a finite number, which JSON cannot hold. "
        + "Withhold the value with its reason instead.")
    #expect(
      ReportError.otherSchema(found: "x/2").description
        == "The report has schema x/2, this version reads pallidum.report/1. "
        + "Use the version of the program that wrote it.")
    #expect(
      ReportError.unreadable(key: "patient", reason: "is missing").description
        == "The report cannot be read: patient is missing. Check that the file is a complete report.json.")
  }
}
