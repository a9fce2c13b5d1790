import Report
import Vocabulary

/// Everything that puts this patient's values beside others', for HTML and PDF alike.
struct ContextView {
  /// Nuclei beside published groups; nil where there is nothing to compare.
  let comparison: ReportView.Table?
  /// What the comparison cannot tell, a sentence a cohort.
  let caveats: [String]
  /// Right less left; nil where no nucleus is measured on both sides.
  let asymmetry: ReportView.Table?
  /// Questions of the literature with this patient's values.
  let questions: ReportView.Table

  init(_ report: ReportDocument) {
    let entries = report.context ?? []
    comparison = Self.comparisonTable(entries, report)
    caveats = Self.caveats(entries)
    asymmetry = Self.asymmetryTable(report)
    questions = Self.questionTable(report)
  }

  // MARK: - Published groups

  /// What rows of one table share.
  private struct Key: Hashable {
    let structure: Structure
    let quantity: String
    let cohort: String
    let group: String

    /// χ, then HU, then volumes.
    var rank: Int { quantity == "meanPpb" ? 0 : quantity == "meanHU" ? 1 : 2 }

    init(_ e: ReportDocument.ContextEntry) {
      structure = e.structure
      quantity = e.quantity
      cohort = e.cohort
      group = e.group
    }
  }

  private static func comparisonTable(
    _ entries: [ReportDocument.ContextEntry], _ report: ReportDocument
  ) -> ReportView.Table? {
    guard !entries.isEmpty else { return nil }
    var keys: [Key] = []
    for e in entries where !keys.contains(Key(e)) { keys.append(Key(e)) }
    // Nucleus by nucleus, each quantity together, the groups of one cohort by grade.
    let order = Structure.allCases.map(\.rawValue)
    keys.sort {
      let (a, b) = (
        order.firstIndex(of: $0.structure.rawValue) ?? 0, order.firstIndex(of: $1.structure.rawValue) ?? 0
      )
      return (a, $0.rank, $0.cohort, $0.group) < (b, $1.rank, $1.cohort, $1.group)
    }
    let rows = keys.map { key -> ReportView.Row in
      let row = entries.filter { Key($0) == key }
      let (right, left, both) = (
        row.first { $0.side == .right }, row.first { $0.side == .left }, row.first { $0.side == nil }
      )
      func cell(_ e: ReportDocument.ContextEntry?, _ text: (ReportDocument.ContextEntry) -> String)
        -> ReportView.Cell
      {
        ReportView.Cell(text: e.map(text) ?? "\u{2013}")
      }
      let values =
        both.map { [cell($0, value), ReportView.Cell(text: "both sides")] }
        ?? [cell(right, value), cell(left, value)]
      let places =
        both.map { [cell($0, place), ReportView.Cell(text: "\u{2013}")] } ?? [
          cell(right, place), cell(left, place),
        ]
      return ReportView.Row(
        label: label(row[0]), cells: values + [ReportView.Cell(text: published(row[0]))] + places)
    }
    return ReportView.Table(
      title: "Beside published groups" + ReportView.sidesWarning(report),
      columns: ["Right", "Left", "Published", "Right lies", "Left lies"], rows: rows,
      note:
        "IQR: interquartile range. By reference: from one end to the other over the reference regions measured here, as the "
        + "cohort's own is not recorded.")
  }

  private static func label(_ e: ReportDocument.ContextEntry) -> String {
    let name = capitalized(e.structure.displayName)
    switch e.quantity {
    case "meanPpb": return "\(name), \u{3C7}, ppb"
    case "meanHU": return "\(name), HU"
    default: return "\(name), % of intracranial volume"
    }
  }

  private static func decimals(_ e: ReportDocument.ContextEntry) -> Int {
    e.quantity == "meanPpb" ? 0 : e.quantity == "meanHU" ? 1 : 2
  }

  private static func value(_ e: ReportDocument.ContextEntry) -> String {
    e.quantity == "meanPpb" ? number(e.value) : plain(e.value, decimals(e))
  }

  /// `81 ± 14, Liu 2025, healthy, 30–60 years, n not recorded`.
  private static func published(_ e: ReportDocument.ContextEntry) -> String {
    let d = decimals(e)
    let spread =
      switch (e.statistic, e.lower, e.upper) {
      case ("mean, SD", _, let upper?): " \u{B1} \(plain(upper - e.centre, d))"
      case (_, let lower?, let upper?): " [\(plain(lower, d)); \(plain(upper, d))]"
      default: ""
      }
    let n = e.n.map { "n = \($0)" } ?? "n not recorded"
    return "\(plain(e.centre, d))\(spread), \(e.cohort), \(e.group), \(n)"
  }

  private static func place(_ e: ReportDocument.ContextEntry) -> String {
    if let z = e.zByReference, z.count == 2 {
      let ends = z.map { number($0, 1) }
      return "z \(ends[0])" + (ends[0] == ends[1] ? "" : " to \(ends[1])") + ", by reference"
    }
    let z = e.z.map { "z \(number($0, 1)), " } ?? ""
    return z + DecimalText.typographic(e.position)
  }

  /// What is said of one cohort's values, once; what is said of single nuclei stands at their names.
  private static func caveats(_ entries: [ReportDocument.ContextEntry]) -> [String] {
    var order: [String] = []
    var parts: [String: [String]] = [:]
    for e in entries {
      let subject =
        "\(e.cohort), \(e.unit) (\(e.pipeline == "not recorded" ? "pipeline not recorded" : e.pipeline))"
      if !order.contains(subject) { order.append(subject) }
      for part in e.caveat.components(separatedBy: "; ")
      where !part.contains("outline") && parts[subject]?.contains(part) != true {
        parts[subject, default: []].append(part)
      }
    }
    return order.map { "\($0): \((parts[$0] ?? []).joined(separator: "; "))." }
  }

  // MARK: - Right and left

  private static func asymmetryTable(_ report: ReportDocument) -> ReportView.Table? {
    let all = report.asymmetry ?? []
    guard !all.isEmpty else { return nil }
    let rows = Structure.allCases.compactMap { structure -> ReportView.Row? in
      let own = all.filter { $0.structure == structure }
      guard !own.isEmpty else { return nil }
      func cell(_ quantity: String, _ decimals: Int) -> ReportView.Cell {
        guard let a = own.first(where: { $0.quantity == quantity }) else {
          return ReportView.Cell(text: "withheld", withheld: true)
        }
        let error = a.standardError.map { " \u{B1} \(plain($0, decimals == 0 ? 1 : decimals))" } ?? ""
        let index = a.indexPercent.map { " (\(number($0)) %)" } ?? ""
        return ReportView.Cell(text: "\(number(a.difference, decimals))\(error)\(index)")
      }
      let chi = own.first { $0.quantity == "meanPpb" }?.sentence(decimals: 0)
      return ReportView.Row(
        label: capitalized(structure.displayName),
        cells: [cell("meanPpb", 0), cell("meanHU", 1), cell("volumeMm3", 0)]
          + [ReportView.Cell(text: chi.map { "\u{3C7}: \($0)" } ?? "\u{2013}")])
    }
    return ReportView.Table(
      title: "Right minus left",
      columns: ["\u{3C7}, ppb", "HU", "mm\u{B3} (index)", "In words"], rows: rows,
      note:
        "\u{B1}: standard error from the voxels' spread, for \u{3C7} with the 2.4 ppb by which means repeat. Index: "
        + "difference over the mean of both; for volumes only, as the zero of \u{3C7} and HU is a choice.")
  }

  // MARK: - Segments of the pallidum

  /// Internal and external segment; nil where there are none.
  static func segmentTable(_ report: ReportDocument) -> ReportView.Table? {
    let segments = report.pallidumSegments ?? []
    guard !segments.isEmpty else { return nil }
    let rows = ["internal", "external"].map { name -> ReportView.Row in
      func cells(_ value: (ReportDocument.PallidumSegment) -> String?) -> [ReportView.Cell] {
        [Side.right, .left].map { side in
          guard let s = segments.first(where: { $0.segment == name && $0.side == side }) else {
            return ReportView.Cell(text: "not found", withheld: true)
          }
          return value(s).map { ReportView.Cell(text: $0) }
            ?? ReportView.Cell(text: "withheld", withheld: true)
        }
      }
      return ReportView.Row(
        label: capitalized(name) + " segment",
        cells: cells { $0.meanPpb.map { number($0) } } + cells { $0.meanHU.map { plain($0, 1) } }
          + cells { plain($0.volumeMm3, 0) })
    }
    return ReportView.Table(
      title: "Segments of the pallidum, approximate" + ReportView.sidesWarning(report),
      columns: ["\u{3C7} R, ppb", "\u{3C7} L, ppb", "HU R", "HU L", "mm\u{B3} R", "mm\u{B3} L"], rows: rows,
      note: "The border between them is the template's: Dice 0.74 of the internal segment on test heads.")
  }

  // MARK: - Questions of the literature

  private static func questionTable(_ report: ReportDocument) -> ReportView.Table {
    let rows = LiteratureQuestion.all.map { q in
      ReportView.Row(
        label: q.question,
        cells: [
          ReportView.Cell(text: q.published),
          ReportView.Cell(
            text: q.structures.map { values(report, $0, q.measures) }.joined(separator: ". ") + "."),
          ReportView.Cell(text: q.sources),
        ])
    }
    return ReportView.Table(
      title: "What the literature looks at" + ReportView.sidesWarning(report),
      columns: ["Published of groups", "This patient, right / left", "Source"], rows: rows,
      note: "Measurements only: the values are not weighed against what was published of groups.")
  }

  /// `Thalamus χ +13 / +12 ppb, R2* 24.1 / 23.8 /s`.
  private static func values(
    _ report: ReportDocument, _ structure: Structure, _ measures: [LiteratureQuestion.Measure]
  ) -> String {
    let pair = [Side.right, .left].map { report.measurement(structure, $0) }
    func both(_ text: (ReportDocument.StructureMeasurement) -> String?) -> String {
      pair.map { m in m.map { text($0) ?? "withheld" } ?? "not found" }.joined(separator: " / ")
    }
    let parts = measures.map { measure in
      switch measure {
      case .susceptibility: "\u{3C7} \(both { $0.qsm.map { number($0.meanPpb) } }) ppb"
      case .attenuation:
        "95th percentile \(both { $0.ct.map { plain($0.p95HU, 0) } }) HU"
      case .denseVolume:
        "dense \(both { $0.ct.map { plain($0.volumeAboveCutoffMm3, 0) } }) mm\u{B3}"
      case .r2star: "R2* \(both { $0.r2star.map { plain($0.meanPerSecond, 0) } }) /s"
      }
    }
    return "\(capitalized(structure.displayName)) \(parts.joined(separator: ", "))"
  }

  private static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  private static func plain(_ x: Double, _ decimals: Int) -> String {
    DecimalText.typographic(DecimalText.plain(x, decimals))
  }
}
