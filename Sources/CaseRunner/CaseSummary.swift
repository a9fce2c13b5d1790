import Report
import Vocabulary

extension ReportDocument {
  /// Where the report lies and what it found, in a few lines for the terminal.
  func summary(folder: String) -> String {
    var lines = ["Report: \(folder)/report.html (also report.pdf, findings.txt, report.json, dicom/)", ""]
    for side in [Side.right, .left] {
      let p = pallidum(side)
      let name = side == .right ? "Right" : "Left "
      lines.append(
        "\(name) globus pallidus   GP_CT \(grade(p.gpCT))   GP_QSM \(grade(p.gpQSM))   "
          + "paradoxical calcification \(flag(p.paradoxicalCalcification))")
      if let m = measurement(.globusPallidus, side) {
        let hu = m.ct.map { DecimalText.plain($0.meanHU, 1) + " HU" } ?? "HU withheld"
        let ppb = m.qsm.map { DecimalText.plain($0.meanPpb) + " ppb" } ?? "susceptibility withheld"
        let sides = sidesAreProven ? "" : " (\(Self.sidesNotProven))"
        lines.append(
          "                        mean \(hu), \(ppb), \(DecimalText.plain(m.volumeMm3)) mm³\(sides)")
      }
    }
    lines.append("Sign of the phase: \(susceptibility.signCheck.verdict)")
    if let r = registration { lines.append("Registration of the CT: \(r.verdict.rawValue)") }
    lines += withheldGroups.map { "Withheld \($0.subject): \($0.reason)." }
    lines.append("An aid for a reader, UNVERIFIED, not for diagnostic use.")
    return lines.joined(separator: "\n")
  }

  private func grade(_ g: Grade) -> String { g.grade.map(String.init) ?? "withheld" }

  private func flag(_ p: ParadoxicalCalcification) -> String {
    switch p.flag {
    case true?: "yes"
    case false?: "no" + (p.kind.map { $0 == "none" ? "" : " (\($0))" } ?? "")
    case nil: "withheld"
    }
  }
}
