import Foundation
import Report
import Vocabulary

extension ReportView {
  struct ChartView {
    let name: String
    let title: String
    let caption: String
    let svg: String
  }

  struct PriorView {
    let heading: String
    let rows: [Row]

    init(_ prior: ReportDocument.PriorComparison) {
      heading =
        "MR of \(prior.date.isEmpty ? "unknown date" : prior.date)"
        + (prior.accession.isEmpty ? "" : ", accession \(prior.accession)") + ", \(prior.madeWith)"
      rows = prior.differences.map { d in
        func cell(_ value: Double?) -> Cell {
          value.map { Cell(text: DecimalText.typographic(DecimalText.shortest($0, limit: 1))) }
            ?? Cell(text: "withheld", withheld: true)
        }
        let change =
          if let a = d.prior, let b = d.current { Cell(text: number(b - a, 1)) } else {
            Cell(text: "\u{2013}")
          }
        return Row(label: "\(d.measurement), \(d.unit)", cells: [cell(d.prior), cell(d.current), change])
      }
    }
  }

  struct QualityRow {
    let check: String
    let value: String
    let mark: Mark
    let message: String

    static func all(_ report: ReportDocument) -> [QualityRow] {
      let votes = report.susceptibility.signCheck.votes.map { vote in
        QualityRow(
          check: "Sign vote: \(ReportDocument.SignVote.displayName(vote.vote))",
          value: vote.value.map {
            DecimalText.typographic(ReportDocument.SignVote.displayValue($0, of: vote.vote))
          } ?? "\u{2013}", mark: Mark(sign: vote.verdict), message: vote.message)
      }
      let measures = report.registration?.measures ?? []
      let known = Set(report.quality.map(\.check))
      return (report.quality + measures.filter { !known.contains($0.check) }).map(QualityRow.init) + votes
    }

    init(_ check: QualityCheck) {
      self.init(
        check: words(check.check),
        value: check.value.isFinite
          ? "\(DecimalText.typographic(DecimalText.shortest(check.value))) \(check.unit)" : "not measurable",
        mark: Mark(check.verdict), message: check.message)
    }

    private init(check: String, value: String, mark: Mark, message: String) {
      self.check = check
      self.value = value
      self.mark = mark
      self.message = message
    }
  }

  struct NoticeView {
    let mark: Mark
    let message: String

    /// Every sentence once, whatever it is about.
    static func all(_ report: ReportDocument) -> [NoticeView] {
      var told = Set<String>()
      return report.notices.filter { told.insert("\($0.severity) \($0.message)").inserted }
        .map(NoticeView.init)
    }

    private init(_ notice: ReportDocument.Notice) {
      let tone = ["warning": "warn", "withheld": "bad"][notice.severity] ?? "none"
      mark = Mark(word: notice.severity, tone: tone)
      message = notice.message
    }
  }

  struct MethodGroup {
    let section: String
    let fields: [Field]

    /// Groups in the order of their first entry.
    static func all(_ entries: [ReportDocument.MethodEntry]) -> [MethodGroup] {
      var order: [String] = []
      for entry in entries where !order.contains(entry.section) { order.append(entry.section) }
      return order.map { section in
        MethodGroup(
          section: section,
          fields: entries.filter { $0.section == section }.map { Field(label: $0.item, value: $0.value) })
      }
    }
  }

  struct SignatureView {
    let reader: String
    let organization: String
    let signedAt: String
    let remarks: [String]

    init(_ verification: ReportDocument.Verification) {
      reader = verification.reader
      organization = verification.organization
      signedAt = verification.signedAt
      remarks = verification.remarks
    }
  }
}

/// `registrationGain` as `Registration gain`; runs of capitals stay together.
func words(_ identifier: String) -> String {
  var text = ""
  var previous: Character?
  for c in identifier {
    if c.isUppercase, let previous, previous.isLowercase { text += " " }
    text.append(c)
    previous = c
  }
  let parts = text.split(separator: " ").enumerated().map { i, word -> String in
    if word.count > 1, word.allSatisfy({ $0.isUppercase || $0.isNumber }) { return String(word) }
    return i == 0 ? word.prefix(1).uppercased() + word.dropFirst() : word.lowercased()
  }
  return parts.joined(separator: " ")
}
