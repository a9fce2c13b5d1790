import Report

/// Iron of globus pallidus, putamen and caudate against age (Hallgren & Sourander 1958) with the patient's age as a line.
struct IronCurve {
  let ageYears: Double

  func figure() -> ChartFigure {
    let left = 60.0
    let right = 742.0
    let top = 26.0
    let bottom = 146.0
    // The published range of ages, and iron to just above its plateau of 21.8 mg/100 g.
    let lastAge = 100.0
    let topIron = 25.0
    func x(_ age: Double) -> Double { left + age / lastAge * (right - left) }
    func y(_ iron: Double) -> Double { bottom - iron / topIron * (bottom - top) }
    var figure = ChartFigure(width: 760, height: 182)
    for iron in stride(from: 0.0, through: topIron, by: 5) {
      figure.marks += [
        .line([SIMD2(left, y(iron)), SIMD2(right, y(iron))], .grid, width: 1),
        .text(DecimalText.plain(iron), SIMD2(left - 8, y(iron) + 4), size: 12, bold: false, .soft, .end),
      ]
    }
    for age in stride(from: 0.0, through: lastAge, by: 10) {
      figure.marks.append(
        .text(DecimalText.plain(age), SIMD2(x(age), bottom + 17), size: 12, bold: false, .soft, .middle))
    }
    let curves: [(name: String, iron: (Double) -> Double)] = [
      ("globus pallidus", ReferenceCohorts.pallidalIron), ("putamen", ReferenceCohorts.putaminalIron),
      ("caudate", ReferenceCohorts.caudateIron),
    ]
    for curve in curves {
      let points = stride(from: 0.0, through: lastAge, by: 2).map { SIMD2(x($0), y(curve.iron($0))) }
      figure.marks += [
        .line(points, .cohort, width: 3),
        .text(curve.name, SIMD2(right, y(curve.iron(lastAge)) - 5), size: 12, bold: false, .soft, .end),
      ]
    }
    let age = min(max(ageYears, 0), lastAge)
    figure.marks += [
      .line([SIMD2(x(age), top - 6), SIMD2(x(age), bottom)], .ink, width: 1.5),
      .text(
        "\(DecimalText.plain(ageYears.rounded(.down))) years", SIMD2(x(age) + 6, top + 2), size: 13,
        bold: true,
        .ink, .start),
      .text("iron, mg/100 g", SIMD2(0, 12), size: 12, bold: false, .soft, .start),
      .text("age, years", SIMD2(right, bottom + 33), size: 12, bold: false, .soft, .end),
    ]
    return figure
  }
}
