import Report
import Vocabulary

extension ReportView {
  private typealias Measured = ReportDocument.StructureMeasurement

  /// Right, left, and right minus left of one quantity.
  /// - Parameter reason: why the value is withheld, in the words of the cell.
  private static func row(
    _ label: String, _ right: Measured?, _ left: Measured?, decimals: Int = 0, signed: Bool = false,
    difference: Bool = true, reason: (Measured) -> String?, value: (Measured) -> Double?
  ) -> Row {
    func cell(_ m: Measured?) -> Cell {
      guard let m else { return Cell(text: "withheld \u{2014} not found", withheld: true) }
      guard let v = value(m) else {
        guard let why = reason(m) else { return Cell(text: "not measured", withheld: true) }
        return Cell(text: "withheld \u{2014} \(why)", withheld: true)
      }
      return Cell(
        text: signed ? number(v, decimals) : DecimalText.typographic(DecimalText.plain(v, decimals)))
    }
    let r = right.flatMap(value)
    let l = left.flatMap(value)
    let asymmetry =
      if difference, let r, let l { Cell(text: number(r - l, decimals)) } else { Cell(text: "\u{2013}") }
    return Row(label: label, cells: [cell(right), cell(left), asymmetry])
  }

  static func pallidumTable(_ report: ReportDocument) -> Table {
    let right = report.measurement(.globusPallidus, .right)
    let left = report.measurement(.globusPallidus, .left)
    let ctReason = { (m: Measured) in m.ctWithheld.map { report.reasonOnce($0) } }
    let qsmReason = { (m: Measured) in m.qsmWithheld.map { report.reasonOnce($0) } }
    let hu = { (label: String, value: @escaping (ReportDocument.HUStatistics) -> Double) in
      row(label, right, left, decimals: 1, reason: ctReason) { $0.ct.map(value) }
    }
    let chi = { (label: String, value: @escaping (ReportDocument.QSMStatistics) -> Double?) in
      row(label, right, left, signed: true, reason: qsmReason) { $0.qsm.flatMap(value) }
    }
    let spread = { (label: String, value: @escaping (ReportDocument.QSMStatistics) -> Double) in
      row(label, right, left, reason: qsmReason) { $0.qsm.map(value) }
    }
    var rows = [row("Volume, mm\u{B3}", right, left, reason: { _ in nil }) { $0.volumeMm3 }]
    if right?.ct == nil, left?.ct == nil {
      // One row instead of six with the same sentence.
      rows.append(hu("CT, all values") { $0.meanHU })
    } else {
      rows += [
        hu("CT mean, HU") { $0.meanHU }, hu("CT SD, HU") { $0.sdHU }, hu("CT median, HU") { $0.medianHU },
        hu("CT 95th percentile, HU") { $0.p95HU }, hu("CT maximum, HU") { $0.maxHU },
        hu("Volume above CT cut-off, mm\u{B3}") { $0.volumeAboveCutoffMm3 },
      ]
    }
    if right?.qsm == nil, left?.qsm == nil {
      rows.append(chi("\u{3C7}, all values") { $0.meanPpb })
    } else {
      rows += [
        chi("\u{3C7} mean, ppb") { $0.meanPpb }, spread("\u{3C7} SD, ppb") { $0.sdPpb },
        chi("\u{3C7} median, ppb") { $0.medianPpb }, chi("\u{3C7} 5th percentile, ppb") { $0.p5Ppb },
        chi("\u{3C7} 95th percentile, ppb") { $0.p95Ppb }, chi("\u{3C7} minimum, ppb") { $0.minPpb },
        chi("\u{3C7} maximum, ppb") { $0.maxPpb },
        chi("Paramagnetic part (model), ppb") { $0.paramagneticMeanPpb },
        chi("Diamagnetic part (model), ppb") { $0.diamagneticMeanPpb.map { -$0 } },
      ]
    }
    rows.append(
      row("R2* mean, 1/s", right, left, decimals: 1, reason: { _ in nil }) { $0.r2star?.meanPerSecond })
    let overlap = [report.pallidum.right, report.pallidum.left].map { side -> Cell in
      if let dice = side.focusOverlapDice { return Cell(text: DecimalText.plain(dice, 2)) }
      // Without a focus on both there is nothing that could overlap.
      let both = Set(side.foci.map(\.modality)).count > 1
      return Cell(text: both ? "not measured" : "\u{2013}", withheld: both)
    }
    rows.append(Row(label: "Overlap of CT and QSM foci (Dice)", cells: overlap + [Cell(text: "\u{2013}")]))
    let truncated = [right, left].compactMap(\.self).filter(\.truncated).map(\.side.rawValue)
    return Table(
      title: "Globus pallidus" + outlineMark([right, left]) + sidesWarning(report),
      columns: ["Right", "Left", "Right \u{2212} left"],
      rows: rows,
      note: "Susceptibility relative to \(report.referenceRegionName)."
        + (truncated.isEmpty ? "" : " Cut off by the edge of the slab: \(truncated.joined(separator: ", ")).")
        + stability(report).map { " " + $0 }.joined()
    )
  }

  static func sidesWarning(_ report: ReportDocument) -> String {
    report.sidesAreProven ? "" : " \u{2014} \(ReportDocument.sidesNotProven)"
  }

  /// How firm each grade is: what was varied, how many recalculations agree, how near the cut-off lies.
  private static func stability(_ report: ReportDocument) -> [String] {
    [("Right", report.pallidum.right), ("Left", report.pallidum.left)].flatMap { name, side in
      [("GP_CT", side.gpCT), ("GP_QSM", side.gpQSM)].compactMap { label, grade -> String? in
        guard grade.grade != nil else { return nil }
        let parts = [grade.stabilityText, grade.distanceToCutoff ?? ""].filter { !$0.isEmpty }
        return parts.isEmpty ? nil : "\(name) \(label): \(parts.joined(separator: "; "))."
      }
    }
  }

  static func fociTable(_ report: ReportDocument) -> Table? {
    let sides = [("Right", report.pallidum.right), ("Left", report.pallidum.left)]
    let rows = sides.flatMap { side, pallidum in
      pallidum.foci.enumerated().map { n, focus in
        let number = pallidum.foci[...n].count { $0.modality == focus.modality }
        return focusRow(focus, label: "\(side), \(focus.modality.uppercased()) \(number)")
      }
    }
    guard !rows.isEmpty else { return nil }
    return Table(
      title: "Foci" + sidesWarning(report),
      columns: [
        "What was measured", "mm\u{B3}", "Medial, %", "HU", "\u{3C7}, ppb", "R2*, 1/s", "Centre, L P S mm",
      ], rows: rows,
      note:
        "mm\u{B3}: partial volume considered, this one grades; in brackets the voxels above the threshold. Medial: part in the "
        + "medial zone. HU and \u{3C7}: mean, in brackets minimum to maximum. Only foci that touch the medial zone and are not "
        + "vessel-like count.")
  }

  private static func focusRow(_ focus: ReportDocument.Focus, label: String) -> Row {
    func range(_ mean: Double?, _ low: Double?, _ high: Double?, _ text: (Double) -> String) -> Cell {
      guard let mean else { return Cell(text: "\u{2013}") }
      let ends = [low, high].compactMap(\.self)
      return Cell(
        text: text(mean) + (ends.isEmpty ? "" : " (\(ends.map(text).joined(separator: " to ")))"))
    }
    let counted = focus.counted ?? focus.inZone
    let kind = focus.kindText ?? "\u{2013}"
    let shape =
      focus.kind == "vesselLike"
      ? [("length", focus.lengthMm), ("diameter", focus.diameterMm), ("beyond", focus.beyondPallidumMm)]
        .compactMap { name, mm in mm.map { "\(name) \(DecimalText.plain($0, 1)) mm" } } : []
    let outside = counted || focus.inZone ? [] : ["outside the medial zone, not counted"]
    let place = focus.centroidLPS.map { DecimalText.plain($0, 1) }.joined(separator: ", ")
    return Row(
      label: label,
      cells: [
        Cell(text: ([kind] + shape + outside).joined(separator: ", ")),
        Cell(
          text: DecimalText.plain(focus.volumeMm3)
            + (focus.thresholdVolumeMm3.map { " (\(DecimalText.plain($0)))" } ?? "")),
        Cell(text: focus.zoneShare.map { DecimalText.plain($0 * 100) } ?? "\u{2013}"),
        range(focus.meanHU, focus.minHU, focus.maxHU) { DecimalText.typographic(DecimalText.plain($0)) },
        range(focus.meanPpb, focus.minPpb, focus.maxPpb) { number($0) },
        Cell(text: focus.r2starPerSecond.map { DecimalText.plain($0) } ?? "\u{2013}"),
        Cell(text: DecimalText.typographic(place)),
      ])
  }

  static func nucleiTable(_ report: ReportDocument) -> Table {
    let rows = Structure.allCases.filter { $0 != .globusPallidus }.map { structure -> Row in
      let pair = [Side.right, .left].map { report.measurement(structure, $0) }
      func cells(_ value: (Measured) -> String?, _ reason: (Measured) -> String?) -> [Cell] {
        pair.map { m in
          guard let m else { return Cell(text: "not found", withheld: true) }
          return value(m).map { Cell(text: $0) }
            ?? Cell(
              text: reason(m) == nil ? "not measured" : "withheld",
              withheld: true)
        }
      }
      let name = structure.displayName
      return Row(
        label: name.prefix(1).uppercased() + name.dropFirst() + outlineMark(pair),
        cells: cells({ $0.qsm.map { number($0.meanPpb) } }, { $0.qsmWithheld })
          + cells({ $0.ct.map { DecimalText.plain($0.meanHU, 1) } }, { $0.ctWithheld })
          + cells({ $0.r2star.map { DecimalText.plain($0.meanPerSecond, 1) } }, { _ in nil })
          + cells({ DecimalText.plain($0.volumeMm3) }, { _ in nil }))
    }
    // The reasons once below the table, not in every cell.
    var reasons: [String] = []
    for m in report.structures where m.name != .globusPallidus {
      for why in [m.ct == nil ? m.ctWithheld : nil, m.qsm == nil ? m.qsmWithheld : nil] {
        if let text = why.map({ report.reasonOnce($0) }), !reasons.contains(text) { reasons.append(text) }
      }
    }
    return Table(
      title: "Other nuclei, means" + sidesWarning(report),
      columns: [
        "\u{3C7} R, ppb", "\u{3C7} L, ppb", "HU R", "HU L", "R2* R, 1/s", "R2* L, 1/s", "mm\u{B3} R",
        "mm\u{B3} L",
      ], rows: rows,
      note: reasons.isEmpty ? nil : "Withheld \u{2014} \(reasons.joined(separator: "; ")).")
  }
}
