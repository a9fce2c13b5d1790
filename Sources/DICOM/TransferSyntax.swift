/// How a data set is encoded (PS3.5 section 10 and annex A): the syntaxes this module reads or writes.
public enum TransferSyntax: String, CaseIterable, Hashable, Sendable {
  /// Little endian without VRs in the stream; DICOM's default.
  case implicitVRLittleEndian = "1.2.840.10008.1.2"
  /// Little endian with VRs; what this project writes.
  case explicitVRLittleEndian = "1.2.840.10008.1.2.1"
  /// Explicit VR little endian, the data set deflated (RFC 1951).
  case deflatedExplicitVRLittleEndian = "1.2.840.10008.1.2.1.99"
  /// Big endian; retired, still found in archives.
  case explicitVRBigEndian = "1.2.840.10008.1.2.2"
  /// JPEG, 8 bit, lossy.
  case jpegBaseline = "1.2.840.10008.1.2.4.50"
  /// JPEG, 12 bit, lossy.
  case jpegExtended = "1.2.840.10008.1.2.4.51"
  /// JPEG lossless, any predictor.
  case jpegLossless = "1.2.840.10008.1.2.4.57"
  /// JPEG lossless, prediction from the left neighbour.
  case jpegLosslessSV1 = "1.2.840.10008.1.2.4.70"
  /// JPEG-LS lossless.
  case jpegLSLossless = "1.2.840.10008.1.2.4.80"
  /// JPEG-LS with a bounded error a sample.
  case jpegLSNearLossless = "1.2.840.10008.1.2.4.81"
  /// JPEG 2000 Part 1, reversible.
  case jpeg2000Lossless = "1.2.840.10008.1.2.4.90"
  /// JPEG 2000 Part 1, reversible or not.
  case jpeg2000 = "1.2.840.10008.1.2.4.91"
  /// Run lengths of byte planes.
  case rleLossless = "1.2.840.10008.1.2.5"

  /// The syntax of a UID; nil if this module cannot decode it.
  public init?(uid: String) { self.init(rawValue: uid) }

  /// Transfer Syntax UID.
  public var uid: String { rawValue }

  /// The name in words.
  public var name: String { Self.name(ofUID: uid) }

  /// True if the decoded samples may differ from the acquired ones; `DICOMFile.isLossy` says whether they do
  /// where a syntax allows both.
  public var isLossy: Bool { [.jpegBaseline, .jpegExtended, .jpegLSNearLossless, .jpeg2000].contains(self) }

  /// True if a file in this syntax may have lost something, or not.
  var mayBeEither: Bool { [.jpegLSNearLossless, .jpeg2000].contains(self) }

  /// True if Pixel Data is in compressed fragments.
  public var isEncapsulated: Bool {
    switch self {
    case .implicitVRLittleEndian, .explicitVRLittleEndian, .deflatedExplicitVRLittleEndian,
      .explicitVRBigEndian:
      false
    default: true
    }
  }

  /// The name of any transfer syntax in PS3.6 table A-1 that an archive is likely to hold; "unknown transfer
  /// syntax" otherwise.
  ///
  /// Names are also given to the ones that cannot be decoded, for the error that says so.
  public static func name(ofUID uid: String) -> String { names[uid] ?? "unknown transfer syntax" }

  private static let names = [
    "1.2.840.10008.1.2": "Implicit VR Little Endian",
    "1.2.840.10008.1.2.1": "Explicit VR Little Endian",
    "1.2.840.10008.1.2.1.99": "Deflated Explicit VR Little Endian",
    "1.2.840.10008.1.2.2": "Explicit VR Big Endian",
    "1.2.840.10008.1.2.4.50": "JPEG Baseline (Process 1)",
    "1.2.840.10008.1.2.4.51": "JPEG Extended (Process 2 & 4)",
    "1.2.840.10008.1.2.4.57": "JPEG Lossless (Process 14)",
    "1.2.840.10008.1.2.4.70": "JPEG Lossless (Process 14, Selection Value 1)",
    "1.2.840.10008.1.2.4.80": "JPEG-LS Lossless",
    "1.2.840.10008.1.2.4.81": "JPEG-LS Lossy (Near-Lossless)",
    "1.2.840.10008.1.2.4.90": "JPEG 2000 (Lossless Only)",
    "1.2.840.10008.1.2.4.91": "JPEG 2000",
    "1.2.840.10008.1.2.4.92": "JPEG 2000 Part 2 Multi-component (Lossless Only)",
    "1.2.840.10008.1.2.4.93": "JPEG 2000 Part 2 Multi-component",
    "1.2.840.10008.1.2.4.100": "MPEG2 Main Profile / Main Level",
    "1.2.840.10008.1.2.4.102": "MPEG-4 AVC/H.264 High Profile / Level 4.1",
    "1.2.840.10008.1.2.4.110": "JPEG XL Lossless",
    "1.2.840.10008.1.2.4.112": "JPEG XL",
    "1.2.840.10008.1.2.4.201": "High-Throughput JPEG 2000 (Lossless Only)",
    "1.2.840.10008.1.2.4.202": "High-Throughput JPEG 2000 with RPCL (Lossless Only)",
    "1.2.840.10008.1.2.4.203": "High-Throughput JPEG 2000",
    "1.2.840.10008.1.2.5": "RLE Lossless",
  ]
}
