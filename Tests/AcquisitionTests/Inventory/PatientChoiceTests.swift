import DICOM
import Testing

@testable import Acquisition

/// Several patients in one input.
struct PatientChoiceTests {
  func of(_ id: String, _ name: String, _ instances: [SyntheticInstance]) -> [SyntheticInstance] {
    instances.map {
      var i = $0
      i.header.set(.patientID, .LO, id)
      i.header.set(.patientName, .PN, name)
      i.header.set(.studyInstanceUID, .UI, i.header.string(.studyInstanceUID).map { $0 + ".77" } ?? "")
      return i
    }
  }

  /// A finer CT of somebody else.
  var strangersCT: [SyntheticInstance] {
    let ct = SyntheticCT(
      positions: (0..<150).map { Double($0) }, seriesUID: "1.2.4.20", seriesNumber: 30)
    return of("SYN-2", "Other^Case", ct.instances)
  }

  @Test func theCTOfTheSamePatientIsTakenThoughAnotherIsBetter() throws {
    let found = inventory(of: SyntheticMGRE().classic + SyntheticCT().instances + strangersCT)
    let selection = try selectCase(in: found)
    #expect(selection.series.filter { $0.verdict == .used }.map(\.number) == [5, 6, 3])
    #expect(compareIdentity(mr: selection.mrIdentity, ct: selection.ctIdentity).matches)
    #expect(
      selection.series.first { $0.number == 30 }?.reason == "It is of another patient than the mGRE.")
    #expect(selection.mgreChoice.hasSuffix("Images of other patients were left out."))
  }

  @Test func theMGREWithACTOfItsPatientIsTakenThoughAnotherIsBetter() throws {
    var finer = SyntheticMGRE()
    finer.seriesUIDs = ("1.2.3.50", "1.2.3.51")
    finer.seriesNumbers = (50, 51)
    finer.spacing = SIMD3(0.5, 0.5, 1)
    let found = inventory(
      of: SyntheticMGRE().classic + SyntheticCT().instances + of("SYN-3", "Third^Case", finer.classic))
    let selection = try selectCase(in: found)
    #expect(selection.series.filter { $0.verdict == .used }.map(\.number) == [5, 6, 3])
    #expect(
      selection.series.first { $0.number == 50 }?.reason
        == "The input holds no CT that is proven to be of its patient.")
  }

  /// Nothing is hidden: where no pair fits, the best ones are chosen and the identities differ.
  @Test func withoutAPairTheDifferenceShows() throws {
    let selection = try selectCase(in: inventory(of: SyntheticMGRE().classic + strangersCT))
    let comparison = compareIdentity(mr: selection.mrIdentity, ct: selection.ctIdentity)
    #expect(comparison.differences == ["PatientID", "PatientName"])
    #expect(!selection.mgreChoice.contains("other patients"))
  }

  /// What was asked for goes before the patient; the comparison that follows stops the case.
  @Test func aRequestGoesFirst() throws {
    let found = inventory(of: SyntheticMGRE().classic + SyntheticCT().instances + strangersCT)
    let selection = try selectCase(in: found, request: CaseRequest(ctSeries: "1.2.4.20"))
    #expect(!compareIdentity(mr: selection.mrIdentity, ct: selection.ctIdentity).matches)
  }
}
