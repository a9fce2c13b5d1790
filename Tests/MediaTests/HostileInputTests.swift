import Foundation
import TestSupport
import Testing

@testable import Media

/// Any bytes whatever as a file, an archive or a DICOMDIR: nothing traps, nothing outside is read, and what is
/// left out has a reason.
struct HostileInputTests {
  let folder: TestFolder
  init() throws { folder = try TestFolder() }

  /// More than the suite needs, for a long run: inputs a kind.
  static let count = ProcessInfo.processInfo.environment["PALLIDUM_MUTATIONS"].flatMap(Int.init) ?? 100
  static let firstSeed = ProcessInfo.processInfo.environment["PALLIDUM_SEED"].flatMap(UInt64.init) ?? 1

  static let seeds: [(name: String, bytes: [UInt8])] = [
    ("tar", ArchiveTests.Format.tar.bytes), ("gzip", ArchiveTests.Format.gzippedTar.bytes),
    ("zip", ArchiveTests.zip),
    ("directory", directoryFile([["IM1"], ["A", "IM2"], ["A", "B", "IM3"]], inactive: [["IM4"]])),
    ("dicom", dicomBytes("tail")),
  ]

  /// One to eight changes: bytes, words of extremes, pieces cut out, doubled or moved.
  func mutated(_ bytes: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
    var b = bytes
    for _ in 0..<Int.random(in: 1...8, using: &random) where b.count > 8 {
      let i = Int.random(in: 0..<b.count - 4, using: &random)
      let n = Int.random(in: 1...min(600, b.count - i), using: &random)
      switch Int.random(in: 0..<7, using: &random) {
      case 0: b[i] = UInt8.random(in: 0...255, using: &random)
      case 1: b[i] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 2:
        b.replaceSubrange(i..<i + 4, with: [0xFF, 0xFF, 0xFF, Bool.random(using: &random) ? 0x7F : 0xFF])
      case 3: b.replaceSubrange(i..<i + 4, with: [0, 0, 0, 0])
      case 4: b.removeSubrange(i..<i + n)
      case 5: b.insert(contentsOf: b[i..<i + n], at: i)
      default: b = Array(b.prefix(i))
      }
    }
    return b
  }

  @Test(arguments: seeds.indices)
  func noBytesTrapOrLeadOut(_ seed: Int) throws {
    try folder.write(dicomBytes("outside"), "secret/IM")
    for name in ["IM1", "A/IM2", "A/B/IM3", "IM4"] { try folder.write(dicomBytes(name), "cd/" + name) }
    for i in 0..<Self.count {
      var random = SplitMix64(seed: Self.firstSeed &+ UInt64(i) &* 1_000_003 &+ UInt64(seed) &* 7919)
      let bytes = mutated(Self.seeds[seed].bytes, &random)
      for n in [0, 1, 7, 131, 132, 133, 511, bytes.count] { _ = ContentKind(head: bytes.prefix(n)) }
      let path = try folder.write(bytes, "cd/DICOMDIR")
      let found = try findFiles(at: [path])
      for file in found.files {
        let isInside = file.displayPath.hasPrefix(folder.path + "/cd/")
        #expect(isInside, "\(Self.seeds[seed].name) \(i): \(file.displayPath)")
      }
      for file in found.leftOut {
        #expect(!file.reason.isEmpty && !file.displayPath.unicodeScalars.contains { $0.value < 0x20 })
      }
      #expect(!found.files.isEmpty || !found.leftOut.isEmpty)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["cd", "secret"])
  }

  /// Components of a Referenced File ID that no medium has.
  @Test func hostileFileIDsAreMissingOrOutside() throws {
    try folder.write(dicomBytes("outside"), "secret/IM")
    try folder.write(dicomBytes("inside"), "cd/IM1")
    let names = [
      "", " ", ".", "..", "...", "../secret", "/", "\u{0}", "IM1\u{0}", "\u{1B}[2J", ";", ";1", ".;1",
      "IM1;;",
      "IM1;99999999999999999999", "IM1;٣", "½", "e\u{301}", "🧠", String(repeating: "A", count: 5000), "~",
      "*",
      "%2e%2e", "IM1/", "\\", "C:", "CON",
    ]
    for a in names {
      for b in names + ["IM1", "IM"] {
        var media = MediaFolder(containing: folder.path + "/cd/DICOMDIR", system: .disk)
        if case .success(let path) = media.resolve([a, b]) {
          #expect(path == folder.path + "/cd/IM1", "\(a) \(b)")
        }
      }
      let long = [String](repeating: a, count: 3000)
      var media = MediaFolder(containing: folder.path + "/cd/DICOMDIR", system: .disk)
      if case .success = media.resolve(long) { Issue.record("\(a) × 3000") }
    }
  }
}
