import Report
import Vocabulary

/// Every nucleus of this patient beside its published group, a row each, right above left on one axis of susceptibility.
///
/// The bar is mean ± 1 SD (dark) and ± 2 SD (light), or the interquartile range; the disc is this patient relative to the
/// report's reference region, and the thin line through it reaches over the other reference regions measured.
struct NucleiChart {
  /// One row: a nucleus and a group.
  struct Row {
    let label: String
    let source: String
    let centre: Double
    /// Inner range: 1 SD, or quartiles.
    let inner: ClosedRange<Double>
    /// Outer range: 2 SD; nil for quartiles.
    let outer: ClosedRange<Double>?
    let right: Marker?
    let left: Marker?
  }

  /// One side's value and how far other references move it.
  struct Marker {
    let value: Double
    let reach: ClosedRange<Double>
  }

  let rows: [Row]

  private let plotLeft = 206.0
  private let plotRight = 640.0
  private let top = 34.0
  private let rowHeight = 36.0
  private static let width = 760.0
  /// Distance of the axis' ticks at least, ppb.
  private let step = 20.0
  /// Labels of ticks stay apart up to so many.
  private let mostTicks = 12.0

  /// The rows of a report: the pallidum beside Kim 2022's grade 0 and Liu 2025, the other nuclei beside Liu 2025; nil where
  /// no susceptibility may be told.
  init?(_ report: ReportDocument) {
    var rows: [Row] = []
    for structure in Structure.allCases {
      func marker(_ side: Side) -> Marker? {
        guard let m = report.measurement(structure, side), !m.truncated, let qsm = m.qsm else { return nil }
        let values = (qsm.meanByReferencePpb ?? [:]).compactMap(\.value) + [qsm.meanPpb]
        return Marker(value: qsm.meanPpb, reach: (values.min() ?? 0)...(values.max() ?? 0))
      }
      let (right, left) = (marker(.right), marker(.left))
      if right == nil, left == nil { continue }
      let name = structure.displayName
      let label = name.prefix(1).uppercased() + name.dropFirst()
      if structure == .globusPallidus {
        let kim = ReferenceCohorts.kimSusceptibilityByQSM[0]
        rows.append(
          Row(
            label: label, source: "Kim 2022, grade 0, \(kim.countText), IQR", centre: kim.centre,
            inner: kim.lower...kim.upper, outer: nil, right: right, left: left))
      }
      let liu = ReferenceCohorts.liuSusceptibility(structure)
      let sd = liu.upper - liu.centre
      rows.append(
        Row(
          label: label, source: "Liu 2025, healthy, \u{B1} 1 and 2 SD", centre: liu.centre,
          inner: liu.lower...liu.upper, outer: (liu.centre - 2 * sd)...(liu.centre + 2 * sd), right: right,
          left: left))
    }
    guard !rows.isEmpty else { return nil }
    self.rows = rows
  }

  func figure() -> ChartFigure {
    let ranges = rows.flatMap { row -> [ClosedRange<Double>] in
      [row.outer ?? row.inner] + [row.right?.reach, row.left?.reach].compactMap(\.self)
    }
    let lowest: Double = ranges.map(\.lowerBound).min() ?? 0
    let highest: Double = ranges.map(\.upperBound).max() ?? 0
    let low: Double = (min(lowest, 0) / step).rounded(.down) * step
    let high: Double = max((highest / step).rounded(.up) * step, low + step)
    func x(_ v: Double) -> Double { plotLeft + (v - low) / (high - low) * (plotRight - plotLeft) }
    let bottom = top + rowHeight * Double(rows.count)
    var figure = ChartFigure(width: Self.width, height: bottom + 30)
    let tickStep: Double = step * max(1, ((high - low) / step / mostTicks).rounded(.up))
    for tick in stride(from: low, through: high, by: tickStep) {
      figure.marks += [
        .line([SIMD2(x(tick), top - 4), SIMD2(x(tick), bottom)], .grid, width: tick == 0 ? 2.5 : 1),
        .text(
          DecimalText.typographic(DecimalText.plain(tick)), SIMD2(x(tick), bottom + 17), size: 12,
          bold: false, .soft, .middle),
      ]
    }
    figure.marks += [
      .text("\u{3C7}, ppb", SIMD2(plotLeft - 26, bottom + 17), size: 12, bold: false, .soft, .end),
      .text("Right", SIMD2(690, top - 12), size: 13, bold: true, .right, .end),
      .text("Left", SIMD2(Self.width, top - 12), size: 13, bold: true, .left, .end),
    ]
    for (i, row) in rows.enumerated() {
      figure.marks += marks(of: row, y: top + rowHeight * (Double(i) + 0.5), x: x)
    }
    return figure
  }

  private func marks(of row: Row, y: Double, x: (Double) -> Double) -> [ChartFigure.Mark] {
    var marks: [ChartFigure.Mark] = [
      .text(row.label, SIMD2(0, y - 1), size: 13, bold: false, .ink, .start),
      .text(row.source, SIMD2(0, y + 12), size: 10.5, bold: false, .soft, .start),
    ]
    if let outer = row.outer {
      marks.append(
        .bar(
          x: x(outer.lowerBound), y: y - 3, width: x(outer.upperBound) - x(outer.lowerBound), height: 6,
          .cohort))
    }
    marks += [
      .bar(
        x: x(row.inner.lowerBound), y: y - 8, width: x(row.inner.upperBound) - x(row.inner.lowerBound),
        height: 16, .cohort),
      .line([SIMD2(x(row.centre), y - 10), SIMD2(x(row.centre), y + 10)], .ink, width: 2),
    ]
    // Right above, left below the middle: values that coincide stay two discs.
    for (marker, role, dy, column) in [
      (row.right, ChartFigure.Role.right, -6.0, 690.0), (row.left, .left, 6, Self.width),
    ] {
      guard let marker else {
        marks.append(.text("\u{2013}", SIMD2(column, y + 4), size: 13, bold: false, .soft, .end))
        continue
      }
      marks += [
        .line(
          [SIMD2(x(marker.reach.lowerBound), y + dy), SIMD2(x(marker.reach.upperBound), y + dy)], role,
          width: 1.5),
        .disc(SIMD2(x(marker.value), y + dy), radius: 5, role),
        .text(
          DecimalText.typographic(DecimalText.signed(marker.value)), SIMD2(column, y + 4), size: 13,
          bold: true,
          role, .end),
      ]
    }
    return marks
  }
}
