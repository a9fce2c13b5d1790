import Foundation
import Testing

/// The module map of ARCHITECTURE.md as data: who may import whom.
///
/// SwiftPM does not hold this by itself, because an
/// undeclared import builds whenever that module happens to be built already.
private let mayImport: [String: Set<String>] = [
  "Vocabulary": [],
  "Shapes": ["Vocabulary"],
  "Voxels": ["Vocabulary", "CFFTW"],
  "DICOM": ["CDCMTK"],
  "NIfTI": ["Vocabulary", "Voxels", "CNIfTI"],
  "Media": ["DICOM", "CArchive"],
  "Acquisition": ["Vocabulary", "Voxels", "DICOM", "Media"],
  "Registration": ["Vocabulary", "Voxels"],
  "Anatomy": ["Vocabulary", "Voxels", "Shapes"],
  "Susceptibility": ["Vocabulary", "Voxels"],
  "Mineralization": ["Vocabulary", "Voxels"],
  "Report": ["Vocabulary"],
  "Rendering": ["Vocabulary", "Voxels", "Report", "CCairo", "Mustache"],
  "Export": ["Vocabulary", "Voxels", "DICOM", "Report"],
  "Transfer": ["DICOM"],
  "CaseRunner": [
    "Vocabulary", "Voxels", "DICOM", "NIfTI", "Acquisition", "Registration", "Anatomy", "Susceptibility",
    "Mineralization", "Report", "Rendering", "Export", "Yams", "Logging",
  ],
  "Phantom": ["Vocabulary", "Voxels", "Shapes", "DICOM", "NIfTI"],
  "Validation": ["Vocabulary", "Voxels", "NIfTI", "Report", "CaseRunner", "Phantom"],
  "pallidum": [
    "CaseRunner", "DICOM", "Transfer", "Phantom", "Validation", "ArgumentParser",
  ],
]

/// What every module may import.
private let everywhere: Set<String> = ["Foundation", "FoundationXML", "Dispatch", "Glibc", "Synchronization"]

private var root: URL {
  URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}

private func swiftFiles(in module: String) -> [URL] {
  let folder = root.appending(path: "Sources/\(module)")
  let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
  return (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
}

/// The modules that a file imports, and whether the import is `internal`.
private func imports(of file: URL) throws -> [(module: String, isInternal: Bool)] {
  try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
    let words = line.split(separator: " ").filter { $0 != "@testable" && $0 != "@preconcurrency" }
    guard let i = words.firstIndex(of: "import"), i <= 1, i + 1 < words.count else { return nil }
    return (String(words[words.count - 1]), words[0] == "internal")
  }
}

@Suite struct LayeringTests {
  @Test(arguments: mayImport.keys.sorted())
  func moduleImportsOnlyWhatStandsAboveIt(module: String) throws {
    let files = swiftFiles(in: module)
    #expect(!files.isEmpty, "\(module) has sources")
    for file in files {
      for i in try imports(of: file) where !everywhere.contains(i.module) {
        #expect(
          mayImport[module]?.contains(i.module) == true,
          "\(file.lastPathComponent) imports \(i.module), which \(module) may not")
        if i.module.hasPrefix("C"), i.module.dropFirst().first?.isUppercase == true, i.module != "CaseRunner"
        {
          #expect(i.isInternal, "\(file.lastPathComponent) lets C types of \(i.module) into its interface")
        }
      }
    }
  }

  /// Every folder of Sources has a row in the table, so that a new module cannot slip past.
  @Test func everyModuleIsListed() throws {
    let folders = try FileManager.default.contentsOfDirectory(
      at: root.appending(path: "Sources"), includingPropertiesForKeys: nil
    ).map(\.lastPathComponent).filter { !$0.hasPrefix(".") }
    let fences: Set<String> = ["COpenJPEG", "CDCMTK", "CArchive", "CFFTW", "CNIfTI", "CCairo"]
    #expect(Set(folders).subtracting(fences) == Set(mayImport.keys))
  }

  /// One idea a file: nothing above 400 lines but tables, which say so in their name.
  @Test func filesStayShort() throws {
    for module in mayImport.keys {
      for file in swiftFiles(in: module) {
        let name = file.lastPathComponent
        if name.hasSuffix("Codes.swift") || name.hasSuffix("+Keywords.swift") { continue }
        let lines = try String(contentsOf: file, encoding: .utf8).split(
          separator: "\n", omittingEmptySubsequences: false
        ).count
        #expect(lines <= 400, "\(name) has \(lines) lines")
      }
    }
  }
}
