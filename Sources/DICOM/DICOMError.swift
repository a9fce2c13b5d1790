/// Why a file, a data set or an association could not be used.
///
/// `detail` is the toolkit's own text.
///
/// Values of patients never enter a description; paths do, because the reader must find the file.
public enum DICOMError: Error, Hashable, Sendable {
  /// The attribute dictionary was not found.
  case noDictionary
  /// The file cannot be opened.
  case cannotOpen(path: String, detail: String)
  /// The file is not DICOM.
  case notDICOM(path: String)
  /// The file is damaged or not conformant.
  case malformed(path: String, detail: String)
  /// The file is beyond a bound of `ReadLimits`.
  case overLimit(path: String, detail: String)
  /// The file has no Pixel Data.
  case noPixelData(path: String)
  /// Attributes of the pixels are missing, contradict each other, or are of a kind not supported.
  case unusablePixels(path: String, detail: String)
  /// There is no such frame; counted from 0.
  case noSuchFrame(path: String, frame: Int, frames: Int)
  /// Pixel Data is compressed in a way that cannot be decoded, or not be encoded.
  case unsupportedTransferSyntax(path: String, uid: String)
  /// A compressed frame is damaged, or could not be compressed.
  case codec(path: String, detail: String)
  /// An element of a data set cannot be encoded.
  case unencodable(tag: Tag, detail: String)
  /// The file could not be written.
  case cannotWrite(path: String, detail: String)
  /// The peer could not be reached, or the association broke.
  case network(peer: String, detail: String)
  /// The peer answered, and refused.
  case rejected(peer: String, detail: String)
  /// The peer answered, and takes none of the kinds of object, or services, that were offered.
  case nothingAccepted(peer: String)
  /// The toolkit failed where it should not.
  case toolkit(detail: String)
}

extension DICOMError: CustomStringConvertible {
  /// One sentence: what is wrong, the value seen, what to do.
  public var description: String {
    switch self {
    case .noDictionary:
      "The DICOM data dictionary (dicom.dic) was not found: install DCMTK's data files (Debian: libdcmtk17) "
        + "or set the environment variable DCMDICTPATH to the path of dicom.dic."
    case .cannotOpen(let path, let detail):
      "\(path) cannot be opened (\(detail)): check that it exists and may be read."
    case .notDICOM(let path):
      "\(path) is not a DICOM file: remove it, or export the series again."
    case .malformed(let path, let detail):
      "\(path) is damaged or incomplete (\(detail)): export it again."
    case .overLimit(let path, let detail):
      "\(path) is refused (\(detail)): it is damaged, or not an image this program reads."
    case .noPixelData(let path):
      "\(path) has no Pixel Data (7FE0,0010): choose an image series."
    case .unusablePixels(let path, let detail):
      "The pixels of \(path) cannot be used (\(detail)): export the series again, uncompressed."
    case .noSuchFrame(let path, let frame, let frames):
      "\(path) has \(frames) frames, and the one at index \(frame) was asked for: export the series again if "
        + "its Number of Frames (0028,0008) is wrong."
    case .unsupportedTransferSyntax(let path, let uid):
      "\(path) has the transfer syntax \(uid) (\(TransferSyntax.name(ofUID: uid))), which cannot be coded: "
        + "export it uncompressed, as JPEG Lossless, JPEG-LS, JPEG 2000 or RLE."
    case .codec(let path, let detail):
      "A compressed frame of \(path) cannot be coded (\(detail)): export it again, uncompressed."
    case .unencodable(let tag, let detail):
      "The element \(tag) cannot be encoded (\(detail)): correct its value or VR."
    case .cannotWrite(let path, let detail):
      "\(path) cannot be written (\(detail)): check the folder, its permissions and the free space."
    case .network(let peer, let detail):
      "\(peer) cannot be reached (\(detail)): check host, port, firewall and that the service runs."
    case .rejected(let peer, let detail):
      "\(peer) refused (\(detail)): check both AE titles and what the peer is configured to accept."
    case .nothingAccepted(let peer):
      "\(peer) accepts none of what was offered: configure it to accept these SOP Classes and transfer syntaxes "
        + "from this AE title."
    case .toolkit(let detail):
      "The DICOM toolkit failed unexpectedly (\(detail)): please report this."
    }
  }
}
