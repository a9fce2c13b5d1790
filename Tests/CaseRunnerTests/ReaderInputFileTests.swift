import Foundation
import Report
import Testing

@testable import CaseRunner

/// What a reader may enter, and what is refused with a sentence that repeats none of it.
@Suite struct ReaderInputFileTests {
  private func read(_ text: String) throws -> ReportDocument.ReaderInput {
    try ReaderInputFile(Data(text.utf8)).input
  }

  private func refusal(_ text: String) throws -> String {
    do throws(CaseError) {
      _ = try ReaderInputFile(Data(text.utf8))
      Issue.record("was read")
      return ""
    } catch {
      #expect(error.status == .usage)
      #expect(
        error.description.hasPrefix("The reader input ") && error.description.hasSuffix("See docs/report.md.")
      )
      #expect(!error.description.contains("\n"))
      return error.description
    }
  }

  @Test func allFieldsAreRead() throws {
    let input = try read(
      """
      fazekasPeriventricular: 3
      fazekasDeep: 0
      lacunes: 12
      globalCorticalAtrophy: 1
      medialTemporalAtrophyLeft: 4
      medialTemporalAtrophyRight: ~
      microbleeds:
      comment: |
        First line.
        Second line: with a colon.
      readerName: 'Müller, Anna'
      readerRole: neuroradiologist
      date: 2026-02-28
      """)
    #expect(input.scales.map(\.value) == [3, 0, 12, 1, 4])
    #expect(input.medialTemporalAtrophyRight == nil && input.microbleeds == nil)
    #expect(input.comment == "First line.\nSecond line: with a colon.")
    #expect(input.readerName == "Müller, Anna" && input.date == "2026-02-28")
  }

  /// JSON is YAML too.
  @Test func jsonIsRead() throws {
    let input = try read(#"{"fazekasDeep": 2, "comment": "seen \u00e4", "lacunes": null}"#)
    #expect(input.fazekasDeep == 2 && input.comment == "seen ä" && input.lacunes == nil)
  }

  @Test(arguments: [
    "4", "-1", "1.5", "two", "true", "'2'", "[2]", "{a: 2}", "0x2", "2e0", "+2", "99999999999999999999", "*x",
    "２",
  ])
  func aScaleNeedsAWholeNumberInRange(_ value: String) throws {
    let sentence = try refusal("fazekasDeep: \(value)")
    // An alias without anchor is no YAML at all.
    if value != "*x" {
      #expect(
        sentence
          == "The reader input needs a whole number from 0 to 3 for fazekasDeep, or nothing. See docs/report.md."
      )
    }
  }

  @Test func everyScaleHasItsOwnRange() throws {
    for scale in ReaderScale.all {
      let most = scale.range.upperBound
      #expect(try read("\(scale.key): \(most)")[keyPath: scale.path] == most)
      #expect(try refusal("\(scale.key): \(most + 1)").contains("from 0 to \(most) for \(scale.key)"))
    }
  }

  @Test func unknownAndDoubleKeysAreRefused() throws {
    let sentence = try refusal("fazekasdeep: 2")
    #expect(
      sentence.contains("the key fazekasdeep, which does not exist; known keys: fazekasPeriventricular, "))
    #expect(try refusal("lacunes: 2\nlacunes: 3").contains("twice"))
    #expect(try refusal("? [a]\n: 2").contains("known keys"))
  }

  @Test(arguments: ["2026-02-29", "2026-13-01", "26-01-01", "01.02.2026", "2026-1-1", "yesterday"])
  func aDateMustExist(_ date: String) throws {
    #expect(try refusal("lacunes: 1\ndate: \(date)").contains("a date as YYYY-MM-DD for date"))
  }

  @Test func textsAreBounded() throws {
    #expect(try read("comment: \(String(repeating: "x", count: 2000))").comment?.count == 2000)
    #expect(
      try refusal("comment: \(String(repeating: "x", count: 2001))").contains("at most 2000 characters"))
    #expect(try refusal("lacunes: 1\nreaderName: \(String(repeating: "n", count: 65))").contains("64"))
    #expect(try refusal(#"{"lacunes": 1, "readerName": "a\nb"}"#).contains("on one line for readerName"))
    #expect(try refusal(#"{"comment": "a\u0007b"}"#).contains("for comment"))
    #expect(try refusal("comment: [a, b]").contains("for comment"))
  }

  @Test(arguments: [
    "", "\n", "# nothing\n", "- 1\n- 2", "just words", "lacunes:\n", "readerName: Anna\n", "[", "a: b: c",
  ])
  func whatHoldsNoEntryIsRefused(_ text: String) throws { _ = try refusal(text) }

  @Test func otherEncodingsAreRefused() {
    #expect(throws: CaseError.self) { try ReaderInputFile(Data([0xFF, 0xFE, 0x61, 0x00])) }
    #expect(throws: CaseError.self) { try ReaderInputFile(Data([0x63, 0x3A, 0x20, 0xC3, 0x28])) }
  }

  /// Free text may name the patient: no sentence repeats it, nor the file's name.
  @Test(arguments: [
    "Erika Example has: 2", "fazekasDeep: Erika Example", "comment: Erika Example\nlacunes: Example",
    "comment: 'Erika Example", "date: Erika Example\nlacunes: 1", "{\"Erika Example\": [",
  ])
  func errorsRepeatNoText(_ text: String) throws {
    let sentence = try refusal(text)
    #expect(!sentence.contains("Erika") && !sentence.contains("Example"))
  }

  @Test func filesThatCannotBeReadAreRefused() throws {
    let folder = try Scratch.folder("Erika-Example")
    for path in [folder + "/absent.yaml", folder] {
      do throws(CaseError) {
        _ = try ReaderInputFile.load(path)
        Issue.record("was read")
      } catch { #expect(error.status == .usage && !error.description.contains("Erika")) }
    }
    let large = folder + "/large.yaml"
    try Data(repeating: 0x20, count: 16 * 1024 + 1).write(to: URL(filePath: large))
    #expect(throws: CaseError.self) { try ReaderInputFile.load(large) }
    #expect(try ReaderInputFile.load(nil)?.sha256 == nil)
  }

  /// The form in the documentation has every key, is read, and means nothing as long as it is empty.
  @Test func theDocumentedFormIsComplete() throws {
    let page = try String(contentsOfFile: checkout + "/docs/report.md", encoding: .utf8)
    let form = try #require(
      page.components(separatedBy: "```").first { $0.hasPrefix("yaml\n") && $0.contains("fazekas") }?
        .dropFirst(5))
    let keys = form.split(separator: "\n").compactMap { $0.split(separator: ":").first.map(String.init) }
    #expect(Set(keys) == Set(ReaderScale.all.map(\.key) + ["comment", "readerName", "readerRole", "date"]))
    #expect(try refusal(String(form)).contains("holds no entry"))
    #expect(try read(form.replacingOccurrences(of: "lacunes:", with: "lacunes: 2")).lacunes == 2)
  }
}
