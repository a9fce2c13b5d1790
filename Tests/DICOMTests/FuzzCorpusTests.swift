import DICOM
import Foundation
import TestSupport
import Testing

/// The files that the fuzzer starts from (`Tests/Fuzz`), the findings of earlier runs among them.
enum FuzzCorpus {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fuzz/corpus").path
  static let names =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()

  static func path(_ name: String) -> String { folder + "/" + name }
}

struct FuzzCorpusTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  /// Opens a file and decodes two frames; an error is an outcome like another.
  private func exercise(_ path: String) {
    do throws(DICOMError) {
      let file = try DICOMFile.open(path)
      for frame in 0..<min(file.pixelDescription?.frames ?? 0, 2) { _ = try file.storedValues(frame: frame) }
    } catch {
      #expect(!error.description.isEmpty)
    }
  }

  /// A corpus that was not found would prove nothing.
  @Test func theCorpusIsThere() { #expect(FuzzCorpus.names.count > 30) }

  /// Every seed that is not an oddity is read to the last frame, so the fuzzer starts behind the first checks.
  @Test(arguments: FuzzCorpus.names.filter { !$0.hasPrefix("finding-") })
  func seedsAreRead(name: String) throws {
    let path = FuzzCorpus.path(name)
    guard !["empty.dcm", "one-byte.dcm", "truncated.dcm"].contains(name) else {
      #expect(throws: DICOMError.self) { try DICOMFile.open(path).storedValues(frame: 0) }
      return
    }
    let file = try DICOMFile.open(path)
    guard let pixels = file.pixelDescription else { return }
    for frame in 0..<pixels.frames {
      let count = pixels.rows * pixels.columns * pixels.samplesPerPixel
      #expect(try file.storedValues(frame: frame).count == count)
    }
  }

  /// What once did harm, or looked like it.
  @Test(arguments: FuzzCorpus.names.filter { $0.hasPrefix("finding-") })
  func findingsAreHarmless(name: String) { exercise(FuzzCorpus.path(name)) }

  /// Every seed cut at every 97th byte.
  @Test(arguments: FuzzCorpus.names)
  func truncatedSeedsAreHarmless(name: String) throws {
    let whole = try readBytes(FuzzCorpus.path(name))
    for count in stride(from: 0, to: whole.count, by: 97) {
      exercise(try folder.write(Array(whole.prefix(count)), "cut.dcm"))
    }
  }

  /// Every seed with some of its bytes changed, the same ones every time: what the fuzzer does to the fence, done
  /// to the Swift above it.
  @Test(arguments: FuzzCorpus.names)
  func changedSeedsAreHarmless(name: String) throws {
    let whole = try readBytes(FuzzCorpus.path(name))
    guard whole.count > 1 else { return }
    var random = SplitMix64(seed: 21)
    for _ in 0..<60 {
      var changed = whole
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let at = Int.random(in: 0..<whole.count, using: &random)
        changed[at] = Bool.random(using: &random) ? UInt8.random(in: 0...255, using: &random) : 0xFF
      }
      exercise(try folder.write(changed, "changed.dcm"))
    }
  }
}
