import DICOM
import Foundation
import Transfer

/// A small folder as a report leaves it, removed with this object.
final class ReportFolder {
  let path: String

  /// Objects of these kinds, in ascending order of their UIDs.
  init(
    _ contexts: [(sopClass: String, syntax: TransferSyntax)], manifest: Bool = true
  ) throws {
    path = try makeTemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: path + "/dicom/qsm", withIntermediateDirectories: true)
    var files: [String: String] = [:]
    for (i, context) in contexts.enumerated() {
      let name = "dicom/\(i % 2 == 0 ? "" : "qsm/")\(i).dcm"
      try DICOMWriter.write(
        Self.object(i, context.sopClass), to: path + "/" + name, transferSyntax: context.syntax)
      files[name] = SHA256.hex(of: [UInt8](FileManager.default.contents(atPath: path + "/" + name) ?? Data()))
    }
    if manifest {
      try JSONEncoder().encode(Manifest(files: files)).write(
        to: URL(fileURLWithPath: path + "/manifest.json"))
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  private static func object(_ i: Int, _ sopClass: String) -> DataSet {
    var d = DataSet()
    d.set(.sopClassUID, .UI, sopClass)
    d.set(.sopInstanceUID, .UI, "2.25.1\(i)")
    d.set(.studyInstanceUID, .UI, "2.25.2")
    d.set(.seriesInstanceUID, .UI, "2.25.3\(i % 3)")
    d.set(.patientID, .LO, "P-1")
    d.set(.patientName, .PN, "Phantom^Test")
    d.set(.modality, .CS, "MR")
    d.set(.samplesPerPixel, .US, ints: [1])
    d.set(.photometricInterpretation, .CS, "MONOCHROME2")
    for (tag, value) in [
      (Tag.rows, 4), (.columns, 4), (.bitsAllocated, 16), (.bitsStored, 16), (.highBit, 15),
    ] {
      d.set(tag, .US, ints: [value])
    }
    d.set(.pixelRepresentation, .US, ints: [0])
    d.set(.pixelData, .OW, bytes: [UInt8](repeating: 7, count: 32))
    return d
  }
}
