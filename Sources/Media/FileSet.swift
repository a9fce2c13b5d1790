/// The files of the user's input, with those left out and why.
///
/// A File-set in the sense of PS3.10 section 8, but of any folders, files, archives and DICOMDIRs.
public struct FileSet: Sendable {
  /// Regular files, each once, sorted by their display paths.
  public let files: [MediaFile]
  /// What is not read, sorted by display path.
  public let leftOut: [LeftOutFile]
  /// True if something that may be an image could not be had: a member of an archive, a file that a DICOMDIR
  /// names, a folder that may not be read.
  public let isIncomplete: Bool

  /// The set of files that were already found.
  public init(files: [MediaFile], leftOut: [LeftOutFile] = []) {
    self.init(files: files, leftOut: leftOut, isIncomplete: false)
  }

  init(files: [MediaFile], leftOut: [LeftOutFile], isIncomplete: Bool) {
    self.files = files.sorted()
    self.leftOut = leftOut.sorted { ($0.displayPath, $0.reason) < ($1.displayPath, $1.reason) }
    self.isIncomplete = isIncomplete
  }
}

/// Finds all regular files in and below the paths, in archives, and behind a DICOMDIR.
///
/// - Folders are searched to the bottom. Links are followed for the paths themselves and for files; linked
///   folders inside a folder are not, so that a circle of links cannot trap the search. Pipes, sockets and
///   devices are never opened. A file that is reached twice (one device and inode) is listed once.
/// - ZIP, tar and tar.gz, told by their first bytes, are unpacked into a private temporary folder that exists as
///   long as one of its `MediaFile`s. Names in archives never become paths. Only members that begin as DICOM
///   are written, within `limits`.
/// - A DICOMDIR that is given by itself is read, and the files that it names are the result; in a folder it is a
///   file like others.
/// - Throws: `.unreadablePath` if one of the paths does not exist or may not be read, `.tooManyFiles`, and
///   `.temporaryFolder` if the members of archives cannot be written.
public func findFiles(
  at paths: [String], limits: MediaLimits = .init(),
  progress: (@Sendable (_ fraction: Double, _ step: String) -> Void)? = nil
) throws(MediaError) -> FileSet {
  try findFiles(at: paths, limits: limits, system: .disk, progress: progress)
}

/// The same on any file system.
func findFiles(
  at paths: [String], limits: MediaLimits, system: FileSystem,
  progress: (@Sendable (_ fraction: Double, _ step: String) -> Void)? = nil
) throws(MediaError) -> FileSet {
  var search = FileSearch(limits: limits, system: system)
  for path in paths { try search.add(path) }
  var unpacking = ArchiveUnpacking(limits: limits, filesSoFar: search.files.count)
  for (i, archive) in search.archives.enumerated() {
    progress?(Double(i) / Double(search.archives.count), "Unpacking archives")
    try unpacking.unpack(archive)
  }
  return FileSet(
    files: search.files + unpacking.files, leftOut: search.leftOut + unpacking.leftOut,
    isIncomplete: search.isIncomplete || unpacking.isIncomplete)
}
