import Foundation
import Testing

@testable import CaseRunner

/// Holds `docs/configuration.md` to the program's defaults.
@Suite struct ConfigurationDocumentTests {
  private var document: String {
    get throws {
      let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
      return try String(contentsOf: root.appending(path: "docs/configuration.md"), encoding: .utf8)
    }
  }

  /// Key paths of all values, such as `grading.ctFocusHU`, from the YAML that reports print.
  private func keyPaths() throws -> Set<String> {
    var paths: Set<String> = []
    var parents: [(indent: Int, key: String)] = []
    for line in try Configuration().yaml().split(separator: "\n") {
      let text = line.trimmingCharacters(in: .whitespaces)
      guard !text.hasPrefix("-"), let colon = text.firstIndex(of: ":") else { continue }
      let indent = line.prefix { $0 == " " }.count
      parents.removeAll { $0.indent >= indent }
      let path = (parents.map(\.key) + [String(text[..<colon])]).joined(separator: ".")
      for depth in parents.indices { paths.remove(parents[...depth].map(\.key).joined(separator: ".")) }
      paths.insert(path)
      parents.append((indent, String(text[..<colon])))
    }
    return paths
  }

  @Test func everyKeyIsDocumented() throws {
    let text = try document
    let paths = try keyPaths()
    #expect(paths.count > 50)
    #expect(paths.contains("grading.ctFocusHU") && paths.contains("registration.limits.gain.pass"))
    for path in paths.sorted() {
      #expect(text.contains("`\(path)`"), "docs/configuration.md lacks \(path)")
    }
  }

  /// The other way round: nothing is documented that does not exist.
  @Test func everyDocumentedKeyExists() throws {
    let paths = try keyPaths()
    let rows = try document.split(separator: "\n").filter { $0.hasPrefix("| `") }
    for row in rows {
      let cell = row.split(separator: "|").first ?? ""
      for key in cell.split(separator: "`").map(String.init) where key.contains(where: \.isLetter) {
        #expect(paths.contains(key), "docs/configuration.md names \(key), which does not exist")
      }
    }
  }
}
