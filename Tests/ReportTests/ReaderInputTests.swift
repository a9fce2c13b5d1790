import Foundation
import Testing

@testable import Report

extension SampleReport {
  /// Everything a reader can enter.
  static var readerInput: ReportDocument.ReaderInput {
    var input = ReportDocument.ReaderInput()
    for (i, scale) in ReaderScale.all.enumerated() {
      input[keyPath: scale.path] = min(i, scale.range.upperBound)
    }
    input.comment = "Old lacune.\nSee <b>MR</b> & CT of 2024"
    input.readerName = "Reader, Anna"
    input.readerRole = "neuroradiologist"
    input.date = "2026-09-15"
    return input
  }
}

struct ReaderInputTests {
  @Test func everyFieldIsWrittenAndReadAndNullWhereNothingWasEntered() throws {
    var report = SampleReport.complete()
    #expect(String(decoding: try report.jsonData(), as: UTF8.self).contains("\"readerInput\" : null"))
    report.readerInput = SampleReport.readerInput
    let data = try report.jsonData()
    #expect(try ReportDocument(json: data).readerInput == SampleReport.readerInput)
    var only = ReportDocument.ReaderInput()
    only.lacunes = 0
    report.readerInput = only
    let text = String(decoding: try report.jsonData(), as: UTF8.self)
    #expect(text.contains("\"lacunes\" : 0") && text.contains("\"fazekasDeep\" : null"))
  }

  /// A zero that was entered is not the same as nothing entered.
  @Test func findingsMarkTheEntriesAsTheReaders() throws {
    var report = SampleReport.complete()
    #expect(!findingsText(for: report).findings.contains { $0.contains("reader") })
    report.readerInput = SampleReport.readerInput
    let paragraph = try #require(findingsText(for: report).findings.last)
    #expect(
      paragraph.hasPrefix(
        "Entered by the reader, not computed (Reader, Anna, neuroradiologist, 2026-09-15): "
          + "Fazekas, periventricular 0 of 3; Fazekas, deep white matter 1 of 3; Lacunes 2; "))
    #expect(paragraph.hasSuffix("comment: Old lacune. See <b>MR</b> & CT of 2024."))
    #expect(!paragraph.contains("\n"))
    var only = ReportDocument.ReaderInput()
    only.microbleeds = 0
    #expect(only.paragraph == "Entered by the reader, not computed: Microbleeds, confirmed 0.")
  }

  @Test func contextAndSegmentsAreReadAgain() throws {
    var report = SampleReport.complete()
    report.context = cohortContext(report)
    report.asymmetry = sideComparison(report)
    report.pallidumSegments = [
      .init(segment: "internal", side: .left, volumeMm3: 540, meanHU: nil, meanPpb: 120.5)
    ]
    report.structures[0].outline = OutlineSource.template
    let data = try report.jsonData()
    let read = try ReportDocument(json: data)
    #expect(try read.jsonData() == data)
    #expect(read.context?.count == report.context?.count && read.structures[0].outline == "template")
    #expect(read.pallidumSegments?.first?.meanHU == nil)
    let text = String(decoding: data, as: UTF8.self)
    #expect(text.contains("\"z\" : null") && text.contains("\"meanHU\" : null"))
  }

  /// Reports of versions without these keys stay readable.
  @Test func olderReportsHaveNone() throws {
    let data = try SampleReport.complete().jsonData()
    var object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    for key in ["context", "asymmetry", "pallidumSegments", "readerInput"] { object[key] = nil }
    let read = try ReportDocument(json: try JSONSerialization.data(withJSONObject: object))
    #expect(read.context == nil && read.asymmetry == nil && read.readerInput == nil)
  }
}
