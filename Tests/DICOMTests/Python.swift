import Foundation
import Testing

/// Python as the independent reader and writer of DICOM.
enum Python {
  /// True if pydicom is there, with coders of JPEG, JPEG-LS and JPEG 2000.
  static let hasPydicom = (try? run("import pydicom, numpy, libjpeg, jpeg_ls, openjpeg", [])) != nil

  /// True if a program is in the search path.
  static func hasProgram(_ name: String) -> Bool {
    (try? run("import shutil, sys; sys.exit(shutil.which(sys.argv[1]) is None)", [name])) != nil
  }

  /// Why a test that needs them is skipped.
  static let reason: Comment =
    "needs python3 with pydicom, pylibjpeg-libjpeg, pylibjpeg-openjpeg and pyjpegls"

  struct Failed: Error { let text: String }

  /// Runs a script with arguments; what it printed.
  static func run(_ script: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script] + arguments
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let complaint = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(text: complaint) }
    return text
  }
}
