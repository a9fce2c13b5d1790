/// Bounds on what the input may make the search do, so that a hostile or a mistaken one ends in a sentence and
/// not in a full disk.
///
/// The defaults are far above what one patient's MR and CT studies need.
public struct MediaLimits: Hashable, Sendable {
  /// Files of all inputs together; a study of 64 echoes, two parts and 512 slices has 65,536.
  public var files = 200_000
  /// Folders below a given one; PS3.10 section 8.2 allows 8 in a File-set.
  public var depth = 64
  /// Bytes of a path; Linux allows 4096.
  public var pathLength = 4000
  /// Entries of an archive, folders included.
  public var archiveEntries = 100_000
  /// Bytes of one member; `ReadLimits.totalFrameBytes` bounds what of it is decoded.
  public var memberBytes: Int64 = 4 << 30
  /// Bytes taken out of all archives together.
  public var extractedBytes: Int64 = 32 << 30
  /// Bytes taken out of an archive for each byte of it; images shrink to a third, air to a hundredth.
  public var compressionRatio: Int64 = 100
  /// Bytes that may be taken out of a small archive whatever the ratio is.
  public var unratedBytes: Int64 = 256 << 20
  /// Bytes that stay free on the disk of the temporary folder.
  public var diskReserve: Int64 = 512 << 20
  /// Archives inside archives that are opened.
  public var nesting = 1

  /// The defaults.
  public init() {}
}
