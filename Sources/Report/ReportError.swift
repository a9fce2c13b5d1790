/// Why a report cannot be written or read.
public enum ReportError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A number is NaN or infinite.
  case notFinite(key: String)
  /// The file is another version of the schema.
  case otherSchema(found: String)
  /// A key is missing or has the wrong type.
  case unreadable(key: String, reason: String)

  /// The error in a sentence.
  public var description: String {
    switch self {
    case .notFinite(let key):
      "The report's value \(key) is not a finite number, which JSON cannot hold. "
        + "Withhold the value with its reason instead."
    case .otherSchema(let found):
      "The report has schema \(found), this version reads \(ReportDocument.schemaName). "
        + "Use the version of the program that wrote it."
    case .unreadable(let key, let reason):
      "The report cannot be read: \(key) \(reason). Check that the file is a complete report.json."
    }
  }
}
