import Testing
import Vocabulary

@testable import Report

struct FindingsTextTests {
  private let complete = findingsText(for: SampleReport.complete())
  private let withheld = findingsText(for: SampleReport.withheld())

  @Test func rightSideIsReadFirstWithItsValuesAndUnits() {
    #expect(
      complete.findings[0]
        == "Right globus pallidus: hyperdense focus in the medial part on CT of 31 mm\u{B3}, maximum 66 HU "
        + "(GP_CT grade 1, mild). Focal increase of susceptibility on QSM of 38 mm\u{B3}, maximum +272 ppb "
        + "(GP_QSM grade 1, mild). The CT focus is paramagnetic on QSM, mean +231 ppb over 42 voxels "
        + "(above 0 by 16 standard errors): pattern of paradoxical calcification, iron outweighing calcium. "
        + "Whole nucleus, mean \u{B1} SD: attenuation 37.4 \u{B1} 5.2 HU, susceptibility +141 \u{B1} 31 ppb, "
        + "R2* 45.5/s, volume 1720 mm\u{B3}.")
  }

  @Test func negativeSideIsStatedAsNegative() {
    #expect(
      complete.findings[1]
        == "Left globus pallidus: no hyperdense focus on CT, maximum 38 HU (GP_CT grade 0, negative). "
        + "No focal increase of susceptibility on QSM, maximum +171 ppb (GP_QSM grade 0, negative). "
        + "No paradoxical calcification: there is no CT focus. Whole nucleus, mean \u{B1} SD: attenuation "
        + "34.8 \u{B1} 5.2 HU, susceptibility +119 \u{B1} 31 ppb, R2* 41.2/s, volume 1445 mm\u{B3}.")
  }

  @Test func comparisonNamesEveryCohortItsSizeAndTheReferenceRegion() {
    #expect(
      complete.findings[2]
        == "Mean pallidal susceptibility right minus left: +22 ppb. For comparison, patients of grade 0 in the "
        + "same modality, Kim 2022, Korean J Radiol 23:742, 105 patients, groups by visual grade: attenuation "
        + "34.0 \u{B1} 3.0 HU (n = 71), susceptibility median 128 ppb, interquartile range 113 to 146 ppb "
        + "(n = 37). Liu 2025, healthy adults 30 to 60 years, STAR-QSM, mean and SD (n not recorded): "
        + "81 \u{B1} 14 ppb. Susceptibility here is relative to whole brain; scanners, reconstructions and "
        + "reference regions of the cohorts differ, so absolute values compare only roughly.")
  }

  @Test func impressionCallsItselfAnAid() {
    #expect(
      complete.impression == [
        "Right: GP_CT 1 (mild), GP_QSM 1 (mild), paradoxical calcification: yes, the CT focus is paramagnetic.",
        "Left: GP_CT 0 (negative), GP_QSM 0 (negative), paradoxical calcification: no.",
        "Grades are a computed aid (cut-offs version 1), not a diagnosis, and need confirmation by a "
          + "radiologist.",
      ])
  }

  /// Each reason once, above all that it holds for.
  @Test func withheldItemsKeepTheirReasonAndShowNoValue() {
    let (fit, sign) = (
      "CT to MR fit is 4.2 mm at the globus pallidus, the limit is 2 mm",
      "Two of three sign votes contradict the vendor's phase rule"
    )
    #expect(withheld.findings[0] == "GP_CT withheld: \(fit).")
    #expect(withheld.findings[1] == "GP_QSM, paradoxical calcification withheld: \(sign).")
    for (paragraph, side) in zip(withheld.findings[2...3], ["Right", "Left"]) {
      #expect(
        paragraph.hasPrefix(
          "\(side) globus pallidus: GP_CT is withheld (see above). GP_QSM is withheld (see above). "
            + "Paradoxical calcification is withheld (see above). Whole nucleus, mean \u{B1} SD: R2* "))
      #expect(!paragraph.contains(" HU") && !paragraph.contains(" ppb"))
    }
    #expect(
      withheld.impression[0] == "Right: GP_CT withheld, GP_QSM withheld, paradoxical calcification: withheld."
    )
    #expect(
      withheld.impression[2]
        == "Withheld by quality control for the reasons given in the findings: GP_CT; GP_QSM, paradoxical "
        + "calcification.")
    let text = (withheld.findings + withheld.impression).joined(separator: "\n")
    for reason in [fit, sign] { #expect(text.components(separatedBy: reason).count == 2, "\(reason)") }
    #expect(withheld.findings.contains { $0.contains("sign of the susceptibility map is contradicted") })
  }

  /// What holds for one result only stands beside it, and the impression names its side.
  @Test func aReasonOfOneResultStandsBesideIt() {
    var report = SampleReport.complete()
    report.pallidum.left.gpCT.withheld = "Between slices."
    let text = findingsText(for: report)
    #expect(text.findings[1].contains("GP_CT is withheld (Between slices)."))
    #expect(text.impression[2].hasSuffix(" findings: left GP_CT."))
  }

  /// The error of a failed fit means nothing.
  @Test func aFailedRegistrationHasNoUncertainty() throws {
    let quality = try #require(withheld.findings.last)
    #expect(quality.contains("Registration of CT to MR: fail.") && !quality.contains("4.2"))
    let passed = try #require(complete.findings.last)
    #expect(passed.contains("Registration of CT to MR: pass, uncertainty at the globus pallidus 0.3 mm."))
  }

  /// R2* and volume remain, yet of which side is unknown.
  @Test func sidesThatAreNotProvenAreMarked() {
    var report = SampleReport.withheld()
    report.registration?.lateralityContradiction = "Mirrored."
    for paragraph in findingsText(for: report).findings where paragraph.contains("R2* ") {
      #expect(paragraph.contains("globus pallidus (sides not proven): GP_CT"), "\(paragraph)")
    }
    #expect(!(complete.findings + withheld.findings).contains { $0.contains("not proven") })
  }

  /// A grade beside a reason is contradictory input: the reason wins.
  @Test func aReasonHidesTheGrade() {
    var report = SampleReport.complete()
    report.pallidum.right.gpQSM.withheld = "Sign not proven"
    let text = findingsText(for: report)
    #expect(text.impression[0].contains("GP_QSM withheld"))
    #expect(!text.findings[0].contains("272"))
  }

  @Test(arguments: [
    ("diamagnetic", "The CT focus is diamagnetic on QSM, mean -64 ppb over 42 voxels: pattern of calcium"),
    ("mixed", "The CT focus is neither clearly paramagnetic nor clearly diamagnetic on QSM"),
  ])
  func otherKindsOfFocusAreToldApart(kind: String, sentence: String) {
    var report = SampleReport.complete()
    report.pallidum.right.paradoxicalCalcification = .init(
      flag: false, withheld: nil, kind: kind, focusMeanPpb: -64, focusVoxels: 42, confidence: nil)
    let text = findingsText(for: report)
    #expect(text.findings[0].contains(sentence))
    #expect(text.impression[0].hasSuffix("paradoxical calcification: no, the CT focus is \(kind)."))
  }

  /// A focus beside the medial zone makes no grade, but nobody may read that there is none.
  @Test func aFocusBesideTheZoneIsTold() {
    var report = SampleReport.complete()
    report.pallidum.left.foci = [("ct", 71.0, 20.0), ("qsm", 40, 24), ("qsm", 40, 9)].map {
      modality, hu, volume in
      ReportDocument.Focus(
        modality: modality, volumeMm3: volume, centroidLPS: [0, 0, 0], inZone: false, meanHU: hu,
        maxHU: hu + 8,
        meanPpb: 346, maxPpb: 439, r2starPerSecond: 71)
    }
    let written = findingsText(for: report)
    #expect(
      written.impression[1]
        == "Left: GP_CT 0 (negative; a focus only outside the medial part), "
        + "GP_QSM 0 (negative; a focus only outside the medial part), paradoxical calcification: no.")
    #expect(
      written.findings[1].hasPrefix(
        "Left globus pallidus: no hyperdense focus in the medial part on CT; a focus of 20 mm³ (maximum 79 HU) outside it "
          + "does not count (GP_CT grade 0, negative). No focal increase of susceptibility in the medial part on QSM; "
          + "2 foci outside it, the largest of 24 mm³ (maximum +439 ppb), do not count (GP_QSM grade 0, negative). "
          + "No paradoxical calcification: there is no CT focus in the medial part."))
  }

  /// Dictation systems lose characters beyond Latin-1.
  @Test func textIsLatin1() {
    for text in [complete, withheld] {
      for paragraph in text.findings + text.impression {
        #expect(paragraph.unicodeScalars.allSatisfy { $0.value < 256 }, "\(paragraph)")
      }
    }
  }

  @Test func swappingTheSidesSwapsTheParagraphs() {
    var report = SampleReport.complete()
    swap(&report.pallidum.left, &report.pallidum.right)
    let text = findingsText(for: report)
    #expect(text.findings[0].hasPrefix("Right globus pallidus: no hyperdense focus"))
    #expect(text.findings[1].hasPrefix("Left globus pallidus: hyperdense focus"))
  }
}
