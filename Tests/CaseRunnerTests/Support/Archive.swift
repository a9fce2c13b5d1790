import DICOM
import Foundation
import TestSupport

/// An Orthanc on free loopback ports with a temporary storage; it is killed with this object, pass or fail.
final class Archive {
  static let isAvailable = ExternalProgram.exists("Orthanc") && ExternalProgram.exists("curl")

  let peer: DICOMPeer
  let url: String
  private let folder: String
  private let identifier: Int32

  struct NotStarted: Error {}

  init() throws {
    folder = try Scratch.folder("archive")
    let (dicom, http) = (try LoopbackPort.free(), try LoopbackPort.free())
    peer = DICOMPeer(host: "127.0.0.1", port: dicom, calledAETitle: "ARCHIVE", timeoutSeconds: 30)
    url = "http://127.0.0.1:\(http)"
    let configuration: [String: Any] = [
      "Name": "test", "StorageDirectory": folder + "/db", "IndexDirectory": folder + "/db",
      "DicomAet": "ARCHIVE", "DicomPort": Int(dicom), "HttpPort": Int(http), "AuthenticationEnabled": false,
      "RemoteAccessAllowed": false, "DicomAlwaysAllowStore": true, "DicomAlwaysAllowFind": true,
      "DicomAlwaysAllowEcho": true, "Plugins": [String](),
    ]
    let path = folder + "/orthanc.json"
    try JSONSerialization.data(withJSONObject: configuration).write(to: URL(filePath: path))
    // Started by a shell that ends at once, without the descriptors it would inherit: a child that lives on
    // keeps Foundation from seeing that other children ended.
    let start = """
      ( for f in /proc/self/fd/*; do n=${f##*/}; [ "$n" -gt 2 ] && eval "exec $n>&-"; done
        exec Orthanc "$0" ) >/dev/null 2>&1 </dev/null &
      echo $!
      """
    let answer = try ExternalProgram.run("bash", "-c", start, path).output
    guard let number = Int32(answer.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw NotStarted()
    }
    identifier = number
    for _ in 0..<150 {
      if (try? DICOMNetwork.echo(peer)) != nil { return }
      Thread.sleep(forTimeInterval: 0.2)
    }
    throw NotStarted()
  }

  deinit { kill(identifier, SIGKILL) }

  /// Gets a page.
  func get(_ path: String, accept: String = "application/json") throws -> Data {
    let file = folder + "/answer-\(UUID().uuidString)"
    let r = try ExternalProgram.run(
      "curl", "-sf", "--max-time", "30", "-H", "Accept: \(accept)", "-o", file, url + path)
    guard r.status == 0 else { throw NotStarted() }
    return try Data(contentsOf: URL(filePath: file))
  }

  /// The archive's own identifier of an instance.
  func identifier(ofInstance uid: String) throws -> String? {
    let r = try ExternalProgram.run(
      "curl", "-sf", "--max-time", "30", "-X", "POST", url + "/tools/lookup", "--data-binary", uid)
    guard r.status == 0,
      let found = try JSONSerialization.jsonObject(with: Data(r.output.utf8)) as? [[String: Any]]
    else { return nil }
    return found.first { $0["Type"] as? String == "Instance" }?["ID"] as? String
  }

  /// An instance as the archive shows it: gray or RGB bytes, from its Netpbm PAM rendering.
  func preview(_ id: String) throws -> (width: Int, height: Int, bytes: [UInt8]) {
    let data = try get("/instances/\(id)/preview", accept: "image/x-portable-arbitrarymap")
    guard let end = data.range(of: Data("ENDHDR\n".utf8)) else { throw NotStarted() }
    var header: [String: Int] = [:]
    for line in String(decoding: data[..<end.lowerBound], as: UTF8.self).split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count == 2 { header[String(words[0])] = Int(words[1]) }
    }
    return (header["WIDTH"] ?? 0, header["HEIGHT"] ?? 0, [UInt8](data[end.upperBound...]))
  }

}
