import DICOM
import Report
import Vocabulary

/// What the report says about the examination as a whole, as qualitative evaluations at the root.
enum Examination {
  /// The evaluations.
  static func items(_ report: ReportDocument) -> [ContentItem] {
    var items: [ContentItem] = [
      .text(
        .contains, PrivateCodes.notForDiagnosis,
        "Grading aid for research. Not for diagnostic use."),
      .code(
        .contains, PrivateCodes.referenceRegion,
        report.referenceIsCSF ? Codes.cerebrospinalFluid : Codes.brain),
      sign(report.susceptibility),
      .text(.contains, PrivateCodes.cutoffVersion, report.cutoffs.version),
    ]
    if let registration = report.registration {
      items.append(.code(.contains, PrivateCodes.registrationVerdict, verdict(registration.verdict)))
    }
    if let reason = report.identity.overrideReason {
      items.append(.text(.contains, PrivateCodes.identityOverride, reason))
      items.append(
        .text(
          .contains, PrivateCodes.identityDifferences, report.identity.differences.joined(separator: ", ")))
    }
    for side in Side.allCases where report.measurement(.globusPallidus, side) == nil {
      items += PallidumEvaluation.withheldItems(
        side == .left ? report.pallidum.left : report.pallidum.right, laterality: Codes.side(side))
    }
    items += report.notices.map { .text(.contains, PrivateCodes.notice, "\($0.severity): \($0.message)") }
    if let entered = report.readerInput { items += ReaderEntries.items(entered) }
    items += report.findings.findings.map { .text(.contains, Codes.finding, $0) }
    items += report.findings.impression.map { .text(.contains, Codes.impression, $0) }
    return items
  }

  private static func sign(_ map: ReportDocument.Susceptibility) -> ContentItem {
    let verdict =
      switch map.signCheck.verdict {
      case "pass": PrivateCodes.pass
      case "fail": PrivateCodes.fail
      default: PrivateCodes.inconclusive
      }
    let reason = map.withheld.map {
      ContentItem.text(.conceptModifier, PrivateCodes.withheldReason, $0)
    }
    return .code(.contains, PrivateCodes.signCheck, verdict, reason.map { [$0] } ?? [])
  }

  private static func verdict(_ verdict: Verdict) -> Code {
    switch verdict {
    case .pass: PrivateCodes.pass
    case .warn: PrivateCodes.warn
    case .fail: PrivateCodes.fail
    }
  }
}
