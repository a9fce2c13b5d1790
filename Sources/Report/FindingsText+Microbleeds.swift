import Vocabulary

/// What the search for microbleed candidates gave, in words; nil in reports that had none of it.
///
/// Candidates, not a count: the sentence says so.
func microbleedParagraph(_ report: ReportDocument) -> String? {
  guard let m = report.microbleedCandidates else { return nil }
  if let reason = m.withheld {
    return "Microbleed candidates: withheld (\(report.reasonOnce(reason)))."
  }
  guard let passed = m.passed, let searched = m.searchedMl, let looked = m.looked else { return nil }
  let place = "in \(DecimalText.plain(searched)) ml of brain away from its surface and the iron-rich nuclei"
  let calcium = m.calciumNotExcluded == nil ? "" : " Calcium is not excluded by CT."
  guard passed > 0 else {
    return
      "Microbleed candidates: none found \(place) (\(looked) bright \(looked == 1 ? "place" : "places") looked at).\(calcium)"
  }
  let diameters = m.candidates.map { DecimalText.plain($0.diameterMm, 1) }
  let shown = m.notListed > 0 ? " of the \(m.candidates.count) listed" : ""
  let sizes = diameters.isEmpty ? "" : ", diameter\(shown) \(diameters.joined(separator: ", ")) mm"
  return
    "Microbleed candidates: \(passed) \(passed == 1 ? "place" : "places") \(place)\(sizes), proposed and not "
    + "counted; the reader decides.\(calcium)"
}
