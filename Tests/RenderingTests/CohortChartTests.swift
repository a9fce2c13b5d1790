import Report
import Testing

@testable import Rendering

struct CohortChartTests {
  @Test func everyGroupIsNamedWithSourceAndSize() throws {
    let charts = cohortCharts(SampleReport.complete())
    #expect(
      charts.map(\.name) == [
        "nuclei-susceptibility", "cohort-susceptibility", "cohort-attenuation", "iron-age",
      ])
    let svg = charts[1].svg()
    for text in ["Kim 2022, n = 37", "Kim 2022, n = 35", "Kim 2022, n = 33", "Liu 2025, n not recorded"] {
      #expect(svg.contains(text), "\(text)")
    }
    #expect(svg.contains(">Right 141 ppb<"))
    #expect(svg.contains(">Left 119 ppb<"))
    #expect(charts[2].svg().contains("Kim 2022, n = 71"))
  }

  /// Analytic: the two lines are as far apart as their values on the axis.
  @Test func patientLinesStandAtTheirValues() throws {
    let chart = try #require(
      cohortCharts(SampleReport.complete()).first { $0.name == "cohort-susceptibility" })
    var ticks: [Double: Double] = [:]
    var lines: [ChartFigure.Role: Double] = [:]
    for mark in chart.figure.marks {
      if case .text(let text, let p, _, _, .soft, .middle) = mark, let v = Double(text) { ticks[v] = p.x }
      if case .line(let points, let role, _) = mark, role == .right || role == .left {
        lines[role] = points[0].x
      }
    }
    let (x100, x140) = (try #require(ticks[100]), try #require(ticks[140]))
    let perPpb = (x140 - x100) / 40
    #expect(abs(try #require(lines[.right]) - (x100 + 41 * perPpb)) < 1e-6)
    #expect(abs(try #require(lines[.left]) - (x100 + 19 * perPpb)) < 1e-6)
  }

  @Test func withheldValuesAreNamedNotDrawn() {
    let chart = cohortCharts(SampleReport.withheld())[0]
    #expect(chart.svg().contains(">Right: withheld<"))
    #expect(!chart.figure.marks.contains { if case .disc = $0 { true } else { false } })
  }

  /// A value near the axis' end once had its label cut off at the edge.
  @Test(arguments: [24.0, 29.9, 41.8, 44, 60, 612])
  func labelsStayInsideTheFigure(higher: Double) throws {
    let groups = ReferenceCohorts.kimAttenuationByCT
    let chart = RangeChart(unit: "HU", decimals: 1, groups: groups, right: higher, left: 20, step: 5)
    let figure = chart.figure()
    var labels = 0
    for mark in figure.marks {
      guard case .text(let text, let p, let size, true, _, .start) = mark, text.hasSuffix("HU") else {
        continue
      }
      labels += 1
      // Helvetica bold: digits and lower case about 0.56 of the size, capitals and H, U 0.72.
      #expect(p.x + 0.62 * size * Double(text.count) <= figure.width, "\(text)")
    }
    #expect(labels == 1)
  }
}
