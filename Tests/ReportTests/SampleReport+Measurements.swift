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
          focus(
            "right-ct-1", "paradoxical", "dense, paramagnetic (paradoxical)", 31, [-16.5, 5, 3], hu: 58,
            ppb: 231),
          focus(
            "right-qsm-1", "paramagneticDense", "paramagnetic, dense on CT", 38, [-16.7, 4.8, 3.1], hu: 54,
            ppb: 226),
          focus(
            "right-qsm-2", "vesselLike", "vessel-like, not counted", 22, [-11.2, 6, 1], hu: 37, ppb: 252),
        ], comment: nil))
  }

  private static func focus(
    _ id: String, _ kind: String, _ words: String, _ volume: Double, _ at: [Double], hu: Double, ppb: Double
  ) -> ReportDocument.Focus {
    let ct = id.contains("-ct-")
    var focus = ReportDocument.Focus(
      modality: ct ? "ct" : "qsm", volumeMm3: volume, centroidLPS: at, inZone: true, meanHU: hu,
      maxHU: hu + 8,
      meanPpb: ppb, maxPpb: ppb + 37, r2starPerSecond: 71)
    (focus.id, focus.kind, focus.kindText, focus.counted) = (id, kind, words, kind != "vesselLike")
    (focus.zoneShare, focus.thresholdVolumeMm3) = (0.83, volume * 1.5)
    (focus.minHU, focus.minPpb) = (hu - 9, ppb - 41)
    if ct { focus.excessHUMm3 = volume * 28 } else { focus.excessPpbMm3 = volume * 120 }
    if !ct { (focus.lengthMm, focus.diameterMm, focus.beyondPallidumMm) = (14.2, 2.4, 7.5) }
    return focus
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
