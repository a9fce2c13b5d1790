import Report
import Vocabulary

extension ReportAssembly {
  /// What the reader must see: first what is withheld, then warnings, then notes.
  func notices(_ report: ReportDocument) -> [ReportDocument.Notice] {
    var notices: [ReportDocument.Notice] = []
    func add(_ severity: String, _ subject: String, _ message: String) {
      let notice = ReportDocument.Notice(severity: severity, subject: subject, message: message)
      if !notices.contains(where: { $0.subject == subject && $0.message == message }) {
        notices.append(notice)
      }
    }
    for side in Side.allCases {
      let p = report.pallidum(side)
      if let reason = p.gpCT.withheld { add("withheld", "gpCT.\(side.rawValue)", reason) }
      if let reason = p.gpQSM.withheld { add("withheld", "gpQSM.\(side.rawValue)", reason) }
      if let reason = p.paradoxicalCalcification.withheld {
        add("withheld", "paradoxicalCalcification.\(side.rawValue)", reason)
      }
    }
    for note in report.correctedSegmentation.map(correctionNotes) ?? [] { add("info", "segmentation", note) }
    for note in identity.notes { add("warning", "identity", note) }
    for note in selection.dates.notes { add("warning", "dates", note) }
    for series in setAside { add("warning", "series", series.sentence) }
    for warning in mgre.metadata.warnings { add("warning", "mgre", warning) }
    for warning in ct.metadata.warnings { add("warning", "ct", warning) }
    if report.susceptibility.signCheck.verdict == "inconclusive", !analysis.sign.isContradictory {
      add(
        "warning", "signCheck",
        "The sign of the phase could not be proven from the image; it rests on the vendor's rule alone.")
    }
    // What is merely doubtful about a registration says nothing where it failed; the table keeps it.
    let failed = report.registration.flatMap { $0.verdict == .fail ? $0.measures.map(\.check) : nil } ?? []
    for check in report.quality
    where check.verdict == .warn && check.check != "phaseSign" && !failed.contains(check.check) {
      add("warning", check.check, check.message)
    }
    if mayBeIncomplete {
      add(
        "warning", "files",
        "Not everything in the input could be read: images may be missing. See the files left out in provenance."
      )
    }
    if report.provenance.skippedFiles.count > 0 {
      add("info", "files", "\(report.provenance.skippedFiles.count) files were left out; see provenance.")
    }
    return notices
  }
}
