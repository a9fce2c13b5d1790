import DICOM
import Foundation
import Report
import Yams

/// The file of `--reader-input`: YAML (or JSON, which is YAML too) with what a reader entered.
///
/// Strict: an entry that is not understood would be lost in silence. No error repeats a value or the file's name, as
/// both may name the patient.
struct ReaderInputFile: Sendable {
  /// What was entered.
  let input: ReportDocument.ReaderInput
  /// SHA-256 of the file, hexadecimal.
  let sha256: String

  /// More than any form with its comment needs.
  private static let mostBytes = 16 * 1024
  /// Characters of the comment: half a page.
  private static let mostCommentCharacters = 2000
  /// Characters of name and role: what DICOM allows a person's name and a long string.
  private static let mostNameCharacters = 64

  /// Reads the file; nil if there is none.
  /// - Throws: `CaseError` (usage) naming the field and what it may hold.
  static func load(_ path: String?) throws(CaseError) -> ReaderInputFile? {
    guard let path else { return nil }
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw refusal("cannot be opened: check the path and its permissions")
    }
    defer { try? file.close() }
    guard let data = try? file.read(upToCount: mostBytes + 1) else {
      throw refusal("cannot be read: check the path and its permissions")
    }
    guard data.count <= mostBytes else { throw refusal("is larger than \(mostBytes / 1024) KiB: shorten it") }
    return try ReaderInputFile(data)
  }

  /// Reads the bytes of a file.
  init(_ data: Data) throws(CaseError) {
    guard let text = String(validating: data, as: UTF8.self) else {
      throw Self.refusal("is not UTF-8 text: save it as UTF-8")
    }
    let root: Node?
    do { root = try Yams.compose(yaml: text) } catch {
      throw Self.refusal("is no valid YAML: \(Self.place(error))")
    }
    guard let root, case .mapping(let fields) = root else {
      throw Self.refusal("is no list of “key: value”; known keys: \(Self.knownKeys)")
    }
    var input = ReportDocument.ReaderInput()
    var seen: Set<String> = []
    for (name, value) in fields {
      guard case .scalar(let scalar) = name else {
        throw Self.refusal("has a key that is no word; known keys: \(Self.knownKeys)")
      }
      let key = scalar.string
      guard seen.insert(key).inserted else { throw Self.refusal("gives \(Self.shown(key)) twice: keep one") }
      try Self.set(key, value, in: &input)
    }
    guard !input.scales.isEmpty || input.comment != nil else {
      throw Self.refusal("holds no entry: give a scale, a number or a comment, or leave --reader-input away")
    }
    self.input = input
    sha256 = SHA256.hex(of: [UInt8](data))
  }

  // MARK: - Fields

  private static let texts:
    [(key: String, path: WritableKeyPath<ReportDocument.ReaderInput, String?> & Sendable, most: Int)] = [
      ("comment", \.comment, mostCommentCharacters), ("readerName", \.readerName, mostNameCharacters),
      ("readerRole", \.readerRole, mostNameCharacters),
    ]

  private static var knownKeys: String {
    (ReaderScale.all.map(\.key) + texts.map(\.key) + ["date"]).joined(separator: ", ")
  }

  private static func set(
    _ key: String, _ node: Node, in input: inout ReportDocument.ReaderInput
  ) throws(CaseError) {
    if let scale = ReaderScale.all.first(where: { $0.key == key }) {
      input[keyPath: scale.path] = try number(node, scale)
    } else if let field = texts.first(where: { $0.key == key }) {
      input[keyPath: field.path] = try text(node, key, most: field.most, lines: key == "comment")
    } else if key == "date" {
      input.date = try date(node)
    } else {
      throw refusal("has the key \(shown(key)), which does not exist; known keys: \(knownKeys)")
    }
  }

  /// A whole number in range; nil where the value is left empty.
  private static func number(_ node: Node, _ scale: ReaderScale) throws(CaseError) -> Int? {
    let range = "\(scale.range.lowerBound) to \(scale.range.upperBound)"
    let wrong = refusal("needs a whole number from \(range) for \(scale.key), or nothing")
    guard case .scalar(let scalar) = node, scalar.style == .plain else { throw wrong }
    if isEmpty(scalar) { return nil }
    // Digits only: no sign, no 1e0, no 0x1, no true.
    guard !scalar.string.isEmpty, scalar.string.allSatisfy({ ("0"..."9").contains($0) }),
      let value = Int(scalar.string), scale.range.contains(value)
    else { throw wrong }
    return value
  }

  private static func text(
    _ node: Node, _ key: String, most: Int, lines: Bool
  ) throws(CaseError) -> String? {
    let wrong = refusal("needs text of at most \(most) characters\(lines ? "" : " on one line") for \(key)")
    guard case .scalar(let scalar) = node else { throw wrong }
    if isEmpty(scalar) { return nil }
    // Numbers, dates and truth values are text too where text is asked for.
    let value = scalar.string.trimmingCharacters(in: .whitespacesAndNewlines)
    let hasControls = value.unicodeScalars.contains {
      $0.properties.generalCategory == .control && !(lines && ($0 == "\n" || $0 == "\r" || $0 == "\t"))
    }
    guard value.count <= most, value.utf8.count <= 4 * most, !hasControls else { throw wrong }
    return value.isEmpty ? nil : value
  }

  private static func date(_ node: Node) throws(CaseError) -> String? {
    let wrong = refusal("needs a date as YYYY-MM-DD for date")
    guard case .scalar(let scalar) = node else { throw wrong }
    if isEmpty(scalar) { return nil }
    let parts = scalar.string.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2],
      parts.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { throw wrong }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let components = DateComponents(calendar: calendar, year: year, month: month, day: day)
    guard components.isValidDate(in: calendar) else { throw wrong }
    return scalar.string
  }

  /// An unquoted nothing, `~` or `null`.
  private static func isEmpty(_ scalar: Node.Scalar) -> Bool {
    scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }

  // MARK: - Errors

  private static func refusal(_ what: String) -> CaseError {
    CaseError(.usage, "The reader input \(what). See docs/report.md.")
  }

  /// A key as an error may repeat it: a word, not what may be a line of text.
  private static func shown(_ key: String) -> String {
    let longestKey = 40
    let isWord = key.count <= longestKey && key.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    return isWord ? key : "(not shown)"
  }

  /// Where the parser stopped; its own text would repeat the file.
  private static func place(_ error: any Error) -> String {
    switch error as? YamlError {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
      "look at line \(mark.line)"
    case .duplicatedKeysInMapping: "a key is given twice"
    default: "check quotes, colons and indentation"
    }
  }
}
