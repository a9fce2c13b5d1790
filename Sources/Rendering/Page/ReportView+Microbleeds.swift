import Report
import Vocabulary

extension ReportView {
  /// The section of microbleed candidates.
  struct MicrobleedsView {
    /// What was found, or why nothing was sought.
    let summary: String
    let withheld: Bool
    let table: Table?
    /// What was looked at and set aside.
    let setAside: String?
    let pictures: [Picture]

    init(_ m: ReportDocument.MicrobleedCandidates, report: ReportDocument, pictures: [Picture]) {
      withheld = m.withheld != nil
      self.pictures = withheld ? [] : pictures
      let calcium =
        m.calciumNotExcluded.map { " Calcium not excluded by CT: \(ReportDocument.reason($0))." } ?? ""
      let limits = calcium + (m.limitation.map { " \($0)" } ?? "")
      if let reason = m.withheld {
        summary = "Withheld \u{2014} \(report.reasonOnce(reason))."
      } else if m.candidates.isEmpty {
        summary = "None found." + limits
      } else {
        let more = m.notListed > 0 ? " \(m.notListed) more passed and are not listed." : ""
        summary = "Candidates, not counted; the reader decides.\(more)\(limits)"
      }
      table = m.candidates.isEmpty ? nil : Self.table(m, report: report)
      setAside = m.withheld == nil ? Self.setAside(m) : nil
    }

    private static func table(_ m: ReportDocument.MicrobleedCandidates, report: ReportDocument) -> Table {
      Table(
        title: "Microbleed candidates",
        columns: [
          "Side", "Region", "Diameter, mm", "\u{3C7}, ppb", "Contrast, ppb", "R2*, 1/s", "HU",
          "Centre, L P S mm",
        ], rows: m.candidates.map(row),
        note:
          "\u{3C7}: maximum, in brackets the mean. Contrast: maximum above the surroundings, in brackets over their noise. HU: "
          + "mean, in brackets the 95th percentile. Diameter from susceptibility, not from the larger dark spot of the "
          + "magnitude. Side by the template's midline; region as far as the outlined nuclei tell, else \u{201C}elsewhere\u{201D}."
      )
    }

    private static func row(_ c: ReportDocument.MicrobleedCandidate) -> Row {
      let hu = c.meanHU.map { mean in
        DecimalText.plain(mean) + (c.peakHU.map { " (\(DecimalText.plain($0)))" } ?? "")
      }
      return Row(
        label: c.id,
        cells: [
          c.side?.rawValue ?? "midline", c.regionText,
          "\(DecimalText.plain(c.diameterMm, 1))", "\(number(c.maxPpb)) (\(number(c.meanPpb)))",
          "\(number(c.contrastPpb)) (\(DecimalText.plain(c.contrastToNoise))\u{D7})",
          c.r2starPerSecond.map { DecimalText.plain($0) } ?? "\u{2013}",
          hu.map(DecimalText.typographic) ?? "\u{2013}",
          DecimalText.typographic(c.centroidLPS.map { DecimalText.plain($0, 1) }.joined(separator: ", ")),
        ].map { Cell(text: $0) })
    }

    private static func setAside(_ m: ReportDocument.MicrobleedCandidates) -> String? {
      guard let searched = m.searchedMl, let looked = m.looked else { return nil }
      let parts = m.setAside.map { "\($0.count) \($0.reasonText)" }
      return
        "\(looked) bright \(looked == 1 ? "place" : "places") looked at in \(DecimalText.plain(searched)) ml; the brain\u{2019}s rim and the surroundings of "
        + "pallidum, substantia nigra, red and dentate nucleus were not searched. Set aside: "
        + (parts.isEmpty ? "none." : parts.joined(separator: "; ") + ".")
    }
  }

  static func microbleeds(_ report: ReportDocument, pictures: [Picture]) -> MicrobleedsView? {
    report.microbleedCandidates.map { MicrobleedsView($0, report: report, pictures: pictures) }
  }
}
