/// Seconds of an acquisition's date and time on a scale on which differences are right.
///
/// Only differences are ever used; nothing of it is shown.
enum AcquisitionInstant {
  /// Of a DT value `YYYYMMDDHHMMSS.FFFFFF`, or of a DA and a TM value `HHMMSS.FFFFFF`.
  ///
  /// The offset from UTC of a DT is left out: two frames of one scanner have the same one.
  static func seconds(dateTime: String?, date: String?, time: String?) -> Double? {
    if let dateTime, dateTime.utf8.count >= 12 {
      let day = String(dateTime.prefix(8))
      let rest = dateTime.dropFirst(8).prefix { $0 != "+" && $0 != "-" && $0 != "&" }
      if let seconds = secondsOfDay(String(rest)) { return Double(dayNumber(day) ?? 0) * 86_400 + seconds }
    }
    guard let time, let seconds = secondsOfDay(time) else { return nil }
    return Double(date.flatMap(dayNumber) ?? 0) * 86_400 + seconds
  }

  private static func secondsOfDay(_ text: String) -> Double? {
    let digits = text.filter { $0 != ":" }
    guard digits.utf8.count >= 4, let hours = Double(digits.prefix(2)),
      let minutes = Double(digits.dropFirst(2).prefix(2)), hours < 24, minutes < 60
    else { return nil }
    let rest = digits.dropFirst(4)
    guard let seconds = rest.isEmpty ? 0 : Double(rest), seconds >= 0, seconds <= 60 else { return nil }
    return hours * 3600 + minutes * 60 + seconds
  }

  /// Days of the proleptic Gregorian calendar, counted from an arbitrary one.
  private static func dayNumber(_ text: String) -> Int? {
    guard text.utf8.count == 8, let number = Int(text) else { return nil }
    let (y, m, d) = (number / 10_000, number / 100 % 100, number % 100)
    guard (1...12).contains(m), (1...31).contains(d) else { return nil }
    // March is the first month, so that the leap day is a year's last.
    let year = m > 2 ? y : y - 1
    let month = (m + 9) % 12
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + d
  }
}
