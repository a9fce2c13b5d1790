import Foundation
import Testing

/// `pallidum report` as it is installed: from another folder, with a copy of the program and its templates.
@Suite(.enabled(if: Program.path != nil, "the program was not built beside the tests"))
struct ReportCommandTests {
  /// `make install` into a fresh prefix, then a report with progress as JSON.
  @Test func installedProgramFindsItsTemplates() throws {
    let prefix = try Scratch.folder("prefix")
    let manager = FileManager.default
    for folder in ["bin", "share/pallidum"] {
      try manager.createDirectory(atPath: prefix + "/" + folder, withIntermediateDirectories: true)
    }
    try manager.copyItem(atPath: try #require(Program.path), toPath: prefix + "/bin/pallidum")
    try manager.copyItem(atPath: checkout + "/Templates", toPath: prefix + "/share/pallidum/Templates")
    let elsewhere = try Scratch.folder("elsewhere")
    let r = try Program.run(
      [
        "report", try Scratch.small.get().path + "/study", "--output", "report", "--no-dicom", "--log-format",
        "json",
      ],
      copy: prefix + "/bin/pallidum", in: elsewhere)
    #expect(r.status == 0, "\(r.errors)")
    #expect(try manager.contentsOfDirectory(atPath: elsewhere) == ["report"])
    #expect(
      try manager.contentsOfDirectory(atPath: elsewhere + "/report").sorted() == [
        "findings.txt", "manifest.json", "report.html", "report.json", "report.pdf",
      ])
    try expectEvents(r.errors)
    #expect(r.output.contains("GP_CT 2   GP_QSM 2   paradoxical calcification yes"))
    #expect(r.output.contains("UNVERIFIED"))
  }

  /// A JSON object a line: all nine stages in order, and the chosen series.
  private func expectEvents(_ errors: String) throws {
    let events = try errors.split(separator: "\n").map { try jsonObject(String($0)) }
    let stages = events.filter { $0["event"] as? String == "stage" }
    let indices = stages.compactMap { ($0["index"] as? String).flatMap(Int.init) }
    // The last stage writes DICOM, which --no-dicom leaves out.
    #expect(indices == Array(1...8))
    #expect(stages.allSatisfy { $0["count"] as? String == "9" && $0["name"] is String })
    let notes = events.filter { $0["event"] as? String == "note" }.compactMap { $0["text"] as? String }
    #expect(notes.filter { $0.contains("series") }.count == 3)
    #expect(events.count == stages.count + notes.count)
  }

  /// A wrong entry of the reader is a usage error in one sentence, before the study is looked for.
  @Test func wrongReaderInputStopsWithOneSentence() throws {
    let folder = try Scratch.folder("reader")
    try Data("fazekasDeep: seven, Erika Example\n".utf8).write(to: URL(filePath: folder + "/entries.yaml"))
    let r = try Program.run(
      ["report", "no-such-study", "--output", "report", "--reader-input", "entries.yaml"], in: folder)
    #expect(r.status == 2 && r.output.isEmpty)
    #expect(r.errors.contains("a whole number from 0 to 3 for fazekasDeep") && !r.errors.contains("Erika"))
    #expect(r.errors.split(separator: "\n").count == 1, "\(r.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["entries.yaml"])
  }

  @Test func withoutTemplatesTheErrorNamesTheRemedy() throws {
    let prefix = try Scratch.folder("bare")
    try FileManager.default.copyItem(atPath: try #require(Program.path), toPath: prefix + "/pallidum")
    let r = try Program.run(
      ["report", try Scratch.small.get().path + "/study", "--output", prefix + "/report", "--quiet"],
      copy: prefix + "/pallidum", in: prefix)
    #expect(r.status == 70)
    #expect(r.errors.contains("emplates") && r.errors.split(separator: "\n").count == 1, "\(r.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: prefix) == ["pallidum"])
  }
}
