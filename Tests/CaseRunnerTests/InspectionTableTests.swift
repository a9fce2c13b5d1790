import Acquisition
import Testing

@testable import CaseRunner

/// What `pallidum inspect` prints, on made-up series.
@Suite struct InspectionTableTests {
  private func entry(
    _ study: String, _ verdict: SeriesVerdict, _ number: String, _ modality: String, _ kind: String,
    _ parts: String, _ echoes: String, _ details: [String], _ reason: String
  ) -> InspectionTable.Entry {
    .init(
      study: study, verdict: verdict,
      cells: [
        number, modality, "Siemens", kind, parts, echoes, "176", "264×288×44", "0.75×0.75×2", "axial 12°",
      ],
      details: details, reason: reason, uid: "1.2.3.\(number)")
  }

  private var oneStudy: InspectionTable {
    InspectionTable(
      entries: [
        entry(
          "1.2", .used, "5", "MR", "mGRE magn.", "M", "4: 5…20", ["t2s", "enhanced", "JPEG-LS Lossless"],
          "4 echoes."),
        entry("1.2", .refused, "12", "CT", "head CT", "", "", ["classic"], "It has gaps."),
      ],
      leftOut: [
        .init(path: "x/a.txt", reason: "not a DICOM file"),
        .init(path: "x/b.txt", reason: "not a DICOM file"),
        .init(path: "c.dcm", reason: "damaged or incomplete"),
        .init(path: "d.txt", reason: "not a DICOM file"), .init(path: "e.txt", reason: "not a DICOM file"),
      ], conclusion: "Would not report: no head CT can be used.")
  }

  @Test func tableOfOneStudy() {
    #expect(
      oneStudy.text == """
        verdict  no.  type  vendor   kind        parts  echoes ms  files  matrix      voxel mm     plane
        use      5    MR    Siemens  mGRE magn.  M      4: 5…20    176    264×288×44  0.75×0.75×2  axial 12°
            t2s · enhanced · JPEG-LS Lossless
            4 echoes.
            UID 1.2.3.5
        refused  12   CT    Siemens  head CT                       176    264×288×44  0.75×0.75×2  axial 12°
            classic
            It has gaps.
            UID 1.2.3.12

        5 files were left out:
            4 × not a DICOM file: a.txt, b.txt, d.txt, … (--all-files lists them)
            1 × damaged or incomplete: c.dcm

        Would not report: no head CT can be used.
        """)
  }

  @Test func everyFileIsListedWhereAskedFor() {
    var table = oneStudy
    table.listsAllFiles = true
    #expect(
      table.text.contains(
        """
        5 files were left out:
            4 × not a DICOM file
                x/a.txt
                x/b.txt
                d.txt
                e.txt
            1 × damaged or incomplete
                c.dcm

        """))
  }

  /// Colours change nothing but the colour.
  @Test func coloursAreAdded() {
    var table = oneStudy
    table.hasColours = true
    #expect(table.text.contains("\u{1B}[32muse\u{1B}[0m      5"))
    #expect(table.text.contains("\u{1B}[31mrefused\u{1B}[0m  12"))
    #expect(table.text.replacing(/\u{1B}\[[0-9]+m/, with: "") == oneStudy.text)
    #expect(!oneStudy.text.contains("\u{1B}"))
  }

  @Test func severalStudiesAreGroupedAndNoLineIsTooLong() {
    let long = String(repeating: "many words of a reason ", count: 12)
    var second = entry("1.9", .used, "3", "CT", "head CT", "", "", [long], long)
    second.cells = second.cells.map { $0 + String(repeating: "w", count: 30) }
    let table = InspectionTable(
      entries: [
        entry("1.2", .used, "5", "MR", "mGRE magn.", "M P", "4: 5…20", ["t2s"], long), second,
      ],
      patients: ["1.9": ["Patient A^B, ID 7"]], conclusion: long)
    let lines = table.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { $0.count <= InspectionTable.width })
    #expect(lines.contains("Study 1 of 2, UID 1.2") && lines.contains("Study 2 of 2, UID 1.9"))
    #expect(lines.filter { $0.contains("w…") }.count == 1)
    #expect(lines.filter { $0 == "Patient A^B, ID 7" }.count == 1)
    #expect(table.text.filter { !$0.isWhitespace }.contains(long.filter { !$0.isWhitespace }))
  }
}
