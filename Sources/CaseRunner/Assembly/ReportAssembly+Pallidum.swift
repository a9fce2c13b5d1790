import Export
import Mineralization
import Report
import Vocabulary

extension ReportAssembly {
  /// The grades of one side as the report holds them.
  func pallidum(_ side: Side) -> ReportDocument.PallidumSide {
    guard let g = analysis.gradings[side] else { preconditionFailure("both sides are graded") }
    var result = ReportDocument.PallidumSide(
      gpCT: grade(g.gpCT, ppb: false), gpQSM: grade(g.gpQSM, ppb: true),
      paradoxicalCalcification: .init(
        flag: g.paradox.flag, withheld: g.paradox.withheld, kind: g.paradox.kind?.rawValue,
        focusMeanPpb: g.paradox.focusMeanPpb.map { rounded($0, 2) }, focusVoxels: g.paradox.focusVoxels,
        confidence: g.paradox.confidence, standardErrorPpb: g.paradox.standardErrorPpb.map { rounded($0, 2) }),
      foci: zip(g.foci, focusIDs(g.foci, side)).map { focus($0, id: $1) }, comment: g.comment)
    result.focusOverlapDice = g.focusOverlapDice.map { rounded($0, 3) }
    return result
  }

  func cutoffs() -> ReportDocument.Cutoffs {
    .init(
      version: configuration.grading.version,
      entries: configuration.grading.entries.map { .init(name: $0.name, value: $0.value, unit: $0.unit) })
  }

  private func grade(_ g: GradeResult, ppb: Bool) -> ReportDocument.Grade {
    .init(
      grade: g.grade, withheld: g.withheld, stability: g.stability.map { rounded($0, 3) },
      stabilityText: g.stabilityText, distanceToCutoff: g.distanceToCutoff,
      focusVolumeMm3: g.focusVolumeMm3.map { rounded($0, 1) }, maxHU: g.maxHU.map { rounded($0, 1) },
      maxPpb: g.maxPpb.map { rounded($0, 1) },
      thresholdVolumeMm3: g.thresholdVolumeMm3.map { rounded($0, 1) },
      level: g.background.map { level($0, threshold: g.threshold, ppb: ppb) })
  }

  private func level(
    _ b: PallidalBackground, threshold: Double?, ppb: Bool
  ) -> ReportDocument.Level {
    let scale = ppb ? 1000.0 : 1
    let (median, sd) = (rounded(b.median * scale, 1), rounded(b.robustSd * scale, 1))
    let limit = threshold.map { rounded($0, 1) }
    return .init(
      source: b.source.rawValue, excludedShare: rounded(b.excludedShare, 3), medianHU: ppb ? nil : median,
      robustSdHU: ppb ? nil : sd, thresholdHU: ppb ? nil : limit, medianPpb: ppb ? median : nil,
      robustSdPpb: ppb ? sd : nil, thresholdPpb: ppb ? limit : nil)
  }

  private func focus(_ f: FocusResult, id: String) -> ReportDocument.Focus {
    let hu = { (x: Double?) in x.map { rounded($0, 1) } }
    var focus = ReportDocument.Focus(
      modality: f.modality.rawValue, volumeMm3: rounded(f.volumeMm3, 1),
      centroidLPS: [f.centroid.lps.x, f.centroid.lps.y, f.centroid.lps.z].map { rounded($0, 2) },
      inZone: f.inZone, meanHU: hu(f.meanHU), maxHU: hu(f.maxHU), meanPpb: hu(f.meanPpb),
      maxPpb: hu(f.maxPpb), r2starPerSecond: hu(f.r2starPerSecond))
    focus.id = id
    focus.kind = f.kind.rawValue
    focus.kindText = f.kind.words
    focus.counted = f.counts
    focus.zoneShare = rounded(f.zoneShare, 3)
    focus.thresholdVolumeMm3 = rounded(f.thresholdVolumeMm3, 1)
    if f.modality == .ct { focus.excessHUMm3 = rounded(f.excess, 0) }
    if f.modality == .qsm { focus.excessPpbMm3 = rounded(f.excess, 0) }
    focus.minHU = hu(f.minHU)
    focus.minPpb = hu(f.minPpb)
    focus.lengthMm = hu(f.shape?.lengthMm)
    focus.diameterMm = hu(f.shape?.diameterMm)
    focus.beyondPallidumMm = hu(f.shape?.beyondMm)
    return focus
  }
}

/// The identifier of each focus: side, image and number, the largest first, as `left-ct-1`.
func focusIDs(_ foci: [FocusResult], _ side: Side) -> [String] {
  var counts: [FocusModality: Int] = [:]
  return foci.map { f in
    counts[f.modality, default: 0] += 1
    return "\(side.rawValue)-\(f.modality.rawValue)-\(counts[f.modality] ?? 0)"
  }
}

/// The medial zones and the foci that count as segments, with the identifiers of the report.
func depositSegments(_ a: Analysis) -> [DepositSegment] {
  Side.allCases.flatMap { side -> [DepositSegment] in
    var segments: [DepositSegment] = []
    if let zone = a.nuclei.medialZones[side], !zone.isEmpty {
      segments.append(
        DepositSegment(
          kind: .medialZone, side: side, id: "\(side.rawValue)-medial-zone",
          label: "\(side.rawValue) medial pallidum", mask: zone))
    }
    guard let grading = a.gradings[side] else { return segments }
    let ids = focusIDs(grading.foci, side)
    for ((focus, mask), id) in zip(zip(grading.foci, grading.masksOnMR(a.chi.grid)), ids) where focus.counts {
      guard let mask else { continue }
      let ct = focus.modality == .ct
      segments.append(
        DepositSegment(
          kind: ct ? .denseFocus : .susceptibilityFocus, side: side, id: id,
          label: "\(side.rawValue) \(ct ? "CT" : "QSM") focus \(id.split(separator: "-").last ?? "")",
          mask: mask))
    }
    return segments
  }
}
