import ArgumentParser
import CaseRunner
import Phantom

/// `pallidum phantom`: a synthetic study with ground truth.
struct PhantomCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "phantom",
    abstract: "A synthetic study (DICOM, as a scanner writes it) with its ground truth.",
    discussion: "Scenarios: " + PhantomScenario.all.map(\.name).joined(separator: ", ")
      + "; every vendor's files and everything that can be wrong with a study: see --list.")

  @Option(help: "Folder to be made: study/, truth.json, truth/.")
  var output: String?

  @Option(help: "Which head, deposits, scanner and faults.")
  var scenario = "sample"

  @Flag(help: "List the scenarios, each with what `pallidum report` must make of it.")
  var list = false

  @Flag(help: "Write the study and truth.json, but no truth volumes (NIfTI).")
  var noVolumes = false

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  mutating func validate() throws {
    if !list, output == nil { throw ValidationError("Missing expected argument '--output <output>'") }
  }

  mutating func run() throws {
    if list {
      for line in PhantomCase.all.map({ "\($0.name): \($0.summary)\n    \($0.expected.text)" }) {
        print(line)
      }
      return
    }
    guard let output else { return }
    guard let chosen = PhantomCase.named(scenario) else {
      throw ValidationError(
        "There is no scenario \(scenario). Choose one of: "
          + PhantomCase.all.map(\.name).joined(separator: ", ") + ".")
    }
    let printer = ProgressPrinter(quiet: quiet, format: .text)
    printer(.stage(name: "Simulating \(scenario)", index: 1, count: 1))
    do {
      _ = try generatePhantom(chosen, to: output, writesVolumes: !noVolumes) {
        printer(.progress(fraction: $0, step: $1))
      }
    } catch {
      printer.finish()
      throw CaseError(.output, error.description)
    }
    printer.finish()
  }
}
