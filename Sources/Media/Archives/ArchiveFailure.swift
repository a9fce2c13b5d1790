/// Why an archive, or an entry of it, cannot be read on.
enum ArchiveFailure: Error {
  /// The content is no archive of this kind.
  case notAnArchive
  /// Nothing behind this point can be read.
  case damaged
  /// This entry is damaged; the next ones may be whole.
  case damagedEntry
  /// This entry is beyond a limit; the reason as a phrase.
  case entryOverLimit(String)
  /// The archive is beyond a limit; the reason as a phrase.
  case overLimit(String)
  /// The whole search ends: the temporary folder cannot be written, or there are too many files.
  case search(MediaError)
}
