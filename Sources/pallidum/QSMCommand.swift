import ArgumentParser
import CaseRunner

/// `pallidum qsm`: susceptibility alone.
struct QSMCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "qsm",
    abstract: "Susceptibility alone: NIfTI in, NIfTI out.",
    discussion: """
      Writes chi.nii.gz (ppm), localField.nii.gz (ppm), totalField.nii.gz (ppm), mask.nii.gz (the voxels where \
      chi counts) and r2star.nii.gz (1/s). Phase in radians; paramagnetic matter must give positive phase.
      """)

  @Option(
    parsing: .upToNextOption, help: ArgumentHelp("Magnitude: 4-D, or one file an echo.", valueName: "NII"))
  var magnitude: [String] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Phase in radians: 4-D, or one file an echo.", valueName: "NII"))
  var phase: [String] = []

  @Option(help: ArgumentHelp("Echo times in ms, comma-separated.", valueName: "ms,…"))
  var echoTimes: String = ""

  @Option(help: ArgumentHelp("Field strength in tesla.", valueName: "T"))
  var fieldStrength: Double

  @Option(
    help: ArgumentHelp(
      "Direction of B0 in voxel axes; default: the patient's z axis by the image's orientation.",
      valueName: "x,y,z"))
  var b0: String?

  @Option(help: ArgumentHelp("Brain mask; default: found from magnitude and phase.", valueName: "NII"))
  var mask: String?

  @Option(help: ArgumentHelp("Local field in ppm: starts at the inversion (needs --mask).", valueName: "NII"))
  var localField: String?

  @Option(help: "Folder for the results.")
  var output: String

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  func validate() throws {
    if localField != nil {
      if mask == nil { throw ValidationError("--local-field needs --mask.") }
    } else {
      if magnitude.isEmpty || phase.isEmpty || echoTimes.isEmpty {
        throw ValidationError("Give --magnitude, --phase and --echo-times, or --local-field and --mask.")
      }
      if numbers(echoTimes) == nil { throw ValidationError("--echo-times takes numbers: ms,ms,…") }
    }
    if let b0, numbers(b0)?.count != 3 { throw ValidationError("--b0 takes three numbers: x,y,z") }
  }

  private func numbers(_ text: String) -> [Double]? {
    let parts = text.split(separator: ",").map { Double($0) }
    return parts.contains(nil) ? nil : parts.compactMap { $0 }
  }

  mutating func run() throws {
    let printer = ProgressPrinter(quiet: quiet, format: .text)
    defer { printer.finish() }
    try runSusceptibility(
      SusceptibilityRequest(
        magnitude: magnitude, phase: phase, echoTimesMs: numbers(echoTimes) ?? [],
        fieldStrengthTesla: fieldStrength, b0InVoxelAxes: b0.flatMap(numbers), mask: mask,
        localField: localField, output: output),
      observer: { printer($0) })
  }
}
