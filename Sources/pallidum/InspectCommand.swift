import ArgumentParser
import CaseRunner
import Foundation

/// `pallidum inspect`: what is in there.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "What is in there, which series would be used, and why the others would not.",
    discussion: """
      INPUT is any mix of folders, DICOM files, DICOMDIRs and archives (ZIP, tar, tar.gz). Prints no patient's \
      name, identifier or date unless --patient asks for it. The exit code is 0 if there is any image, else 3.
      """)

  @Argument(help: "Folders, DICOM files, DICOMDIRs or archives.")
  var input: [String]

  @Flag(help: "Print JSON instead of a table.")
  var json = false

  @Flag(help: "Also print name, ID, birth date and sex of each study's patient, and the study date.")
  var patient = false

  @Flag(help: "In the table, list every file that was left out; JSON has them anyway.")
  var allFiles = false

  mutating func run() throws {
    var options = InspectionOptions()
    options.asJSON = json
    options.showsPatient = patient
    options.listsAllFiles = allFiles
    options.hasColours = Self.terminalHasColours
    print(try inspect(input, options: options))
  }

  /// Colours only where somebody looks on, and not against their wish (no-color.org).
  private static var terminalHasColours: Bool {
    let environment = ProcessInfo.processInfo.environment
    return isatty(STDOUT_FILENO) == 1 && (environment["NO_COLOR"] ?? "").isEmpty
      && environment["TERM"] != "dumb"
  }
}
