import Foundation
import Report
import Testing
import Vocabulary

@testable import Rendering

/// The table that shows every nucleus relative to every reference.
struct ReferenceTableTests {
  private func report() -> ReportDocument {
    var report = SampleReport.complete()
    report.susceptibility.references = [
      .init(
        region: "wholeBrain", meanPpb: 0, sdPpb: 38, meanRelativeToWholeBrainPpb: 0, voxels: 900_000,
        volumeMm3: 1_300_000, withheld: nil),
      .init(
        region: "csf", meanPpb: 18.4, sdPpb: 9.2, meanRelativeToWholeBrainPpb: 18.4, voxels: 5321,
        volumeMm3: 6420, withheld: nil),
      .init(
        region: "atrialCSF", meanPpb: nil, sdPpb: nil, meanRelativeToWholeBrainPpb: nil, voxels: 12,
        volumeMm3: 14, withheld: "Only 14 mm³ of fluid."),
    ]
    for i in report.structures.indices {
      guard let mean = report.structures[i].qsm?.meanPpb else { continue }
      report.structures[i].qsm?.meanByReferencePpb = [
        "wholeBrain": mean, "csf": mean - 18.4, "atrialCSF": nil,
      ]
    }
    return report
  }

  @Test func everyNucleusStandsBesideEveryReference() throws {
    let table = try #require(ReportView.referenceTable(report()))
    #expect(table.columns == ["Whole brain", "CSF", "CSF of the atria"])
    func cells(_ label: String) throws -> [String] {
      try #require(table.rows.first { $0.label == label }).cells.map(\.text)
    }
    #expect(
      try cells("Region, mean \u{B1} SD relative to whole brain") == [
        "0 \u{B1} 38", "+18 \u{B1} 9", "withheld",
      ])
    #expect(try cells("Region, voxels") == ["900000", "5321", "12"])
    #expect(try cells("Whole brain") == ["0", "\u{2212}18", "withheld"])
    #expect(try cells("Globus pallidus, R / L") == ["+141 / +119", "+123 / +101", "withheld"])
    #expect(table.note == "Withheld \u{2014} CSF of the atria: Only 14 mm³ of fluid.")
  }

  @Test func pageAndPrintCarryIt() throws {
    let templates = try TemplateStore(directory: checkoutTemplates)
    let html = try renderHTML(report(), images: smallPictures, templates: templates)
    #expect(html.contains("<h3>Mean \u{3C7} relative to each reference, ppb</h3>"))
    #expect(html.contains("<td>+123 / +101</td><td class=\"withheld\">withheld</td>"))
    #expect(try !renderPDF(report(), images: smallPictures, templates: templates).isEmpty)
  }

  /// Reports of earlier versions have no regions; a map that is not trusted tells none.
  @Test func absentWhereNothingWasMeasured() {
    #expect(ReportView.referenceTable(SampleReport.complete()) == nil)
    var untrusted = report()
    for i in untrusted.susceptibility.references?.indices ?? 0..<0 {
      untrusted.susceptibility.references?[i].meanPpb = nil
    }
    #expect(ReportView.referenceTable(untrusted) == nil)
  }

  /// The projection stands among the key images, with its caption under it.
  @Test func projectionStandsOnThePage() throws {
    let picture = RenderedImage(
      name: "swi-mip", purpose: .weighted, title: "SWI, minimum-intensity projection",
      caption: "A slab 12 mm thick.", png: [1, 2, 3], width: 1, height: 1, rgb: [0, 0, 0])
    let templates = try TemplateStore(directory: checkoutTemplates)
    let html = try renderHTML(report(), images: smallPictures + [picture], templates: templates)
    let images = try #require(html.range(of: "id=\"images\"")?.upperBound)
    let cohort = try #require(html.range(of: "id=\"cohort\"")?.lowerBound)
    #expect(html[images..<cohort].contains("<figcaption>A slab 12 mm thick.</figcaption>"))
  }
}
