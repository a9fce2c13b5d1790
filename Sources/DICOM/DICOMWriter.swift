internal import CDCMTK

/// Writes data sets as files.
public enum DICOMWriter {
  /// Implementation Class UID (0002,0012) of Pallidum: UUID-derived (PS3.5 B.2), made once for this project.
  public static let implementationClassUID = "2.25.241874360934714530281553016894711920637"
  /// Implementation Version Name (0002,0013).
  public static let implementationVersionName = "PALLIDUM"

  /// Writes a Part 10 file; it appears under its name only when it is complete.
  ///
  /// File Meta Information is made from SOP Class and Instance UID; elements of group 0002 in the data set are
  /// ignored, as are group lengths. Pixel Data (7FE0,0010) is given natively, little endian, as OB or OW bytes,
  /// and encoded if the transfer syntax is RLE Lossless, JPEG Lossless SV1 or JPEG-LS Lossless. If any text is
  /// not ASCII, Specific Character Set becomes ISO_IR 192.
  /// - Throws: `.unencodable` names the element; `.unsupportedTransferSyntax`, `.codec`, `.cannotWrite`.
  public static func write(
    _ dataSet: DataSet, to path: String, transferSyntax: TransferSyntax = .explicitVRLittleEndian
  ) throws(DICOMError) {
    let built = try BuiltDataSet()
    try built.put(dataSet.withCharacterSetForUTF8())
    do throws(BridgeFailure) {
      try bridge {
        cdcmtk_dataset_write(
          built.pointer, path, transferSyntax.uid, implementationClassUID, implementationVersionName, $0)
      }
    } catch {
      throw error.error(path: path, transferSyntax: transferSyntax.uid)
    }
  }
}

extension DataSet {
  /// Itself if all text is ASCII; else with the character set named once, at the top.
  func withCharacterSetForUTF8() -> DataSet {
    guard !isASCII else { return self }
    var named = withoutCharacterSet()
    named.set(.specificCharacterSet, .CS, "ISO_IR 192")
    return named
  }

  private var isASCII: Bool {
    tags.allSatisfy { tag in
      switch self[tag]?.value {
      case .strings(let strings)?: strings.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } }
      case .items(let items)?: items.allSatisfy(\.isASCII)
      default: true
      }
    }
  }

  private func withoutCharacterSet() -> DataSet {
    var d = self
    d[.specificCharacterSet] = nil
    for tag in tags {
      if case .items(let items)? = self[tag]?.value {
        d.set(tag, items: items.map { $0.withoutCharacterSet() })
      }
    }
    return d
  }
}
