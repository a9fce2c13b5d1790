import DICOM
import Foundation
import Testing

@testable import Phantom

/// The committed study in `SampleDICOM/`.
private let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("SampleDICOM").path

private func fileNames() -> [String] {
  (try? FileManager.default.subpathsOfDirectory(atPath: folder + "/study"))?.filter { $0.contains("/IM") }
    .sorted()
    ?? []
}

@Suite(.enabled(if: !fileNames().isEmpty, "SampleDICOM/ is not in this checkout"))
struct SampleDICOMTests {
  @Test func committedStudyBelongsToTodaysScenario() throws {
    // Identifiers are hashed from the whole scenario: a parameter changed without a new sample is found here.
    let mr = try DICOMFile.open(folder + "/study/mr/IM00001").dataSet
    let ct = try DICOMFile.open(folder + "/study/ct/IM00001").dataSet
    #expect(mr.string(.studyInstanceUID) == StudyIdentity.mr(.sample).uid("study"))
    #expect(ct.string(.studyInstanceUID) == StudyIdentity.ct(.sample).uid("study"))
    #expect(mr.string(.patientID) == ct.string(.patientID))
    #expect(mr.string(.frameOfReferenceUID) != ct.string(.frameOfReferenceUID))
    let s = PhantomScenario.sample
    #expect(fileNames().count == 2 * s.echoTimesMs.count * s.slab.matrix.z + s.ct.slices)
  }

  @Test func studyIsSmallEnoughToCarryAlong() throws {
    var bytes = 0
    for name in fileNames() {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/study/" + name)
      bytes += (attributes[.size] as? Int) ?? 0
    }
    #expect(bytes <= 16_000_000)
  }

  @Test func truthIsWhatTheReadmeSays() throws {
    let json = try Data(contentsOf: URL(fileURLWithPath: folder + "/truth.json"))
    let truth = try JSONDecoder().decode(PhantomTruth.self, from: json)
    #expect(truth.pallidum.right.ctGrade == 2)
    #expect(truth.pallidum.right.qsmGrade == 2)
    #expect(truth.pallidum.right.paradox)
    #expect(truth.pallidum.left.ctGrade == 0)
    #expect(truth.pallidum.left.qsmGrade == 1)
    #expect(!truth.pallidum.left.paradox)
    #expect(truth.structures.count == 14)
  }

  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["PALLIDUM_SLOW_TESTS"] != nil,
      "regenerating takes half a minute; set PALLIDUM_SLOW_TESTS=1"))
  func oneCommandRegeneratesTheSameBytes() throws {
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("sample-\(UUID().uuidString)")
      .path
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    try generatePhantom(.sample, to: scratch, writesVolumes: false)
    for name in fileNames().map({ "study/" + $0 }) + ["truth.json"] {
      let fresh = try Data(contentsOf: URL(fileURLWithPath: scratch + "/" + name))
      let committed = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
      #expect(fresh == committed, "\(name)")
    }
  }
}
