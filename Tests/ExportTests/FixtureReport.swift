import Report
import Vocabulary
import Voxels

/// The report of the fixture: numbers taken from its volumes by plain loops, grades made up.
enum FixtureReport {
  /// A report; `change` may withhold or alter something.
  static func document(_ change: (inout ReportDocument) -> Void = { _ in }) -> ReportDocument {
    var report = ReportDocument(
      software: .init(name: "Pallidum", version: "0.9.0"), createdAt: "2025-03-05T12:00:00Z",
      patient: .init(
        id: "SYN-001", name: "Test^Synthetic", birthDate: "1961-01-02", sex: "F", ageYears: 64),
      studies: .init(mr: study("2.25.1001", "A100"), ct: study("2.25.2001", "A077"), intervalDays: 15),
      inputs: .init(mgre: mgre, ct: nil),
      identity: .init(matches: true, differences: [], overrideReason: nil),
      registration: .init(
        ctToMR: Fixture.ctToMR.rowMajor16, verdict: .pass, rotationDegrees: 9.9, translationMm: 12.5,
        uncertaintyAtPallidumMm: 0.4, measures: []),
      susceptibility: .init(
        referenceRegion: "wholeBrain", wholeBrainMeanPpb: 3.5, wholeBrainSdPpb: 41.5, csfMeanPpb: -12.25,
        csfVoxels: 99, fieldNoisePpb: 2.5, signCheck: .init(verdict: "pass", votes: []), verdict: .pass,
        withheld: nil),
      structures: SidedStructure.all.compactMap(measurement),
      pallidum: .init(left: left, right: right),
      volumes: .init(intracranialMl: 1400, brainMl: 1200, csfMl: 150, pallidumPercentOfIntracranial: 0.3),
      quality: [], notices: [.init(severity: "info", subject: "mgre", message: "Four echoes were used.")],
      findings: .init(findings: ["Small focus in the left pallidum."], impression: ["Grade 1 on the left."]),
      cutoffs: .init(version: "1", entries: []), methods: [],
      provenance: .init(
        inputs: [], outputs: [], configuration: "", configurationSHA256: "", skippedFiles: []),
      stages: [], peakMemoryBytes: 0)
    change(&report)
    return report
  }

  private static func study(_ uid: String, _ accession: String) -> ReportDocument.Study {
    .init(
      studyInstanceUID: uid, date: "2025-03-05", time: "10:15", accession: accession, description: "Head",
      institution: "")
  }

  private static var mgre: ReportDocument.MGREInput {
    .init(
      seriesInstanceUIDs: ["2.25.1001.1"], seriesDescription: "mGRE", vendor: "Scanner Works",
      model: "Model MR", softwareVersions: "1", fieldStrengthTesla: 2.8936, imagingFrequencyMHz: 123.2,
      echoTimesMs: [6, 12, 18, 24], repetitionTimeMs: 45, flipAngleDegrees: 15, pixelBandwidthHz: 240,
      voxelSizeMm: [3.1, 2.7, 4.3], matrix: [23, 19, 9], obliquityDegrees: 12, b0InVoxelAxes: [0, 0.2, 0.98],
      phaseScale: "rescale", phaseSignInverted: false, choice: "only one")
  }

  private static func measurement(_ s: SidedStructure) -> ReportDocument.StructureMeasurement? {
    guard let mask = Fixture.masks[s], let c = mask.centroid?.lps else { return nil }
    let ppb = sorted(Fixture.chi.values(in: mask)).map { $0 * 1000 }
    let hu = sorted(Fixture.ctOnMR.values(in: mask))
    return .init(
      name: s.structure, side: s.side, volumeMm3: mask.volumeMm3, centroidLPS: [c.x, c.y, c.z],
      ct: .init(
        meanHU: mean(hu), sdHU: sd(hu), medianHU: hu[hu.count / 2], p95HU: hu[hu.count * 95 / 100],
        maxHU: hu[hu.count - 1], volumeAboveCutoffMm3: 17.25), ctWithheld: nil,
      qsm: .init(
        meanPpb: mean(ppb), sdPpb: sd(ppb), medianPpb: ppb[ppb.count / 2], p5Ppb: ppb[ppb.count / 20],
        p95Ppb: ppb[ppb.count * 95 / 100], minPpb: ppb[0], maxPpb: ppb[ppb.count - 1],
        paramagneticMeanPpb: 81.5, diamagneticMeanPpb: 22.75), qsmWithheld: nil,
      r2star: .init(meanPerSecond: 33.125), voxels: mask.count, truncated: false)
  }

  private static func sorted(_ v: [Float]) -> [Double] { v.map(Double.init).sorted() }
  private static func mean(_ v: [Double]) -> Double { v.reduce(0, +) / Double(v.count) }
  private static func sd(_ v: [Double]) -> Double {
    let m = mean(v)
    return (v.reduce(0) { $0 + ($1 - m) * ($1 - m) } / Double(max(1, v.count - 1))).squareRoot()
  }

  private static var left: ReportDocument.PallidumSide {
    .init(
      gpCT: grade(1, hu: 71), gpQSM: grade(2, ppb: 312),
      paradoxicalCalcification: .init(
        flag: true, withheld: nil, kind: "paradoxical", focusMeanPpb: 144.5, focusVoxels: 12,
        confidence: "mean 144.5 ppb over 12 voxels"),
      foci: [], comment: "Denser than expected.")
  }

  private static var right: ReportDocument.PallidumSide {
    .init(
      gpCT: grade(0, hu: 44), gpQSM: grade(0, ppb: 161),
      paradoxicalCalcification: .init(
        flag: false, withheld: nil, kind: "none", focusMeanPpb: nil, focusVoxels: 0, confidence: nil),
      foci: [], comment: nil)
  }

  private static func grade(_ g: Int, hu: Double? = nil, ppb: Double? = nil) -> ReportDocument.Grade {
    .init(
      grade: g, withheld: nil, stability: 0.83, stabilityText: "5 of 6", distanceToCutoff: "12 mm3 below",
      focusVolumeMm3: 8.5 * Double(g), maxHU: hu, maxPpb: ppb)
  }
}

extension FixtureReport {
  /// No CT at all.
  static var withoutCT: ReportDocument {
    document { r in
      r.registration = nil
      r.studies.ct = nil
      for i in r.structures.indices {
        r.structures[i].ct = nil
        r.structures[i].ctWithheld = "No CT was given."
      }
      withholdCT(&r.pallidum.left, "No CT was given.")
      withholdCT(&r.pallidum.right, "No CT was given.")
    }
  }

  /// Sign not proven, so that map, grades and flags are withheld; identity accepted against a difference.
  static var withheldAndOverridden: ReportDocument {
    document { r in
      let reason = "The phase sign could not be proven."
      r.susceptibility.signCheck.verdict = "inconclusive"
      r.susceptibility.verdict = .fail
      r.susceptibility.withheld = reason
      for i in r.structures.indices {
        r.structures[i].qsm = nil
        r.structures[i].qsmWithheld = reason
      }
      for side in [\ReportDocument.PallidumPair.left, \.right] {
        r.pallidum[keyPath: side].gpQSM.grade = nil
        r.pallidum[keyPath: side].gpQSM.withheld = reason
        r.pallidum[keyPath: side].paradoxicalCalcification.flag = nil
        r.pallidum[keyPath: side].paradoxicalCalcification.withheld = reason
      }
      r.identity = .init(
        matches: false, differences: ["PatientBirthDate"], overrideReason: "Typing error, confirmed by phone")
    }
  }

  private static func withholdCT(_ side: inout ReportDocument.PallidumSide, _ reason: String) {
    side.gpCT.grade = nil
    side.gpCT.withheld = reason
    side.paradoxicalCalcification.flag = nil
    side.paradoxicalCalcification.withheld = reason
  }
}
