import Foundation
import Report
import Testing

@testable import Rendering

private let pdftotext = ["/usr/bin/pdftotext", "/usr/local/bin/pdftotext"].first {
  FileManager.default.isExecutableFile(atPath: $0)
}

struct PDFReportTests {
  private func pdf(_ report: ReportDocument) throws -> [UInt8] {
    try renderPDF(report, images: smallPictures, templates: TemplateStore(directory: checkoutTemplates))
  }

  /// The text of a PDF as an independent program reads it.
  private func text(_ report: ReportDocument) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let input = folder.appendingPathComponent("report.pdf")
    let output = folder.appendingPathComponent("report.txt")
    try Data(try pdf(report)).write(to: input)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(pdftotext))
    process.arguments = ["-layout", input.path, output.path]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return try String(contentsOf: output, encoding: .utf8)
  }

  @Test(.enabled(if: pdftotext != nil, "pdftotext is not installed"))
  func textCanBeSelectedAndNamesBothSides() throws {
    let text = try text(SampleReport.complete())
    let flat = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(flat.contains("Dr Erika Example"))
    #expect(flat.contains("RIGHT LEFT"))
    #expect(flat.contains("CT mean, HU 37.4 34.8 +2.6"))
    #expect(flat.contains("\u{3C7} mean, ppb +141 +119 +22"))
    #expect(flat.contains("Right: GP_CT 1 (mild), GP_QSM 1 (mild), paradoxical calcification: yes"))
  }

  @Test(.enabled(if: pdftotext != nil, "pdftotext is not installed"))
  func everyPageCarriesStatusAndNumber() throws {
    let pages = try text(SampleReport.complete()).split(separator: "\u{C}")
      .filter { $0.contains { !$0.isWhitespace } }
    #expect(pages.count > 2)
    for (i, page) in pages.enumerated() {
      #expect(page.contains("Not for diagnostic use \u{2014} UNVERIFIED"))
      #expect(page.contains("SYN-0042"))
      #expect(page.contains("Page \(i + 1) of \(pages.count)"))
    }
  }

  @Test(.enabled(if: pdftotext != nil, "pdftotext is not installed"))
  func withheldStandsWithItsReason() throws {
    let flat = try text(SampleReport.withheld()).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let reason = "GP_CT withheld: CT to MR fit is 4.2 mm at the globus pallidus, the limit is 2 mm."
    // Above the results and among the findings.
    #expect(flat.components(separatedBy: reason).count == 3)
    #expect(flat.contains("GP_CT is withheld (see above)."))
    #expect(flat.contains("withheld"))
    #expect(!flat.contains(" nan "))
  }

  @Test(.enabled(if: pdftotext != nil, "pdftotext is not installed"))
  func hostileNamesAreText() throws {
    let flat = try text(SampleReport.complete(name: "</b><i>&amp;^\"\u{301}A<B")).split(
      whereSeparator: \.isWhitespace
    )
    .joined(separator: " ")
    #expect(flat.contains("</b><i>&amp;"))
  }

  @Test func sameReportSameBytesWhateverTheClock() throws {
    let report = SampleReport.complete()
    let first = try pdf(report)
    var later = report
    later.createdAt = "2031-01-01T00:00:00Z"
    later.stages = []
    later.peakMemoryBytes = 5
    #expect(try pdf(later) == first)
    #expect(String(decoding: first.prefix(5), as: UTF8.self) == "%PDF-")
    #expect(String(decoding: first, as: UTF8.self).contains("CreationDate (20260914000000"))
  }
}
