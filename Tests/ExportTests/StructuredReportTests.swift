import DICOM
import Testing

@testable import Export

@Suite struct StructuredReportTests {
  private func report(_ c: ExportContext) throws -> DataSet {
    let files = try ReportObjects(c).files
    return try #require(files.first { $0.kind == "sr" }).dataSet
  }

  /// All items below, in order.
  private func items(_ d: DataSet) -> [DataSet] {
    d.items(.contentSequence).flatMap { [$0] + items($0) }
  }

  private func concept(_ d: DataSet) -> String {
    d.items(.conceptNameCodeSequence).first?.string(.codeValue) ?? ""
  }

  private func value(_ d: DataSet) -> String? {
    d.items(.conceptCodeSequence).first?.string(.codeValue) ?? d.string(.textValue)
  }

  @Test func whatIsWithheldIsCodedWithItsReason() throws {
    let d = try report(Fixture.context(report: FixtureReport.withheldAndOverridden))
    #expect(d.string(.completionFlag) == "PARTIAL")
    #expect(d.string(.verificationFlag) == "UNVERIFIED")
    for name in ["gp-qsm-grade", "paradox-calc"] {
      let grades = items(d).filter { concept($0) == name }
      #expect(grades.count == 2, "one a side")
      for g in grades {
        #expect(value(g) == "withheld")
        let reason = g.items(.contentSequence).first { concept($0) == "withheld-reason" }
        #expect(reason.flatMap(value) == "The phase sign could not be proven.")
      }
    }
    let chi = items(d).filter { concept($0) == "126396" }
    #expect(chi.count == 6, "one a structure and side")
    for number in chi {
      #expect(number.items(.measuredValueSequence).isEmpty)
      #expect(number.items(.numericValueQualifierCodeSequence).first?.string(.codeValue) == "114011")
    }
    #expect(items(d).filter { concept($0) == "gp-ct-grade" }.compactMap(value) == ["grade-1", "grade-0"])
  }

  @Test func acceptedIdentityMismatchStandsInEveryObject() throws {
    let c = Fixture.context(report: FixtureReport.withheldAndOverridden)
    for file in try ReportObjects(c).files {
      let note = file.dataSet.string(.commentsOnThePerformedProcedureStep) ?? ""
      #expect(note.contains("Typing error, confirmed by phone"), "\(file.file)")
      #expect(note.contains("PatientBirthDate"), "\(file.file)")
    }
    let texts = items(try report(c)).filter { concept($0) == "id-override" }.compactMap(value)
    #expect(texts == ["Typing error, confirmed by phone"])
  }

  @Test func withoutMismatchNothingIsNoted() throws {
    for file in try ReportObjects(Fixture.context()).files {
      #expect(file.dataSet[.commentsOnThePerformedProcedureStep] == nil)
    }
  }

  @Test func evidenceNamesEveryReferenceOfBothStudies() throws {
    let d = try report(Fixture.context())
    func evidence(_ tag: DICOM.Tag) -> [String: Set<String>] {
      var found: [String: Set<String>] = [:]
      for study in d.items(tag) {
        for series in study.items(.referencedSeriesSequence) {
          let uids = series.items(.referencedSOPSequence).compactMap { $0.string(.referencedSOPInstanceUID) }
          found[study.string(.studyInstanceUID) ?? "", default: []].formUnion(uids)
        }
      }
      return found
    }
    let current = evidence(.currentRequestedProcedureEvidenceSequence)
    let other = evidence(.pertinentOtherEvidenceSequence)
    #expect(Array(current.keys) == ["2.25.1001"])
    #expect(other == ["2.25.2001": Set(Fixture.ct.instances.map(\.sopInstanceUID))])
    let named = current.values.reduce(into: Set()) { $0.formUnion($1) }.union(other.values.first ?? [])
    let inTree = items(d).flatMap { $0.items(.referencedSOPSequence) }
      .compactMap { $0.string(.referencedSOPInstanceUID) }
    #expect(!inTree.isEmpty)
    #expect(Set(inTree).isSubset(of: named))
  }

  @Test func signOffMakesANewVerifiedInstanceWithPredecessor() throws {
    let first = try report(Fixture.context())
    let signed = try report(
      Fixture.context(
        signOff: SignOff(observer: "Reader^Anna", organization: "Clinic", dateTime: "20250306090000")))
    #expect(signed.string(.sopInstanceUID) != first.string(.sopInstanceUID))
    #expect(signed.string(.verificationFlag) == "VERIFIED")
    #expect(signed.items(.verifyingObserverSequence).first?.string(.verifyingObserverName) == "Reader^Anna")
    let predecessor = signed.items(.predecessorDocumentsSequence).first?
      .items(.referencedSeriesSequence).first?.items(.referencedSOPSequence).first?
      .string(.referencedSOPInstanceUID)
    #expect(predecessor == first.string(.sopInstanceUID))
  }

  @Test func measuredStructureWithoutMaskIsRefused() {
    var masks = Fixture.masks
    masks[.init(.putamen, .right)] = nil
    #expect(throws: ExportError.measurementWithoutMask(.init(.putamen, .right))) {
      try ReportObjects(Fixture.context(masks: masks))
    }
  }

  @Test func privateConceptsAreShortAndDeclared() throws {
    for file in try ReportObjects(Fixture.context()).files {
      let declared = file.dataSet.items(.codingSchemeIdentificationSequence)
        .compactMap { $0.string(.codingSchemeDesignator) }
      #expect(declared == ["99PALLIDUM"])
    }
    for item in items(try report(Fixture.context())) {
      // Code Value is SH (16 characters), Code Meaning LO (64).
      for code in item.items(.conceptNameCodeSequence) + item.items(.conceptCodeSequence) {
        #expect((code.string(.codeValue) ?? "").count <= 16 && (code.string(.codeMeaning) ?? "").count <= 64)
      }
    }
  }
}
