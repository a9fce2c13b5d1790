/// Bounds on what a file may make the reader do, so that a damaged or hostile one ends in an error and not in
/// exhausted memory or stack.
///
/// The defaults are far above what MR, CT and derived objects of a head need.
public struct ReadLimits: Hashable, Sendable {
  /// Bytes read while parsing, after inflation of a deflated file; and bytes of all values together.
  ///
  /// Pixel Data is skipped, not read, except in a deflated file. The headers of 5000 enhanced frames have about
  /// 40 MB.
  public var bytes = 512 << 20
  /// Elements of all levels together.
  ///
  /// An enhanced MR object of 5000 frames has about 1.5 million.
  public var elements = 4_000_000
  /// Bytes of one value; a longer one is left out and listed in `DICOMFile.omittedElements`.
  public var valueLength = 64 << 20
  /// Bytes of one text of several values, of which each may be a single character; a longer one is left out
  /// and listed.
  public var textLength = 4 << 20
  /// Levels of nested sequences; the deepest SR trees in use have about 15.
  public var depth = 40
  /// Bytes of one decoded frame: 16384 × 8192 samples of 16 bits.
  public var frameBytes = 256 << 20
  /// Bytes of all frames of a file, decoded.
  public var totalFrameBytes = 16 << 30

  /// The defaults.
  public init() {}
}
