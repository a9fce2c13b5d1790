import Vocabulary

extension ReportDocument {
  /// The report as `findings.txt`: status, studies, findings, impression.
  ///
  /// Same report, same bytes.
  ///
  /// Plain text, a paragraph a line, so that any editor wraps it as it likes. The clock does not enter.
  public func findingsFile() -> String {
    var lines = [
      verification.map { "VERIFIED by \($0.reader), \($0.signedAt)" } ?? "UNVERIFIED",
      "Not for diagnostic use. Computed aid, to be confirmed by a radiologist.",
      "",
      "Patient: \(PersonName.readable(patient.name)), ID \(patient.id)",
      "MR: \(studyLine(studies.mr))",
      "CT: \(studies.ct.map { studyLine($0) } ?? "none")",
      "",
      "FINDINGS",
    ]
    lines += findings.findings
    lines += ["", "IMPRESSION"]
    lines += findings.impression.enumerated().map { "\($0.offset + 1). \($0.element)" }
    lines += ["", "\(software.name) \(software.version), cut-offs version \(cutoffs.version)", ""]
    return lines.map(oneLine).joined(separator: "\n")
  }

  private func studyLine(_ study: Study) -> String {
    let date = study.date.isEmpty ? "date unknown" : study.date
    return study.accession.isEmpty ? date : "\(date), accession \(study.accession)"
  }

  /// A line stays one line, whatever stands in a tag.
  private func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
