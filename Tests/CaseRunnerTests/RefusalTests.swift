import CaseRunner
import DICOM
import Foundation
import Testing
import Vocabulary

/// Input that must not be reported on stops with the promised exit code, and leaves nothing behind.
@Suite struct RefusalTests {
  /// Expects a refusal and returns its sentence.
  private func refusal(
    _ inputs: [String], _ status: CaseRunner.ExitStatus, change: (inout CaseOptions) -> Void = { _ in }
  ) throws -> String {
    var options = CaseOptions(inputs: inputs, output: try Scratch.absent("refused"))
    change(&options)
    do throws(CaseError) {
      let outcome = try runCase(options) { _ in }
      Issue.record("reported with status \(outcome.status)")
      return ""
    } catch {
      #expect(error.status == status, "\(error)")
      #expect(try siblings(of: options.output).isEmpty)
      let sentence = error.description
      #expect(sentence.hasSuffix(".") && !sentence.contains("\n"))
      #expect(!sentence.contains("PHANTOM") && !sentence.contains("Pallidum^"))
      return sentence
    }
  }

  /// A copy of the small study without the files that match.
  private func study(without matches: (DataSet) -> Bool) throws -> String {
    let copy = try Scratch.folder("incomplete")
    var left = 0
    var removed = 0
    let source = try Shared.smallStudy.get().path
    for name in try files(below: source) {
      if matches(try DICOMFile.open(source + "/" + name).dataSet) {
        removed += 1
        continue
      }
      left += 1
      try FileManager.default.copyItem(atPath: source + "/" + name, toPath: copy + "/\(left)")
    }
    try #require(removed > 0 && left > 0)
    return copy
  }

  private func isPhase(_ d: DataSet) -> Bool { d.strings(.imageType).contains("P") }

  @Test func anotherPatientsCTIsRefused() throws {
    let sentence = try refusal([Shared.otherPatientStudy.get().path], .identityDiffers)
    #expect(sentence.contains("PatientID") && sentence.contains("--accept-identity-mismatch"))
  }

  @Test func noPhaseIsRefused() throws {
    let sentence = try refusal([study(without: isPhase)], .inputUnusable)
    #expect(sentence.lowercased().contains("phase"))
  }

  @Test func noCTIsRefused() throws {
    let sentence = try refusal([study { $0.string(.modality) == "CT" }], .inputUnusable)
    #expect(sentence.contains("CT"))
  }

  @Test func oneEchoIsRefused() throws {
    let sentence = try refusal([study { ($0.int(.echoNumbers) ?? 1) > 1 }], .inputUnusable)
    #expect(sentence.lowercased().contains("echo"))
  }

  /// One slice of one echo's phase: the sentence says where.
  @Test func aMissingSliceIsRefusedAndNamed() throws {
    let folder = try study {
      isPhase($0) && $0.int(.echoNumbers) == 2 && $0.int(.instanceNumber) == 24 + 9
    }
    let sentence = try refusal([folder], .inputUnusable)
    #expect(sentence.contains("echo") && sentence.contains("slice"), "\(sentence)")
    #expect(sentence.contains("12 ms") || sentence.contains("echo 2"), "\(sentence)")
  }

  @Test func nothingThereIsSaid() throws {
    #expect(try refusal([Scratch.folder("empty")], .inputUnusable).isEmpty == false)
  }

  @Test func aForeignSeriesUIDIsRefused() throws {
    let path = try Shared.smallStudy.get().path
    let sentence = try refusal([path], .inputUnusable) { $0.mgreSeries = "1.2.3.4" }
    #expect(sentence.contains("1.2.3.4"))
  }

  @Test(arguments: ["gradign:\n  ctFocusHU: 60\n", "grading:\n  ctFocusHu: 60\n", "- 3\n"])
  func aMisspeltConfigurationIsAUsageError(_ yaml: String) throws {
    let file = try Scratch.folder("configuration") + "/pallidum.yaml"
    try yaml.write(toFile: file, atomically: true, encoding: .utf8)
    let path = try Shared.smallStudy.get().path
    let sentence = try refusal([path], .usage) { $0.configurationFile = file }
    #expect(sentence.contains("configuration"))
  }

  @Test func aMissingConfigurationIsAUsageError() throws {
    let path = try Shared.smallStudy.get().path
    _ = try refusal([path], .usage) { $0.configurationFile = "/nowhere/pallidum.yaml" }
  }

  /// A dry run chooses and checks, and writes nothing, even where a report would be.
  @Test func dryRunWritesNothing() throws {
    var options = CaseOptions(inputs: [try Shared.smallStudy.get().path], output: try Scratch.absent("dry"))
    options.dryRun = true
    let outcome = try runCase(options) { _ in }
    #expect(outcome.status == .done)
    #expect(outcome.summary.contains("mGRE phase") && outcome.summary.contains("head CT"))
    #expect(outcome.summary.hasSuffix("Would report: MR series 5 and 6, CT series 2."))
    #expect(try siblings(of: options.output).isEmpty)
    #expect(
      try refusal([Shared.otherPatientStudy.get().path], .identityDiffers) { $0.dryRun = true }.isEmpty
        == false)
  }
}
