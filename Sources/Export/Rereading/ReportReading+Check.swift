import DICOM
import Report
import Vocabulary

extension ReportReading {
  /// A number read back may differ by the rounding of a DS of sixteen characters.
  static let relativeTolerance = 1e-9

  /// Every measured structure has a group with its side, its segment and its numbers.
  /// - Throws: `ExportError.readBack`.
  func check(_ c: ExportContext, segments: [SegmentationReading.Segment]) throws(ExportError) {
    let foci = c.depositSegments.filter { $0.kind != .medialZone }
    try same("number of measurement groups", c.report.structures.count + foci.count, groups.count)
    for focus in foci { try check(focus, c, segments) }
    for m in c.report.structures {
      let name = "\(m.side.rawValue) \(m.name.displayName)"
      let (site, side) = (Codes.structure(m.name).value, Codes.side(m.side).value)
      guard let segment = segments.first(where: { $0.type == site && $0.laterality == side }),
        let group = groups.first(where: { $0.trackingUID == segment.trackingUID }), group.site == site,
        group.laterality == side
      else {
        throw .readBack(object: "SR", what: "group of \(name)", expected: "one group", found: "none")
      }
      try same("tracking UID of \(name)", segment.trackingUID, group.trackingUID)
      try same("tracking ID of \(name)", segment.trackingID, group.trackingID)
      try same("segmentation of \(name)", segment.sopInstanceUID, group.segmentationUID)
      try same("segment number of \(name)", segment.number, group.segmentNumber)
      for (concept, statistic, unit, value) in Self.expected(m) {
        let number = group.numbers.first { $0.concept == concept && $0.statistic == statistic }
        guard let number, Self.agree(number.value, value), value == nil || number.unit == unit else {
          throw .readBack(
            object: "SR", what: "value (\(concept), \(statistic)) of \(name)",
            expected: value.map { "\($0) \(unit)" } ?? "withheld",
            found: number.map { $0.value.map { "\($0)" } ?? "withheld" } ?? "nothing")
        }
      }
      if m.name == .globusPallidus {
        try checkGrades(group, m.side == .left ? c.report.pallidum.left : c.report.pallidum.right, name)
      }
    }
  }

  /// A focus has a group with its side, its segment and its numbers.
  private func check(
    _ part: DepositSegment, _ c: ExportContext, _ segments: [SegmentationReading.Segment]
  ) throws(ExportError) {
    guard let focus = c.report.pallidum(part.side).foci.first(where: { $0.id == part.id }),
      let segment = segments.first(where: { $0.trackingID == part.label }),
      let group = groups.first(where: { $0.trackingUID == segment.trackingUID })
    else {
      throw .readBack(object: "SR", what: "group of \(part.label)", expected: "one group", found: "none")
    }
    try same("side of \(part.label)", Codes.side(part.side).value, group.laterality)
    try same("segment number of \(part.label)", segment.number, group.segmentNumber)
    let (mean, maximum) = ("373098007", "56851009")
    let rows: [(String, String, Double?)] = [
      ("118565006", "", focus.volumeMm3), ("112031", mean, focus.meanHU), ("112031", maximum, focus.maxHU),
      ("126396", mean, focus.meanPpb.map { $0 / 1000 }), ("126396", maximum, focus.maxPpb.map { $0 / 1000 }),
    ]
    for (concept, statistic, value) in rows {
      let number = group.numbers.first { $0.concept == concept && $0.statistic == statistic }
      guard Self.agree(number?.value, value) else {
        throw .readBack(
          object: "SR", what: "value (\(concept), \(statistic)) of \(part.label)",
          expected: "\(String(describing: value))", found: "\(String(describing: number?.value))")
      }
    }
  }

  private func checkGrades(
    _ group: Group, _ side: ReportDocument.PallidumSide, _ name: String
  ) throws(ExportError) {
    func grade(_ g: ReportDocument.Grade) -> String { g.grade.map { "grade-\($0)" } ?? "withheld" }
    try same("CT grade of \(name)", grade(side.gpCT), group.codes["gp-ct-grade"] ?? "nothing")
    try same("QSM grade of \(name)", grade(side.gpQSM), group.codes["gp-qsm-grade"] ?? "nothing")
    let flag = side.paradoxicalCalcification.flag.map { $0 ? "52101004" : "272519000" } ?? "withheld"
    try same("paradox flag of \(name)", flag, group.codes["paradox-calc"] ?? "nothing")
  }

  /// Concept, statistic, unit and value of the numbers that a group must have.
  private static func expected(
    _ m: ReportDocument.StructureMeasurement
  ) -> [(concept: String, statistic: String, unit: String, value: Double?)] {
    let (mean, sd, median, maximum) = ("373098007", "386136009", "373099004", "56851009")
    var rows: [(String, String, String, Double?)] = [("118565006", "", "mm3", m.volumeMm3)]
    rows.append(("112031", mean, "[hnsf'U]", m.ct?.meanHU))
    if let ct = m.ct {
      rows += [
        ("112031", sd, "[hnsf'U]", ct.sdHU), ("112031", median, "[hnsf'U]", ct.medianHU),
        ("112031", "p95", "[hnsf'U]", ct.p95HU), ("112031", maximum, "[hnsf'U]", ct.maxHU),
      ]
    }
    rows.append(("126396", mean, "ppm", m.qsm.map { $0.meanPpb / 1000 }))
    if let qsm = m.qsm {
      rows += [
        ("126396", sd, "ppm", qsm.sdPpb / 1000), ("126396", median, "ppm", qsm.medianPpb / 1000),
        ("126396", "p5", "ppm", qsm.p5Ppb / 1000), ("126396", "p95", "ppm", qsm.p95Ppb / 1000),
        ("126396", maximum, "ppm", qsm.maxPpb / 1000),
      ]
    }
    return rows
  }

  private static func agree(_ a: Double?, _ b: Double?) -> Bool {
    guard let a, let b else { return a == nil && b == nil }
    return abs(a - b) <= relativeTolerance * max(1, abs(b))
  }

  private func same<T: Equatable>(_ what: String, _ a: T, _ b: T) throws(ExportError) {
    if a != b { throw .readBack(object: "SR", what: what, expected: "\(a)", found: "\(b)") }
  }
}
