import Report
import Vocabulary

extension SampleReport {
  static var inputs: ReportDocument.Inputs {
    .init(
      mgre: .init(
        seriesInstanceUIDs: ["2.25.2001"], seriesDescription: "qsm_mgre_1mm", vendor: "Siemens",
        model: "Prisma", softwareVersions: "XA30", fieldStrengthTesla: 2.894, imagingFrequencyMHz: 123.2,
        echoTimesMs: [4.9, 9.8, 14.7, 19.6, 24.5], repetitionTimeMs: 31, flipAngleDegrees: 15,
        pixelBandwidthHz: 240, voxelSizeMm: [0.9, 0.9, 1.5], matrix: [256, 256, 96], obliquityDegrees: 12,
        b0InVoxelAxes: [0, 0.21, 0.98], phaseScale: "stored values to radians", phaseSignInverted: true,
        choice: "only series with five echoes and phase"),
      ct: .init(
        seriesInstanceUIDs: ["2.25.2002"], seriesDescription: "Head 1.0 Hr40", vendor: "Siemens",
        model: "Force", kernel: "Hr40", kVp: 120, voxelSizeMm: [0.45, 0.45, 1], sliceThicknessMm: 1,
        matrix: [512, 512, 180], gantryTiltDegrees: 0, contrastAgent: "", choice: "thinnest soft kernel"))
  }

  static var pallidum: ReportDocument.PallidumPair {
    .init(
      left: .init(
        gpCT: grade(0, "9 of 9 agree", "12 HU below the cut-off", volume: 0, hu: 38, ppb: nil),
        gpQSM: grade(0, "9 of 9 agree", "46 ppb below the cut-off", volume: 0, hu: nil, ppb: 171),
        paradoxicalCalcification: .init(
          flag: false, withheld: nil, kind: "none", focusMeanPpb: nil, focusVoxels: 0, confidence: nil),
        foci: [], comment: nil),
      right: .init(
        gpCT: grade(1, "8 of 9 agree", "19 mm\u{B3} below grade 2", volume: 31, hu: 66, ppb: nil),
        gpQSM: grade(1, "9 of 9 agree", "12 mm\u{B3} below grade 2", volume: 38, hu: nil, ppb: 272),
        paradoxicalCalcification: .init(
          flag: true, withheld: nil, kind: "paradoxical", focusMeanPpb: 231, focusVoxels: 42,
          confidence: "above 0 by 16 standard errors"),
        foci: [
          .init(
            modality: "ct", volumeMm3: 31, centroidLPS: [-16.5, 5, 3], inZone: true, meanHU: 58, maxHU: 66,
            meanPpb: 231, maxPpb: 268, r2starPerSecond: 71),
          .init(
            modality: "qsm", volumeMm3: 38, centroidLPS: [-16.7, 4.8, 3.1], inZone: true, meanHU: 54,
            maxHU: 66,
            meanPpb: 226, maxPpb: 272, r2starPerSecond: 69),
        ], comment: nil))
  }

  private static func grade(
    _ grade: Int, _ stability: String, _ distance: String, volume: Double, hu: Double?, ppb: Double?
  ) -> ReportDocument.Grade {
    .init(
      grade: grade, withheld: nil, stability: 1, stabilityText: stability, distanceToCutoff: distance,
      focusVolumeMm3: volume, maxHU: hu, maxPpb: ppb)
  }

  static var structures: [ReportDocument.StructureMeasurement] {
    SidedStructure.all.filter { $0.structure != .dentateNucleus }.map { s in
      let pallidum = s.structure == .globusPallidus
      let base = pallidum ? (s.side == .right ? 141.0 : 119) : 20 + 5 * Double(s.structure.rawValue.count % 7)
      let hu = pallidum ? (s.side == .right ? 37.4 : 34.8) : 33.1
      return .init(
        name: s.structure, side: s.side, volumeMm3: pallidum ? (s.side == .right ? 1720 : 1445) : 3200,
        centroidLPS: [s.side == .left ? 20 : -20, 2, 3],
        ct: .init(
          meanHU: hu, sdHU: 5.2, medianHU: hu - 0.3, p95HU: hu + 9,
          maxHU: pallidum && s.side == .right ? 66 : 38,
          volumeAboveCutoffMm3: pallidum && s.side == .right ? 31 : 0), ctWithheld: nil,
        qsm: .init(
          meanPpb: base, sdPpb: 31, medianPpb: base - 4, p5Ppb: base - 62, p95Ppb: base + 75,
          minPpb: base - 90, maxPpb: pallidum && s.side == .right ? 272 : base + 52,
          paramagneticMeanPpb: base + 21, diamagneticMeanPpb: 21), qsmWithheld: nil,
        r2star: .init(meanPerSecond: pallidum ? (s.side == .right ? 45.5 : 41.2) : 28), voxels: 1400,
        truncated: false)
    }
  }
}
