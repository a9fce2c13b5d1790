/// True if a name is what anonymisers and emergency rooms write in place of one.
func isPlaceholderName(_ name: String) -> Bool {
  let letters = name.uppercased().filter { $0.isLetter || $0.isNumber }
  return isPlaceholderWord(letters)
}

/// True if an identifier names nobody: `0`, `ANON`, `UNKNOWN`.
///
/// A word with a number behind it (`ANON0017`) is a pseudonym and tells people apart.
func isPlaceholderID(_ id: String) -> Bool {
  isPlaceholderWord(id.uppercased().filter { $0.isLetter || $0.isNumber })
}

private func isPlaceholderWord(_ word: String) -> Bool {
  // Nothing left, or one character repeated: `-`, `0`, `0000`, `XXX`.
  guard let first = word.first else { return true }
  if first == "0" || first == "X", word.allSatisfy({ $0 == first }) { return true }
  return placeholderWords.contains(word)
}

private let placeholderWords: Set<String> = [
  "ANON", "ANONYM", "ANONYMOUS", "ANONYMIZED", "ANONYMISED", "ANONYMIZE", "ANONYMISE", "ANONYMOUSPATIENT",
  "PATIENTANONYMOUS", "ANONYMIZEDPATIENT", "ANONYMISIERT", "ANONYME", "ANONIMO", "DEIDENTIFIED", "REMOVED",
  "DELETED",
  "REDACTED", "UNKNOWN", "UNKNOWNPATIENT", "UNBEKANNT", "NONAME", "NONE", "NULL", "NA", "NN", "NOID",
  "PATIENT",
  "TEST", "NOTPROVIDED", "UNSPECIFIED", "INCONNU",
]
