import ArgumentParser
import CaseRunner
import Foundation
import Validation

/// `pallidum validate`: heads with known truth through the whole program, and what came of it.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract:
      "Draws synthetic heads with known truth, reports on each, and writes how right the reports are.",
    discussion: "Also runs the named scenarios with stated grades. Half a minute a head on two cores.")

  @Option(help: "Number of drawn heads, 0…9999.")
  var heads = 60

  @Option(help: "Seed of the first head; the others follow.")
  var seed: UInt64 = 1

  @Option(help: "Markdown file to be written.")
  var output: String

  @Option(
    help: ArgumentHelp("Folder in which studies and reports stay; deleted unless given.", valueName: "DIR"))
  var keep: String?

  @Option(help: "Also write every head's result as JSON.")
  var json: String?

  @Option(help: "Heads at a time, 1…16; each needs memory of its own.")
  var jobs = 2

  @Flag(help: "Leave the named scenarios out.")
  var noScenarios = false

  @Flag(help: "Coarse grids: seconds a head, and worse results.")
  var coarse = false

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  func validate() throws {
    if !(0...9999).contains(heads) {
      throw ValidationError("--heads \(heads) is outside 0…9999. Give a number of heads in that range.")
    }
    if !(1...16).contains(jobs) {
      throw ValidationError("--jobs \(jobs) is outside 1…16. Give a number of heads in that range.")
    }
    if heads == 0, noScenarios { throw ValidationError("Nothing to do: --heads 0 with --no-scenarios.") }
  }

  mutating func run() throws {
    var plan = ValidationPlan(heads: heads, seed: seed)
    plan.includesScenarios = !noScenarios
    plan.isCoarse = coarse
    plan.keep = keep
    plan.jobs = jobs
    // An installation that lacks something, or a place that cannot be written, should not cost half an hour.
    try requireTemplates()
    for path in [output, json].compactMap(\.self) { try checkFolder(of: path) }
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "pallidum-validate-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let start = ContinuousClock.now
    let (quiet, program) = (quiet, Bundle.main.executablePath ?? CommandLine.arguments[0])
    let results = runValidation(
      plan, in: folder.path, report: { Self.report($0, $1, program: program) },
      progress: { done, count, head in
        guard !quiet else { return }
        let left = (ContinuousClock.now - start) / .seconds(60) / Double(done) * Double(count - done)
        let state = head.failure.map { "failed: \($0)" } ?? head.words
        Console.write(
          "[\(done)/\(count)] \(head.name): \(state) (\(Int(head.seconds)) s; \(Int(left.rounded(.up))) min left)"
        )
      })
    let document = ValidationDocument(
      results, date: Date.now.formatted(.iso8601.year().month().day()), version: version,
      command: commandText, seed: seed, isCoarse: coarse)
    try write(Data(document.markdown.utf8), to: output)
    if let json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try write(try encoder.encode(results) + Data("\n".utf8), to: json)
    }
    if !quiet { print(document.summary) }
  }

  /// What gives these numbers again.
  private var commandText: String {
    "pallidum validate --heads \(heads) --seed \(seed)" + (noScenarios ? " --no-scenarios" : "")
      + (coarse ? " --coarse" : "")
  }

  /// Runs `pallidum report` as a process of its own, so that even a crash is one result among others.
  private static func report(_ study: String, _ output: String, program: String) -> ReportEnding {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = ["report", study, "--output", output, "--no-dicom", "--nifti", "--quiet"]
    let pipe = Pipe()
    process.standardError = pipe
    process.standardOutput = FileHandle.nullDevice
    do { try process.run() } catch {
      return ReportEnding(status: ExitStatus.internalError.rawValue, message: "\(error)")
    }
    let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let isCrash = process.terminationReason == .uncaughtSignal
    // A crash prints a page; its first line is what a table holds.
    var line = said.split(separator: "\n").first.map(String.init) ?? ""
    if line.hasPrefix("pallidum: ") { line.removeFirst("pallidum: ".count) }
    return ReportEnding(
      status: isCrash ? ExitStatus.internalError.rawValue : process.terminationStatus,
      message: isCrash ? "ended by signal \(process.terminationStatus): \(line)" : line)
  }

  /// The file appears complete or not at all.
  private func write(_ data: Data, to path: String) throws {
    do { try data.write(to: URL(filePath: path), options: .atomic) } catch {
      throw CaseError(
        .output,
        "Cannot write \(path): \(error.localizedDescription). Check that its folder exists and has room.")
    }
  }

  private func checkFolder(of path: String) throws {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    guard FileManager.default.isWritableFile(atPath: folder) else {
      throw CaseError(
        .output, "Cannot write \(path): its folder is missing or not writable. Make it, or choose another.")
    }
  }
}
