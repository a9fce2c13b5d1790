import Report

extension ReportView {
  /// The calcified pineal gland and plexuses beside the sign's verdict; nil in reports that had none of it.
  static func controlsTable(_ report: ReportDocument) -> Table? {
    guard let controls = report.calcifiedControls, !controls.isEmpty else { return nil }
    return Table(
      title: "The patient\u{2019}s own controls: calcium that must be diamagnetic" + sidesWarning(report),
      columns: ["mm\u{B3}", "HU", "\u{3C7}, ppb", "Remark"],
      rows: controls.map { row($0, report) },
      note:
        "Measured in what lies above 100 HU, away from the basal ganglia. HU: mean, in brackets the maximum. \u{3C7}: mean \u{B1} "
        + "SD, in brackets the voxels. Small deposits share their voxels with tissue and read nearer to 0.")
  }

  private static func row(_ c: ReportDocument.CalcifiedControl, _ report: ReportDocument) -> Row {
    let dash = Cell(text: "\u{2013}")
    let hu = c.meanHU.map { mean in
      Cell(text: DecimalText.plain(mean) + (c.maxHU.map { " (\(DecimalText.plain($0)))" } ?? ""))
    }
    let chi = c.meanPpb.map { mean in
      Cell(text: number(mean) + " \u{B1} " + DecimalText.plain(c.sdPpb ?? 0) + " (\(c.voxels))")
    }
    var reasons: [String] = []
    for reason in [c.ctWithheld, c.qsmWithheld, c.note] {
      if let text = reason.map({ report.reasonOnce($0) }), !reasons.contains(text) { reasons.append(text) }
    }
    return Row(
      label: c.displayName,
      cells: [
        c.volumeMm3.map { Cell(text: DecimalText.plain($0)) } ?? dash, hu ?? dash, chi ?? dash,
        Cell(text: reasons.joined(separator: "; ")),
      ])
  }
}
