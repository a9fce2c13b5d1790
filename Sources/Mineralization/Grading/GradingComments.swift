import Foundation
import Vocabulary

/// A line on a pattern of grades that was not seen in Kim 2022's 105 patients.
func patternComment(ct: Int?, qsm: Int?, paradox: ParadoxKind?) -> String? {
  guard let ct, let qsm, qsm < ct else { return nil }
  let usual =
    "The susceptibility grade (\(qsm)) is below the CT grade (\(ct)), "
    + "which none of 105 patients showed (Kim 2022)"
  return paradox == .diamagnetic
    ? "\(usual): the dense focus is diamagnetic, as true calcification is."
    : "\(usual): check the registration, the outline and the susceptibility map."
}

/// Lines on levels that are not the pallidum's own, or that a deposit may have made.
func levelComments(
  _ ct: AttenuationFindings?, _ qsm: SusceptibilityFindings?, _ c: GradingCutoffs
) -> [String?] {
  var lines: [String?] = []
  if let level = ct?.background, level.source != .ownPallidum {
    lines.append(
      String(
        format: "Dense foci fill %.0f %% of the pallidum, so they are told from %@ (%.0f HU).",
        level.excludedShare * 100, name(level.source), level.median))
  }
  if let level = qsm?.background {
    let ppb = level.median * ppbPerPPM
    if level.source != .ownPallidum {
      lines.append(
        String(
          format: "Deposits fill the pallidum, so susceptibility foci are told from %@ (%+.0f ppb).",
          name(level.source), ppb))
    } else if ppb > c.qsmPublishedUpperPpb + c.qsmExcessPpb {
      lines.append(
        String(
          format:
            "The pallidum's level of %+.0f ppb lies %.0f ppb above that of published patients of grade 2 "
            + "(upper quartile %.0f ppb, Kim 2022): a deposit that fills it, or iron throughout, makes no focus here and "
            + "is not in the grade.", ppb, ppb - c.qsmPublishedUpperPpb, c.qsmPublishedUpperPpb))
    }
  }
  return lines
}

private func name(_ source: PallidalBackground.Source) -> String {
  switch source {
  case .ownPallidum: "its own level"
  case .otherSide: "the other side's level"
  case .published: "a published level (Kim 2022, grade 0)"
  }
}

/// A line on foci that are like vessels; nil where there is none.
func vesselComment(_ f: SusceptibilityFindings?, _ c: GradingCutoffs) -> String? {
  guard let f else { return nil }
  let vessels = f.foci.indices.filter { f.vesselLike[$0] && f.inZone[$0] }
  guard !vessels.isEmpty else { return nil }
  let measures = vessels.map {
    String(
      format: "%.0f mm³, length %.0f mm, diameter %.1f mm, %.0f mm beyond the pallidum", f.foci[$0].volumeMm3,
      f.shapes[$0].lengthMm, f.shapes[$0].diameterMm, f.shapes[$0].beyondMm)
  }
  let with = f.gradeWithVessels(c)
  let effect =
    with == f.grade(c)
    ? "the grade would be the same with \(vessels.count == 1 ? "it" : "them")"
    : "with \(vessels.count == 1 ? "it" : "them") GP_QSM would be \(with)"
  return "Vessel-like on QSM, not counted: \(measures.joined(separator: "; ")); \(effect)."
}

/// Where a haemorrhage comes into question; the line decides nothing.
///
/// Clotted blood stays below 90 HU, as for `denseCalcifications`. The excess of 0.5 ppm over the pallidum's level is chosen.
private let clot = (belowHU: 90.0, leastPPM: 0.5)

/// A line on a dense, strongly paramagnetic focus that clotted blood would look like; nil where there is none.
func clotComment(_ foci: [FocusResult], level: PallidalBackground?, _ c: GradingCutoffs) -> String? {
  let like = foci.filter { f in
    guard f.modality == .ct, f.counts, let hu = f.maxHU, let ppb = f.meanPpb, let level else { return false }
    return f.volumeMm3 >= c.ctGrade2VolumeMm3 && hu < clot.belowHU
      && ppb / ppbPerPPM - level.median >= clot.leastPPM
  }
  guard let f = like.first, let hu = f.maxHU, let ppb = f.meanPpb else { return nil }
  return String(
    format:
      "A dense focus of %.0f mm³ with at most %.0f HU is strongly paramagnetic (%+.0f ppb): clotted blood looks the same on "
      + "both images (it stays below %.0f HU), so they do not tell mineral from a haemorrhage.",
    f.volumeMm3, hu, ppb, clot.belowHU)
}
