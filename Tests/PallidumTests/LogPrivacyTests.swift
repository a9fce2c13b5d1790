import Foundation
import Testing

/// What the program says on either stream names no patient, in any format and also when it refuses.
@Suite(.enabled(if: Program.path != nil, "the program was not built beside the tests"))
struct LogPrivacyTests {
  /// The phantom's patient: name, identifier, birth date, study dates and accession numbers.
  private static let secrets = [
    "Pallidum Phantom", "Pallidum^", "Phantom^", "PHANTOM-0018", "19740213", "1974-02-13", "20260914",
    "20260911",
    "2026-09-14", "2026-09-11", "MR18", "CT18",
  ]

  /// The study whose descriptions and file names hold the patient's name and identifier.
  private static let study = Result {
    let folder = try Scratch.folder("texts")
    let r = try Program.run(
      ["phantom", "--scenario", "patient-in-texts", "--output", folder, "--no-volumes"])
    guard r.status == 0 else { throw Program.NotBuilt() }
    return folder + "/study"
  }

  @Test(arguments: [
    ["report", "STUDY", "--output", "NEW"],
    ["report", "STUDY", "--output", "NEW", "--log-format", "json"],
    ["report", "STUDY", "--output", "NEW", "--dry-run"],
    ["report", "STUDY/mr", "--output", "NEW"],
    ["report", "STUDY", "--output", "NEW", "--ct", "1.2.3"],
    ["inspect", "STUDY"],
    ["inspect", "STUDY", "--json"],
    ["inspect", "STUDY/ct", "--all-files"],
  ]) func nothingNamesThePatient(_ arguments: [String]) throws {
    let study = try Self.study.get()
    let output = try Scratch.folder("report") + "/out"
    let answer = try Program.run(
      arguments.map {
        $0.replacingOccurrences(of: "STUDY", with: study).replacingOccurrences(of: "NEW", with: output)
      })
    let said = answer.output + answer.errors
    #expect(said.count > 60, "it says something")
    for secret in Self.secrets {
      #expect(!said.localizedCaseInsensitiveContains(secret), "\(secret) in: \(said)")
    }
  }

  /// The test would notice: asked for, the patient is there.
  @Test func onRequestThePatientIsShown() throws {
    let answer = try Program.run(["inspect", try Self.study.get(), "--patient"])
    #expect(answer.output.contains("PHANTOM-0018"))
  }
}
