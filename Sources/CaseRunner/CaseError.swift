/// The program's exit codes, as scripts rely on them.
public enum ExitStatus: Int32, Sendable {
  /// Done.
  case done = 0
  /// The command line is wrong.
  case usage = 2
  /// The input cannot be used: no phase, single echo, gaps, filtered phase, ambiguous units, no CT.
  case inputUnusable = 3
  /// CT and MR belong to different patients.
  case identityDiffers = 4
  /// The report was written; something was withheld by quality control.
  case withheld = 5
  /// Output or network error.
  case output = 6
  /// A defect of the program.
  case internalError = 70
}

/// Why a case could not be reported, with the exit code that scripts see.
public struct CaseError: Error, Sendable, CustomStringConvertible {
  /// The exit code.
  public let status: ExitStatus
  /// One plain sentence: the cause and what to do.
  public let description: String

  /// An error from its parts.
  public init(_ status: ExitStatus, _ description: String) {
    self.status = status
    self.description = description
  }

  static func outputExists(path: String) -> CaseError {
    CaseError(
      .output, "The output folder \(path) exists and is not empty: choose another, or add --overwrite.")
  }

  static func outputIsNotAReport(path: String) -> CaseError {
    CaseError(
      .output,
      "The folder \(path) holds no manifest.json, so it is no report of this program and --overwrite leaves "
        + "it alone: choose another folder.")
  }

  static func outputHoldsOthers(path: String, name: String?) -> CaseError {
    CaseError(
      .output,
      name.map {
        "The output folder \(path) holds a \($0) that this command did not write and leaves alone: choose another."
      }
        ?? "The output \(path) is no folder that can be read: choose another.")
  }

  static func outputUnwritable(path: String, reason: String) -> CaseError {
    // The system's reasons end with a full stop, or not.
    let cause = reason.hasSuffix(".") ? String(reason.dropLast()) : reason
    return CaseError(
      .output, "Cannot write \(path): \(cause). Check the path, its permissions and the free space.")
  }

  /// `attributes` differ; none where nothing differs, but nothing proves one patient either.
  static func identityDiffers(_ attributes: [String]) -> CaseError {
    let cause =
      attributes.isEmpty
      ? "MR and CT are not proven to be of one patient (neither patient ID nor name with birth date stands "
        + "on both sides)"
      : "MR and CT name different patients (\(attributes.joined(separator: ", ")) differ)"
    return CaseError(
      .identityDiffers,
      "\(cause): check the input; if they are one person, give --accept-identity-mismatch REASON, which is "
        + "recorded in every output.")
  }
}
