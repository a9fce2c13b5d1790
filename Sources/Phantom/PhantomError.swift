/// Why a phantom could not be made.
public enum PhantomError: Error, Sendable, CustomStringConvertible {
  /// A file or folder could not be written.
  case unwritable(path: String, reason: String)
  /// The folder to be made exists and holds something else.
  case folderInUse(path: String)
  /// The scenario asks for what cannot be simulated.
  case impossibleScenario(name: String, reason: String)

  /// The error in a sentence.
  public var description: String {
    switch self {
    case .unwritable(let path, let reason):
      "\(path) cannot be written: \(reason). Check that the folder exists and has room."
    case .folderInUse(let path):
      "\(path) holds other files, which would be replaced. Give a new folder."
    case .impossibleScenario(let name, let reason):
      "The scenario \(name) cannot be simulated: \(reason). Choose other parameters."
    }
  }
}
