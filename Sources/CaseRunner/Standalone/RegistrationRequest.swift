/// What `pallidum register` was asked for.
public struct RegistrationRequest: Sendable {
  /// Where the transform comes from; the raw value stands in the JSON.
  public enum Origin: String, Encodable, Sendable {
    /// Searched for without knowing anything.
    case search
    /// Refined from a known transform.
    case start
    /// Used as it stands and only judged.
    case given
  }

  /// mGRE: DICOM folder or NIfTI.
  public var fixed: String
  /// CT: DICOM folder or NIfTI in HU.
  public var moving: String
  /// Folder to be made.
  public var output: String
  /// File of a known transform: a Spatial Registration object, `transform.json` or `report.json`; nil for `search`.
  public var transformFile: String?
  /// What to do with it.
  public var origin: Origin

  /// A search without a known transform.
  public init(fixed: String, moving: String, output: String) {
    self.fixed = fixed
    self.moving = moving
    self.output = output
    origin = .search
  }

  /// A registration that begins at, or is, the transform of a file.
  public init(fixed: String, moving: String, output: String, transformFile: String, isStart: Bool) {
    self.init(fixed: fixed, moving: moving, output: output)
    self.transformFile = transformFile
    origin = isStart ? .start : .given
  }
}
