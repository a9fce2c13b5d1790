/// A file that was parsed: its data set without Pixel Data, and frames decoded on request.
///
/// Copies share the parsed object; decoding is serialised inside.
public final class DICOMFile: Sendable {
  /// Path as it was opened.
  public let path: String
  /// Transfer Syntax UID (0002,0010).
  public let transferSyntax: String
  /// All elements except Pixel Data.
  public let dataSet: DataSet

  init(path: String, transferSyntax: String, dataSet: DataSet) {
    self.path = path
    self.transferSyntax = transferSyntax
    self.dataSet = dataSet
  }
}
