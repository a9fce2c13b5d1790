import Testing

@testable import Report

struct FindingsFileTests {
  @Test func headNamesStatusPatientAndStudies() {
    let lines = SampleReport.complete().findingsFile().split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines.prefix(8).map(String.init) == [
        "UNVERIFIED", "Not for diagnostic use. Computed aid, to be confirmed by a radiologist.", "",
        "Patient: Dr Erika Example, ID SYN-0042", "MR: 2026-09-14, accession MR7781",
        "CT: 2026-09-12, accession CT5512", "", "FINDINGS",
      ])
    #expect(
      lines.contains("2. Left: GP_CT 0 (negative), GP_QSM 0 (negative), paradoxical calcification: no."))
  }

  @Test func clockDoesNotEnter() {
    var later = SampleReport.complete()
    later.createdAt = "2030-01-01T00:00:00Z"
    later.stages = []
    later.peakMemoryBytes = 1
    #expect(later.findingsFile() == SampleReport.complete().findingsFile())
  }

  @Test func lineBreaksInATagDoNotForgeALine() {
    let text = SampleReport.complete(name: "Example\nVERIFIED by Nobody^E").findingsFile()
    #expect(!text.contains("\nVERIFIED"))
  }

  @Test func signatureReplacesTheStatus() {
    var report = SampleReport.complete()
    report.verification = .init(reader: "Dr R. Reader", organization: "", signedAt: "2026-09-16", remarks: [])
    #expect(report.findingsFile().hasPrefix("VERIFIED by Dr R. Reader, 2026-09-16\nNot for diagnostic use."))
  }
}
