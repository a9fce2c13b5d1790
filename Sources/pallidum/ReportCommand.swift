import ArgumentParser
import CaseRunner
import Foundation

extension LogFormat: ExpressibleByArgument {}

/// `pallidum report`: the main job.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "One case: mGRE magnitude and phase and a head CT in, the structured report out.",
    discussion: """
      INPUT is any mix of folders, DICOM files, DICOMDIRs and archives (ZIP, tar, tar.gz) of one patient's \
      studies. The series are chosen by themselves; `pallidum inspect` says which and why. The output folder \
      appears complete or not at all.
      """)

  @Argument(help: "Folders, files or archives of the mGRE and the CT study, in any mix.")
  var input: [String]

  @Option(help: "Folder to be made: report.json, .html, .pdf, findings.txt, dicom/, manifest.json.")
  var output: String

  @Option(help: "YAML file with parameters that differ from the defaults (see docs/configuration.md).")
  var config: String?

  @Option(
    help: ArgumentHelp(
      "YAML file with what a reader enters: Fazekas, lacunes, atrophy, comment (see docs/report.md).",
      valueName: "FILE"))
  var readerInput: String?

  @Option(help: ArgumentHelp("Series Instance UID of the mGRE to use.", valueName: "UID"))
  var mgre: String?

  @Option(help: ArgumentHelp("Series Instance UID of the CT to use.", valueName: "UID"))
  var ct: String?

  @Option(
    help: ArgumentHelp(
      "Go on although CT and MR name different patients; the reason is recorded in every output.",
      valueName: "REASON"))
  var acceptIdentityMismatch: String?

  @Option(
    help: ArgumentHelp(
      "Corrected outlines: seg.dcm of a report after editing, or labels.nii.gz of --nifti with its labels.tsv. They "
        + "take the place of the program's, and everything that follows is done again.",
      valueName: "FILE"))
  var segmentation: String?

  @Option(help: ArgumentHelp("Store the DICOM objects there afterwards.", valueName: "AET@HOST:PORT"))
  var send: String?

  @Flag(help: "Choose and check the series, print the decision, and stop.")
  var dryRun = false

  @Flag(help: "Replace an earlier report in the output folder.")
  var overwrite = false

  @Flag(help: "Write no DICOM objects.")
  var noDicom = false

  @Flag(help: "Also write chi, R2*, resampled CT and labels as NIfTI.")
  var nifti = false

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  @Option(help: "How progress is printed on standard error: text or json.")
  var logFormat: LogFormat = .text

  func validate() throws {
    if send != nil && noDicom { throw ValidationError("--send needs the DICOM objects: drop --no-dicom.") }
    if let reason = acceptIdentityMismatch, reason.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty {
      throw ValidationError("--accept-identity-mismatch needs a reason in words.")
    }
  }

  mutating func run() throws {
    let peer = try send.map(SendCommand.peer)
    var options = CaseOptions(inputs: input, output: output)
    options.configurationFile = config
    options.readerInputFile = readerInput
    options.mgreSeries = mgre
    options.ctSeries = ct
    options.identityOverride = acceptIdentityMismatch
    options.segmentation = segmentation
    options.dryRun = dryRun
    options.overwrite = overwrite
    options.writesDICOM = !noDicom
    options.writesNIfTI = nifti
    let printer = ProgressPrinter(quiet: quiet, format: logFormat)
    let outcome: CaseOutcome
    do { outcome = try runCase(options, observer: { printer($0) }) } catch {
      printer.finish()
      throw error
    }
    printer.finish()
    if !quiet { print(outcome.summary) }
    if let peer { try SendCommand.store(folder: output, to: peer, quiet: quiet) }
    if outcome.status != .done { throw ExitCode(outcome.status.rawValue) }
  }
}
