/// Why the report could not be drawn.
public enum RenderingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The folder of templates was not found at any of the places searched.
  case templatesNotFound(searched: [String])
  /// A template file cannot be read.
  case templateUnreadable(name: String)
  /// A template is not valid.
  case templateInvalid(name: String, reason: String)
  /// Two volumes that must share a grid do not.
  case gridsDiffer(volume: String)
  /// The drawing library reports an error.
  case drawing(status: String)

  /// The error in a sentence.
  public var description: String {
    switch self {
    case .templatesNotFound(let searched):
      "The report's templates were not found (searched \(searched.count) places). "
        + "Set PALLIDUM_TEMPLATES to the folder Templates of the installation."
    case .templateUnreadable(let name):
      "The template \(name) cannot be read. Check that the folder of templates is complete."
    case .templateInvalid(let name, let reason):
      "The template \(name) is not valid: \(reason). Correct it or restore the installed one."
    case .gridsDiffer(let volume):
      "The key images need \(volume) on the grid of the magnitude. Resample it first."
    case .drawing(let status):
      "The drawing library failed: \(status). Check free memory and the installed fonts."
    }
  }
}
