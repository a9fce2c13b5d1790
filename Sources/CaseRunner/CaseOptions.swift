import Foundation

/// The version of the program; every report and object carries it.
public let version = "0.1.0"

/// What the user asked for.
public struct CaseOptions: Sendable {
  /// Folders and files to read.
  public var inputs: [String]
  /// Folder to be made.
  public var output: String
  /// YAML file of parameters.
  public var configurationFile: String?
  /// Series Instance UID of the mGRE to use.
  public var mgreSeries: String?
  /// Series Instance UID of the CT to use.
  public var ctSeries: String?
  /// Why CT and MR may be used together although they name different patients.
  public var identityOverride: String?
  /// DICOM Segmentation or NIfTI labels of a reader, whose outlines take the place of the program's.
  public var segmentation: String?
  /// YAML file with what a reader entered.
  public var readerInputFile: String?
  /// Stop after choosing and checking.
  public var dryRun = false
  /// Replace an earlier report.
  public var overwrite = false
  /// Write `dicom/`.
  public var writesDICOM = true
  /// Write `nifti/`.
  public var writesNIfTI = false

  /// Options with their defaults.
  public init(inputs: [String], output: String) {
    self.inputs = inputs
    self.output = output
  }
}

/// What came of a case.
public struct CaseOutcome: Sendable {
  /// `done`, or `withheld` if quality control held something back.
  public let status: ExitStatus
  /// Where the report lies and what it found, for the terminal.
  public let summary: String
}
