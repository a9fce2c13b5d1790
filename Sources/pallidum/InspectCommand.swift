import ArgumentParser
import CaseRunner

/// `pallidum inspect`: what is in there.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "What is in there, which series would be used, and why the others would not.",
    discussion: "Prints no patient's name, identifier or date.")

  @Argument(help: "Folders or DICOM files.")
  var input: [String]

  @Flag(help: "Print JSON instead of a table.")
  var json = false

  mutating func run() throws {
    print(try inspect(input, asJSON: json))
  }
}
