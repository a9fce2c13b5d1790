import Acquisition
import Foundation

/// What is in the inputs: a table of series, or JSON.
///
/// Holds no patient's name, identifier or date.
/// - Throws: `CaseError` if a path cannot be read or nothing in it is a DICOM image.
public func inspect(_ inputs: [String], asJSON: Bool) throws(CaseError) -> String {
  do {
    let inventory = try takeInventory(of: inputs)
    let series = summaries(of: inventory)
    guard asJSON else { return inspectionTable(series, skipped: inventory.skipped) }
    struct Inspection: Encodable {
      let schema = "pallidum.inspect/1"
      let studies: [StudySummary]
      let series: [SeriesSummary]
      let skipped: [SkippedFile]
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let data = try encoder.encode(
      Inspection(studies: inventory.studies, series: series, skipped: inventory.skipped))
    return String(decoding: data, as: UTF8.self)
  } catch { throw CaseError(wrapping: error) }
}

/// The series as a table for the terminal, a reason under each.
func inspectionTable(_ series: [SeriesSummary], skipped: [SkippedFile] = []) -> String {
  let header = [
    "", "SERIES", "MOD", "VENDOR", "KIND", "ECHOES ms", "FILES", "MATRIX", "VOXEL mm", "DESCRIPTION",
  ]
  let rows = series.map { s in
    [
      mark(s.verdict), s.number.map(String.init) ?? "?", s.modality, s.vendor, s.kind.rawValue,
      s.echoTimesMs.map { trimmed($0) }.joined(separator: " "),
      s.frames == s.instances ? "\(s.instances)" : "\(s.instances) (\(s.frames) fr.)",
      s.matrix.map(String.init).joined(separator: "×"),
      s.voxelSizeMm.map { trimmed($0) }.joined(separator: "×"),
      s.description,
    ]
  }
  let widths = header.indices.map { c in ([header] + rows).map { $0[c].count }.max() ?? 0 }
  func line(_ cells: [String]) -> String {
    zip(cells, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
      .joined(separator: "  ").trimmingCharacters(in: .whitespaces.union(.init(charactersIn: "")))
  }
  var lines = [line(header)]
  for (s, row) in zip(series, rows) {
    lines.append(line(row))
    lines.append("    " + s.reason)
    lines.append("    UID \(s.seriesInstanceUID)")
  }
  if !skipped.isEmpty {
    lines.append("")
    lines.append("\(skipped.count) files were left out:")
    // A folder of unrelated files would bury the table.
    let shown = 20
    lines += skipped.prefix(shown).map { "    \($0.path): \($0.reason)" }
    if skipped.count > shown { lines.append("    … and \(skipped.count - shown) more (--json lists all)") }
  }
  return lines.joined(separator: "\n")
}

private func mark(_ verdict: SeriesVerdict) -> String {
  switch verdict {
  case .used: "use"
  case .usable: "can"
  case .notUsed: "—"
  case .refused: "NO"
  }
}

private func trimmed(_ x: Double) -> String { String(format: "%.4g", x) }
