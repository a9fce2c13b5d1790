import Foundation
import Report
import Vocabulary

/// Synthetic reports: right paradoxical calcification, left negative; and the same with items withheld.
enum SampleReport {
  static func complete(name: String = "Example^Erika^^Dr") -> ReportDocument {
    var report = skeleton(name: name)
    report.pallidum.right.focusOverlapDice = 0.78
    report.findings = findingsText(for: report)
    return report
  }

  static func withheld() -> ReportDocument {
    let registration = "CT to MR fit is 4.2 mm at the globus pallidus, the limit is 2 mm."
    let sign = "Two of three sign votes contradict the vendor's phase rule."
    var report = skeleton(name: "Example^Erika^^Dr")
    func none(_ reason: String) -> ReportDocument.Grade {
      ReportDocument.Grade(
        grade: nil, withheld: reason, stability: nil, stabilityText: "", distanceToCutoff: nil,
        focusVolumeMm3: nil, maxHU: nil, maxPpb: nil)
    }
    let paradox = ReportDocument.ParadoxicalCalcification(
      flag: nil, withheld: sign, kind: nil, focusMeanPpb: nil, focusVoxels: 0, confidence: nil)
    for side in [\ReportDocument.PallidumPair.right, \.left] {
      report.pallidum[keyPath: side].gpCT = none(registration)
      report.pallidum[keyPath: side].gpQSM = none(sign)
      report.pallidum[keyPath: side].paradoxicalCalcification = paradox
      report.pallidum[keyPath: side].foci = []
    }
    for i in report.structures.indices {
      report.structures[i].ct = nil
      report.structures[i].ctWithheld = registration
      report.structures[i].qsm = nil
      report.structures[i].qsmWithheld = sign
    }
    report.registration?.verdict = .fail
    report.registration?.uncertaintyAtPallidumMm = 4.2
    report.susceptibility.verdict = .fail
    report.susceptibility.withheld = sign
    report.susceptibility.signCheck.verdict = "fail"
    for i in 0..<2 { report.susceptibility.signCheck.votes[i].verdict = "fail" }
    report.notices = [
      .init(severity: "withheld", subject: "gpCT", message: registration),
      .init(severity: "withheld", subject: "gpQSM", message: sign),
    ]
    report.findings = findingsText(for: report)
    return report
  }

  private static func skeleton(name: String) -> ReportDocument {
    ReportDocument(
      software: .init(name: "Pallidum", version: "0.1.0"), createdAt: "2026-09-15T08:09:10Z",
      patient: .init(id: "SYN-0042", name: name, birthDate: "1959-02-11", sex: "F", ageYears: 67.6),
      studies: .init(
        mr: .init(
          studyInstanceUID: "2.25.1001", date: "2026-09-14", time: "10:42", accession: "MR7781",
          description: "MRI head", institution: "Example Hospital"),
        ct: .init(
          studyInstanceUID: "2.25.1002", date: "2026-09-12", time: "17:05", accession: "CT5512",
          description: "CT head plain", institution: "Example Hospital"), intervalDays: 2),
      inputs: inputs,
      identity: .init(matches: true, differences: [], overrideReason: nil),
      registration: .init(
        ctToMR: [1, 0, 0, 2, 0, 1, 0, -3, 0, 0, 1, 11, 0, 0, 0, 1], verdict: .pass, rotationDegrees: 4.2,
        translationMm: 11.6, uncertaintyAtPallidumMm: 0.34,
        measures: [
          QualityCheck(
            check: "skullDistance", value: 0.41, unit: "mm", verdict: .pass,
            message: "Median distance of the skull surfaces; the limit is 1.5 mm.")
        ]),
      susceptibility: .init(
        referenceRegion: "wholeBrain", wholeBrainMeanPpb: 0, wholeBrainSdPpb: 38, csfMeanPpb: -14.2,
        csfVoxels: 5321, fieldNoisePpb: 2.1,
        signCheck: .init(
          verdict: "pass",
          votes: [
            .init(
              vote: "veins", value: 162, verdict: "pass", message: "Veins are 162 ppb above white matter."),
            .init(vote: "pallidum", value: 119, verdict: "pass", message: "Globus pallidus is paramagnetic."),
            .init(vote: "skull", value: -0.82, verdict: "pass", message: "Bone in CT is diamagnetic."),
          ]), verdict: .pass, withheld: nil),
      structures: structures, pallidum: pallidum,
      volumes: .init(intracranialMl: 1480, brainMl: 1236, csfMl: 214, pallidumPercentOfIntracranial: 0.33),
      quality: [
        QualityCheck(
          check: "fieldFitResidual", value: 0.031, unit: "rad", verdict: .pass,
          message: "Residual of the phase fit over the brain; the limit is 0.1 rad."),
        QualityCheck(
          check: "segmentationVolumeRatio", value: 1.19, unit: "", verdict: .warn,
          message:
            "Right to left volume of the globus pallidus; 0.85 to 1.15 is expected. Look at the outlines."),
      ],
      notices: [
        .init(
          severity: "warning", subject: "pallidum.right",
          message: "The right globus pallidus is 19 % larger than the left one: check its outline.")
      ], findings: .init(findings: [], impression: []),
      cutoffs: .init(
        version: "1",
        entries: [
          .init(name: "CT focus, lowest attenuation", value: 50, unit: "HU"),
          .init(name: "Grade 2 on CT, attenuation", value: 100, unit: "HU"),
          .init(name: "QSM focus above the median", value: 80, unit: "ppb"),
          .init(name: "Smallest focus", value: 8, unit: "mm\u{B3}"),
          .init(name: "Grade 2, focus volume", value: 50, unit: "mm\u{B3}"),
        ]),
      methods: [
        .init(section: "Acquisition", item: "Sequence", value: "3D multi-echo gradient echo, monopolar"),
        .init(section: "Acquisition", item: "Echo times", value: "4.9, 9.8, 14.7, 19.6, 24.5 ms"),
        .init(section: "Acquisition", item: "Field strength", value: "3 T"),
        .init(section: "Field", item: "Unwrapping", value: "Laplacian-free region growing"),
        .init(section: "Field", item: "Background removal", value: "V-SHARP, radii 1 to 12 mm"),
        .init(section: "Inversion", item: "Algorithm", value: "Total variation, \u{3BB} 0.0004"),
        .init(section: "Inversion", item: "Reference", value: "Whole brain"),
        .init(section: "Registration", item: "Transform", value: "Rigid, mutual information"),
      ],
      provenance: .init(
        inputs: [
          .init(seriesInstanceUID: "2.25.2001", modality: "MR", instances: 640, sha256: digest("a")),
          .init(seriesInstanceUID: "2.25.2002", modality: "CT", instances: 180, sha256: digest("b")),
        ],
        outputs: [
          .init(file: "dicom/sr.dcm", kind: "sr", sopInstanceUID: "2.25.3001"),
          .init(file: "dicom/seg.dcm", kind: "seg", sopInstanceUID: "2.25.3002"),
        ], configuration: "cutoffs:\n  version: 1\n  ctFocusHU: 50\n", configurationSHA256: digest("c"),
        skippedFiles: ["e3b0c442: not a DICOM file"]),
      stages: [.init(name: "susceptibility", seconds: 73.25)], peakMemoryBytes: 3_141_592_653)
  }

  private static func digest(_ letter: String) -> String { String(repeating: letter, count: 64) }
}
