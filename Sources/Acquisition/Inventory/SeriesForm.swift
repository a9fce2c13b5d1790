/// How a series' images are stored.
public enum SeriesForm: String, Codable, Hashable, Sendable {
  /// One file an image plane.
  case classic
  /// Many planes a file, with functional groups (PS3.3 C.7.6.16).
  case enhanced

  /// The form of a SOP class.
  init(sopClassUID: String) { self = Self.enhancedClasses.contains(sopClassUID) ? .enhanced : .classic }

  /// Enhanced and legacy converted enhanced MR and CT (PS3.4 B.5).
  private static let enhancedClasses: Set = [
    "1.2.840.10008.5.1.4.1.1.4.1", "1.2.840.10008.5.1.4.1.1.4.3", "1.2.840.10008.5.1.4.1.1.4.4",
    "1.2.840.10008.5.1.4.1.1.2.1", "1.2.840.10008.5.1.4.1.1.2.2",
  ]

  /// The greater is preferred where both forms can be used.
  ///
  /// The enhanced one: it states scale, echo and place frame by frame as the scanner measured them, and a file
  /// of it is there as a whole or not at all; the classic files are usually made from it.
  var rank: Int { self == .enhanced ? 1 : 0 }

  /// Said of a series that is there in the other form as well.
  var twinNote: String {
    "The same series is in the input in two forms, classic and enhanced files; this is the \(rawValue) one."
  }

  /// Said of the other form where this one was chosen.
  var preferenceNote: String { "The same series was taken from its \(rawValue) files." }
}

/// What tells the entries of an inventory apart.
///
/// A Series Instance UID belongs to one study and, by the standard, to one form; archives that convert send both
/// forms under one UID, and each is then an entry of its own.
struct SeriesKey: Hashable, Sendable {
  let studyUID: String
  let uid: String
  let form: SeriesForm
}
