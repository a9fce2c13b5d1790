import DICOM
import Report

/// Grades and flag of one pallidum as content items of its measurement group.
///
/// What is withheld is coded as withheld, with the reason below it; it is never left out.
enum PallidumEvaluation {
  /// The items of one side.
  static func items(_ side: ReportDocument.PallidumSide) -> [ContentItem] {
    var items = [
      grade(PrivateCodes.ctGrade, side.gpCT), grade(PrivateCodes.qsmGrade, side.gpQSM),
      flag(side.paradoxicalCalcification),
    ]
    for (name, grade) in [
      (PrivateCodes.ctFocusVolume, side.gpCT), (PrivateCodes.qsmFocusVolume, side.gpQSM),
    ] {
      if let volume = grade.focusVolumeMm3 {
        items.append(.number(name, volume, unit: Codes.cubicMillimeter))
      }
    }
    if let ppb = side.paradoxicalCalcification.focusMeanPpb {
      items.append(
        .number(
          PrivateCodes.focusSusceptibility, ppm(ppb), unit: Codes.ppm,
          [.code(.conceptModifier, Codes.derivation, Codes.mean)]))
    }
    if let comment = side.comment { items.append(.text(.contains, Codes.comment, comment)) }
    return items
  }

  /// The withheld grades and flag of a side whose pallidum was not found, so that there is no measurement group to
  /// hold them; the side stands below each.
  static func withheldItems(_ side: ReportDocument.PallidumSide, laterality: Code) -> [ContentItem] {
    [
      (PrivateCodes.ctGrade, side.gpCT.withheld), (PrivateCodes.qsmGrade, side.gpQSM.withheld),
      (PrivateCodes.paradox, side.paradoxicalCalcification.withheld),
    ].map { withheld($0, $1, [.code(.conceptModifier, Codes.laterality, laterality)]) }
  }

  private static func grade(_ name: Code, _ grade: ReportDocument.Grade) -> ContentItem {
    guard let g = grade.grade, PrivateCodes.grades.indices.contains(g) else {
      return withheld(name, grade.withheld)
    }
    var below: [ContentItem] = []
    if !grade.stabilityText.isEmpty {
      below.append(.text(.conceptModifier, PrivateCodes.stability, grade.stabilityText))
    }
    if let distance = grade.distanceToCutoff, !distance.isEmpty {
      below.append(.text(.conceptModifier, PrivateCodes.cutoffDistance, distance))
    }
    return .code(.contains, name, PrivateCodes.grades[g], below)
  }

  private static func flag(_ paradox: ReportDocument.ParadoxicalCalcification) -> ContentItem {
    guard let flag = paradox.flag else { return withheld(PrivateCodes.paradox, paradox.withheld) }
    var below: [ContentItem] = []
    if let kind = paradox.kind.flatMap(PrivateCodes.kind) {
      below.append(.code(.conceptModifier, PrivateCodes.mineralKind, kind))
    }
    if let confidence = paradox.confidence, !confidence.isEmpty {
      below.append(.text(.conceptModifier, Codes.comment, confidence))
    }
    return .code(.contains, PrivateCodes.paradox, flag ? Codes.present : Codes.absent, below)
  }

  private static func withheld(
    _ name: Code, _ reason: String?, _ below: [ContentItem] = []
  ) -> ContentItem {
    .code(
      .contains, name, PrivateCodes.withheld,
      below + [.text(.conceptModifier, PrivateCodes.withheldReason, reason ?? "No reason was recorded")])
  }
}
