/// A day of the Gregorian calendar.
struct CalendarDate: Hashable, Comparable, Sendable {
  let year: Int
  let month: Int
  let day: Int

  /// Reads `YYYYMMDD`, `YYYY.MM.DD` of the ACR-NEMA standard, or the date of a date-time; nil unless such a day can be.
  init?(_ text: String) {
    let digits = text.filter { $0 != "." && $0 != "-" }.prefix { $0.isNumber }.prefix(8)
    guard digits.count == 8, let n = Int(digits) else { return nil }
    year = n / 10_000
    month = n / 100 % 100
    day = n % 100
    guard (1...12).contains(month), (1...31).contains(day), year > 1900 else { return nil }
  }

  /// `YYYY-MM-DD`.
  var text: String {
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return "\(year)-\(two(month))-\(two(day))"
  }

  static func < (a: Self, b: Self) -> Bool { (a.year, a.month, a.day) < (b.year, b.month, b.day) }

  /// Days since 1 March of year 0 in the Gregorian calendar; March begins the year, so that leap days end it.
  var dayNumber: Int {
    let m = (month + 9) % 12
    let y = year - m / 10
    return 365 * y + y / 4 - y / 100 + y / 400 + (m * 306 + 5) / 10 + day - 1
  }
}
