import Foundation
import Testing

@testable import CaseRunner

/// The folder appears complete or not at all, and nothing of the user's is lost.
@Suite struct OutputFolderTests {
  private func error(_ body: () throws(CaseError) -> Void) -> CaseError? {
    do throws(CaseError) {
      try body()
      return nil
    } catch { return error }
  }

  private func folder(_ names: [String]) throws -> String {
    let path = try Scratch.absent("target")
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for name in names { try name.write(toFile: path + "/" + name, atomically: true, encoding: .utf8) }
    return path
  }

  @Test func anExistingReportNeedsOverwrite() throws {
    let target = try folder(["manifest.json", "report.json"])
    let e = error { () throws(CaseError) in _ = try OutputFolder(target: target, overwrite: false) }
    #expect(e?.status == .output)
    #expect(e?.description.contains("--overwrite") == true)
    #expect(try siblings(of: target) == ["report"])
    #expect(try files(below: target) == ["manifest.json", "report.json"])
  }

  /// `--overwrite --output ~` must not cost anybody a home folder.
  @Test func aForeignFolderIsNeverOverwritten() throws {
    let target = try folder(["thesis.tex"])
    for overwrite in [false, true] {
      let e = error { () throws(CaseError) in _ = try OutputFolder(target: target, overwrite: overwrite) }
      #expect(e?.status == .output)
    }
    #expect(try files(below: target) == ["thesis.tex"])
    #expect(try siblings(of: target) == ["report"])
  }

  @Test func anEmptyFolderIsUsed() throws {
    let target = try folder([])
    let output = try OutputFolder(target: target, overwrite: false)
    try output.write(Data("x".utf8), as: "a.txt")
    #expect(try files(below: target).isEmpty)
    try output.commit()
    #expect(try files(below: target) == ["a.txt", "manifest.json"])
    #expect(try siblings(of: target) == ["report"])
  }

  @Test func overwritingReplacesTheWholeReport() throws {
    let target = try folder(["manifest.json", "old.txt"])
    let output = try OutputFolder(target: target, overwrite: true)
    try output.write(Data("x".utf8), as: "new.txt")
    #expect(try files(below: target) == ["manifest.json", "old.txt"])
    try output.commit()
    #expect(try files(below: target) == ["manifest.json", "new.txt"])
    #expect(try siblings(of: target) == ["report"])
  }

  /// Files of these names are replaced without being asked, others stay; another program's manifest, a folder of such
  /// a name, and a file in the folder's place stop the run.
  @Test func namedFilesAreReplacedAndNothingElse() throws {
    let names: Set<String> = ["a.txt", "b.txt", "manifest.json"]
    let target = try folder(["a.txt", "b.txt"])
    let output = try OutputFolder(target: target, replacing: .files(names))
    try output.write(Data("x".utf8), as: "a.txt")
    try output.commit()
    #expect(try files(below: target) == ["a.txt", "manifest.json"])
    for foreign in [["b.txt", "notes.txt"], [".hidden"]] {
      let other = try folder(foreign)
      let output = try OutputFolder(target: other, replacing: .files(names))
      try output.write(Data("x".utf8), as: "a.txt")
      #expect(try files(below: other) == foreign.sorted(), "untouched before the end")
      try output.commit()
      #expect(
        try Set(files(below: other)) == Set(foreign).subtracting(["b.txt"]).union(["a.txt", "manifest.json"]))
      #expect(try siblings(of: other).count == 1)
    }
    let report = try folder(["report.json", "manifest.json"])
    let onReport = error { () throws(CaseError) in
      _ = try OutputFolder(target: report, replacing: .files(names))
    }
    #expect(onReport?.status == .output)
    #expect(try files(below: report) == ["manifest.json", "report.json"])
    let nested = try folder([])
    try FileManager.default.createDirectory(atPath: nested + "/a.txt", withIntermediateDirectories: false)
    let e = error { () throws(CaseError) in _ = try OutputFolder(target: nested, replacing: .files(names)) }
    #expect(e?.status == .output)
    let file = try folder(["a.txt"]) + "/a.txt"
    let onFile = error { () throws(CaseError) in _ = try OutputFolder(target: file, replacing: .files(names))
    }
    #expect(onFile?.status == .output)
  }

  /// A file that is put there while the run lasts is not lost either.
  @Test func aFileThatCameInTheMeantimeStays() throws {
    let target = try folder(["a.txt"])
    let output = try OutputFolder(target: target, replacing: .files(["a.txt", "manifest.json"]))
    try output.write(Data("x".utf8), as: "a.txt")
    try "mine".write(toFile: target + "/notes.txt", atomically: true, encoding: .utf8)
    try output.commit()
    #expect(try files(below: target) == ["a.txt", "manifest.json", "notes.txt"])
    #expect(try String(contentsOfFile: target + "/notes.txt", encoding: .utf8) == "mine")
  }

  @Test func whatIsNotCommittedIsRemoved() throws {
    let target = try Scratch.absent("target")
    do {
      let output = try OutputFolder(target: target, overwrite: false)
      try output.write(Data("x".utf8), as: "a.txt")
      #expect(try siblings(of: target).count == 1)
    }
    #expect(try siblings(of: target).isEmpty)
  }

  /// A folder cannot be made where a file stands.
  @Test func anUnwritablePathIsAnOutputError() throws {
    let file = try folder(["file"]) + "/file"
    let e = error { () throws(CaseError) in
      _ = try OutputFolder(target: file + "/below/report", overwrite: false)
    }
    #expect(e?.status == .output)
    #expect(e?.description.contains("..") == false)
  }

  @Test func anInterruptedRunLeavesNothing() throws {
    let target = try Scratch.absent("target")
    let output = try OutputFolder(target: target, overwrite: false)
    try output.write(Data("x".utf8), as: "a.txt")
    // Only this test's folder: others may be running.
    #expect(try siblings(of: target).count == 1)
    UnfinishedOutput.remove(output.staging)
    #expect(try siblings(of: target).isEmpty)
    #expect(error { () throws(CaseError) in try output.commit() }?.status == .output)
  }

  /// The disk fails while the last files are written: the earlier report stays as it was, nothing else is left.
  @Test func aFailureInTheMiddleLeavesTheEarlierReport() throws {
    let target = try folder(["manifest.json", "report.json"])
    var options = CaseOptions(inputs: [try Shared.smallStudy.get().path], output: target)
    options.overwrite = true
    options.writesDICOM = false
    let parent = URL(filePath: target).deletingLastPathComponent().path
    do throws(CaseError) {
      _ = try runCase(options) { event in
        guard case .stage(_, let index, _) = event, index == 8 else { return }
        // A folder stands where a file must go.
        for name in (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        where name.contains(".partial-") {
          try? FileManager.default.createDirectory(
            atPath: parent + "/\(name)/findings.txt", withIntermediateDirectories: true)
        }
      }
      Issue.record("it was written")
    } catch { #expect(error.status == .output, "\(error)") }
    #expect(try siblings(of: target) == ["report"])
    #expect(try files(below: target) == ["manifest.json", "report.json"])
  }
}
