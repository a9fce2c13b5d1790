import Foundation
import Report
import Testing
import Vocabulary

@testable import Rendering

/// The checkout's own templates, found from this file.
let checkoutTemplates = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Templates")

/// A picture of one pixel for each place of the report.
let smallPictures: [RenderedImage] = [
  ("ct-detail", RenderedImage.Purpose.detail), ("ct-axial", .overview), ("qsm-coronal", .overview),
  ("registration-skull-axial", .registration), ("registration-checkerboard", .registration),
].map { name, purpose in
  RenderedImage(
    name: name, purpose: purpose, title: name, caption: "caption", png: [1, 2, 3], width: 1, height: 1,
    rgb: [0, 0, 0])
}

struct HTMLReportTests {
  private func page(_ report: ReportDocument) throws -> String {
    try renderHTML(report, images: smallPictures, templates: TemplateStore(directory: checkoutTemplates))
  }

  @Test func nothingIsLoadedFromElsewhere() throws {
    let html = try page(SampleReport.complete())
    for forbidden in ["http:", "https:", "src=\"/", "url(", "@import", "<link", "<iframe"] {
      #expect(!html.contains(forbidden), "\(forbidden)")
    }
    #expect(html.contains("default-src 'none'"))
  }

  @Test func sectionsStandInOrder() throws {
    let html = try page(SampleReport.complete())
    let ids = [
      "banner", "result", "findings", "measurements", "images", "cohort", "prior", "quality", "methods",
      "signoff", "provenance",
    ]
    let places = ids.compactMap { html.range(of: " id=\"\($0)\"")?.lowerBound }
    #expect(places.count == ids.count)
    #expect(places == places.sorted())
  }

  @Test func rightStandsBeforeLeftWithItsOwnValues() throws {
    let html = try page(SampleReport.complete())
    let right = try #require(html.range(of: "<article class=\"side right\">")?.upperBound)
    let left = try #require(html.range(of: "<article class=\"side left\">"))
    #expect(right < left.lowerBound)
    let rightText = html[right..<left.lowerBound]
    #expect(rightText.contains("<b>yes</b>"))
    #expect(rightText.contains("+231 ppb mean over 42 voxels"))
    let leftText = html[left.upperBound...].prefix(2500)
    #expect(leftText.contains("<b>0</b><span>negative</span>"))
    #expect(leftText.contains("<b>no</b>"))
  }

  /// Every focus has a row with its side, kind, both volumes and extremes; what does not count says so.
  @Test func everyFocusHasARow() throws {
    let html = try page(SampleReport.complete())
    let table = try #require(
      html.components(separatedBy: "<h3>Foci").last?.components(separatedBy: "</table>").first)
    let rows = table.components(separatedBy: "<tr>").dropFirst(2).map { $0 }
    #expect(rows.count == 3)
    #expect(rows[0].contains("Right, CT 1") && rows[0].contains("dense, paramagnetic (paradoxical)"))
    #expect(rows[0].contains("31 (46)") || rows[0].contains("31 (47)"))
    #expect(rows[0].contains("58 (49 to 66)") && rows[0].contains("+231 (+190 to +268)"))
    #expect(rows[2].contains("Right, QSM 2") && rows[2].contains("vessel-like, not counted"))
    #expect(rows[2].contains("length 14.2 mm") && rows[2].contains("beyond 7.5 mm"))
    #expect(!table.contains("Left"))
  }

  /// A quote with a combining accent is one character but two scalars: it must be escaped all the same.
  @Test func everythingFromTheReportIsEscaped() throws {
    var report = SampleReport.complete(name: "<script>alert(1)</script>^O'Hara & \"\u{301}Sons\"")
    report.notices = [.init(severity: "warning", subject: "x", message: "</p><img src=x onerror=\"y\">")]
    report.provenance.configuration = "a: <b>&"
    report.patient.id = "\u{1}<i>"
    let html = try page(report)
    #expect(!html.contains("<script>alert"))
    #expect(!html.contains("<img src=x"))
    #expect(!html.contains("\u{1}"))
    #expect(html.contains("O&#39;Hara &amp; &quot;\u{301}Sons&quot; &lt;script&gt;"))
    #expect(html.contains("a: &lt;b&gt;&amp;"))
  }

  /// A reason stands once above the results, which point there.
  @Test func withheldIsNeverBlankOrZero() throws {
    let html = try page(SampleReport.withheld())
    let reason = "CT to MR fit is 4.2 mm at the globus pallidus, the limit is 2 mm"
    #expect(html.components(separatedBy: "<b>withheld</b>").count - 1 == 6)
    #expect(html.contains("<p class=\"alarm\" role=\"alert\">GP_CT withheld: \(reason).</p>"))
    #expect(html.components(separatedBy: "Reason: </span>see above").count - 1 == 6)
    #expect(html.contains("<td class=\"withheld\">withheld \u{2014} see above</td>"))
    // The alarm, the findings with their copy for dictation, and the notice.
    #expect(html.components(separatedBy: reason).count - 1 == 4)
    #expect(!html.contains("<td></td>"))
    #expect(!html.contains(">nan") && !html.contains(" nan "))
    #expect(html.contains("Right: withheld"))
  }

  @Test func aReasonOfOneResultStandsInItsRow() throws {
    var report = SampleReport.complete()
    report.pallidum.left.gpCT.withheld = "Between slices."
    let html = try page(report)
    #expect(html.contains("Reason: </span>Between slices<"))
    #expect(!html.contains("class=\"alarm\""))
  }

  /// The failed fit is shown at once, without an error that means nothing.
  @Test func aFailedRegistrationIsSeenFirst() throws {
    func firstScreen(_ report: ReportDocument) throws -> Substring {
      let html = try page(report)
      return html[..<(try #require(html.range(of: "id=\"findings\"")?.lowerBound))]
    }
    let failed = try firstScreen(SampleReport.withheld())
    #expect(failed.contains("alt=\"registration-checkerboard."))
    #expect(failed.contains("CT\u{2013}MR fit</li>") && !failed.contains("mm at the GP"))
    let passed = try firstScreen(SampleReport.complete())
    #expect(!passed.contains("registration-checkerboard"))
    #expect(passed.contains("CT\u{2013}MR fit: 0.3 mm at the GP</li>"))
  }

  /// A map that is withheld for its sides did not fail, and what remains of a side is marked.
  @Test func sidesThatAreNotProvenAreMarked() throws {
    var report = SampleReport.complete()
    report.registration?.lateralityContradiction = "Mirrored."
    report.registration?.verdict = .fail
    report.susceptibility.withheld = "Mirrored."
    let html = try page(report)
    #expect(html.contains(">withheld</span> Susceptibility map: sides not proven</li>"))
    #expect(!html.contains("Susceptibility map: field noise"))
    for title in ["RIGHT", "LEFT", "Globus pallidus", "Other nuclei, means"] {
      #expect(html.contains(">\(title) \u{2014} sides not proven</h"), "\(title)")
    }
    let proven = try page(SampleReport.complete())
    #expect(!proven.contains("not proven") && proven.contains("Susceptibility map: field noise 2.1 ppb</li>"))
    #expect(
      try page(SampleReport.withheld()).contains(
        ">withheld</span> Susceptibility map: sign contradicted</li>"))
  }

  @Test func aNoticeAboutSeveralThingsIsShownOnce() throws {
    var report = SampleReport.complete()
    report.notices = ["gpCT.left", "gpCT.right"].map {
      .init(severity: "withheld", subject: $0, message: "Told once.")
    }
    #expect(try page(report).components(separatedBy: "Told once.").count == 2)
  }

  @Test func anUnmeasurableCheckShowsNoNumber() throws {
    var report = SampleReport.complete()
    report.quality = [
      QualityCheck(check: "scatter", value: .nan, unit: "mm", verdict: .fail, message: "Seen.")
    ]
    #expect(try page(report).contains("<th scope=\"row\">Scatter</th><td>not measurable</td>"))
  }

  @Test func clockStagesAndMemoryStayOut() throws {
    let report = SampleReport.complete()
    let html = try page(report)
    for private_ in [report.createdAt, "73.25", "3141592653"] { #expect(!html.contains(private_)) }
    var later = report
    later.createdAt = "2031-01-01T00:00:00Z"
    later.stages = []
    later.peakMemoryBytes = 5
    #expect(try page(later) == html)
  }

  @Test func identityOverrideIsAnAlarm() throws {
    var report = SampleReport.complete()
    report.identity = .init(
      matches: false, differences: ["PatientBirthDate"], overrideReason: "Typing error confirmed by the ward."
    )
    let html = try page(report)
    #expect(
      html.contains(
        "CT and MR do not name the same patient: PatientBirthDate differ. "
          + "Accepted with the reason: Typing error confirmed by the ward."))
    #expect(html.contains("overridden"))
  }

  @Test func priorIsComparedOnlyIfGiven() throws {
    var report = SampleReport.complete()
    #expect(try page(report).contains("None given."))
    report.prior = .init(
      date: "2024-05-02", accession: "MR1200", madeWith: "Pallidum 0.1.0, cut-offs 1",
      differences: [
        .init(measurement: "Right GP susceptibility, mean", unit: "ppb", prior: 133, current: 141),
        .init(measurement: "Left GP_CT", unit: "grade", prior: nil, current: 0),
      ])
    let html = try page(report)
    #expect(html.contains("MR of 2024-05-02, accession MR1200, Pallidum 0.1.0, cut-offs 1"))
    #expect(html.contains("<td>133</td><td>141</td><td>+8.0</td>"))
    #expect(html.contains("<td class=\"withheld\">withheld</td><td>0</td><td>\u{2013}</td>"))
  }

  @Test func statusChangesOnlyWithASignature() throws {
    var report = SampleReport.complete()
    #expect(try page(report).contains("UNVERIFIED"))
    report.verification = .init(reader: "Dr R. Reader", organization: "", signedAt: "2026-09-16", remarks: [])
    let signed = try page(report)
    #expect(signed.contains("VERIFIED by Dr R. Reader"))
    #expect(!signed.contains("UNVERIFIED"))
    #expect(signed.contains("Not for diagnostic use"))
  }
}
