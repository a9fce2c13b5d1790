import DICOM
import Testing

@testable import Acquisition

/// Several runs of one protocol in a study: magnitude of one is never put with phase of another.
struct RunPairingTests {
  /// A run; the pixels of each differ by `offset`.
  func run(
    _ numbers: (Int, Int), time: (magnitude: String?, phase: String?) = (nil, nil), offset: Int32 = 0,
    type: String? = nil
  ) -> [SyntheticInstance] {
    var scan = SyntheticMGRE()
    scan.seriesUIDs = ("1.2.3.\(numbers.0)", "1.2.3.\(numbers.1)")
    scan.seriesNumbers = numbers
    return changed(scan.classic) {
      let isPhase = $0.header.strings(.imageType).contains("P")
      if let own = isPhase ? time.phase : time.magnitude { $0.header.set(.acquisitionTime, .TM, own) }
      if let type { $0.header.set(.imageType, .CS, "ORIGINAL", "PRIMARY", isPhase ? "P" : "M", "ND", type) }
      $0.frames = $0.frames.map { $0.map { ($0 + offset) % 4096 } }
    }
  }

  func magnitude(_ instances: [SyntheticInstance]) -> [SyntheticInstance] {
    instances.filter { $0.header.strings(.imageType).contains("M") }
  }

  func phase(_ instances: [SyntheticInstance]) -> [SyntheticInstance] {
    instances.filter { $0.header.strings(.imageType).contains("P") }
  }

  /// Without times only pairs that stand together in one order are told by their numbers.
  @Test(arguments: [((5, 6), (8, 9)), ((6, 5), (8, 7)), ((301, 302), (401, 402))])
  func runsWithoutTimesThatAreNumberedInARowAreTold(_ a: (Int, Int), _ b: (Int, Int)) {
    let plans = inventory(of: run(a) + run(b, offset: 5)).plans
    #expect(Set(plans.map { Set($0.candidate.series.compactMap(\.number)) }) == [[a.0, a.1], [b.0, b.1]])
    #expect(plans.allSatisfy { $0.warnings.contains { $0.contains("paired by their series numbers") } })
  }

  @Test(arguments: [((41, 43), (42, 44)), ((41, 44), (42, 43)), ((5, 6), (9, 8)), ((5, 9), (6, 8))])
  func runsWithoutTimesAreRefused(_ a: (Int, Int), _ b: (Int, Int)) {
    let found = reasons(of: run(a) + run(b, offset: 5))
    #expect(found == Array(repeating: "\(MGRERefusal.ambiguousRuns)", count: 4))
  }

  /// Anonymisers set all times to one value.
  @Test func runsWithOneTimeForAllAreRefused() {
    let found = reasons(
      of: run((5, 8), time: ("000000", "000000")) + run((6, 9), time: ("000000", "000000"), offset: 5))
    #expect(found == Array(repeating: "\(MGRERefusal.ambiguousRuns)", count: 4))
  }

  /// The same without the phase of one run: it could belong to either magnitude.
  @Test func onePhaseBesideTwoMagnitudesOfDifferentRunsIsRefused() {
    let found = reasons(of: run((5, 6)) + magnitude(run((8, 9), offset: 5)))
    #expect(found == Array(repeating: "\(MGRERefusal.ambiguousRuns)", count: 3))
  }

  /// Repeats of another kind of scan are called what they are.
  @Test func repeatsOfASingleEchoAreNotCalledRuns() {
    func single(_ numbers: (Int, Int)) -> [SyntheticInstance] {
      run(numbers).filter { $0.header.double(.echoTime) == 4 }
    }
    #expect(
      reasons(of: magnitude(single((5, 6))) + magnitude(single((8, 9))))
        == Array(repeating: "It is a single-echo series without phase.", count: 2))
    #expect(
      reasons(of: single((5, 6)) + single((8, 9))).allSatisfy { $0.hasPrefix("It has a single echo time") })
  }

  @Test(arguments: [((41, 43), (42, 44)), ((41, 44), (42, 43))])
  func timesPairWhateverTheNumbers(_ a: (Int, Int), _ b: (Int, Int)) {
    let plans = inventory(
      of: run(a, time: ("101010", "101010.6")) + run(b, time: ("103030", "103030.6"), offset: 5)
    ).plans
    #expect(Set(plans.map { Set($0.candidate.series.compactMap(\.number)) }) == [[a.0, a.1], [b.0, b.1]])
    #expect(plans.allSatisfy { $0.warnings.isEmpty })
  }

  /// Only the magnitude of the first and the phase of the second run were exported.
  @Test func halvesOfDifferentRunsAreNotPutTogether() {
    let found = reasons(
      of: magnitude(run((5, 6), time: ("101010", "101010")))
        + phase(run((8, 9), time: ("103030", "103030"), offset: 5)))
    #expect(found == Array(repeating: "\(MGRERefusal.differentRuns)", count: 2))
  }

  /// Past midnight the date goes on with the time.
  @Test func midnightIsNoGap() throws {
    let instances = changed(run((5, 6), time: ("235958", "000001"))) {
      let isPhase = $0.header.strings(.imageType).contains("P")
      $0.header.set(.acquisitionDate, .DA, isPhase ? "20240301" : "20240229")
    }
    #expect(inventory(of: instances).plans.count == 1)
  }

  /// The scanner made two magnitudes of one run, with and without intensity normalisation.
  @Test func twoReconstructionsOfOneRunAreNotTwoRuns() {
    let time = ("101010", "101010")
    let instances =
      run((5, 7), time: time) + magnitude(run((6, 99), time: time, offset: 5, type: "NORM"))
    let plans = inventory(of: instances).plans
    #expect(plans.count == 1)
    #expect(plans.first?.candidate.series.compactMap(\.number) == [6, 7])
  }

  /// Two runs, each with both parts in one series, need no times.
  @Test func runsWithBothPartsInOneSeriesNeedNoTimes() {
    func one(_ uid: String, _ number: Int, _ offset: Int32) -> [SyntheticInstance] {
      var scan = SyntheticMGRE(style: .philips)
      scan.seriesUIDs.magnitude = uid
      scan.seriesNumbers.magnitude = number
      return changed(scan.classic) { $0.frames = $0.frames.map { $0.map { ($0 + offset) % 4096 } } }
    }
    let plans = inventory(of: one("1.2.3.50", 50, 0) + one("1.2.3.51", 51, 5)).plans
    #expect(plans.map { $0.candidate.series.map(\.number) } == [[50], [51]])
  }

  @Test func instantsAreReadFromDateAndTime() {
    func seconds(_ dt: String?, _ da: String? = nil, _ tm: String? = nil) -> Double? {
      AcquisitionInstant.seconds(dateTime: dt, date: da, time: tm)
    }
    #expect(seconds(nil, nil, "101010.5") == 36610.5)
    #expect(seconds(nil, nil, "1010") == 36600)
    #expect(seconds("20240301000001.25+0100") == seconds(nil, "20240301", "000001.25"))
    for (a, b) in [("20240229", "20240301"), ("20231231", "20240101"), ("20230228", "20230301")] {
      let difference = (seconds(nil, b, "000001") ?? 0) - (seconds(nil, a, "235959") ?? 0)
      #expect(difference == 2)
    }
    #expect(seconds(nil, nil, nil) == nil)
    #expect(seconds("garbage", nil, "also") == nil)
    #expect(seconds(nil, nil, "996099") == nil)
  }
}
