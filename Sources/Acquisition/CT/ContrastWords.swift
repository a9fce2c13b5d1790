import Foundation

/// What a series description or protocol name says about contrast agent.
enum ContrastWords: Hashable, Sendable {
  /// Nothing.
  case silent
  /// That there is none.
  case without
  /// That there is some.
  case with
  /// Both, or it cannot be told which.
  case ambiguous

  /// Reads a description.
  ///
  /// Words of English, German, French, Italian, Spanish and Portuguese scanners: a noun or adjective of contrast
  /// (`CONTRAST`, `KM`, `ANGIO`, `CTA`, `PERFUSION`, `VENOUS`) counts unless a word of negation stands at most three
  /// words before it or right behind it (`w/o iv contrast`, `KM-frei`). `without and with` is both.
  init(_ text: String) {
    let words = Self.words(text)
    var negated = 0
    var affirmed = false
    var saw: (with: Bool, without: Bool) = (false, false)
    for (i, word) in words.enumerated() {
      let next = words.indices.contains(i + 1) ? words[i + 1] : ""
      if Self.plainWords.contains(word) {
        saw.without = true
      } else if Self.negations.contains(word) {
        // `with and without contrast`: both.
        if affirmed { saw.with = true }
        negated = 4
        if i == words.count - 1, Self.strongNegations.contains(word) { saw.without = true }
      } else if Self.affirmations.contains(word) {
        // `without and with contrast`, `w/o + w`: both.
        if negated > 0 { saw.without = true }
        negated = 0
        affirmed = true
        // `HEAD W`: the noun is left out at the end.
        if i == words.count - 1, Self.strongAffirmations.contains(word) { saw.with = true }
      } else if Self.isContrast(word, after: i > 0 ? words[i - 1] : "") {
        if negated > 0 || Self.trailingNegations.contains(next) {
          saw.without = true
        } else {
          saw.with = true
        }
        negated = 0
        affirmed = false
      }
      negated = max(0, negated - 1)
    }
    self =
      switch saw {
      case (false, false): .silent
      case (true, false): .with
      case (false, true): .without
      case (true, true): .ambiguous
      }
  }

  private static func words(_ text: String) -> [String] {
    var t =
      " " + text.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil).uppercased() + " "
    for (pattern, words) in signs {
      t = t.replacingOccurrences(of: pattern, with: " \(words) ", options: .regularExpression)
    }
    return t.split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  /// Signs that would be lost when the text is cut into words.
  private static let signs = [
    ("\\bW/O\\b", "WITHOUT"), ("\\bS/C\\b", "WITHOUT CONTRAST"), ("\\bC/C\\b", "CONTRAST"),
    ("\\bW/", "WITH "),
    ("\\b(KM|CM|IV|C|I)\\+(?![A-Z0-9])", "CONTRAST"),
    ("(?<![A-Z0-9])\\+ ?(KM|CM|IV|C)(?![A-Z0-9])", "CONTRAST"),
    ("\\b(KM|CM|IV|C|I)-(?![A-Z0-9])", "WITHOUT CONTRAST"),
    ("(?<=[ _(])- ?(KM|CM|IV|C)(?![A-Z0-9-])", "WITHOUT CONTRAST"),
  ]

  private static func isContrast(_ word: String, after previous: String) -> Bool {
    if ["CON", "CONT"].contains(word) { return (affirmations.union(negations)).contains(previous) }
    // `high contrast` and `low contrast` are properties of a kernel.
    if word == "CONTRAST", ["HIGH", "LOW"].contains(previous) { return false }
    return nouns.contains(word) || stems.contains { word.hasPrefix($0) }
  }

  private static let nouns: Set<String> = [
    "KM", "CTA", "CTV", "CTP", "CTPA", "CECT", "PERF", "BOLUS", "DELAYED", "WCONTRAST", "POSTCONTRAST",
    "PORTAL",
    "INJECTED", "INJECTE", "INJECTEE", "TOF", "MULTIPHASE", "POSTCON",
  ]
  private static let stems = [
    "CONTRAST", "KONTRAST", "ANGIO", "VENOUS", "VENOES", "VENOS", "VENOG", "VEINEUX", "ARTERI", "PERFUS",
    "ENHANC",
  ]
  private static let negations: Set<String> = [
    "WITHOUT", "WO", "NON", "NO", "NOT", "OHNE", "SANS", "SENZA", "SIN", "SEM", "ZONDER", "UTEN", "UTAN",
    "UDEN",
    "PRE", "BEFORE", "VOR", "AVANT",
  ]
  /// Those that mean contrast even where no noun follows.
  private static let strongNegations: Set<String> = [
    "WITHOUT", "WO", "OHNE", "SANS", "SENZA", "SIN", "SEM", "ZONDER",
  ]
  private static let affirmations: Set<String> = [
    "WITH", "W", "MIT", "AVEC", "POST", "NACH", "APRES", "AFTER",
  ]
  private static let strongAffirmations: Set<String> = ["WITH", "W", "MIT", "AVEC"]
  private static let trailingNegations: Set<String> = ["FREI", "FREE", "NONE", "NEGATIV", "NEGATIVE"]
  /// Words that say by themselves that there is none.
  private static let plainWords: Set<String> = [
    "NATIV", "NATIVE", "NATIVO", "NCCT", "NECT", "NONCON", "NONCONTRAST", "UNENHANCED", "NONENHANCED",
    "PRECONTRAST", "PLAIN", "KMFREI", "KONTRASTMITTELFREI", "BASALE", "UNCONTRASTED",
  ]
}
