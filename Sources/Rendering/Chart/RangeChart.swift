import Foundation
import Report

/// Groups as horizontal ranges, one a row, and the patient's two values as vertical lines through all of them.
struct RangeChart {
  let unit: String
  let decimals: Int
  let groups: [ReferenceGroup]
  let right: Double?
  let left: Double?
  /// Distance of the axis' ticks.
  let step: Double

  private let plotLeft = 236.0
  private let plotRight = 742.0
  private let top = 44.0
  private let rowHeight = 30.0
  private static let width = 760.0
  /// From a patient's line to its label.
  private static let labelGap = 9.0
  /// A letter of the labels, bold of size 14, at its widest on average.
  private static let letterWidth = 9.0

  private func label(_ name: String, _ value: Double) -> String {
    "\(name) \(DecimalText.typographic(DecimalText.plain(value, decimals))) \(unit)"
  }

  func figure() -> ChartFigure {
    let values = groups.flatMap { [$0.lower, $0.upper] } + [right, left].compactMap(\.self)
    let low = (((values.min() ?? 0) - step * 0.4) / step).rounded(.down) * step
    var high = max((((values.max() ?? 1) + step * 0.4) / step).rounded(.up) * step, low + step)
    // The axis goes on until the label beside the higher of the patient's values has room before the edge.
    if let value = [right, left].compactMap(\.self).max() {
      let room = Self.labelGap + Self.letterWidth * Double(label("Right", value).count)
      let last = min(plotRight, Self.width - room)
      while plotLeft + (value - low) / (high - low) * (plotRight - plotLeft) > last { high += step }
    }
    func x(_ v: Double) -> Double { plotLeft + (v - low) / (high - low) * (plotRight - plotLeft) }
    let bottom = top + rowHeight * Double(groups.count)
    var figure = ChartFigure(width: Self.width, height: bottom + 30)
    // At most a dozen ticks, so that their labels stay apart.
    let tickStep = step * max(1, ((high - low) / step / 12).rounded(.up))
    for tick in stride(from: low, through: high, by: tickStep) {
      figure.marks.append(.line([SIMD2(x(tick), top), SIMD2(x(tick), bottom)], .grid, width: 1))
      figure.marks.append(
        .text(
          DecimalText.typographic(DecimalText.plain(tick)), SIMD2(x(tick), bottom + 18), size: 12,
          bold: false,
          .soft, .middle))
    }
    figure.marks.append(.text(unit, SIMD2(plotLeft - 14, bottom + 18), size: 12, bold: false, .soft, .end))
    for (i, group) in groups.enumerated() {
      let y = top + rowHeight * (Double(i) + 0.5)
      figure.marks += [
        .text(group.label, SIMD2(0, y - 1), size: 13, bold: false, .ink, .start),
        .text("\(group.source), \(group.countText)", SIMD2(0, y + 12), size: 11, bold: false, .soft, .start),
        .bar(x: x(group.lower), y: y - 6, width: x(group.upper) - x(group.lower), height: 12, .cohort),
        .line([SIMD2(x(group.centre), y - 9), SIMD2(x(group.centre), y + 9)], .ink, width: 2),
      ]
    }
    figure.marks += patientMarks(x: x, bottom: bottom)
    return figure
  }

  private func patientMarks(x: (Double) -> Double, bottom: Double) -> [ChartFigure.Mark] {
    var marks: [ChartFigure.Mark] = []
    // Labels stand on the outer sides of the two lines, so that close values stay legible.
    let rightIsHigher = (right ?? -.infinity) > (left ?? -.infinity)
    for (name, value, role, outer) in [
      ("Right", right, ChartFigure.Role.right, rightIsHigher), ("Left", left, .left, !rightIsHigher),
    ] {
      guard let value else {
        let y = role == .right ? 13.0 : 29
        marks.append(.text("\(name): withheld", SIMD2(0, y), size: 13, bold: true, role, .start))
        continue
      }
      marks += [
        .line([SIMD2(x(value), top - 12), SIMD2(x(value), bottom)], role, width: 2),
        .disc(SIMD2(x(value), top - 12), radius: 4.5, role),
        .text(
          label(name, value), SIMD2(x(value) + (outer ? Self.labelGap : -Self.labelGap), top - 16), size: 14,
          bold: true, role, outer ? .start : .end),
      ]
    }
    return marks
  }
}
