import Mineralization
import Report
import Vocabulary

extension ReportAssembly {
  /// The grades of one side as the report holds them.
  func pallidum(_ side: Side) -> ReportDocument.PallidumSide {
    guard let g = analysis.gradings[side] else { preconditionFailure("both sides are graded") }
    var result = ReportDocument.PallidumSide(
      gpCT: grade(g.gpCT), gpQSM: grade(g.gpQSM),
      paradoxicalCalcification: .init(
        flag: g.paradox.flag, withheld: g.paradox.withheld, kind: g.paradox.kind?.rawValue,
        focusMeanPpb: g.paradox.focusMeanPpb.map { rounded($0, 2) }, focusVoxels: g.paradox.focusVoxels,
        confidence: g.paradox.confidence), foci: g.foci.map(focus), comment: g.comment)
    result.focusOverlapDice = g.focusOverlapDice.map { rounded($0, 3) }
    return result
  }

  func cutoffs() -> ReportDocument.Cutoffs {
    .init(
      version: configuration.grading.version,
      entries: configuration.grading.entries.map { .init(name: $0.name, value: $0.value, unit: $0.unit) })
  }

  private func grade(_ g: GradeResult) -> ReportDocument.Grade {
    .init(
      grade: g.grade, withheld: g.withheld, stability: g.stability.map { rounded($0, 3) },
      stabilityText: g.stabilityText, distanceToCutoff: g.distanceToCutoff,
      focusVolumeMm3: g.focusVolumeMm3.map { rounded($0, 1) }, maxHU: g.maxHU.map { rounded($0, 1) },
      maxPpb: g.maxPpb.map { rounded($0, 1) })
  }

  private func focus(_ f: FocusResult) -> ReportDocument.Focus {
    .init(
      modality: f.modality.rawValue, volumeMm3: rounded(f.volumeMm3, 1),
      centroidLPS: [f.centroid.lps.x, f.centroid.lps.y, f.centroid.lps.z].map { rounded($0, 2) },
      inZone: f.inZone, meanHU: f.meanHU.map { rounded($0, 1) }, maxHU: f.maxHU.map { rounded($0, 1) },
      meanPpb: f.meanPpb.map { rounded($0, 1) }, maxPpb: f.maxPpb.map { rounded($0, 1) },
      r2starPerSecond: f.r2starPerSecond.map { rounded($0, 1) })
  }
}
