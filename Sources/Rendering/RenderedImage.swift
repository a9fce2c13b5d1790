/// A finished picture: PNG for the page, the same pixels as RGB for DICOM secondary captures.
public struct RenderedImage: Sendable, Hashable {
  /// What a picture is for; decides where it stands in the report.
  public enum Purpose: String, Sendable, Hashable {
    /// The deep nuclei enlarged.
    case detail
    /// A whole section of the head.
    case overview
    /// The projected susceptibility-weighted image.
    case weighted
    /// A microbleed candidate from near.
    case microbleed
    /// Evidence for the fit of CT and MR.
    case registration
  }

  /// Stable name for files and templates, such as `qsm-axial`.
  public let name: String
  /// What it is for.
  public let purpose: Purpose
  /// Short title, such as `QSM, axial`.
  public let title: String
  /// One or two sentences: window, contours, orientation.
  ///
  /// Also the alternative text.
  public let caption: String
  /// The PNG file.
  public let png: [UInt8]
  /// Columns.
  public let width: Int
  /// Rows.
  public let height: Int
  /// R, G, B bytes, row by row from the top left: 3 · width · height.
  public let rgb: [UInt8]

  /// A picture from its parts.
  public init(
    name: String, purpose: Purpose, title: String, caption: String, png: [UInt8], width: Int, height: Int,
    rgb: [UInt8]
  ) {
    self.name = name
    self.purpose = purpose
    self.title = title
    self.caption = caption
    self.png = png
    self.width = width
    self.height = height
    self.rgb = rgb
  }
}
