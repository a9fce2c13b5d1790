import DICOM
import Foundation

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
    let port = try freePort()
    peer = DICOMPeer(host: "127.0.0.1", port: port, calledAETitle: "ARCHIVE", timeoutSeconds: 10)
    let configuration: [String: Any] = [
      "Name": "test", "StorageDirectory": folder + "/storage", "IndexDirectory": folder + "/storage",
      "DicomAet": "ARCHIVE", "DicomPort": Int(port), "HttpPort": Int(try freePort()),
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

struct NoPort: Error {}

/// A port on loopback that nobody listens to: bound for a moment, so that the system chooses it.
func freePort() throws -> UInt16 {
  let socketNumber = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(socketNumber) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  let failed = withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(socketNumber, $0, length) != 0 || getsockname(socketNumber, $0, &length) != 0
    }
  }
  guard !failed else { throw NoPort() }
  return UInt16(bigEndian: address.sin_port)
}
