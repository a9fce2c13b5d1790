import Acquisition
import Foundation

/// The words that would tell who the patient is, so that free text can be shown without them.
struct PatientTerms {
  /// Parts of names and IDs, three characters and longer.
  private let words: [String]
  /// Birth and study dates, digits only, as they are written in different countries.
  private let dates: [String]

  /// Shorter ones stand in every other word.
  private static let shortest = 3
  private static let mark = "***"

  init(_ patients: [StudyPatient]) {
    var words: Set<String> = []
    var dates: Set<String> = []
    for p in patients {
      for text in [p.name, p.id] {
        let parts = text.split { !$0.isLetter && !$0.isNumber }.map(String.init)
        words.formUnion(([text] + parts).filter { $0.count >= Self.shortest })
      }
      for text in [p.birthDate, p.studyDate] {
        let d = text.filter(\.isNumber)
        guard d.count == 8 else { continue }
        let (year, month, day) = (d.prefix(4), d.dropFirst(4).prefix(2), d.suffix(2))
        dates.formUnion(["\(year)\(month)\(day)", "\(day)\(month)\(year)", "\(month)\(day)\(year)"])
      }
    }
    words.formUnion(words.map(Self.writtenOut))
    // A text of signs only, such as `***` for a name that was taken out, tells nothing.
    words = words.filter { $0.contains { $0.isLetter || $0.isNumber } }
    // Longest first, so that a whole name is not left in halves.
    self.words = words.sorted { ($1.count, $0) < ($0.count, $1) }
    self.dates = dates.sorted()
  }

  /// True if the text holds a part of a name or an ID, or a date.
  func occur(in text: String) -> Bool {
    let digits = text.filter(\.isNumber)
    return words.contains { Self.range(of: $0, in: text) != nil } || dates.contains { digits.contains($0) }
  }

  /// The text with the words replaced by `***`; with a date in it, nothing else.
  func masked(_ text: String) -> String {
    let result = words.reduce(text) {
      $0.replacingOccurrences(of: $1, with: Self.mark, options: [.caseInsensitive, .diacriticInsensitive])
    }
    return occur(in: result) ? Self.mark : result
  }

  /// The series without the descriptions that hold a term.
  func withheld(_ series: [SeriesSummary]) -> [SeriesSummary] {
    series.map { s in
      var s = s
      if occur(in: s.description) { s.description = "" }
      return s
    }
  }

  /// The files, what the user did not type masked component by component.
  func withheld(_ files: [SkippedFile], inputs: [String]) -> [SkippedFile] {
    files.map { file in
      let given = inputs.filter { file.path.hasPrefix($0) }.max { $0.count < $1.count } ?? ""
      let found = file.path.dropFirst(given.count)
        .split(separator: "/", omittingEmptySubsequences: false).map { masked(String($0)) }
        .joined(separator: "/")
      return SkippedFile(path: given + found, reason: file.reason)
    }
  }

  private static func range(of word: String, in text: String) -> Range<String.Index>? {
    text.range(of: word, options: [.caseInsensitive, .diacriticInsensitive])
  }

  /// A German name as it is written without umlauts.
  private static func writtenOut(_ name: String) -> String {
    [("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")].reduce(name.lowercased()) {
      $0.replacingOccurrences(of: $1.0, with: $1.1)
    }
  }
}
