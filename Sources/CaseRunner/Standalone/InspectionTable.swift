import Foundation

/// What `pallidum inspect` prints: a row a series with its reason, the files left out, and what a report would use.
struct InspectionTable {
  /// One series.
  struct Entry {
    /// What the rows are grouped by: Study Instance UID.
    var study: String
    /// One text a column, without the description.
    var cells: [String]
    var description: String
    var reason: String
    var uid: String
  }
  /// One file that was left out.
  struct LeftOut {
    var name: String
    var reason: String
  }

  var entries: [Entry]
  var leftOut: [LeftOut] = []
  /// What a report would use, or why there would be none.
  var conclusion = ""

  /// Columns of a usual terminal.
  static let width = 120
  static let header = [
    "use", "series", "modality", "vendor", "kind", "echoes ms", "files", "matrix", "voxel mm",
  ]
  private static let gap = "  "
  private static let indent = "    "
  /// The description is cut to what is left, but never below this.
  private static let leastDescription = 10
  /// Names given for each reason to leave files out.
  private static let namesShown = 3

  var text: String {
    var lines = [line(Self.header, "description")]
    // Studies in the order of their first series.
    var studies: [String] = []
    for e in entries where !studies.contains(e.study) { studies.append(e.study) }
    for (i, study) in studies.enumerated() {
      let own = entries.filter { $0.study == study }
      if studies.count > 1 {
        lines += ["", "Study \(i + 1) of \(studies.count), UID \(study)"]
      }
      for e in own {
        lines.append(line(e.cells, e.description))
        lines += Self.wrapped(e.reason)
        lines.append("\(Self.indent)UID \(e.uid)")
      }
    }
    lines += skippedLines
    if !conclusion.isEmpty { lines += [""] + Self.wrapped(conclusion, indent: "") }
    return lines.joined(separator: "\n")
  }

  private func line(_ cells: [String], _ description: String) -> String {
    let rows = [Self.header] + entries.map(\.cells)
    var result = ""
    for (c, cell) in cells.enumerated() {
      let width = rows.map { $0[c].count }.max() ?? 0
      result += cell + String(repeating: " ", count: width - cell.count) + Self.gap
    }
    let room = max(Self.leastDescription, Self.width - result.count)
    result += description.count <= room ? description : description.prefix(room - 1) + "…"
    while result.last == " " { result.removeLast() }
    return result
  }

  private var skippedLines: [String] {
    guard !leftOut.isEmpty else { return [] }
    var lines = ["", "\(leftOut.count) \(leftOut.count == 1 ? "file was" : "files were") left out:"]
    let groups = Dictionary(grouping: leftOut, by: \.reason)
    for (reason, files) in groups.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }) {
      let names = files.prefix(Self.namesShown).map(\.name).joined(separator: ", ")
      let more = files.count > Self.namesShown ? ", …" : ""
      lines += Self.wrapped("\(files.count) × \(reason): \(names)\(more)")
    }
    return lines
  }

  /// `text` in lines that fit, broken at spaces.
  static func wrapped(_ text: String, indent: String = indent) -> [String] {
    var lines: [String] = []
    var current = indent
    for word in text.split(separator: " ") {
      if current.count > indent.count, current.count + 1 + word.count > width {
        lines.append(current)
        current = indent
      }
      current += (current.count > indent.count ? " " : "") + word
    }
    return current.count > indent.count ? lines + [current] : lines
  }
}
