import Foundation

/// Python as the independent reader and writer of DICOM.
enum Python {
  /// True if pydicom and a decoder for JPEG and JPEG-LS are there.
  static let hasPydicom = (try? run("import pydicom, numpy, gdcm", [])) != nil

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
