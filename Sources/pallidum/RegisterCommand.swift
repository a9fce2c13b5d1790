import ArgumentParser
import CaseRunner

/// `pallidum register`: the rigid transform alone.
struct RegisterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "register",
    abstract: "The rigid transform from CT to mGRE alone.",
    discussion: """
      Writes transform.json, the CT on the mGRE grid (ct-registered.nii.gz), pictures of the fit \
      (checkerboard.png, skull.png, skull-coronal.png, deep.png), and registration.dcm where both inputs are \
      DICOM and the verdict is not fail. FILE is a DICOM Spatial Registration object of these series (DICOM inputs only), transform.json of \
      an earlier run, or report.json. The files of an earlier run in the same folder are replaced, others stay; \
      manifest.json is written last.
      """)

  @Option(help: ArgumentHelp("mGRE: DICOM folder or NIfTI.", valueName: "X"))
  var fixed: String

  @Option(help: ArgumentHelp("CT: DICOM folder or NIfTI in HU.", valueName: "Y"))
  var moving: String

  @Option(help: "Folder for the results.")
  var output: String

  @Option(help: ArgumentHelp("Refine this transform instead of searching everywhere.", valueName: "FILE"))
  var start: String?

  @Option(help: ArgumentHelp("Use this transform as it stands and only judge it.", valueName: "FILE"))
  var transform: String?

  @Flag(help: "Print {movingToFixed, origin, verdict, measures} as JSON on standard output.")
  var json = false

  @Flag(help: "Print no progress.")
  var quiet = false

  func validate() throws {
    if start != nil, transform != nil {
      throw ValidationError("Give --start or --transform, not both.")
    }
  }

  mutating func run() throws {
    var request = RegistrationRequest(fixed: fixed, moving: moving, output: output)
    if let file = start ?? transform {
      request = RegistrationRequest(
        fixed: fixed, moving: moving, output: output, transformFile: file, isStart: start != nil)
    }
    let printer = ProgressPrinter(quiet: quiet, format: .text)
    let result: RegistrationReport
    do { result = try runRegistration(request, observer: { printer($0) }) } catch {
      printer.finish()
      throw error
    }
    printer.finish()
    print(json ? result.json : result.summary)
  }
}
