/// How two patient names agree.
///
/// Component groups (alphabetic, ideographic, phonetic; PS3.5 section 6.2.1.2) are compared with their likes; a
/// difference in any group that both names have is a difference, because homophones share the alphabetic one.
func nameAgreement(_ a: String, _ b: String) -> Agreement {
  let groups = zip(PersonName.groups(a), PersonName.groups(b)).compactMap { x, y in
    x.isEmpty || y.isEmpty ? nil : alphabeticAgreement(x, y)
  }
  if groups.isEmpty {
    return .incomparable(note: "is written in different scripts and was not compared.")
  }
  for case .different(let note) in groups { return .different(note: note) }
  // The weakest agreement counts.
  for group in groups { if case .compatible = group { return group } }
  for group in groups { if case .equalWith = group { return group } }
  return .equal
}

private func alphabeticAgreement(_ a: PersonName, _ b: PersonName) -> Agreement {
  guard a.isStructured, b.isStructured else {
    // `Müller Anna` without `^` or comma: only the order family, given, middle counts.
    if !a.whole.isDisjoint(with: b.whole) { return .equal }
    return .different(note: sameWords(a, b) ? exchanged : nil)
  }
  func agree(_ x: Set<String>, _ y: Set<String>) -> Bool { !x.isDisjoint(with: y) }
  if !agree(a.family, b.family) || a.given.isEmpty != b.given.isEmpty {
    let areExchanged = agree(a.family, b.given) && agree(a.given, b.family)
    return .different(note: areExchanged ? exchanged : nil)
  }
  if let x = a.suffix, let y = b.suffix, x != y { return .different(note: nil) }
  var isInitialOnly = false
  if !agree(a.given, b.given) {
    if agree(a.givenAndMiddle, b.givenAndMiddle), !a.givenAndMiddle.isEmpty { return .equal }
    guard isInitial(of: a.given, b.given) else { return .different(note: nil) }
    isInitialOnly = true
  }
  if !a.middle.isEmpty, !b.middle.isEmpty, !agree(a.middle, b.middle), !isInitial(of: a.middle, b.middle) {
    return .different(note: nil)
  }
  if isInitialOnly {
    return .compatible(note: "gives an initial only in one study; it agrees, and proves nothing.")
  }
  let hasMoreOnOneSide =
    a.middle.isEmpty != b.middle.isEmpty || a.suffix != b.suffix
    || !a.middle.isEmpty && !agree(a.middle, b.middle)
  return hasMoreOnOneSide
    ? .equalWith(note: "agrees; one study has a middle name or suffix that the other lacks or shortens.")
    : .equal
}

private let exchanged = "would agree with family and given name exchanged."

/// True if one of the spellings is a single letter with which the other begins.
private func isInitial(of a: Set<String>, _ b: Set<String>) -> Bool {
  a.contains { x in
    b.contains { y in (x.count == 1 && y.hasPrefix(x)) || (y.count == 1 && x.hasPrefix(y)) }
  }
}

private func sameWords(_ a: PersonName, _ b: PersonName) -> Bool { a.sortedWords == b.sortedWords }
