import DICOM
import Report
import Testing

@testable import Export

@Suite struct ReaderEntriesTests {
  static var input: ReportDocument.ReaderInput {
    var input = ReportDocument.ReaderInput()
    for (i, scale) in ReaderScale.all.enumerated() {
      input[keyPath: scale.path] = min(i, scale.range.upperBound)
    }
    input.comment = "Old lacune in the left putamen, \u{3C7} not raised."
    input.readerName = "Reader, Anna"
    return input
  }

  private func evaluations(_ report: ReportDocument) throws -> [DataSet] {
    let files = try ReportObjects(Fixture.context(report: report)).files
    let sr = try #require(files.first { $0.kind == "sr" }).dataSet
    let container = try #require(sr.items(.contentSequence).first { concept($0) == "C0034375" })
    return container.items(.contentSequence)
  }

  private func concept(_ d: DataSet) -> String {
    d.items(.conceptNameCodeSequence).first?.string(.codeValue) ?? ""
  }

  /// Every entry is there once, with its value, and says below it who entered it.
  @Test func everyEntryIsCodedAndMarked() throws {
    let items = try evaluations(FixtureReport.document { $0.readerInput = Self.input })
    let entered = items.filter { $0.items(.contentSequence).contains { concept($0) == "reader-entered" } }
    func value(_ d: DataSet) -> String {
      d.items(.conceptCodeSequence).first?.string(.codeValue) ?? d.string(.textValue) ?? ""
    }
    func side(_ d: DataSet) -> String? {
      d.items(.contentSequence).first { concept($0) == "272741003" }?.items(.conceptCodeSequence).first?
        .string(.codeValue)
    }
    #expect(
      entered.map { [concept($0), value($0), side($0) ?? ""] } == [
        ["fazekas-pv", "score-0", ""], ["fazekas-deep", "score-1", ""], ["lacunes", "2", ""],
        ["gca", "score-3", ""], ["mta", "score-4", "24028007"], ["mta", "score-4", "7771000"],
        ["microbleeds", "6", ""], ["121106", "Old lacune in the left putamen, \u{3C7} not raised.", ""],
      ])
    for item in entered {
      let mark = try #require(item.items(.contentSequence).first { concept($0) == "reader-entered" })
      #expect(
        mark.string(.textValue) == "Reader, Anna" && mark.string(.relationshipType) == "HAS CONCEPT MOD")
    }
    for code in items.flatMap({ $0.items(.conceptNameCodeSequence) + $0.items(.conceptCodeSequence) }) {
      #expect((code.string(.codeValue) ?? "").count <= 16 && (code.string(.codeMeaning) ?? "").count <= 64)
    }
  }

  @Test func everyScaleHasACode() {
    #expect(ReaderScale.all.allSatisfy { PrivateCodes.readerScale($0.key) != nil })
  }

  @Test func nothingEnteredNothingCoded() throws {
    let items = try evaluations(FixtureReport.document())
    #expect(!items.contains { $0.items(.contentSequence).contains { concept($0) == "reader-entered" } })
  }
}
