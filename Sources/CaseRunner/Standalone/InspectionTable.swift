import Acquisition
import Foundation

/// What `pallidum inspect` prints: a row a series with its reason, the files left out, and what a report would use.
struct InspectionTable {
  /// One series.
  struct Entry {
    /// What the rows are grouped by: Study Instance UID.
    var study: String
    var verdict: SeriesVerdict
    /// One text a column, without the verdict.
    var cells: [String]
    /// Description, form, compression: what needs no column.
    var details: [String]
    var reason: String
    var uid: String
  }
  /// One file that was left out.
  struct LeftOut {
    var path: String
    var reason: String
  }

  var entries: [Entry]
  /// Lines that name the patients, by study; empty unless asked for.
  var patients: [String: [String]] = [:]
  var leftOut: [LeftOut] = []
  /// What a report would use, or why there would be none.
  var conclusion = ""
  var listsAllFiles = false
  var hasColours = false

  /// Columns of a usual terminal.
  static let width = 120
  /// The columns, each with the most characters that it may take; all of them, one space apart, fit.
  private static let columns: [(title: String, limit: Int)] = [
    ("verdict", 7), ("no.", 6), ("type", 4), ("vendor", 9), ("kind", 11), ("parts", 6), ("echoes ms", 13),
    ("files", 13), ("matrix", 12), ("voxel mm", 15), ("plane", 12),
  ]
  private static let indent = "    "
  /// Paths given for each reason to leave files out.
  private static let pathsShown = 3

  var text: String {
    var lines = [colour(row(Self.columns.map(\.title)), .bold)]
    // Studies in the order of their first series.
    var studies: [String] = []
    for e in entries where !studies.contains(e.study) { studies.append(e.study) }
    for (i, study) in studies.enumerated() {
      let own = entries.filter { $0.study == study }
      if studies.count > 1 {
        lines += ["", colour("Study \(i + 1) of \(studies.count), UID \(study)", .bold)]
      }
      lines += (patients[study] ?? []).flatMap { Self.wrapped($0, indent: "") }
      for e in own { lines += self.lines(of: e) }
    }
    lines += skippedLines
    if !conclusion.isEmpty {
      lines += [""] + Self.wrapped(conclusion, indent: "").map { colour($0, .bold) }
    }
    return lines.joined(separator: "\n")
  }

  private func lines(of e: Entry) -> [String] {
    let word = Self.word(e.verdict)
    let line = row([word] + e.cells)
    return [colour(word, Self.colour(of: e.verdict)) + line.dropFirst(word.count)]
      + Self.wrapped(e.details.joined(separator: " · ")) + Self.wrapped(e.reason)
      + [colour("\(Self.indent)UID \(e.uid)", .dim)]
  }

  static func word(_ verdict: SeriesVerdict) -> String {
    switch verdict {
    case .used: "use"
    case .usable: "ok"
    case .notUsed: "no"
    case .refused: "refused"
    }
  }

  /// Cells in columns as wide as the widest; two spaces apart where the terminal is wide enough, else one.
  private func row(_ cells: [String]) -> String {
    let rows = [Self.columns.map(\.title)] + entries.map { [Self.word($0.verdict)] + $0.cells }
    let widths = Self.columns.indices.map { c in
      min(rows.map { $0[c].count }.max() ?? 0, Self.columns[c].limit)
    }
    let isWide = widths.reduce(0, +) + 2 * (widths.count - 1) <= Self.width
    let padded = zip(cells, widths).map { cell, width in
      let text = cell.count > width ? cell.prefix(width - 1) + "…" : cell
      return text + String(repeating: " ", count: width - text.count)
    }
    var result = padded.joined(separator: isWide ? "  " : " ")
    while result.last == " " { result.removeLast() }
    return result
  }

  private var skippedLines: [String] {
    guard !leftOut.isEmpty else { return [] }
    var lines = ["", "\(leftOut.count) \(leftOut.count == 1 ? "file was" : "files were") left out:"]
    let groups = Dictionary(grouping: leftOut, by: \.reason)
    for (reason, files) in groups.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }) {
      let count = "\(files.count) × \(reason)"
      if listsAllFiles {
        lines.append("\(Self.indent)\(count)")
        lines += files.map { "\(Self.indent)\(Self.indent)\($0.path)" }
      } else {
        let names = files.prefix(Self.pathsShown).map { URL(filePath: $0.path).lastPathComponent }
        let more = files.count > Self.pathsShown ? ", … (--all-files lists them)" : ""
        lines += Self.wrapped("\(count): \(names.joined(separator: ", "))\(more)")
      }
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

extension InspectionTable {
  /// Select Graphic Rendition of ECMA-48, section 8.3.117.
  private enum Colour: String {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case plain = "0"
  }

  private func colour(_ text: String, _ colour: Colour) -> String {
    hasColours && colour != .plain ? "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m" : text
  }

  private static func colour(of verdict: SeriesVerdict) -> Colour {
    switch verdict {
    case .used, .usable: .green
    case .notUsed: .plain
    case .refused: .red
    }
  }
}
