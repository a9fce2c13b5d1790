/// Why the input cannot be searched.
public enum MediaError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A path of the user that does not exist or may not be read.
  case unreadablePath(String)
  /// More files than `MediaLimits.files`.
  case tooManyFiles(limit: Int)
  /// The temporary folder for the members of archives cannot be made or written.
  case temporaryFolder(path: String, reason: String)

  /// One sentence: what is wrong, what to do.
  public var description: String {
    switch self {
    case .unreadablePath(let path): "\(path) cannot be read. Check that it exists and that you may read it."
    case .tooManyFiles(let limit):
      "There are more than \(limit) files in the input. Give the folders of one patient's studies only."
    case .temporaryFolder(let path, let reason):
      "The archives cannot be unpacked in \(path): \(reason). Free some space there, or set TMPDIR to a folder "
        + "with more."
    }
  }
}
