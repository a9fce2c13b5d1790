/// A birth date, as far as it is known.
struct BirthDate: Hashable, Sendable {
  let year: Int
  /// Nil where the date says `00` or nothing.
  let month: Int?
  let day: Int?

  /// Reads `YYYYMMDD`, `YYYY.MM.DD`, `YYYY-MM-DD`, `YYYY` or a date with zeros for unknown parts; nil for anything
  /// else, and for 1 January 1900, which anonymisers write.
  init?(_ text: String) {
    let digits = text.filter(\.isNumber)
    guard [4, 6, 8].contains(digits.count), let number = Int(digits) else { return nil }
    let whole = number * (digits.count == 4 ? 10_000 : digits.count == 6 ? 100 : 1)
    let (y, m, d) = (whole / 10_000, whole / 100 % 100, whole % 100)
    guard y > 1850, y < 2200, m <= 12, d <= 31, (y, m, d) != (1900, 1, 1) else { return nil }
    year = y
    month = m > 0 ? m : nil
    day = m > 0 && d > 0 ? d : nil
  }

  /// How two dates agree that can be read.
  static func agreement(_ a: String, _ b: String) -> Agreement {
    guard let a = BirthDate(a), let b = BirthDate(b) else { return .different(note: nil) }
    if a == b, a.day != nil { return .equal }
    func contradicts(_ x: Int?, _ y: Int?) -> Bool {
      guard let x, let y else { return false }
      return x != y
    }
    if a.year != b.year || contradicts(a.month, b.month) || contradicts(a.day, b.day) {
      return .different(note: nil)
    }
    return .compatible(note: "is known in part only; that part agrees, and proves nothing.")
  }
}
