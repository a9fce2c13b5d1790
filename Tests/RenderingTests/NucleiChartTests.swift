import Report
import Testing
import Vocabulary

@testable import Rendering

struct NucleiChartTests {
  private func ticks(_ figure: ChartFigure) -> [Double: Double] {
    var ticks: [Double: Double] = [:]
    for mark in figure.marks {
      if case .text(let text, let p, _, _, .soft, .middle) = mark, let v = Double(text) { ticks[v] = p.x }
    }
    return ticks
  }

  /// Analytic: every disc stands at its value on the axis, right above left of the same row.
  @Test func discsStandAtTheirValues() throws {
    let report = SampleReport.complete()
    let figure = try #require(NucleiChart(report)).figure()
    let ticks = ticks(figure)
    let (x0, x100) = (try #require(ticks[0]), try #require(ticks[100]))
    var found: [ChartFigure.Role: [SIMD2<Double>]] = [:]
    for mark in figure.marks {
      if case .disc(let p, _, let role) = mark { found[role, default: []].append(p) }
    }
    // The pallidum twice, the dentate is not in the sample.
    let rows: [Structure] = [
      .globusPallidus, .globusPallidus, .putamen, .caudate, .thalamus, .substantiaNigra, .redNucleus,
    ]
    for (side, role) in [(Side.right, ChartFigure.Role.right), (.left, .left)] {
      let discs = try #require(found[role])
      #expect(discs.count == rows.count)
      for (p, structure) in zip(discs, rows) {
        let value = try #require(report.measurement(structure, side)?.qsm?.meanPpb)
        #expect(abs(p.x - (x0 + (x100 - x0) * value / 100)) < 1e-9)
      }
    }
    for (r, l) in zip(found[.right] ?? [], found[.left] ?? []) { #expect(l.y - r.y == 12) }
    #expect(
      figure.marks.allSatisfy { mark in
        if case .disc(let p, _, _) = mark { (206...640).contains(p.x) } else { true }
      })
  }

  @Test func rowsNameNucleusAndSource() throws {
    let svg = try #require(cohortCharts(SampleReport.complete()).first).svg()
    for text in [
      "Globus pallidus", "Putamen", "Thalamus", "Kim 2022, grade 0, n = 37, IQR",
      "Liu 2025, healthy, \u{B1} 1 and 2 SD", ">+141<", ">+119<",
    ] { #expect(svg.contains(text), "\(text)") }
  }

  /// The line through a disc reaches over every reference region; it is why the place is no z-score.
  @Test func referencesWidenTheMarker() throws {
    var report = SampleReport.complete()
    let i = try #require(report.structures.firstIndex { $0.name == .putamen && $0.side == .right })
    report.structures[i].qsm?.meanByReferencePpb = ["wholeBrain": 20, "csf": -12]
    let row = try #require(NucleiChart(report)?.rows[2].right)
    #expect(row.reach == -12...(report.structures[i].qsm?.meanPpb ?? 0))
    #expect(chartHasReach(report) && !chartHasReach(SampleReport.complete()))
  }

  private func chartHasReach(_ report: ReportDocument) -> Bool {
    NucleiChart(report)?.figure().marks.contains { mark in
      if case .line(let p, .right, _) = mark { p[0].x < p[1].x } else { false }
    } ?? false
  }

  @Test func withheldAndCutNucleiAreNotDrawn() throws {
    #expect(NucleiChart(SampleReport.withheld()) == nil)
    #expect(!cohortCharts(SampleReport.withheld()).contains { $0.name == "nuclei-susceptibility" })
    var report = SampleReport.complete()
    for i in report.structures.indices where report.structures[i].side == .left {
      report.structures[i].truncated = true
    }
    let chart = try #require(NucleiChart(report))
    #expect(chart.rows.allSatisfy { $0.left == nil && $0.right != nil })
  }
}
