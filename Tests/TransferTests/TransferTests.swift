import DICOM
import Foundation
import TestSupport
import Testing

@testable import Transfer

private typealias Tag = DICOM.Tag

/// What is checked before anything is sent, and what is said when nobody answers.
struct TransferTests {
  static let mr = "1.2.840.10008.5.1.4.1.1.4"

  private func deadPeer() throws -> DICOMPeer {
    DICOMPeer(host: "127.0.0.1", port: try LoopbackPort.free(), calledAETitle: "ARCHIVE", timeoutSeconds: 3)
  }

  @Test func aDeadPortIsAClearError() throws {
    let folder = try ReportFolder([(Self.mr, .explicitVRLittleEndian)])
    let peer = try deadPeer()
    do throws(TransferError) {
      _ = try Transfer.send(directory: folder.path, to: peer)
      Issue.record("nobody listens, and it was sent")
    } catch {
      #expect(error.description.hasPrefix("ARCHIVE at 127.0.0.1:\(peer.port) cannot be reached ("))
      #expect(error.description.hasSuffix("check host, port, firewall and that the service runs."))
    }
  }

  @Test func anUnknownHostIsAClearError() throws {
    let folder = try ReportFolder([(Self.mr, .explicitVRLittleEndian)])
    let peer = DICOMPeer(host: "no-such-host.invalid", port: 104, calledAETitle: "A", timeoutSeconds: 3)
    do throws(TransferError) {
      _ = try Transfer.send(directory: folder.path, to: peer)
      Issue.record("sent to nowhere")
    } catch {
      #expect(error.description.hasPrefix("A at no-such-host.invalid:104 cannot be reached ("))
    }
  }

  @Test func aChangedFileStopsEverything() throws {
    let folder = try ReportFolder([(Self.mr, .explicitVRLittleEndian), (Self.mr, .explicitVRLittleEndian)])
    let path = folder.path + "/dicom/qsm/1.dcm"
    let peer = try deadPeer()
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes[bytes.count - 1] ^= 1
    try bytes.write(to: URL(fileURLWithPath: path))
    #expect(throws: TransferError.changedFile(path: path)) {
      try Transfer.send(directory: folder.path, to: peer)
    }
    try FileManager.default.removeItem(atPath: path)
    #expect(throws: TransferError.missingFile(path: path)) {
      try Transfer.send(directory: folder.path, to: peer)
    }
  }

  @Test func anUnlistedFileStopsEverything() throws {
    let folder = try ReportFolder([(Self.mr, .explicitVRLittleEndian)])
    let path = folder.path + "/dicom/stray.dcm"
    try FileManager.default.copyItem(atPath: folder.path + "/dicom/0.dcm", toPath: path)
    let peer = try deadPeer()
    #expect(throws: TransferError.unlistedFile(path: path)) {
      try Transfer.send(directory: folder.path, to: peer)
    }
  }

  @Test func nothingToSendIsSaid() throws {
    let folder = try ReportFolder([])
    let peer = try deadPeer()
    #expect(throws: TransferError.nothingToSend(path: folder.path)) {
      try Transfer.send(directory: folder.path, to: peer)
    }
    #expect(throws: TransferError.noSuchFolder(path: folder.path + "/absent")) {
      try Transfer.send(directory: folder.path + "/absent", to: peer)
    }
    try "{}".write(toFile: folder.path + "/manifest.json", atomically: true, encoding: .utf8)
    #expect(throws: TransferError.self) { try Transfer.send(directory: folder.path, to: peer) }
  }

  @Test func withoutAManifestNothingIsVerified() throws {
    let folder = try ReportFolder([(Self.mr, .explicitVRLittleEndian)], manifest: false)
    #expect(try !Outbox(folder: folder.path).isVerified)
    let listed = try ReportFolder([(Self.mr, .explicitVRLittleEndian)])
    #expect(try Outbox(folder: listed.path).isVerified)
  }

  @Test func sentencesNameTheRemedy() {
    #expect(
      TransferError.changedFile(path: "r/a.dcm").description
        == "r/a.dcm was changed after the report was made: make the report again, nothing was sent.")
    #expect(
      TransferError.nothingToSend(path: "r").description
        == "r has no DICOM objects: make the report again without --no-dicom.")
  }
}
