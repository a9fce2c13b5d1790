import Testing

@testable import CaseRunner

/// What `pallidum inspect` prints, on made-up series.
@Suite struct InspectionTableTests {
  private func entry(
    _ study: String, _ word: String, _ number: String, _ modality: String, _ kind: String, _ echoes: String,
    _ description: String, _ reason: String
  ) -> InspectionTable.Entry {
    .init(
      study: study,
      cells: [word, number, modality, "Siemens", kind, echoes, "176", "264×288×44", "0.75×0.75×2"],
      description: description, reason: reason, uid: "1.2.3.\(number)")
  }

  @Test func oneStudy() {
    let table = InspectionTable(
      entries: [
        entry("1.2", "use", "5", "MR", "mGRE magn.", "4: 5…20", "t2s", "4 echoes."),
        entry("1.2", "refused", "12", "CT", "head CT", "", "CCT", "It has gaps."),
      ],
      leftOut: [
        .init(name: "a.txt", reason: "not a DICOM file"), .init(name: "b.txt", reason: "not a DICOM file"),
        .init(name: "c.dcm", reason: "damaged or incomplete"),
        .init(name: "d.txt", reason: "not a DICOM file"), .init(name: "e.txt", reason: "not a DICOM file"),
      ], conclusion: "Would not report: no head CT can be used.")
    #expect(
      table.text == """
        use      series  modality  vendor   kind        echoes ms  files  matrix      voxel mm     description
        use      5       MR        Siemens  mGRE magn.  4: 5…20    176    264×288×44  0.75×0.75×2  t2s
            4 echoes.
            UID 1.2.3.5
        refused  12      CT        Siemens  head CT                176    264×288×44  0.75×0.75×2  CCT
            It has gaps.
            UID 1.2.3.12

        5 files were left out:
            4 × not a DICOM file: a.txt, b.txt, d.txt, …
            1 × damaged or incomplete: c.dcm

        Would not report: no head CT can be used.
        """)
  }

  @Test func severalStudiesAreGroupedAndNoLineIsTooLong() {
    let long = String(repeating: "many words of a reason ", count: 12)
    let table = InspectionTable(
      entries: [
        entry("1.2", "use", "5", "MR", "mGRE magn.", "4: 5…20", String(repeating: "x", count: 90), long),
        entry("1.9", "use", "3", "CT", "head CT", "", "CCT", long),
      ], conclusion: long)
    let lines = table.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { $0.count <= InspectionTable.width })
    #expect(lines.contains("Study 1 of 2, UID 1.2") && lines.contains("Study 2 of 2, UID 1.9"))
    #expect(lines[3].hasSuffix("x…"))
    #expect(table.text.filter { !$0.isWhitespace }.contains(long.filter { !$0.isWhitespace }))
  }
}
