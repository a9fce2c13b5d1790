import ArgumentParser
import CaseRunner

/// `pallidum register`: the rigid transform alone.
struct RegisterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "register",
    abstract: "The rigid transform from CT to mGRE alone.",
    discussion: "Writes transform.json and the CT on the mGRE grid (ct-registered.nii.gz).")

  @Option(help: ArgumentHelp("mGRE: DICOM folder or NIfTI.", valueName: "X"))
  var fixed: String

  @Option(help: ArgumentHelp("CT: DICOM folder or NIfTI in HU.", valueName: "Y"))
  var moving: String

  @Option(help: "Folder for the results.")
  var output: String

  @Flag(help: "Print {movingToFixed, verdict, measures} as JSON on standard output.")
  var json = false

  @Flag(help: "Print no progress.")
  var quiet = false

  mutating func run() throws {
    let printer = ProgressPrinter(quiet: quiet, format: .text)
    let result = try runRegistration(
      fixed: fixed, moving: moving, output: output, observer: { printer($0) })
    printer.finish()
    print(json ? result.json : result.summary)
  }
}
