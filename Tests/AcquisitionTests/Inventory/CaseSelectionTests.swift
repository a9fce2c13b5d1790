import DICOM
import Testing

@testable import Acquisition

struct CaseSelectionTests {
  func summary(_ series: [SeriesSummary], _ number: Int) -> SeriesSummary? {
    series.first { $0.number == number }
  }

  @Test func softThinAxialCTIsChosenAndTheOthersSayWhyNot() throws {
    var thick = SyntheticCT(
      positions: (0..<30).map { Double($0) * 5 }, seriesUID: "1.2.4.20", seriesNumber: 2)
    thick.kernel = ["H30s"]
    let thin = SyntheticCT(positions: (0..<75).map { Double($0) * 2 }, seriesUID: "1.2.4.21", seriesNumber: 3)
    var bone = SyntheticCT(positions: (0..<150).map { Double($0) }, seriesUID: "1.2.4.22", seriesNumber: 4)
    bone.kernel = ["H60s"]
    var contrast = thin
    contrast.seriesUID = "1.2.4.23"
    contrast.seriesNumber = 5
    contrast.contrastAgent = "APPLIED"
    var localizer = SyntheticCT(seriesUID: "1.2.4.24", seriesNumber: 1)
    localizer.imageType = ["ORIGINAL", "PRIMARY", "LOCALIZER"]
    var reformat = thin
    reformat.seriesUID = "1.2.4.25"
    reformat.seriesNumber = 6
    reformat.imageType = ["DERIVED", "SECONDARY", "REFORMATTED"]
    let short = SyntheticCT(
      positions: (0..<25).map { Double($0) * 2 }, seriesUID: "1.2.4.26", seriesNumber: 7)
    let all = [thick, thin, bone, contrast, localizer, reformat, short].flatMap(\.instances)
    let selection = try selectCase(in: inventory(of: SyntheticMGRE().classic + all))

    #expect(selection.series.filter { $0.verdict == .used }.map(\.number) == [5, 6, 3])
    let ct = selection.series.filter { $0.modality == "CT" }
    #expect(summary(ct, 1)?.kind == .localizer)
    #expect(summary(ct, 1)?.reason == "It is a localizer. Export the axial head series.")
    #expect(summary(ct, 2)?.reason == "Its slices are farther apart (5 mm).")
    #expect(summary(ct, 4)?.reason == "Its kernel is for bone or lung.")
    #expect(summary(ct, 5)?.reason == "It was made with a contrast agent.")
    #expect(summary(ct, 6)?.reason == "It was reformatted from another series.")
    #expect(summary(ct, 7)?.reason == "It covers 53 mm only.")
    #expect(
      selection.ctChoice
        == "The best of 6 usable ones: Axial CT, soft-tissue kernel, 75 slices 2 mm apart, covering 153 mm.")
  }

  @Test func aRequestedSeriesIsTaken() throws {
    let a = SyntheticCT(seriesUID: "1.2.4.20", seriesNumber: 2)
    let b = SyntheticCT(seriesUID: "1.2.4.21", seriesNumber: 3)
    let found = inventory(of: SyntheticMGRE().classic + a.instances + b.instances)
    let selection = try selectCase(in: found, request: CaseRequest(ctSeries: "1.2.4.20"))
    #expect(selection.ctChoice == "It was asked for with --ct.")
    #expect(selection.series.filter { $0.verdict == .used }.map(\.number) == [5, 6, 2])
    // The phase series' UID asks for the acquisition as well as the magnitude's.
    #expect(throws: Never.self) { try selectCase(in: found, request: CaseRequest(mgreSeries: "1.2.3.11")) }
  }

  @Test func anUnknownRequestIsAnError() {
    let found = inventory(of: SyntheticMGRE().classic + SyntheticCT().instances)
    let error = #expect(throws: AcquisitionError.self) {
      try selectCase(in: found, request: CaseRequest(mgreSeries: "9.9"))
    }
    #expect(
      error?.description
        == "Series 9.9, asked for with --mgre, is not in the input. Run `pallidum inspect` to list the series."
    )
  }

  @Test func aRequestedSeriesThatIsRefusedIsAnError() {
    let magnitude = SyntheticMGRE().classic.filter { $0.header.strings(.imageType).contains("M") }
    let error = #expect(throws: AcquisitionError.self) {
      try selectCase(
        in: inventory(of: magnitude + SyntheticCT().instances), request: CaseRequest(mgreSeries: "1.2.3.10"))
    }
    #expect(error == .noMGRE(reasons: ["Series 5: \(MGRERefusal.noPhase)"]))
    #expect(error?.exitCode == 3)
  }

  @Test func missingParts() {
    let noCT = #expect(throws: AcquisitionError.self) {
      try selectCase(in: inventory(of: SyntheticMGRE().classic))
    }
    #expect(noCT?.description == "No head CT can be used. There is no CT series in the input.")
    let noMR = #expect(throws: AcquisitionError.self) {
      try selectCase(in: inventory(of: SyntheticCT().instances))
    }
    #expect(
      noMR?.description
        == "No multi-echo gradient echo with magnitude and phase can be used. There is no MR series in the input."
    )
    #expect(noCT?.exitCode == 3 && noMR?.exitCode == 3)
  }

  @Test func threeEchoesAreBetterThanTwo() throws {
    var two = SyntheticMGRE(echoTimesMs: [4, 8])
    two.seriesUIDs = ("1.2.3.50", "1.2.3.51")
    two.seriesNumbers = (50, 51)
    two.spacing = SIMD3(0.5, 0.5, 1)
    let found = inventory(of: SyntheticMGRE().classic + two.classic + SyntheticCT().instances)
    let selection = try selectCase(in: found)
    #expect(selection.series.filter { $0.verdict == .used }.map(\.number) == [5, 6, 3])
    #expect(summary(selection.series, 50)?.reason == "It has 2 echoes, the chosen one 3.")
    #expect(summary(selection.series, 50)?.verdict == .notUsed)
  }

  @Test func identityAndDatesComeWithTheSelection() throws {
    let selection = try selectCase(in: inventory(of: SyntheticMGRE().classic + SyntheticCT().instances))
    #expect(compareIdentity(mr: selection.mrIdentity, ct: selection.ctIdentity).matches)
    #expect(selection.dates.intervalDays == 4)
  }
}
