import Foundation
import Testing

/// Holds `docs/hazards.md` to the tests that it names.
@Suite struct HazardsTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  struct Row {
    let id: String
    let tests: [String]
    let isLater: Bool
  }

  /// The table's rows; the last column holds the tests.
  static func rows() throws -> [Row] {
    try String(contentsOf: root.appending(path: "docs/hazards.md"), encoding: .utf8).split(separator: "\n")
      .filter { $0.hasPrefix("| H") }.map { line in
        let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        let last = cells.last ?? ""
        let names = last.split(separator: "`").map(String.init).filter { $0.contains(".") }
        return Row(id: cells.first ?? "", tests: names, isLater: last == "not in this version")
      }
  }

  /// Every test file's text, in every test target.
  static func sources() throws -> [String] {
    let folder = root.appending(path: "Tests")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return try (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
      .map { try String(contentsOf: $0, encoding: .utf8) }
  }

  @Test func identifiersAreConsecutive() throws {
    let ids = try Self.rows().map(\.id)
    #expect(ids.count >= 14, "the hazards of the brief")
    #expect(ids == (1...ids.count).map { $0 < 10 ? "H0\($0)" : "H\($0)" })
  }

  @Test func everyHazardIsHeldByATestThatExists() throws {
    let sources = try Self.sources()
    for row in try Self.rows() {
      #expect(row.isLater != !row.tests.isEmpty, "\(row.id) names tests, or says that it is for later")
      for test in row.tests {
        let parts = test.split(separator: ".").map(String.init)
        #expect(parts.count == 2, "\(row.id): \(test) is no Suite.function")
        guard parts.count == 2 else { continue }
        let exists = sources.contains {
          $0.contains("struct \(parts[0]) {") && $0.contains("func \(parts[1])(")
        }
        #expect(exists, "\(row.id) names \(test), which does not exist")
      }
    }
  }
}
