import ArgumentParser
import CaseRunner
import Phantom

/// `pallidum phantom`: a synthetic study with ground truth.
struct PhantomCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "phantom",
    abstract: "A synthetic study (DICOM, as a scanner writes it) with its ground truth.",
    discussion: "Scenarios: " + PhantomScenario.all.map(\.name).joined(separator: ", ") + ".")

  @Option(help: "Folder to be made: study/, truth.json, truth/.")
  var output: String

  @Option(help: "Which head, deposits and scanner.")
  var scenario = "sample"

  @Flag(help: "Write the study and truth.json, but no truth volumes (NIfTI).")
  var noVolumes = false

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  mutating func run() throws {
    guard let chosen = PhantomScenario.named(scenario) else {
      throw ValidationError(
        "There is no scenario \(scenario). Choose one of: "
          + PhantomScenario.all.map(\.name).joined(separator: ", ") + ".")
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
