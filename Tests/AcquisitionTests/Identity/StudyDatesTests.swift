import DICOM
import Testing

@testable import Acquisition

struct StudyDatesTests {
  func dataSet(_ date: String, _ time: String = "") -> DataSet {
    var d = DataSet()
    d.set(.studyDate, .DA, date)
    d.set(.studyTime, .TM, time)
    return d
  }

  // Intervals by Python's datetime.date.
  @Test(arguments: [
    ("20260301", "20260225", 4), ("20240301", "20240225", 5), ("20250101", "20241231", 1),
    ("20000229", "20010301", 366), ("19991231", "20260914", 9754), ("20260914", "20260914", 0),
  ])
  func intervalInDays(_ a: String, _ b: String, _ days: Int) {
    #expect(StudyDates(mr: dataSet(a), ct: dataSet(b)).intervalDays == days)
    #expect(StudyDates(mr: dataSet(b), ct: dataSet(a)).intervalDays == days)
  }

  @Test func unknownDatesStayUnknown() {
    let dates = StudyDates(mr: dataSet("20260301", "093012.5"), ct: dataSet(""))
    #expect(dates.mrDate == "2026-03-01")
    #expect(dates.mrTime == "09:30")
    #expect(dates.ctDate == "")
    #expect(dates.ctTime == "")
    #expect(dates.intervalDays == nil)
  }

  @Test func theOrderIsStated() {
    #expect(StudyDates(mr: dataSet("20260301"), ct: dataSet("20260225")).order == .ctBeforeMR)
    #expect(StudyDates(mr: dataSet("20260225"), ct: dataSet("20260301")).order == .mrBeforeCT)
    #expect(StudyDates(mr: dataSet("20260301"), ct: dataSet("2026.03.01")).order == .sameDay)
    #expect(StudyDates(mr: dataSet("20260301"), ct: dataSet("")).order == nil)
  }

  @Test func otherDatesStandInWithANote() {
    var ct = dataSet("")
    ct.set(.acquisitionDateTime, .DT, "20260225101500.5")
    let dates = StudyDates(mr: dataSet("20260301"), ct: ct)
    #expect(dates.ctDate == "2026-02-25")
    #expect(dates.intervalDays == 4)
    #expect(dates.notes == ["The CT study has no valid StudyDate; AcquisitionDateTime was taken."])
    ct.set(.seriesDate, .DA, "20260224")
    #expect(StudyDates(mr: dataSet("20260301"), ct: ct).ctDate == "2026-02-24")
  }

  @Test func aLongIntervalIsNoted() {
    #expect(StudyDates(mr: dataSet("20260301"), ct: dataSet("20250301")).notes == [])
    #expect(
      StudyDates(mr: dataSet("20260301"), ct: dataSet("20250228")).notes == [
        "The CT was made 366 days before the MR (more than 365): mineral may have changed in between."
      ])
  }

  @Test func impossibleDatesAreNoted() {
    var ct = dataSet("19600101")
    ct.set(.patientBirthDate, .DA, "19600102")
    let dates = StudyDates(mr: dataSet("20260301"), ct: ct)
    #expect(
      dates.notes.prefix(2) == [
        "The CT study's date is before 1971, which cannot be.",
        "The CT study's date is before the patient's birth date.",
      ])
    #expect(dates.notesOnFuture(today: "20260301") == [])
    #expect(dates.notesOnFuture(today: "2026-02-28") == ["The MR study's date lies in the future."])
  }
}
