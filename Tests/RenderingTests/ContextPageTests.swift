import Foundation
import Report
import Testing
import Vocabulary

@testable import Rendering

struct ContextPageTests {
  private static var report: ReportDocument {
    var report = SampleReport.complete()
    report.readerInput = .init()
    report.readerInput?.fazekasDeep = 2
    report.readerInput?.comment = "Old lacune.\n<script>alert(1)</script>"
    report.readerInput?.readerName = "Reader, Anna"
    report.context = cohortContext(report)
    report.asymmetry = sideComparison(report)
    report.pallidumSegments = Side.allCases.flatMap { side in
      ["internal", "external"].map {
        ReportDocument.PallidumSegment(
          segment: $0, side: side, volumeMm3: $0 == "internal" ? 540 : 1006,
          meanHU: side == .left ? nil : 36.1,
          meanPpb: 131)
      }
    }
    for i in report.structures.indices where report.structures[i].name == .caudate {
      report.structures[i].outline =
        report.structures[i].side == .left ? OutlineSource.template : OutlineSource.image
    }
    return report
  }

  private func page(_ report: ReportDocument) throws -> String {
    try renderHTML(report, images: smallPictures, templates: TemplateStore(directory: checkoutTemplates))
  }

  private func blocks(_ report: ReportDocument) throws -> String {
    let view = ReportView(report, images: smallPictures, charts: cohortCharts(report))
    let xml = try TemplateStore(directory: checkoutTemplates).expand("report.pdf", view)
    _ = try PDFBlockParser.parse(xml)
    return xml
  }

  @Test func bothFormatsShowValueCohortAndPlace() throws {
    for text in [try page(Self.report), try blocks(Self.report)] {
      #expect(text.contains("34.0 \u{B1} 3.0, Kim 2022, GP_CT grade 0, n = 71"))
      #expect(text.contains("z +1.1, 1\u{2013}2 SD above"))
      #expect(text.contains("128 [113; 146], Kim 2022, GP_QSM grade 0, n = 37"))
      #expect(text.contains("n not recorded"))
      #expect(text.contains("+22 \u{B1} 3.6") && text.contains("right 22 ppb above left"))
      #expect(text.contains("Liu 2025, ppb (STAR-QSM): reference region of the cohort not recorded"))
      #expect(text.contains("What the literature looks at") && text.contains("Zivadinov 2018"))
    }
  }

  /// The first screen holds result, value and context.
  @Test func theResultStripCarriesTheContext() throws {
    let html = try page(Self.report)
    let strip = html.prefix(upTo: try #require(html.range(of: "id=\"findings\"")).lowerBound)
    #expect(strip.contains("z\u{A0}+1.1 to Kim 2022 grade\u{A0}0"))
    #expect(strip.contains("Kim 2022 grade 0: 113\u{2013}146 ppb"))
  }

  @Test func segmentsAndDoubtfulOutlinesAreMarked() throws {
    for text in [try page(Self.report), try blocks(Self.report)] {
      #expect(text.contains("Segments of the pallidum, approximate") && text.contains("Internal segment"))
      #expect(text.contains("Caudate nucleus (outline L from the template)"))
      #expect(!text.contains("Putamen (outline"))
    }
  }

  /// Entries are marked as the reader's, in a section of their own, and cannot become markup.
  @Test func readersEntriesAreMarkedAndEscaped() throws {
    for text in [try page(Self.report), try blocks(Self.report)] {
      #expect(text.contains("Entered by the reader, not computed"))
      #expect(text.contains("Fazekas, deep white matter") && text.contains("2 of 3"))
      #expect(text.contains("&lt;script&gt;alert(1)") && !text.contains("<script>alert"))
      #expect(text.contains("Reader, Anna"))
    }
    #expect(try page(Self.report).contains("<section id=\"reader\">"))
  }

  @Test func withoutEntriesThereIsNoSection() throws {
    var report = Self.report
    report.readerInput = nil
    report.findings = findingsText(for: report)
    #expect(!(try page(report)).contains("Entered by the reader"))
    #expect(!(try blocks(report)).contains("Entered by the reader"))
  }

  /// A report of an older version has no context; it still becomes a page.
  @Test func olderReportsStillRender() throws {
    let html = try page(SampleReport.complete())
    #expect(html.contains("What the literature looks at") && !html.contains("Beside published groups"))
    #expect(!(try blocks(SampleReport.complete())).contains("Right minus left</subheading>"))
  }

  @Test func withheldValuesStayWithheldInTheQuestions() throws {
    let html = try page(SampleReport.withheld())
    #expect(html.contains("Thalamus \u{3C7} withheld / withheld ppb"))
  }
}
