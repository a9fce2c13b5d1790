internal import CDCMTK
import Synchronization

/// A file that was parsed: its data set without Pixel Data, and frames decoded on request.
///
/// The parsed object of the toolkit stays in memory until `releasePixels()` or the end of this object; Pixel
/// Data itself stays in the file and is read frame by frame. Do not use this for thousands of frames at once
/// without releasing: compressed fragments are kept once they were read.
///
/// Sendable because everything is immutable but the toolkit's handle, which is reached only under its lock.
public final class DICOMFile: Sendable {
  /// Path as it was opened.
  public let path: String
  /// UID of the Transfer Syntax in which the data set is encoded.
  public let transferSyntax: String
  /// File Meta Information (group 0002); empty in a file without it.
  public let metaInformation: DataSet
  /// All elements except Pixel Data; text as UTF-8 whatever Specific Character Set (0008,0005) says.
  ///
  /// A set that the C library cannot convert (the Japanese and Korean multi-byte ones by ISO 2022) leaves the
  /// text as its bytes, escape sequences included.
  public let dataSet: DataSet
  /// Elements that were left out, at any level.
  public let omittedElements: [OmittedElement]
  /// How the samples are stored; nil if there is no Pixel Data, or its description is incomplete.
  public let pixelDescription: PixelDescription?
  /// Bytes of native Pixel Data; nil if it is encapsulated or absent.
  let nativeLength: Int?
  let limits: ReadLimits
  private let handle: Mutex<FileHandle?>

  /// Parses a file, without its Pixel Data.
  ///
  /// Reads all transfer syntaxes in which a data set can be written, deflated and big endian among them, and
  /// files without preamble and meta information.
  /// - Throws: `.noDictionary`, `.cannotOpen`, `.notDICOM`, `.malformed`, `.overLimit`.
  public static func open(_ path: String, limits: ReadLimits = .init()) throws(DICOMError) -> DICOMFile {
    do throws(BridgeFailure) {
      return try DICOMFile(parsing: path, limits)
    } catch {
      throw error.error(path: path)
    }
  }

  private init(parsing path: String, _ limits: ReadLimits) throws(BridgeFailure) {
    let file = try FileHandle(path, limits)
    self.path = path
    self.limits = limits
    transferSyntax = try file.transferSyntax()
    let meta = DataSetCollector()
    try meta.collect { visitor throws(BridgeFailure) in
      try bridge { cdcmtk_file_visit_meta(file.pointer, visitor, $0) }
    }
    metaInformation = meta.dataSet
    let body = DataSetCollector()
    try body.collect { visitor throws(BridgeFailure) in
      try bridge { cdcmtk_file_visit(file.pointer, visitor, $0) }
    }
    dataSet = body.dataSet
    omittedElements = body.omitted
    let pixels = try file.pixels()
    nativeLength = pixels.nativeLength
    pixelDescription = pixels.present ? PixelDescription(body.dataSet) : nil
    handle = Mutex(file)
  }

  /// Frees the toolkit's copy of the file.
  ///
  /// The data set stays; a later frame parses the file again.
  public func releasePixels() { handle.withLock { $0 = nil } }

  /// Does something with the toolkit's handle, under the lock.
  func withHandle<R>(_ body: (FileHandle) throws(BridgeFailure) -> R) throws(DICOMError) -> R {
    do throws(BridgeFailure) {
      return try handle.withLock { handle throws(BridgeFailure) -> R in
        if let file = handle { return try body(file) }
        let file = try FileHandle(path, limits)
        handle = file
        return try body(file)
      }
    } catch {
      throw error.error(path: path, transferSyntax: transferSyntax)
    }
  }
}
