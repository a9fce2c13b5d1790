import DICOM
import Report
import Testing
import Vocabulary

@testable import Export

/// The last check can fail: files of one report, checked against another that differs in one thing.
@Suite struct RereadingTests {
  private func check(files report: ReportDocument, against other: ReportDocument) throws {
    try Fixture.inTemporaryFolder { folder in
      let c = Fixture.context(report: report)
      _ = try exportObjects(c, to: folder)
      try Rereading(directory: folder, files: ReportObjects(c).files).check(Fixture.context(report: other))
    }
  }

  static let changes: [(name: String, change: @Sendable (inout ReportDocument) -> Void)] = [
    ("median susceptibility", { $0.structures[0].qsm?.medianPpb += 0.01 }),
    ("95th percentile in HU", { $0.structures[1].ct?.p95HU += 0.01 }),
    ("volume", { $0.structures[2].volumeMm3 += 0.01 }),
    ("left CT grade", { $0.pallidum.left.gpCT.grade = 2 }),
    ("right QSM grade withheld", { $0.pallidum.right.gpQSM.grade = nil }),
    ("left flag", { $0.pallidum.left.paradoxicalCalcification.flag = false }),
    ("grades exchanged", { swap(&$0.pallidum.left, &$0.pallidum.right) }),
    ("CT withheld", { $0.structures[3].ct = nil }),
  ]

  @Test(arguments: changes.indices)
  func oneDifferenceIsFound(_ i: Int) throws {
    let error = #expect(throws: ExportError.self, "\(Self.changes[i].name)") {
      try check(files: FixtureReport.document(), against: FixtureReport.document(Self.changes[i].change))
    }
    guard case .readBack("SR", _, _, _) = error else {
      Issue.record("\(Self.changes[i].name): \(String(describing: error))")
      return
    }
  }

  @Test func noDifferenceIsAccepted() throws {
    try check(files: FixtureReport.document(), against: FixtureReport.document())
  }

  @Test func errorsSayWhatIsWrongTheValueAndWhatToDo() {
    #expect(
      ExportError.laterality(.putamen, leftX: -20, rightX: 21).description
        == "The left putamen (x = -20.0 mm) does not lie left of the right one (x = 21.0 mm). "
        + "Nothing was exported.")
    #expect(
      ExportError.file("seg.dcm", reason: "disk full").description
        == "seg.dcm could not be written and read back: disk full. Check the disk and run again.")
    #expect(ExportError.file("seg.dcm", reason: "disk full").exitCode == 6)
    #expect(ExportError.noSegments.exitCode == 70)
  }
}
