import ArgumentParser
import CaseRunner
import Transfer

/// `pallidum send`: C-STORE of a report's objects.
struct SendCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send",
    abstract: "Stores a report's DICOM objects in a PACS (C-ECHO, then C-STORE; contexts from the files).")

  @Argument(help: "The report's folder, or any folder of DICOM files.")
  var folder: String

  @Option(help: ArgumentHelp("Called application entity, host and port.", valueName: "AET@HOST:PORT"))
  var to: String

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  mutating func run() throws {
    try Self.store(folder: folder, to: Self.peer(to), quiet: quiet)
  }
}

extension SendCommand {
  static func peer(_ text: String) throws -> String { text }
  static func store(folder: String, to peer: String, quiet: Bool) throws {}
}
