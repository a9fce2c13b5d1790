import Vocabulary

/// How the values compare with published ones; every cohort is named with its size.
///
/// Nil if both modalities are withheld on both sides: there is nothing to compare.
func comparisonParagraph(_ report: ReportDocument) -> String? {
  let pallida = Side.allCases.compactMap { report.measurement(.globusPallidus, $0) }
  let hasCT = pallida.contains { $0.ct != nil }
  let hasChi = pallida.contains { $0.qsm != nil }
  guard hasCT || hasChi else { return nil }
  var sentences: [String] = []
  if let difference = asymmetry(report) { sentences.append(difference) }
  var published: [String] = []
  if hasCT {
    let hu = ReferenceCohorts.kimAttenuationByCT[0]
    published.append(
      "attenuation \(DecimalText.plain(hu.centre, 1)) \u{B1} "
        + "\(DecimalText.plain(hu.upper - hu.centre, 1)) HU (\(hu.countText))")
  }
  if hasChi {
    let chi = ReferenceCohorts.kimSusceptibilityByQSM[0]
    published.append(
      "susceptibility median \(DecimalText.plain(chi.centre)) ppb, interquartile range "
        + "\(DecimalText.plain(chi.lower)) to \(DecimalText.plain(chi.upper)) ppb (\(chi.countText))")
  }
  sentences.append(
    "For comparison, patients of grade 0 in the same modality, \(ReferenceCohorts.kimSource): "
      + published.joined(separator: ", ") + ".")
  if hasChi {
    let liu = ReferenceCohorts.liuSusceptibility(.globusPallidus)
    sentences.append(
      "\(ReferenceCohorts.liuSource) (\(liu.countText)): \(DecimalText.plain(liu.centre)) \u{B1} "
        + "\(DecimalText.plain(liu.upper - liu.centre)) ppb.")
    sentences.append(
      "Susceptibility here is relative to \(report.referenceRegionName); scanners, reconstructions and "
        + "reference regions of the cohorts differ, so absolute values compare only roughly.")
  }
  return sentences.joined(separator: " ")
}

private func asymmetry(_ report: ReportDocument) -> String? {
  guard let right = report.measurement(.globusPallidus, .right)?.qsm,
    let left = report.measurement(.globusPallidus, .left)?.qsm
  else { return nil }
  return
    "Mean pallidal susceptibility right minus left: \(DecimalText.signed(right.meanPpb - left.meanPpb)) ppb."
}

/// What the reader must know about the quality; nil if everything passed without a word.
func qualityParagraph(_ report: ReportDocument) -> String? {
  var sentences: [String] = []
  let sign = report.susceptibility.signCheck
  let agreeing = sign.votes.filter { $0.verdict == "pass" }.count
  switch sign.verdict {
  case "pass":
    sentences.append(
      "The sign of the susceptibility map was confirmed in the image (\(agreeing) of \(sign.votes.count) votes)."
    )
  case "fail": sentences.append("The sign of the susceptibility map is contradicted by the image.")
  default: sentences.append("The sign of the susceptibility map could not be confirmed in the image.")
  }
  if let registration = report.registration {
    // An error means nothing where the fit failed.
    let mm = registration.verdict == .fail ? nil : registration.uncertaintyAtPallidumMm
    let uncertainty = mm.map {
      ", uncertainty at the globus pallidus \(DecimalText.plain($0, 1)) mm"
    }
    sentences.append("Registration of CT to MR: \(registration.verdict.rawValue)\(uncertainty ?? "").")
  }
  if !report.identity.matches {
    sentences.append(
      "CT and MR do not name the same patient (\(report.identity.differences.joined(separator: ", ")) differ); "
        + "accepted with the reason: \(ReportDocument.reason(report.identity.overrideReason)).")
  }
  // Reasons for withholding stand beside what is withheld already.
  sentences += report.notices.filter { $0.severity == "warning" }.map {
    ReportDocument.reason($0.message) + "."
  }
  return sentences.isEmpty ? nil : sentences.joined(separator: " ")
}
