import Vocabulary

/// Where this patient's nuclei lie beside published groups.
///
/// A z-score is given only where value and cohort share their zero. Attenuation does: its scale is fixed by water and
/// air. Susceptibility does only if the cohort's reference region is known and was measured here; else the distance in SD
/// is told as a range over the reference regions measured here.
public func cohortContext(_ report: ReportDocument) -> [ReportDocument.ContextEntry] {
  var entries: [ReportDocument.ContextEntry] = []
  for structure in Structure.allCases {
    for side in [Side.right, .left] {
      // Part of a nucleus is not comparable with whole ones.
      guard let m = report.measurement(structure, side), !m.truncated else { continue }
      if let qsm = m.qsm {
        entries.append(
          susceptibilityEntry(report, m, qsm, group: ReferenceCohorts.liuSusceptibility(structure), of: .liu))
        if structure == .globusPallidus {
          for group in groups(
            ReferenceCohorts.kimSusceptibilityByQSM, grade: report.pallidum(side).gpQSM.grade)
          {
            entries.append(susceptibilityEntry(report, m, qsm, group: group, of: .kim))
          }
        }
      }
      if structure == .globusPallidus, let ct = m.ct {
        for group in groups(ReferenceCohorts.kimAttenuationByCT, grade: report.pallidum(side).gpCT.grade) {
          entries.append(attenuation(report, m, ct.meanHU, group: group))
        }
      }
    }
  }
  if let share = share(report) { entries.append(share) }
  return entries
}

/// The group without deposits, and that of the patient's own grade.
private func groups(_ groups: [ReferenceGroup], grade: Int?) -> [ReferenceGroup] {
  guard let grade, grade > 0, groups.indices.contains(grade) else { return [groups[0]] }
  return [groups[0], groups[grade]]
}

private func entry(
  _ m: ReportDocument.StructureMeasurement, quantity: String, unit: String, value: Double,
  group: ReferenceGroup, of cohort: PublishedCohort
) -> ReportDocument.ContextEntry {
  .init(
    structure: m.name, side: m.side, quantity: quantity, value: value, unit: unit, cohort: cohort.name,
    group: group.label, n: group.count, statistic: group.statistic, centre: group.centre,
    lower: group.lower, upper: group.upper, pipeline: cohort.pipeline,
    referenceRegion: cohort.referenceRegion, comparable: false, z: nil, position: "", caveat: "")
}

/// Two decimals are more than any of the cohorts carries.
private func twoDecimals(_ x: Double) -> Double { (x * 100).rounded() / 100 }

// MARK: - Susceptibility

func susceptibilityEntry(
  _ report: ReportDocument, _ m: ReportDocument.StructureMeasurement, _ qsm: ReportDocument.QSMStatistics,
  group: ReferenceGroup, of cohort: PublishedCohort
) -> ReportDocument.ContextEntry {
  var e = entry(m, quantity: "meanPpb", unit: "ppb", value: qsm.meanPpb, group: group, of: cohort)
  let measured = (qsm.meanByReferencePpb ?? [:]).compactMapValues(\.self)
  var caveats: [String] = []
  if let region = cohort.referenceRegion, let value = measured[region] {
    e.comparable = true
    e.value = value
    e.position = position(value, group)
    e.z = zScore(value, group)
    caveats.append("relative to \(ReportDocument.referenceName(region)) as in the cohort")
  } else {
    // Whatever the cohort's zero is, what holds for every reference measured here does not hang on this choice.
    let values = Array(measured.values) + [qsm.meanPpb]
    let (low, high) = (position(values.min() ?? 0, group), position(values.max() ?? 0, group))
    e.position = low == high ? low : "\(low) to \(high) (by reference)"
    let ends = [values.min() ?? 0, values.max() ?? 0].compactMap { zScore($0, group) }
    e.zByReference = ends.isEmpty ? nil : ends
    caveats.append(
      "reference region \(cohort.referenceRegion.map(ReportDocument.referenceName) ?? "of the cohort not recorded")"
        + ", here \(report.referenceRegionName): no single z-score")
  }
  caveats.append("field strength not recorded, here \(field(report)) T")
  if let caveat = cohort.susceptibilityCaveat { caveats.append(caveat) }
  e.caveat = text(caveats + common(report, m, cohort))
  return e
}

private func field(_ report: ReportDocument) -> String {
  DecimalText.shortest(report.inputs.mgre.fieldStrengthTesla, limit: 1)
}

// MARK: - Attenuation and volume

private func attenuation(
  _ report: ReportDocument, _ m: ReportDocument.StructureMeasurement, _ value: Double, group: ReferenceGroup
) -> ReportDocument.ContextEntry {
  var e = entry(m, quantity: "meanHU", unit: "HU", value: value, group: group, of: .kim)
  e.comparable = true
  e.position = position(value, group)
  e.z = zScore(value, group)
  let voltage = report.inputs.ct?.kVp.map { ", here \(DecimalText.shortest($0, limit: 1)) kV" } ?? ""
  e.caveat = text(
    ["scanner, kernel and tube voltage not recorded\(voltage); scanners differ by a few HU"]
      + common(report, m, .kim))
  return e
}

/// Kim 2022, table 3: volume of both pallida in percent of the intracranial volume, mean at GP_CT grade 0.
private func share(_ report: ReportDocument) -> ReportDocument.ContextEntry? {
  guard report.volumes.sharesWithheld == nil, let value = report.volumes.pallidumPercentOfIntracranial
  else { return nil }
  let mean = ReferenceCohorts.kimSharePercentByCT[0]
  let difference = value - mean
  let rounded = DecimalText.signed(difference, 2)
  return .init(
    structure: .globusPallidus, side: nil, quantity: "percentOfIntracranial", value: value, unit: "%",
    cohort: PublishedCohort.kim.name, group: "GP_CT grade 0", n: ReferenceCohorts.kimAttenuationByCT[0].count,
    statistic: "mean", centre: mean, lower: nil, upper: nil, pipeline: PublishedCohort.kim.pipeline,
    referenceRegion: nil, comparable: true, z: nil, position: "\(rounded) from the mean; spread not recorded",
    caveat: text(["the cohort's segmentation is another one"] + ages(report, .kim)))
}

// MARK: - Where a value lies

/// (value − mean) / SD; nil for a group without an SD.
func zScore(_ value: Double, _ group: ReferenceGroup) -> Double? {
  let sd = group.upper - group.centre
  return group.statistic == "mean, SD" && sd > 0 ? twoDecimals((value - group.centre) / sd) : nil
}

/// In words, by the group's own spread; nothing is assumed about the distribution.
func position(_ value: Double, _ group: ReferenceGroup) -> String {
  guard group.statistic == "mean, SD" else {
    if value < group.lower { return "below IQR" }
    return value > group.upper ? "above IQR" : "within IQR"
  }
  let distance = (value - group.centre) / (group.upper - group.centre)
  let direction = distance < 0 ? "below" : "above"
  switch abs(distance) {
  case ...1: return "within 1 SD"
  case ...2: return "1\u{2013}2 SD \(direction)"
  default: return "> 2 SD \(direction)"
  }
}

// MARK: - Caveats

private func common(
  _ report: ReportDocument, _ m: ReportDocument.StructureMeasurement, _ cohort: PublishedCohort
) -> [String] {
  var caveats = ages(report, cohort)
  if m.outline == OutlineSource.template {
    caveats.append("this outline is more the template's than the image's")
  }
  return caveats
}

private func ages(_ report: ReportDocument, _ cohort: PublishedCohort) -> [String] {
  var caveats = cohort == .kim ? ["patients, not healthy people"] : []
  guard let age = report.patient.ageYears else { return caveats + ["age of this patient unknown"] }
  if !cohort.ages.contains(age) {
    caveats.append(
      "this patient's age (\(DecimalText.plain(age.rounded(.down)))) is outside the cohort's "
        + "(\(cohort.agesText))")
  }
  return caveats
}

private func text(_ caveats: [String]) -> String { caveats.joined(separator: "; ") }
