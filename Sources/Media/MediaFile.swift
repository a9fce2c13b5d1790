/// A regular file to be read.
public struct MediaFile: Hashable, Comparable, Sendable {
  /// Path to open.
  public let path: String
  /// Path for messages: as the user gave it, and what was found below.
  ///
  /// A member of an archive is `study.zip/series/IM1`. Control characters are replaced.
  public let displayPath: String
  /// Keeps the files that were taken out of an archive on disk.
  private let folder: TemporaryFolder?

  /// A file of the user's own.
  public init(path: String, displayPath: String? = nil) {
    self.init(path: path, displayPath: displayPath ?? printable(path), folder: nil)
  }

  /// A file in a temporary folder, which exists as long as the value does.
  init(path: String, displayPath: String, folder: TemporaryFolder?) {
    self.path = path
    self.displayPath = displayPath
    self.folder = folder
  }

  /// In the order of the display paths.
  ///
  /// The paths decide only between members of one name: they hold the order in the archive.
  public static func < (a: MediaFile, b: MediaFile) -> Bool {
    (a.displayPath, a.path) < (b.displayPath, b.path)
  }

  /// Files of one path are equal.
  public static func == (a: MediaFile, b: MediaFile) -> Bool { a.path == b.path }

  /// The path alone.
  public func hash(into hasher: inout Hasher) { hasher.combine(path) }
}

/// A file, folder or member of an archive that is not among the files to be read.
public struct LeftOutFile: Hashable, Sendable {
  /// Path for messages.
  public let displayPath: String
  /// Why, a short phrase without the path, so that files can be counted by it.
  public let reason: String

  /// A file and its reason.
  public init(displayPath: String, reason: String) {
    self.displayPath = displayPath
    self.reason = reason
  }
}

/// A name as it may be printed: control characters and marks that turn the direction of text become `�`.
public func printable(_ name: String) -> String {
  if name.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return name }
  return String(
    String.UnicodeScalarView(
      name.unicodeScalars.map { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: "\u{FFFD}"
        default: scalar
        }
      }))
}
