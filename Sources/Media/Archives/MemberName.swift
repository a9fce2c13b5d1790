/// The names in an archive: shown, never opened.
enum MemberName {
  /// Characters of a name that are shown.
  private static let shownLength = 300

  /// True if unpacking by this name would write outside the folder: absolute, with a drive, or with `..`.
  ///
  /// Archives made on Windows separate by backslashes.
  static func leadsOut(_ name: String) -> Bool {
    let separators: Set<Character> = ["/", "\\"]
    if let first = name.first, separators.contains(first) { return true }
    if name.dropFirst().first == ":" { return true }
    return name.split(whereSeparator: separators.contains).contains("..")
  }

  /// The name for messages, without a leading `./`.
  static func shown(_ name: String) -> String {
    let bare = name.hasPrefix("./") ? name.dropFirst(2) : name[...]
    let text = printable(String(bare.prefix(shownLength)))
    return bare.count > shownLength ? text + "…" : text
  }
}
