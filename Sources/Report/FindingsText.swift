import Vocabulary

/// The findings and impression of a report as text to paste into a dictation.
///
/// First a paragraph for each reason that withholds more than one result, then one for each side (right first, as on the
/// images), one for how the values compare, one for the quality and one for what a reader entered. Plain sentences with units; Latin-1
/// characters only but for a reader's own words, so that no dictation system loses one. The text states measurements and the aid's grades, never a diagnosis.
public func findingsText(for report: ReportDocument) -> ReportDocument.Findings {
  var findings = report.sharedWithheldGroups.map { $0.sentence }
  findings += [Side.right, .left].map { sideParagraph(report, $0) }
  if let microbleeds = microbleedParagraph(report) { findings.append(microbleeds) }
  if let comparison = comparisonParagraph(report) { findings.append(comparison) }
  if let quality = qualityParagraph(report) { findings.append(quality) }
  if let entered = report.readerInput { findings.append(entered.paragraph) }
  var impression = [Side.right, .left].map { impressionLine(report, $0) }
  if let line = withheldLine(report) { impression.append(line) }
  impression.append(
    "Grades are a computed aid (cut-offs version \(report.cutoffs.version)), not a diagnosis, and need "
      + "confirmation by a radiologist.")
  return ReportDocument.Findings(findings: findings, impression: impression)
}

/// A grade in words (Kim 2022: 0 negative, 1 mild, 2 moderate to severe).
public func gradeWord(_ grade: Int) -> String {
  switch grade {
  case 0: "negative"
  case 1: "mild"
  default: "moderate to severe"
  }
}

extension ReportDocument {
  /// The pallidum of a side.
  public func pallidum(_ side: Side) -> PallidumSide { side == .left ? pallidum.left : pallidum.right }

  /// The reason, from the first of several, without a full stop at its end; `no reason recorded` if none is.
  public static func reason(_ candidates: String?...) -> String {
    var text = candidates.compactMap(\.self).first { !$0.isEmpty } ?? "no reason recorded"
    while text.hasSuffix(".") || text.hasSuffix(" ") { text.removeLast() }
    return text
  }

  /// The name of the region that susceptibility is referenced to.
  public var referenceRegionName: String { Self.referenceName(susceptibility.referenceRegion) }

  /// True if susceptibility is referenced to fluid, of the whole brain or of a part.
  public var referenceIsCSF: Bool { ["csf", "atrialCSF"].contains(susceptibility.referenceRegion) }

  /// The name of a reference region in words.
  public static func referenceName(_ region: String) -> String {
    switch region {
    case "wholeBrain": "whole brain"
    case "csf": "CSF"
    case "atrialCSF": "CSF of the atria"
    default: region
    }
  }
}

// MARK: - One side

private func sideParagraph(_ report: ReportDocument, _ side: Side) -> String {
  let pallidum = report.pallidum(side)
  let measurement = report.measurement(.globusPallidus, side)
  var sentences = [
    "\(side == .right ? "Right" : "Left") globus pallidus"
      + (report.sidesAreProven ? ": " : " (\(ReportDocument.sidesNotProven)): ")
      + attenuationSentence(report, pallidum, measurement: measurement),
    susceptibilitySentence(report, pallidum, measurement: measurement),
    paradoxSentence(
      report, pallidum.paradoxicalCalcification,
      where: pallidum.focusBesideZone("ct").map { _ in " in the medial part" }),
  ]
  if let measurement { sentences.append(wholeNucleusSentence(measurement)) }
  if let comment = pallidum.comment, !comment.isEmpty {
    sentences.append(ReportDocument.reason(comment) + ".")
  }
  return sentences.joined(separator: " ")
}

private func attenuationSentence(
  _ report: ReportDocument, _ side: ReportDocument.PallidumSide,
  measurement: ReportDocument.StructureMeasurement?
) -> String {
  guard let grade = side.gpCT.grade, side.gpCT.withheld == nil else {
    return "GP_CT is withheld (\(report.reasonOnce(side.gpCT.withheld, measurement?.ctWithheld)))."
  }
  let maximum = side.gpCT.maxHU.map { ", maximum \(DecimalText.plain($0)) HU" } ?? ""
  guard grade > 0 else {
    let none = side.focusBesideZone("ct").map { "no hyperdense focus in the medial part on CT; \($0)" }
    return "\(none ?? "no hyperdense focus on CT\(maximum)") (GP_CT grade 0, negative)."
  }
  let volume = side.gpCT.focusVolumeMm3.map { " of \(DecimalText.plain($0)) mm\u{B3}" } ?? ""
  let number = side.foci.count { $0.modality == "ct" && $0.counted == true }
  let what = number > 1 ? "\(number) hyperdense foci" : "hyperdense focus"
  return "\(what) in the medial part on CT\(volume)\(maximum) "
    + "(GP_CT grade \(grade), \(gradeWord(grade)))."
}

private func susceptibilitySentence(
  _ report: ReportDocument, _ side: ReportDocument.PallidumSide,
  measurement: ReportDocument.StructureMeasurement?
) -> String {
  guard let grade = side.gpQSM.grade, side.gpQSM.withheld == nil else {
    return "GP_QSM is withheld (\(report.reasonOnce(side.gpQSM.withheld, measurement?.qsmWithheld)))."
  }
  let maximum = side.gpQSM.maxPpb.map { ", maximum \(DecimalText.signed($0)) ppb" } ?? ""
  guard grade > 0 else {
    let none = side.focusBesideZone("qsm").map {
      "No focal increase of susceptibility in the medial part on QSM; \($0)"
    }
    return "\(none ?? "No focal increase of susceptibility on QSM\(maximum)") (GP_QSM grade 0, negative)."
  }
  let volume = side.gpQSM.focusVolumeMm3.map { " of \(DecimalText.plain($0)) mm\u{B3}" } ?? ""
  return "Focal increase of susceptibility on QSM\(volume)\(maximum) "
    + "(GP_QSM grade \(grade), \(gradeWord(grade)))."
}

extension ReportDocument.PallidumSide {
  /// The foci of a modality that lie in the pallidum beside its medial zone, in words; nil where there are none.
  public func focusBesideZone(_ modality: String) -> String? {
    let foci = foci.filter { $0.modality == modality && !$0.inZone && $0.kind != "vesselLike" }
    guard let largest = foci.max(by: { $0.volumeMm3 < $1.volumeMm3 }) else { return nil }
    let maximum =
      modality == "ct"
      ? largest.maxHU.map { " (maximum \(DecimalText.plain($0)) HU)" }
      : largest.maxPpb.map { " (maximum \(DecimalText.signed($0)) ppb)" }
    let what = "of \(DecimalText.plain(largest.volumeMm3)) mm\u{B3}\(maximum ?? "")"
    return foci.count == 1
      ? "a focus \(what) outside it does not count"
      : "\(foci.count) foci outside it, the largest \(what), do not count"
  }
}

private func paradoxSentence(
  _ report: ReportDocument, _ paradox: ReportDocument.ParadoxicalCalcification, where place: String?
) -> String {
  guard let flag = paradox.flag, paradox.withheld == nil else {
    return "Paradoxical calcification is withheld (\(report.reasonOnce(paradox.withheld)))."
  }
  let mean = paradox.focusMeanPpb.map { ", mean \(DecimalText.signed($0)) ppb" } ?? ""
  let evidence = "\(mean) over \(paradox.focusVoxels) voxels"
  let confidence = paradox.confidence.map { " (\(ReportDocument.reason($0)))" } ?? ""
  if flag {
    return "The CT focus is paramagnetic on QSM\(evidence)\(confidence): "
      + "pattern of paradoxical calcification, iron outweighing calcium."
  }
  switch paradox.kind {
  case "diamagnetic":
    return "The CT focus is diamagnetic on QSM\(evidence)\(confidence): "
      + "pattern of calcium without predominant iron, not paradoxical."
  case "mixed":
    return "The CT focus is neither clearly paramagnetic nor clearly diamagnetic on QSM\(evidence)"
      + "\(confidence): not called paradoxical."
  default: return "No paradoxical calcification: there is no CT focus\(place ?? "")."
  }
}

private func wholeNucleusSentence(_ m: ReportDocument.StructureMeasurement) -> String {
  let hu = m.ct.map {
    "attenuation \(DecimalText.plain($0.meanHU, 1)) \u{B1} \(DecimalText.plain($0.sdHU, 1)) HU"
  }
  let chi = m.qsm.map {
    "susceptibility \(DecimalText.signed($0.meanPpb)) \u{B1} \(DecimalText.plain($0.sdPpb)) ppb"
  }
  let r2star = m.r2star.map { "R2* \(DecimalText.plain($0.meanPerSecond, 1))/s" }
  let values = [hu, chi, r2star].compactMap(\.self)
  let volume = "volume \(DecimalText.plain(m.volumeMm3)) mm\u{B3}"
  let cut = m.truncated ? " The nucleus is cut off by the edge of the slab." : ""
  return "Whole nucleus, mean \u{B1} SD: \((values + [volume]).joined(separator: ", ")).\(cut)"
}

// MARK: - Both sides

private func impressionLine(_ report: ReportDocument, _ side: Side) -> String {
  let pallidum = report.pallidum(side)
  func grade(_ grade: ReportDocument.Grade, _ modality: String) -> String {
    guard grade.withheld == nil, let value = grade.grade else { return "withheld" }
    let beside = value == 0 && pallidum.focusBesideZone(modality) != nil
    return "\(value) (\(gradeWord(value))\(beside ? "; a focus only outside the medial part" : ""))"
  }
  let paradox = pallidum.paradoxicalCalcification
  let calcification =
    switch (paradox.withheld == nil ? paradox.flag : nil, paradox.kind) {
    case (true?, _): "paradoxical calcification: yes, the CT focus is paramagnetic"
    case (false?, "diamagnetic"): "paradoxical calcification: no, the CT focus is diamagnetic"
    case (false?, "mixed"): "paradoxical calcification: no, the CT focus is mixed"
    case (false?, _): "paradoxical calcification: no"
    case (nil, _): "paradoxical calcification: withheld"
    }
  return "\(side == .right ? "Right" : "Left"): GP_CT \(grade(pallidum.gpCT, "ct")), "
    + "GP_QSM \(grade(pallidum.gpQSM, "qsm")), \(calcification)."
}

/// What was withheld; the reasons stand in the findings.
private func withheldLine(_ report: ReportDocument) -> String? {
  let subjects = report.withheldGroups.map(\.subject)
  guard !subjects.isEmpty else { return nil }
  return "Withheld by quality control for the reasons given in the findings: "
    + subjects.joined(separator: "; ") + "."
}
