import Foundation

/// One component group of a name (VR PN), ready for comparison.
///
/// Every component is a set of spellings: without diacritics, and with German and Nordic letters written out
/// (`MULLER`, `MUELLER`). Case, spaces, hyphens and apostrophes are gone (`MUELLERLUEDENSCHEIDT`, `OBRIEN`), titles too.
struct PersonName: Hashable, Sendable {
  let family: Set<String>
  /// Empty if absent.
  let given: Set<String>
  /// Empty if absent.
  let middle: Set<String>
  /// What tells father and son apart, such as `JR`; nil if absent.
  let suffix: String?
  /// Given and middle name run together: some systems keep both in one component.
  let givenAndMiddle: Set<String>
  /// All of it in the order family, given, middle, run together.
  let whole: Set<String>
  /// The words in alphabetical order, without diacritics.
  let sortedWords: [String]
  /// False if neither `^` nor a comma tells family and given name apart.
  let isStructured: Bool

  /// True if no letter is in it.
  var isEmpty: Bool { sortedWords.isEmpty }

  /// The three groups of a name; empty ones where they are absent.
  static func groups(_ name: String) -> [PersonName] {
    let parts = name.split(separator: "=", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    return (0..<3).map { PersonName(group: parts.indices.contains($0) ? parts[$0] : "") }
  }

  private init(group: String) {
    let trimmed = group.trimmed("^ ")
    isStructured = trimmed.contains("^") || trimmed.contains(",")
    let text = group.contains("^") ? group : group.replacingOccurrences(of: ",", with: "^")
    let components = text.split(separator: "^", omittingEmptySubsequences: false).map(String.init)
    func component(_ i: Int) -> [String] {
      components.indices.contains(i) ? Self.words(components[i]) : []
    }
    var suffixes = component(4)
    var parts = [component(0), component(1), component(2)]
    for i in parts.indices {
      suffixes += parts[i].dropFirst().filter(Self.suffixes.contains)
      let kept = parts[i].enumerated().filter { $0 == 0 || !Self.suffixes.contains($1) }.map(\.element)
      let untitled = kept.filter { !Self.titles.contains(Self.folded($0)) }
      parts[i] = untitled.isEmpty ? kept : untitled
    }
    // `Jane Mary` in the given name is a given and a middle name.
    if parts[2].isEmpty, parts[1].count > 1 {
      parts[2] = Array(parts[1].dropFirst())
      parts[1] = Array(parts[1].prefix(1))
    }
    family = Self.spellings(parts[0])
    given = Self.spellings(parts[1])
    middle = Self.spellings(parts[2])
    givenAndMiddle = Self.spellings(parts[1] + parts[2])
    whole = Self.spellings(parts.flatMap { $0 })
    sortedWords = parts.flatMap { $0 }.map(Self.folded).filter { !$0.isEmpty }.sorted()
    suffix = suffixes.first { Self.suffixes.contains($0) }
  }

  /// The words of a component; hyphens and apostrophes stay inside a word, which a space would divide.
  private static func words(_ component: String) -> [String] {
    component.uppercased().split { " .,".contains($0) }.map(String.init)
  }

  private static func spellings(_ words: [String]) -> Set<String> {
    let text = words.joined()
    if text.isEmpty { return [] }
    let written = writtenOut.reduce(text.lowercased()) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
    return [folded(text), folded(written)]
  }

  /// Without diacritics; letters and digits only.
  private static func folded(_ text: String) -> String {
    let plain = plainLetters.reduce(text.lowercased()) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
    return plain.folding(options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: nil)
      .uppercased().filter { $0.isLetter || $0.isNumber }
  }

  private static let writtenOut = [
    ("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ø", "oe"), ("å", "aa"), ("æ", "ae"),
  ]
  /// Letters that no folding of diacritics touches.
  private static let plainLetters = [
    ("ß", "ss"), ("ø", "o"), ("æ", "ae"), ("œ", "oe"), ("ł", "l"), ("đ", "d"), ("ð", "d"), ("þ", "th"),
    ("ı", "i"),
  ]
  private static let titles: Set<String> = [
    "DR", "PROF", "MED", "MR", "MRS", "MISS", "HERR", "FRAU", "MD", "PHD", "DIPL",
  ]
  private static let suffixes: Set<String> = ["JR", "SR", "II", "III", "IV"]
}
