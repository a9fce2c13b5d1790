import DICOM
import Foundation
import TestSupport
import Testing
import Voxels

@testable import Export

/// A real archive takes the objects and shows them: previews are not white, not flat, not turned.
@Suite(
  .enabled(
    if: ExternalProgram.exists("Orthanc") && ExternalProgram.exists("curl"),
    "Orthanc or curl is not installed"))
struct OrthancTests {
  /// An Orthanc on loopback that ends with the test.
  private final class Archive {
    private let identifier: String
    let url: String

    init(in folder: String) throws {
      let port = 21000 + Int(ProcessInfo.processInfo.processIdentifier) % 20000
      url = "http://127.0.0.1:\(port)"
      let configuration = """
        { "Name": "test", "StorageDirectory": "\(folder)/db", "IndexDirectory": "\(folder)/db",
          "HttpPort": \(port), "RemoteAccessAllowed": false, "DicomServerEnabled": false }
        """
      try configuration.write(toFile: folder + "/orthanc.json", atomically: true, encoding: .utf8)
      // Started by a shell that ends at once, without the descriptors it would inherit: a child that lives on
      // keeps Foundation from seeing that other children ended.
      let start = """
        ( for f in /proc/self/fd/*; do n=${f##*/}; [ "$n" -gt 2 ] && eval "exec $n>&-"; done
          exec Orthanc "$0" ) >/dev/null 2>&1 </dev/null &
        echo $!
        """
      identifier = try ExternalProgram.run("bash", "-c", start, folder + "/orthanc.json").output
        .trimmingCharacters(in: .whitespacesAndNewlines)
      for _ in 0..<150 {  // it answers within a second or two; a loaded machine may take longer
        if try ExternalProgram.run("curl", "-sf", "--max-time", "20", url + "/system").status == 0 { return }
        Thread.sleep(forTimeInterval: 0.2)
      }
    }

    deinit { _ = try? ExternalProgram.run("kill", "-KILL", identifier) }

    /// Stores a file; returns the archive's identifier of the instance.
    func store(_ path: String) throws -> String {
      let r = try ExternalProgram.run(
        "curl", "-sf", "--max-time", "20", "-X", "POST", url + "/instances", "--data-binary", "@" + path)
      #expect(r.status == 0, "\(path): \(r.output)")
      let answer = try JSONDecoder().decode([String: String].self, from: Data(r.output.utf8))
      #expect(answer["Status"] == "Success")
      return answer["ID"] ?? ""
    }

    /// The preview as it is shown: width, height, samples, bytes (Netpbm PAM).
    func preview(_ id: String, in folder: String) throws -> (width: Int, height: Int, bytes: [UInt8]) {
      let file = folder + "/preview.pam"
      let r = try ExternalProgram.run(
        "curl", "-sf", "--max-time", "20", "-H", "Accept: image/x-portable-arbitrarymap", "-o", file,
        url + "/instances/\(id)/preview")
      try #require(r.status == 0)
      let data = try Data(contentsOf: URL(fileURLWithPath: file))
      let end = try #require(data.range(of: Data("ENDHDR\n".utf8)))
      var header: [String: Int] = [:]
      for line in String(decoding: data[..<end.lowerBound], as: UTF8.self).split(separator: "\n") {
        let words = line.split(separator: " ")
        if words.count == 2 { header[String(words[0])] = Int(words[1]) }
      }
      return (header["WIDTH"] ?? 0, header["HEIGHT"] ?? 0, [UInt8](data[end.upperBound...]))
    }
  }

  @Test func archiveStoresEverythingAndShowsImagesUpright() throws {
    try Fixture.inTemporaryFolder { folder in
      let outputs = try exportObjects(Fixture.context(), to: folder)
      let archive = try Archive(in: folder)
      for output in outputs {
        let file = folder + "/" + output.file.dropFirst("dicom/".count)
        let id = try archive.store(file)
        switch output.kind {
        case "qsm", "ct-resampled":
          let shown = try archive.preview(id, in: folder)
          #expect(shown.width == Fixture.size.x && shown.height == Fixture.size.y)
          #expect(Set(shown.bytes).count > 50, "\(output.file) is flat")
          // Gray rises with the stored value, pixel by pixel: not inverted, flipped or turned.
          let stored = try DICOMFile.open(file).storedValues(frame: 0)
          let order = stored.indices.sorted { stored[$0] < stored[$1] }
          #expect(zip(order, order.dropFirst()).allSatisfy { shown.bytes[$0] <= shown.bytes[$1] })
        case "secondary-capture":
          let shown = try archive.preview(id, in: folder)
          #expect(Fixture.captures.map(\.rgb).contains(shown.bytes))
        default: break
        }
      }
      let r = try ExternalProgram.run("curl", "-sf", "--max-time", "20", archive.url + "/statistics")
      let statistics = try #require(
        try JSONSerialization.jsonObject(with: Data(r.output.utf8)) as? [String: Any])
      #expect(statistics["CountInstances"] as? Int == outputs.count)
      #expect(statistics["CountPatients"] as? Int == 1)
      #expect(statistics["CountStudies"] as? Int == 1)
      #expect(statistics["CountSeries"] as? Int == 7)
    }
  }
}
