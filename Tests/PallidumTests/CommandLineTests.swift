import CaseRunner
import Foundation
import Testing

/// The command line that scripts rely on.
@Suite(.enabled(if: Program.path != nil, "the program was not built beside the tests"))
struct CommandLineTests {
  @Test func versionIsThatOfTheReports() throws {
    let r = try Program.run(["--version"])
    #expect(r.status == 0 && r.output == version + "\n" && r.errors.isEmpty)
  }

  /// Regenerate with `COLUMNS=80 pallidum --help > Tests/PallidumTests/Golden/help.txt`.
  @Test func helpIsTheCommittedOne() throws {
    let r = try Program.run(["--help"])
    let golden = try String(
      contentsOfFile: checkout + "/Tests/PallidumTests/Golden/help.txt", encoding: .utf8)
    #expect(r.status == 0 && r.errors.isEmpty)
    #expect(r.output == golden)
  }

  @Test(arguments: [
    ["report", "--no-such-option"], ["frobnicate"], ["report", "study"], ["report", "--output", "x"],
    ["report", "study", "--output", "x", "--accept-identity-mismatch", " "],
    ["report", "study", "--output", "x", "--no-dicom", "--send", "A@127.0.0.1:104"],
    ["report", "study", "--output", "x", "--log-format", "xml"],
    ["send", "x", "--to", "no peer"], ["send", "x", "--to", "A@host:70000"],
    ["phantom", "--output", "x", "--scenario", "nobody"],
    ["qsm", "--field-strength", "3", "--output", "x"],
    ["qsm", "--local-field", "f.nii", "--field-strength", "3", "--output", "x"],
    [
      "qsm", "--magnitude", "m", "--phase", "p", "--echo-times", "6;12", "--field-strength", "3", "--output",
      "x",
    ],
  ])
  func aWrongCommandLineIsAUsageError(_ arguments: [String]) throws {
    let folder = try Scratch.folder("usage")
    let r = try Program.run(arguments, in: folder)
    #expect(r.status == 2)
    #expect(r.output.isEmpty)
    let first = r.errors.split(separator: "\n").first.map(String.init) ?? ""
    #expect(first.hasPrefix("Error: ") && first.count > 20, "\(r.errors)")
    #expect(!r.errors.contains("Fatal") && !r.errors.contains("Internal"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
  }

  @Test func inspectSaysWhatIsUsed() throws {
    let r = try Program.run(["inspect", checkout + "/SampleDICOM"])
    #expect(r.status == 0 && r.errors.isEmpty)
    let used = r.output.split(separator: "\n").filter { $0.hasPrefix("use ") && !$0.contains("modality") }
    #expect(used.count == 3)
    for kind in ["mGRE magn.", "mGRE phase", "head CT"] {
      #expect(used.contains { $0.contains(kind) }, "\(kind)")
    }
    #expect(r.output.contains("Would report: MR series 5 and 6, CT series 2."))
    #expect(r.output.contains("2 files were left out"))
  }

  @Test func inspectPrintsJSON() throws {
    let r = try Program.run(["inspect", "--json", checkout + "/SampleDICOM/study"])
    #expect(r.status == 0)
    let json = try jsonObject(r.output)
    #expect(json["schema"] as? String == "pallidum.inspect/1")
    let series = try #require(json["series"] as? [[String: Any]])
    #expect(series.count == 3)
    #expect(series.allSatisfy { $0["verdict"] as? String == "used" })
    #expect((json["studies"] as? [Any])?.count == 2)
  }

  @Test func phantomIsWrittenAndInspected() throws {
    let folder = try Scratch.folder("phantom") + "/small"
    let r = try Program.run(["phantom", "--scenario", "small", "--output", folder, "--quiet"])
    #expect(r.status == 0 && r.output.isEmpty && r.errors.isEmpty)
    let truth = try jsonObject(try String(contentsOfFile: folder + "/truth.json", encoding: .utf8))
    #expect(truth["case"] as? String == "small")
    let dry = try Program.run([
      "report", folder + "/study", "--output", folder + "/report", "--dry-run", "--quiet",
    ])
    #expect(dry.status == 0)
    #expect(!FileManager.default.fileExists(atPath: folder + "/report"))
  }

  @Test func aMissingInputIsOneSentence() throws {
    let folder = try Scratch.folder("missing")
    let r = try Program.run(["report", folder + "/absent", "--output", folder + "/report", "--quiet"])
    #expect(r.status == 6 || r.status == 3)
    #expect(r.errors.hasPrefix("pallidum: ") && r.errors.split(separator: "\n").count == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
  }

  /// The numbers that `exit` hands to the shell.
  @Test func refusalsReachTheShell() throws {
    let small = try Scratch.small.get().path
    let folder = try Scratch.folder("refusals")
    let noCT = try Program.run(["report", small + "/study/mr", "--output", folder + "/report"])
    #expect(noCT.status == 3 && noCT.output.isEmpty)
    let occupied = try Program.run(["report", small + "/study", "--output", small, "--overwrite"])
    #expect(occupied.status == 6 && occupied.errors.contains("manifest.json"))
    #expect(FileManager.default.fileExists(atPath: small + "/truth.json"))
  }

  @Test func sendingToADeadPortIsANetworkError() throws {
    let folder = try Scratch.folder("send")
    let image = try Scratch.small.get().path + "/study/ct/IM00001"
    try FileManager.default.copyItem(atPath: image, toPath: folder + "/image.dcm")
    // The discard port of loopback: nobody listens, and nobody may without being root.
    let r = try Program.run(["send", folder, "--to", "NOBODY@127.0.0.1:9", "--timeout", "3"])
    #expect(r.status == 6)
    #expect(r.errors.contains("NOBODY at 127.0.0.1:9 cannot be reached"))
  }

  /// A batch system's TERM in the middle of a run: nothing is left, and the status says so.
  @Test(arguments: [SIGTERM, SIGINT])
  func anInterruptedRunLeavesNothing(_ number: Int32) throws {
    let folder = try Scratch.folder("interrupted")
    let running = try Program.start(
      ["report", try Scratch.small.get().path + "/study", "--output", folder + "/report"])
    var seen = false
    for _ in 0..<600 where running.process.isRunning && !seen {
      seen = try !FileManager.default.contentsOfDirectory(atPath: folder).isEmpty
      Thread.sleep(forTimeInterval: 0.02)
    }
    kill(running.process.processIdentifier, number)
    running.process.waitUntilExit()
    let r = try running.answer()
    #expect(seen)
    #expect(r.status == 128 + number, "\(r.errors)")
    #expect(r.errors.contains("Interrupted"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
  }
}
