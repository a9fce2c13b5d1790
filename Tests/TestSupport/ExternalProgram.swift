import Foundation

/// Programs outside this package that judge the files.
public enum ExternalProgram {
  /// True if a program of this name is on the path, so that a test can be skipped with a reason.
  public static func exists(_ name: String) -> Bool {
    (try? run("/usr/bin/env", ["which", name]))?.status == 0
  }

  /// True if python3 has a module.
  public static func pythonHas(_ modules: String) -> Bool {
    (try? run("/usr/bin/env", ["python3", "-c", "import \(modules)"]))?.status == 0
  }

  /// Runs a program and waits.
  ///
  /// - Returns: exit status, and standard output and error together.
  public static func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    // A file, not a pipe: programs that run at the same time inherit a pipe's end and keep it open.
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("output-" + UUID().uuidString)
    try Data().write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let output = try FileHandle(forWritingTo: file)
    process.standardOutput = output
    process.standardError = output
    try process.run()
    process.waitUntilExit()
    try output.close()
    let data = try Data(contentsOf: file)
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  /// Runs a program found on the path.
  public static func run(_ arguments: String...) throws -> (status: Int32, output: String) {
    try run("/usr/bin/env", arguments)
  }
}
