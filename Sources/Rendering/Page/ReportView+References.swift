import Report
import Vocabulary

extension ReportView {
  /// Every reference region against the whole brain, and the brain and the nuclei against every region.
  ///
  /// Nil for reports of versions that measured no regions, and where nothing of the map may be told.
  static func referenceTable(_ report: ReportDocument) -> Table? {
    guard let regions = report.susceptibility.references, regions.contains(where: { $0.meanPpb != nil })
    else {
      return nil
    }
    func row(_ label: String, _ cell: (ReportDocument.Reference) -> String?) -> Row {
      Row(
        label: label,
        cells: regions.map { region in
          cell(region).map { Cell(text: $0) } ?? Cell(text: "withheld", withheld: true)
        })
    }
    let brain = regions.first { $0.region == "wholeBrain" }
    var rows = [
      row("Region, mean \u{B1} SD relative to whole brain") { region in
        guard let mean = region.meanRelativeToWholeBrainPpb, let sd = region.sdPpb else { return nil }
        return "\(number(mean)) \u{B1} \(DecimalText.plain(sd))"
      },
      row("Region, voxels") { "\($0.voxels)" },
      row("Region, ml") { DecimalText.plain($0.volumeMm3 / 1000, 1) },
      row("Whole brain") { region in
        guard let mean = brain?.meanPpb, let zero = region.meanPpb else { return nil }
        return number(mean - zero)
      },
    ]
    for structure in Structure.allCases {
      let pair = [Side.right, .left].map { report.measurement(structure, $0)?.qsm?.meanByReferencePpb }
      guard pair.contains(where: { $0 != nil }) else { continue }
      let name = structure.displayName
      rows.append(
        row("\(name.prefix(1).uppercased() + name.dropFirst()), R / L") { region in
          let values = pair.map { $0?[region.region] ?? nil }
          guard values.contains(where: { $0 != nil }) else { return nil }
          return values.map { $0.map { number($0) } ?? "\u{2013}" }.joined(separator: " / ")
        })
    }
    let reasons = regions.compactMap { region in
      region.withheld.map { "\(ReportDocument.referenceName(region.region)): \(ReportDocument.reason($0))." }
    }
    return Table(
      title: "Mean \u{3C7} relative to each reference, ppb" + sidesWarning(report),
      columns: regions.map {
        let name = ReportDocument.referenceName($0.region)
        return name.prefix(1).uppercased() + name.dropFirst()
      }, rows: rows,
      note: reasons.isEmpty ? nil : "Withheld \u{2014} " + reasons.joined(separator: " "))
  }
}
