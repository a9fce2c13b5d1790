import Foundation
import Testing

@testable import Phantom

/// dciodvfy of dicom3tools, an independent validator.
private let validator = ["/usr/bin/dciodvfy", "/usr/local/bin/dciodvfy"].first {
  FileManager.default.isExecutableFile(atPath: $0)
}

struct ValidationTests {
  @Test(
    .enabled(if: validator != nil, "dciodvfy (Debian package dicom3tools) is not installed"),
    arguments: ScannerFormat.allCases)
  func independentValidatorFindsNoError(format: ScannerFormat) throws {
    let program = try #require(validator)
    let simulation = try #require(SmallPhantom.simulation)
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("phantom-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try writePhantom(simulation.written(as: format), to: folder.path, writesVolumes: false)
    let mr = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/study/mr").sorted()
    // The first image, one in the middle, the last, and a CT slice stand for all: only numbers differ between them.
    let files = ["mr/" + (mr.first ?? ""), "mr/" + mr[mr.count / 2], "mr/" + (mr.last ?? ""), "ct/IM00001"]
    for file in files {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: program)
      process.arguments = ["-new", folder.path + "/study/" + file]
      let pipe = Pipe()
      process.standardError = pipe
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      // A wrong length of group 0002 is only a warning to it, but trips other readers.
      let errors = output.split(separator: "\n").filter {
        $0.hasPrefix("Error") || $0.contains("group length")
      }
      #expect(errors.isEmpty, "\(file): \(errors)")
    }
  }
}
