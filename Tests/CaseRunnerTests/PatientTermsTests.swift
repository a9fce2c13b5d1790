import Acquisition
import Foundation
import Testing

@testable import CaseRunner

/// Free text without the patient.
@Suite struct PatientTermsTests {
  let terms = PatientTerms([
    StudyPatient(
      studyInstanceUID: "1.2", name: "Müller^Eva Li^^Dr.", id: "AB-4711/x", birthDate: "19600229", sex: "F",
      studyDate: "20260131")
  ])

  @Test(arguments: [
    "t2 MÜLLER", "mueller_qsm", "MULLER", "EVA", "xAB-4711/xx", "no 4711", "GRE 29.02.1960", "1960-02-29",
    "qsm 20260131", "31/01/2026", "01-31-2026",
  ])
  func partsOfNameIDAndDatesAreFound(_ text: String) {
    #expect(terms.occur(in: text))
    #expect(!terms.occur(in: terms.masked(text)) && terms.masked(text).contains("***"))
  }

  /// Two letters stand in every other word.
  @Test(arguments: ["qsm_megre_3d", "Li", "AB head", "2026", "Mull", "", "Dr", "***"])
  func otherTextIsKept(_ text: String) {
    #expect(!terms.occur(in: text))
    #expect(terms.masked(text) == text)
  }

  @Test func aNameOfSignsOnlyTellsNothing() {
    let hidden = PatientTerms([
      StudyPatient(studyInstanceUID: "1", name: "***", id: "", birthDate: "", sex: "", studyDate: "")
    ])
    #expect(hidden.masked("a***b") == "a***b")
  }

  @Test func whatTheUserTypedIsNotMasked() {
    let files = [SkippedFile(path: "/data/Mueller/EVA^M/CT 4711.txt", reason: "r")]
    #expect(
      terms.withheld(files, inputs: ["/data/Mueller"]).map(\.path) == ["/data/Mueller/***^M/CT ***.txt"])
  }
}

/// `pallidum inspect` on files in which the patient's name stands wherever it should not.
@Suite struct InspectTests {
  /// Nothing of the patient is anywhere, unless asked for.
  @Test func thePatientIsShownOnlyWhereAskedFor() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/inspect-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(
      atPath: folder + "/PALLIDUM^PHANTOM", withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: checkout + "/SampleDICOM/study", toPath: folder + "/study")
    try Data("x".utf8).write(to: URL(filePath: folder + "/PALLIDUM^PHANTOM/note.txt"))
    var options = InspectionOptions()
    for isJSON in [false, true] {
      options.asJSON = isJSON
      options.showsPatient = false
      options.listsAllFiles = true
      let hidden = try inspect([folder], options: options)
      for secret in ["Phantom^", "PALLIDUM^", "PHANTOM-2026", "1965", "20260914"] {
        #expect(hidden.range(of: secret, options: .caseInsensitive) == nil, "\(secret)")
      }
      #expect(hidden.contains("***"))
      options.showsPatient = true
      let shown = try inspect([folder], options: options)
      #expect(shown.contains("Pallidum^Phantom^Sample") && shown.contains("PHANTOM-2026"))
      #expect(shown.contains("PALLIDUM^PHANTOM/note.txt"))
    }
  }
}
