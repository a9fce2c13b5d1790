import Report
import Vocabulary

extension ReportView {
  /// What stands after the name of a nucleus whose outline is not χ's alone.
  static func outlineMark(_ pair: [ReportDocument.StructureMeasurement?]) -> String {
    func sides(_ source: String) -> String {
      pair.compactMap(\.self).filter { $0.outline == source }.map { $0.side == .right ? "R" : "L" }.joined(
        separator: ", ")
    }
    let (template, reader) = (sides(OutlineSource.template), sides(OutlineSource.reader))
    return (template.isEmpty ? "" : " (outline \(template) from the template)")
      + (reader.isEmpty ? "" : " (outline \(reader) corrected)")
  }

  /// The group without deposits beside the mean in the result strip; nil without a comparison.
  ///
  /// Where a z-score may not be given, what was published stands there, and the reader compares.
  static func publishedBeside(_ report: ReportDocument, _ side: Side, _ quantity: String) -> String? {
    let kim = PublishedCohort.kim.name
    guard
      let e = report.context?.first(where: {
        $0.structure == .globusPallidus && $0.side == side && $0.quantity == quantity && $0.cohort == kim
      })
    else { return nil }
    if let z = e.z { return "z\u{A0}\(number(z, 1)) to \(kim) grade\u{A0}0" }
    guard let lower = e.lower, let upper = e.upper else { return nil }
    let range = [lower, upper].map { DecimalText.typographic(DecimalText.plain($0)) }.joined(
      separator: "\u{2013}")
    return "\(kim) grade 0: \(range) \(e.unit)"
  }
}
