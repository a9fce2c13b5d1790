import Foundation

/// The built program, run as a user runs it.
enum Program {
  /// It is built into the folder in which the test bundle stands.
  static let path: String? = {
    let bundle = Bundle.allBundles.map(\.bundlePath) + [CommandLine.arguments[0]]
    let folders = bundle.map { URL(filePath: $0).resolvingSymlinksInPath().deletingLastPathComponent() }
    return folders.map { $0.appending(path: "pallidum").path }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }()

  /// What came of a run.
  struct Answer {
    let status: Int32
    let output: String
    let errors: String
  }

  struct NotBuilt: Error {}

  /// Runs the program (or a copy of it) and waits.
  static func run(
    _ arguments: [String], copy: String? = nil, in folder: String? = nil, environment: [String: String] = [:]
  ) throws -> Answer {
    let running = try start(arguments, copy: copy, in: folder, environment: environment)
    running.process.waitUntilExit()
    return try running.answer()
  }

  /// A program that runs.
  struct Running {
    let process: Process
    let scratch: URL

    /// What it said; call it when the process has ended.
    func answer() throws -> Answer {
      let output = try String(contentsOf: scratch.appending(path: "output"), encoding: .utf8)
      let errors = try String(contentsOf: scratch.appending(path: "errors"), encoding: .utf8)
      try? FileManager.default.removeItem(at: scratch)
      return Answer(status: process.terminationStatus, output: output, errors: errors)
    }
  }

  /// Starts the program.
  static func start(
    _ arguments: [String], copy: String? = nil, in folder: String? = nil, environment: [String: String] = [:]
  ) throws -> Running {
    guard let program = copy ?? path else { throw NotBuilt() }
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(filePath: folder) }
    var variables = ProcessInfo.processInfo.environment
    variables["PALLIDUM_TEMPLATES"] = nil
    variables["COLUMNS"] = "80"
    variables.merge(environment) { $1 }
    process.environment = variables
    // Files, not pipes: programs that run at the same time inherit a pipe's end and keep it open.
    let scratch = FileManager.default.temporaryDirectory.appending(path: "pallidum-run-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    for name in ["output", "errors"] { try Data().write(to: scratch.appending(path: name)) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: scratch.appending(path: "output"))
    process.standardError = try FileHandle(forWritingTo: scratch.appending(path: "errors"))
    try process.run()
    return Running(process: process, scratch: scratch)
  }
}

/// The folder of the source code.
let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().path
