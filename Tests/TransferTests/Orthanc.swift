import DICOM
import Foundation
import TestSupport

/// An Orthanc archive on free loopback ports with a temporary storage, ended with this object.
final class Orthanc {
  static let executable = ["/usr/sbin/Orthanc", "/usr/local/sbin/Orthanc", "/usr/bin/Orthanc"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  let peer: DICOMPeer
  private let process = Process()
  private let folder: String

  struct NotStarted: Error {}

  init() throws {
    guard let executable = Self.executable else { throw NotStarted() }
    folder = try makeTemporaryFolder()
    let port = try LoopbackPort.free()
    peer = DICOMPeer(host: "127.0.0.1", port: port, calledAETitle: "ARCHIVE", timeoutSeconds: 10)
    let configuration: [String: Any] = [
      "Name": "test", "StorageDirectory": folder + "/storage", "IndexDirectory": folder + "/storage",
      "DicomAet": "ARCHIVE", "DicomPort": Int(port), "HttpPort": Int(try LoopbackPort.free()),
      "AuthenticationEnabled": false, "RemoteAccessAllowed": false, "DicomAlwaysAllowStore": true,
      "DicomAlwaysAllowFind": true, "DicomAlwaysAllowEcho": true, "Plugins": [String](),
    ]
    let path = folder + "/orthanc.json"
    try JSONSerialization.data(withJSONObject: configuration).write(to: URL(fileURLWithPath: path))
    process.executableURL = URL(fileURLWithPath: executable)
    process.arguments = [path]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    try waitUntilItAnswers()
  }

  deinit {
    // Not terminate(): the child inherits the blocked signals of the thread that started it.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    try? FileManager.default.removeItem(atPath: folder)
  }

  private func waitUntilItAnswers() throws {
    for _ in 0..<150 {
      if (try? DICOMNetwork.echo(peer)) != nil { return }
      Thread.sleep(forTimeInterval: 0.2)
    }
    throw NotStarted()
  }
}

/// A new folder; the caller removes it.
func makeTemporaryFolder() throws -> String {
  let url = FileManager.default.temporaryDirectory.appendingPathComponent("transfer-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  return url.path
}
