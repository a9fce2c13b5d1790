import Foundation
import Report
import Testing
import Vocabulary
import Voxels

@testable import Rendering

/// The section, the pictures of microbleed candidates, and the table of calcified controls.
struct MicrobleedPagesTests {
  private func report(region: String = "deep, 3.0 mm from the putamen", withheld: String? = nil)
    -> ReportDocument
  {
    var report = SampleReport.complete()
    report.microbleedCandidates = .init(
      withheld: withheld, searchedMl: 1204, looked: 31,
      setAside: [.init(reason: "veinLike", reasonText: "vein-like", count: 30)],
      calciumNotExcluded: "The CT was made with a contrast agent.", passed: 1,
      candidates: withheld == nil
        ? [
          .init(
            id: "microbleed-1", centroidLPS: [20, -3.5, 11], side: .left, region: "deep", regionText: region,
            diameterMm: 4.2, volumeMm3: 38.8, maxPpb: 640, meanPpb: 481, contrastPpb: 622,
            contrastToNoise: 41,
            r2starPerSecond: 88, meanHU: nil, peakHU: nil, elongation: 1.1, continuation: 0.05, depthMm: 12)
        ] : [])
    report.calcifiedControls = [
      .init(
        id: "pineal", structure: "pinealGland", side: nil, volumeMm3: 96.7, meanHU: 188.8, maxHU: 269,
        meanPpb: -303.8, sdPpb: 109.3, voxels: 55, ctWithheld: nil, qsmWithheld: nil, note: nil),
      .init(
        id: "choroidPlexusLeft", structure: "choroidPlexus", side: .left, volumeMm3: nil, meanHU: nil,
        maxHU: nil, meanPpb: nil, sdPpb: nil, voxels: 0, ctWithheld: "No calcium above 100 HU found there.",
        qsmWithheld: "No calcium above 100 HU found there.", note: nil),
    ]
    return report
  }

  private func html(_ report: ReportDocument) throws -> String {
    let picture = RenderedImage(
      name: "microbleed-1", purpose: .microbleed, title: "microbleed-1, candidate", caption: "caption",
      png: [1, 2, 3], width: 1, height: 1, rgb: [0, 0, 0])
    return try renderHTML(
      report, images: smallPictures + [picture], templates: TemplateStore(directory: checkoutTemplates))
  }

  @Test func candidatesAreCalledCandidates() throws {
    let page = try html(report())
    for text in [
      "Candidates, not counted; the reader decides.",
      "Calcium not excluded by CT: The CT was made with a contrast agent.", "deep, 3.0 mm from the putamen",
      "+640 (+481)", "+622 (41\u{D7})", "Set aside: 30 vein-like.", "microbleed-1, candidate. caption",
    ] { #expect(page.contains(text), "\(text)") }
    #expect(page.components(separatedBy: "id=\"microbleeds\"").count == 2)
    #expect(!(try html(SampleReport.complete())).contains("id=\"microbleeds\""))
  }

  @Test func withheldCandidatesGiveTheReasonAndNoPicture() throws {
    let page = try html(report(withheld: "The sign of the phase contradicts the image."))
    #expect(page.contains("Withheld \u{2014} The sign of the phase contradicts the image."))
    #expect(!page.contains("microbleed-1"))
  }

  /// Partials escape as the page does.
  @Test func whatStandsInACandidateIsText() throws {
    let page = try html(report(region: "<script>alert(1)</script>"))
    #expect(page.contains("&lt;script&gt;alert(1)"))
    #expect(!page.contains("<script>alert(1)"))
  }

  @Test func controlsShowValuesOrTheReason() throws {
    let page = try html(report())
    for text in [
      "controls: calcium that must be diamagnetic", "\u{2212}304 \u{B1} 109 (55)", "189 (269)",
      "Pineal gland",
      "Choroid plexus, left", "No calcium above 100 HU found there",
    ] { #expect(page.contains(text), "\(text)") }
    #expect(page.components(separatedBy: "No calcium above 100 HU found there").count == 2, "said once")
    let pdf = try renderPDF(
      report(), images: smallPictures, templates: TemplateStore(directory: checkoutTemplates))
    #expect(pdf.starts(with: Array("%PDF".utf8)))
  }

  /// The candidate lies in the middle; what lies to the patient's left of it appears on the right.
  @Test func theStripShowsThePlaceTheRightWayRound() throws {
    var v = SyntheticHead.standard
    let center = SIMD3<Double>(24, -30, 4)
    for o in 0..<v.chi.voxels.count {
      let p = v.chi.grid.voxelToPatient(SIMD3<Double>(v.chi.grid.index(ofOffset: o)))
      let isBleed = length(p - center) < 3
      let isMark = length(p - center - SIMD3(12, 0, 0)) < 2.5
      v.chi.voxels[o] = isBleed || isMark ? 0.3 : -0.1
      v.chiMask.voxels[o] = true
    }
    v.microbleeds = MicrobleedPictures(
      places: [.init(id: "microbleed-1", center: Point(center), diameterMm: 6)],
      weighted: MRVolume(grid: v.chi.grid, repeating: 1))
    let images = try renderKeyImages(v, center: Point(center))
    let strips = images.filter { $0.purpose == .microbleed }
    let strip = try #require(strips.first)
    #expect(strips.count == 1 && strip.name == "microbleed-1")
    let panel = 260
    func gray(_ dxMm: Double, panelTop: Int = 78) -> Int {
      let x = Int(Double(panel) / 2 + dxMm * Double(panel) / 40)
      return Int(strip.rgb[3 * (x + strip.width * (panelTop + panel / 2)) + 2])
    }
    #expect(gray(0) > 240 && gray(12) > 240 && gray(-12) < 20)
    // The ring runs 3 mm outside the candidate, in the colour of caution, whose blue is low.
    #expect(gray(4) < 20)
    let ring = Int(Double(panel) / 2 + 6 * Double(panel) / 40)
    let o = 3 * (ring + strip.width * (78 + panel / 2))
    #expect((-1...1).contains { strip.rgb[o + 3 * $0] > 150 && strip.rgb[o + 3 * $0 + 2] < 160 })
    // Without candidates there is no picture.
    v.microbleeds?.places = []
    #expect(try !renderKeyImages(v, center: Point(center)).contains { $0.purpose == .microbleed })
  }

  @Test func anotherGridIsRefused() throws {
    var v = SyntheticHead.standard
    let other = Grid<MRPatient>(size: SIMD3(4, 4, 4), voxelToPatient: .identity)
    v.microbleeds = MicrobleedPictures(places: [], weighted: MRVolume(grid: other))
    #expect(throws: RenderingError.self) { try renderKeyImages(v) }
  }
}
