import Testing

@testable import Acquisition

/// What becomes of two spellings of a name.
enum ExpectedAgreement {
  case equal, noted, unproven, different, exchanged
}

struct NameComparisonTests {
  static let table: [(String, String, ExpectedAgreement)] = [
    // Case, separators, trailing carets, diacritics.
    ("DOE^JANE", "doe^jane^^^", .equal), ("DOE^JANE", "Doe, Jane", .equal), ("DOE^JANE", "DOE JANE", .equal),
    ("MÜLLER^ANNA", "MUELLER^ANNA", .equal), ("MÜLLER^ANNA", "MULLER^ANNA", .equal),
    ("GROẞ^IDA", "GROSS^IDA", .equal), ("STRAUß^IDA", "STRAUSS^IDA", .equal),
    ("ØRSTED^H", "OERSTED^H", .equal),
    ("ÅBERG^IDA", "AABERG^IDA", .equal), ("ŁUKASZ^EWA", "LUKASZ^EWA", .equal),
    ("MÜLLER-LÜDENSCHEIDT^PAUL", "MUELLER LUEDENSCHEIDT^PAUL", .equal), ("O'BRIEN^PAT", "OBRIEN^PAT", .equal),
    ("O’Brien^Pat", "O BRIEN^PAT", .equal), ("DE LA CRUZ^ANA", "DELACRUZ^ANA", .equal),
    // MUELLER may be a Müller, MULLER too, but the one is not the other.
    ("MUELLER^ANNA", "MULLER^ANNA", .different),
    // Middle names, initials, titles, suffixes.
    ("DOE^JANE^M", "DOE^JANE^MARY", .noted), ("DOE^JANE", "DOE^JANE^MARY", .noted),
    ("DOE^JANE MARY", "DOE^JANE^MARY", .equal), ("DOE^JANE^M", "DOE^JANE^K", .different),
    ("DOE^J", "DOE^JANE", .unproven), ("DOE^JANE^^DR", "DOE^JANE", .equal),
    ("DOE^DR. JANE", "DOE^JANE", .equal),
    ("DOE^JOHN^^^JR", "DOE^JOHN^^^SR", .different), ("DOE^JOHN^^^JR", "DOE^JOHN", .noted),
    ("DOE JR^JOHN", "DOE^JOHN^^^Jr.", .equal),
    // Others.
    ("DOE^JANE", "DOE^JOAN", .different), ("DOE^JANE", "SMITH^JANE", .different),
    ("DOE^JANE", "DOE", .different),
    ("DOE-SMITH^JANE", "DOE^JANE", .different), ("JANE^DOE", "DOE^JANE", .exchanged),
    ("JANE DOE", "DOE^JANE", .exchanged),
    // Ideographic and phonetic groups.
    ("Yamada^Tarou=山田^太郎", "Yamada^Tarou=山田^太郎=やまだ^たろう", .equal),
    ("Yamada^Tarou=山田^太郎", "Yamada^Tarou=山田^多郎", .different), ("Yamada^Tarou", "Yamada^Tarou=山田^太郎", .equal),
    ("=山田^太郎", "Yamada^Tarou", .unproven),
  ]

  @Test(arguments: table)
  func spellings(_ a: String, _ b: String, _ expected: ExpectedAgreement) {
    for result in [nameAgreement(a, b), nameAgreement(b, a)] {
      let found: ExpectedAgreement =
        switch result {
        case .equal: .equal
        case .equalWith: .noted
        case .compatible, .incomparable: .unproven
        case .different(nil): .different
        case .different: .exchanged
        }
      #expect(found == expected)
    }
  }

  @Test(arguments: [
    "ANON", "Anonymous^", "anonymized^patient", "UNKNOWN^", "0", "^^", "XXXX^XXX", "REMOVED", "n/a",
  ])
  func placeholdersAreNoNames(_ name: String) { #expect(isPlaceholderName(name)) }

  @Test(arguments: ["ANON0017", "Doe^Jane", "Xu^X", "4711"])
  func pseudonymsAreNames(_ name: String) { #expect(!isPlaceholderName(name)) }
}
