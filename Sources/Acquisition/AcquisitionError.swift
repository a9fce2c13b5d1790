import Media

/// Why the input cannot become a case.
public enum AcquisitionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A path that does not exist or may not be read.
  case unreadablePath(String)
  /// A file that was readable during the scan and is not any more, or whose pixels cannot be decoded.
  case unreadableFile(path: String, reason: String)
  /// More files than are searched.
  case tooManyFiles(limit: Int)
  /// Archives cannot be unpacked for lack of space or permission.
  case temporaryFolder(path: String, reason: String)
  /// No DICOM image among the files; how many were left out for each reason.
  case noImages(reasons: [String: Int])
  /// The series asked for with `option` is not in the input.
  case unknownSeries(uid: String, option: String)
  /// No usable mGRE; every MR series with its reason.
  case noMGRE(reasons: [String])
  /// No usable CT; every CT series with its reason.
  case noCT(reasons: [String])
  /// The mGRE that was chosen cannot be used.
  case mgre(series: String, MGRERefusal)
  /// The CT that was chosen cannot be used.
  case ct(series: String, CTRefusal)

  /// The program's exit code for this error: 3 input unusable, 6 a temporary file cannot be written.
  public var exitCode: Int32 {
    switch self {
    case .temporaryFolder: 6
    case .unreadablePath, .unreadableFile, .tooManyFiles, .noImages, .unknownSeries, .noMGRE, .noCT, .mgre,
      .ct:
      3
    }
  }

  /// The error in words: cause, evidence, remedy.
  public var description: String {
    switch self {
    case .unreadablePath(let path): MediaError.unreadablePath(path).description
    case .tooManyFiles(let limit): MediaError.tooManyFiles(limit: limit).description
    case .temporaryFolder(let path, let reason):
      MediaError.temporaryFolder(path: path, reason: reason).description
    case .unreadableFile(let path, let reason):
      printable(
        "\(path) cannot be read: \(reason.hasSuffix(".") ? String(reason.dropLast()) : reason). Export the series again."
      )
    case .noImages(let reasons) where reasons.isEmpty:
      "There is no file in the input. Give the folder that holds the exported study."
    case .noImages(let reasons):
      "There is no DICOM image in the input ("
        + reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.value) × \($0.key)" }
        .joined(separator: ", ") + "). Give the folder that holds the exported study."
    case .unknownSeries(let uid, let option):
      "Series \(uid), asked for with \(option), is not in the input. Run `pallidum inspect` to list the series."
    case .noMGRE(let reasons):
      "No multi-echo gradient echo with magnitude and phase can be used. "
        + (reasons.isEmpty ? "There is no MR series in the input." : reasons.joined(separator: " "))
    case .noCT(let reasons):
      "No head CT can be used. "
        + (reasons.isEmpty ? "There is no CT series in the input." : reasons.joined(separator: " "))
    case .mgre(let series, let refusal): printable("\(series) cannot be used. \(refusal)")
    case .ct(let series, let refusal): printable("\(series) cannot be used. \(refusal)")
    }
  }

  /// What the search of the input failed by.
  init(_ error: MediaError) {
    switch error {
    case .unreadablePath(let path): self = .unreadablePath(path)
    case .tooManyFiles(let limit): self = .tooManyFiles(limit: limit)
    case .temporaryFolder(let path, let reason): self = .temporaryFolder(path: path, reason: reason)
    }
  }
}
