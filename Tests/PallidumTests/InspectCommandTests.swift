import Foundation
import Testing

@testable import pallidum

/// `pallidum inspect` as a program: exit codes, and what stays behind.
@Suite struct InspectCommandTests {
  private static let tar = "/usr/bin/tar"

  /// An archive that takes a while to unpack.
  private func archive(in folder: String) throws -> String {
    let path = folder + "/study.tar"
    let copies = Array(repeating: "study", count: 8)
    let process = try Process.run(
      URL(filePath: Self.tar), arguments: ["cf", path, "-C", checkout + "/SampleDICOM"] + copies)
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return path
  }

  private func unpacked(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix("pallidum-") }
  }

  @Test(
    .enabled(if: FileManager.default.isExecutableFile(atPath: tar), "tar is missing"),
    arguments: [nil, SIGINT, SIGTERM])
  func whatWasUnpackedIsRemovedHoweverTheRunEnds(_ signal: Int32?) throws {
    let folder = try Scratch.folder("inspect-\(signal ?? 0)")
    let input = try archive(in: folder)
    let running = try Program.start(["inspect", input], environment: ["TMPDIR": folder])
    var wasThere = false
    while running.process.isRunning, !wasThere {
      wasThere = try !unpacked(folder).isEmpty
      usleep(1000)
    }
    if let signal { kill(running.process.processIdentifier, signal) }
    running.process.waitUntilExit()
    let r = try running.answer()
    #expect(wasThere, "it is unpacked in TMPDIR")
    #expect(r.status == signal.map { 128 + $0 } ?? 0)
    #expect(try unpacked(folder).isEmpty)
  }

  @Test func inputWithoutImagesIsExitCodeThree() throws {
    let folder = try Scratch.folder("inspect-nothing")
    for (input, words) in [(folder, "no file in the input"), (folder + "/gone", "cannot be read")] {
      let r = try Program.run(["inspect", input])
      #expect(r.status == 3 && r.output.isEmpty)
      #expect(r.errors.contains(words) && r.errors.split(separator: "\n").count == 1)
    }
  }

  /// Into a file or a pipe go no colours.
  @Test func coloursAreForTerminalsOnly() throws {
    let r = try Program.run(["inspect", checkout + "/SampleDICOM/study"])
    #expect(r.status == 0 && !r.output.contains("\u{1B}"))
  }
}
