import DICOM

/// A DICOMDIR: the file that names the files of a medium (PS3.3 annex F).
struct MediaDirectory {
  /// Referenced File IDs (0004,1500) of the records in use, in the file's order; each a path in components.
  let fileIDs: [[String]]

  /// A DICOMDIR that cannot be read.
  struct Damage: Error {
    let reason = "damaged or incomplete"
  }

  /// Reads the file.
  ///
  /// The order of the records is enough: which patient and study one belongs to, the files say themselves.
  init(_ path: String) throws(Damage) {
    do throws(DICOMError) {
      let dataSet = try DICOMFile.open(path).dataSet
      fileIDs = dataSet.items(Self.directoryRecordSequence).compactMap { record in
        // FFFFH is in use; 0 means that the record was deleted (PS3.3 F.3.2.2).
        guard record.int(Self.recordInUseFlag) != 0 else { return nil }
        let components = record.strings(Self.referencedFileID)
        return components.isEmpty || components == [""] ? nil : components
      }
    } catch { throw Damage() }
  }

  private static let directoryRecordSequence = Tag(0x0004, 0x1220)
  private static let recordInUseFlag = Tag(0x0004, 0x1410)
  private static let referencedFileID = Tag(0x0004, 0x1500)
}
