import DICOM

/// When both studies were made.
public struct StudyDates: Hashable, Sendable {
  /// Which study came first.
  public enum Order: String, Hashable, Sendable {
    /// The CT is the older one.
    case ctBeforeMR
    /// The MR is the older one.
    case mrBeforeCT
    /// Both are of one day.
    case sameDay
  }

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
  /// Which study came first; nil if a date is unknown.
  public let order: Order?
  /// What the reader must know about the dates, a sentence each; without the dates themselves.
  ///
  /// Dates that come from another attribute than the study's, dates that cannot be, and an interval of more than a
  /// year, in which mineral may have grown.
  public let notes: [String]

  /// Beyond this a finding of one study may be missing in the other.
  public static let longestIntervalDays = 365
  /// The first CT of a patient was made in 1971, MR of patients began about 1980.
  private static let firstYears = (mr: 1980, ct: 1971)

  /// The dates in two headers or study modules.
  public init(mr: DataSet?, ct: DataSet?) {
    let a = Self.date(mr)
    let b = Self.date(ct)
    mrDate = a?.date.text ?? ""
    ctDate = b?.date.text ?? ""
    mrTime = Self.time(mr)
    ctTime = Self.time(ct)
    var notes = [Self.source(a?.attribute, "MR"), Self.source(b?.attribute, "CT")].compactMap { $0 }
    for (found, header, study, firstYear) in [
      (a, mr, "MR", Self.firstYears.mr), (b, ct, "CT", Self.firstYears.ct),
    ] {
      guard let date = found?.date else { continue }
      if date.year < firstYear {
        notes.append("The \(study) study's date is before \(firstYear), which cannot be.")
      }
      if let birth = CalendarDate(header?.text(.patientBirthDate) ?? ""), date < birth {
        notes.append("The \(study) study's date is before the patient's birth date.")
      }
    }
    if let a, let b {
      let days = a.date.dayNumber - b.date.dayNumber
      intervalDays = abs(days)
      order = days == 0 ? .sameDay : days > 0 ? .ctBeforeMR : .mrBeforeCT
      if abs(days) > Self.longestIntervalDays {
        notes.append(
          "The CT was made \(abs(days)) days \(days > 0 ? "before" : "after") the MR (more than "
            + "\(Self.longestIntervalDays)): mineral may have changed in between.")
      }
    } else {
      intervalDays = nil
      order = nil
    }
    self.notes = notes
  }

  /// A sentence for each study that lies after `today` (YYYYMMDD or YYYY-MM-DD): a scanner's clock or the date is wrong.
  public func notesOnFuture(today: String) -> [String] {
    guard let today = CalendarDate(today) else { return [] }
    return [("MR", mrDate), ("CT", ctDate)].compactMap { study, text in
      guard let date = CalendarDate(text), today < date else { return nil }
      return "The \(study) study's date lies in the future."
    }
  }

  /// Attributes that date a study, the study's own first.
  private static let attributes: [(tag: Tag, name: String)] = [
    (.studyDate, "StudyDate"), (.seriesDate, "SeriesDate"), (.acquisitionDate, "AcquisitionDate"),
    (.acquisitionDateTime, "AcquisitionDateTime"), (.contentDate, "ContentDate"),
  ]

  private static func date(_ dataSet: DataSet?) -> (date: CalendarDate, attribute: String)? {
    for (tag, name) in attributes {
      if let date = CalendarDate(dataSet?.text(tag) ?? "") { return (date, name) }
    }
    return nil
  }

  private static func source(_ attribute: String?, _ study: String) -> String? {
    guard let attribute, attribute != "StudyDate" else { return nil }
    return "The \(study) study has no valid StudyDate; \(attribute) was taken."
  }

  private static func time(_ dataSet: DataSet?) -> String {
    let digits = (dataSet?.text(.studyTime) ?? "").filter { $0 != ":" }.prefix { $0.isNumber }
    guard digits.count >= 4 else { return "" }
    return digits.prefix(2) + ":" + digits.dropFirst(2).prefix(2)
  }
}
