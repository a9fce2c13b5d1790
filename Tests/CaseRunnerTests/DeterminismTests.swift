import Foundation
import Testing

/// Same input, same bytes.
@Suite struct DeterminismTests {
  private func object(_ path: String) throws -> [String: Any] {
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: path)))
    return try #require(json as? [String: Any])
  }

  @Test func secondRunGivesTheSameBytes() throws {
    let first = try Shared.compact.get()
    let second = try Shared.compactStudy.get().run()
    #expect(first.folder != second.folder)
    let names = try files(below: first.folder)
    #expect(try files(below: second.folder) == names)
    #expect(names.count > 100)
    for name in names where name != "report.json" && name != "manifest.json" {
      let a = try Data(contentsOf: URL(filePath: first.folder + "/" + name))
      let b = try Data(contentsOf: URL(filePath: second.folder + "/" + name))
      #expect(a == b, "\(name)")
    }
    var (a, b) = (try object(first.folder + "/report.json"), try object(second.folder + "/report.json"))
    for key in ["createdAt", "stages", "peakMemoryBytes"] {
      #expect(a.removeValue(forKey: key) != nil && b.removeValue(forKey: key) != nil)
    }
    #expect(a as NSDictionary == b as NSDictionary)
    var (m, n) = (try object(first.folder + "/manifest.json"), try object(second.folder + "/manifest.json"))
    var (f, g) = (
      try #require(m.removeValue(forKey: "files") as? [String: String]),
      try #require(n.removeValue(forKey: "files") as? [String: String])
    )
    f["report.json"] = nil
    g["report.json"] = nil
    #expect(f == g)
    #expect(m as NSDictionary == n as NSDictionary)
  }

  /// UIDs follow the input: another study, or another decision of the user, never reuses one.
  @Test func otherInputGivesOtherIdentifiers() throws {
    let a = try Shared.compact.get().report.provenance.outputs.map(\.sopInstanceUID)
    let b = try Shared.asymmetric.get().report.provenance.outputs.map(\.sopInstanceUID)
    #expect(Set(a).count == a.count && Set(b).count == b.count)
    #expect(Set(a).isDisjoint(with: b))
  }
}
