import DICOM

/// When both studies were made.
public struct StudyDates: Hashable, Sendable {
  /// MR study date, YYYY-MM-DD; empty if unknown.
  public let mrDate: String
  /// MR study time, HH:MM; empty if unknown.
  public let mrTime: String
  /// CT study date, YYYY-MM-DD; empty if unknown.
  public let ctDate: String
  /// CT study time, HH:MM; empty if unknown.
  public let ctTime: String
  /// Absolute days between the dates; nil if one is unknown.
  public let intervalDays: Int?

  /// The dates in two headers or study modules.
  public init(mr: DataSet?, ct: DataSet?) {
    let a = Self.date(mr)
    let b = Self.date(ct)
    mrDate = a.map { Self.written($0) } ?? ""
    ctDate = b.map { Self.written($0) } ?? ""
    mrTime = Self.time(mr)
    ctTime = Self.time(ct)
    if let a, let b {
      intervalDays = abs(Self.dayNumber(a) - Self.dayNumber(b))
    } else {
      intervalDays = nil
    }
  }

  private typealias CalendarDate = (year: Int, month: Int, day: Int)

  private static func date(_ dataSet: DataSet?) -> CalendarDate? {
    // `YYYYMMDD`, or `YYYY.MM.DD` of the ACR-NEMA standard.
    let digits = (dataSet?.text(.studyDate) ?? "").filter(\.isNumber)
    guard digits.count == 8, let n = Int(digits) else { return nil }
    let date = (year: n / 10000, month: n / 100 % 100, day: n % 100)
    return (1...12).contains(date.month) && (1...31).contains(date.day) && date.year > 1900 ? date : nil
  }

  private static func time(_ dataSet: DataSet?) -> String {
    let digits = (dataSet?.text(.studyTime) ?? "").filter { $0 != ":" }.prefix { $0.isNumber }
    guard digits.count >= 4 else { return "" }
    return digits.prefix(2) + ":" + digits.dropFirst(2).prefix(2)
  }

  private static func written(_ d: CalendarDate) -> String {
    func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
    return "\(d.year)-\(two(d.month))-\(two(d.day))"
  }

  /// Days since 1 March of year 0 in the Gregorian calendar; March begins the year, so that leap days end it.
  private static func dayNumber(_ d: CalendarDate) -> Int {
    let m = (d.month + 9) % 12
    let y = d.year - m / 10
    return 365 * y + y / 4 - y / 100 + y / 400 + (m * 306 + 5) / 10 + d.day - 1
  }
}
