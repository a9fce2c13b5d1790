import DICOM
import Foundation
import Testing
import Transfer

/// Against an archive that the test starts.
@Suite(.enabled(if: Orthanc.executable != nil, "needs Orthanc"), .serialized)
struct OrthancTests {
  private static let mr = TransferTests.mr
  private static let comprehensive3DSR = "1.2.840.10008.5.1.4.1.1.88.34"
  private static let segmentation = "1.2.840.10008.5.1.4.1.1.66.4"

  @Test func everyObjectArrivesAndIsListed() throws {
    let archive = try Orthanc()
    let folder = try ReportFolder([
      (Self.mr, .explicitVRLittleEndian), (Self.mr, .jpegLSLossless), (Self.mr, .rleLossless),
      (Self.comprehensive3DSR, .explicitVRLittleEndian), (Self.segmentation, .deflatedExplicitVRLittleEndian),
      (Self.mr, .implicitVRLittleEndian),
    ])
    var progress: [Int] = []
    let report = try Transfer.send(directory: folder.path, to: archive.peer) { done, all in
      progress.append(done)
      #expect(all == 6)
    }
    for file in report.files { #expect(file.confirmation == .listed, "\(file)") }
    #expect(report.isComplete && report.isManifestVerified)
    #expect(progress == Array(1...6))
    #expect(Set(report.files.map(\.outcome.sopInstance)).count == 6)
    #expect(report.files[0].description == "0.dcm: Success (0000H), listed by the peer")
  }

  /// A kind of object that no archive knows.
  private static let unknownKind = "1.2.826.0.1.3680043.2.1143.107"

  @Test func aRefusedKindDoesNotStopTheOthers() throws {
    let archive = try Orthanc()
    let folder = try ReportFolder([
      (Self.mr, .explicitVRLittleEndian), (Self.unknownKind, .explicitVRLittleEndian),
    ])
    let report = try Transfer.send(directory: folder.path, to: archive.peer)
    #expect(!report.isComplete)
    #expect(report.files.map(\.isTransferred) == [true, false])
    #expect(report.files[1].outcome.result == .notAccepted)
  }

  @Test func theArchiveListsOnlyWhatItHas() throws {
    let archive = try Orthanc()
    #expect(try DICOMNetwork.instances(ofSeries: "2.25.30", inStudy: "2.25.2", at: archive.peer).isEmpty)
    let folder = try ReportFolder([(Self.mr, .explicitVRLittleEndian)])
    _ = try Transfer.send(directory: folder.path, to: archive.peer)
    #expect(
      try DICOMNetwork.instances(ofSeries: "2.25.30", inStudy: "2.25.2", at: archive.peer) == ["2.25.10"])
  }

  /// 129 kinds that the archive refuses, and after them, in a second association, one that it takes.
  @Test func moreThan128ContextsAreSplit() throws {
    let archive = try Orthanc()
    let kinds = (100..<229).map { ("1.2.826.\($0)", TransferSyntax.explicitVRLittleEndian) }
    let folder = try ReportFolder(kinds + [(Self.mr, .explicitVRLittleEndian)])
    let report = try Transfer.send(directory: folder.path, to: archive.peer)
    #expect(report.files.filter(\.isTransferred).map(\.outcome.context.sopClass) == [Self.mr])
    #expect(report.files.filter { $0.outcome.result == .notAccepted }.count == 129)
  }
}
