/// How much an archive on disk, with the archives in it, may still unpack to.
struct UnpackingBudget {
  /// Bytes that may be taken out, by the size of the archive.
  private let allowance: Int64
  private let ratio: Int64
  private var used: Int64 = 0

  init(archiveBytes: Int64, limits: MediaLimits) {
    let (rated, overflow) = archiveBytes.multipliedReportingOverflow(by: limits.compressionRatio)
    allowance = max(limits.unratedBytes, overflow ? .max : rated)
    ratio = limits.compressionRatio
  }

  /// Counts bytes before they are unpacked, whether they are kept or not.
  mutating func spend(_ bytes: Int64) throws(ArchiveFailure) {
    guard bytes >= 0, bytes <= allowance - used else {
      throw .overLimit("archive unpacks to more than \(ratio) times its size")
    }
    used += bytes
  }
}
