import Foundation
import Report
import Vocabulary

extension ReportView {
  /// One side of the result strip.
  struct SideView {
    /// RIGHT or LEFT, with a warning where the sides are not proven.
    let name: String
    /// right or left.
    let side: String
    let rows: [ResultRow]
    let comment: String?

    init(_ report: ReportDocument, _ side: Side) {
      let pallidum = report.pallidum(side)
      let measured = report.measurement(.globusPallidus, side)
      name =
        side.rawValue.uppercased()
        + (report.sidesAreProven ? "" : " \u{2014} \(ReportDocument.sidesNotProven)")
      let reason = { (withheld: String?) in report.reasonOnce(withheld) }
      self.side = side.rawValue
      rows = [
        .grade(
          "GP_CT", pallidum.gpCT, hasFocusBeside: pallidum.focusBesideZone("ct") != nil,
          maximum: pallidum.gpCT.maxHU.map { "\(DecimalText.plain($0)) HU max" },
          mean: measured?.ct.map { "\(DecimalText.plain($0.meanHU, 1)) HU mean" },
          published: ReportView.publishedBeside(report, side, "meanHU"), reason: reason),
        .grade(
          "GP_QSM", pallidum.gpQSM, hasFocusBeside: pallidum.focusBesideZone("qsm") != nil,
          maximum: pallidum.gpQSM.maxPpb.map { "\(number($0)) ppb max" },
          mean: measured?.qsm.map { "\(number($0.meanPpb)) ppb mean" },
          published: ReportView.publishedBeside(report, side, "meanPpb"), reason: reason),
        .paradox(pallidum.paradoxicalCalcification, reason: reason),
      ]
      comment = pallidum.comment
    }
  }

  /// A line of the result strip.
  struct ResultRow {
    /// A step of the scale 0, 1, 2.
    struct Step {
      var active: Bool
    }

    let label: String
    /// `1`, `yes`, `withheld`.
    let value: String
    /// `mild`; empty for yes and no.
    let word: String
    /// The reason, or the measurements behind the value.
    let detail: String
    /// calm, notable, strong or withheld: decides the colour.
    let tone: String
    let withheld: Bool
    /// Three for a grade, none otherwise.
    let steps: [Step]

    static func grade(
      _ label: String, _ grade: ReportDocument.Grade, hasFocusBeside: Bool, maximum: String?, mean: String?,
      published: String?, reason: (String?) -> String
    ) -> ResultRow {
      guard let value = grade.grade, grade.withheld == nil else {
        return withheldRow(label, reason(grade.withheld))
      }
      let volume =
        value > 0
        ? grade.focusVolumeMm3.map { "focus \(DecimalText.plain($0)) mm\u{B3}" }
        : hasFocusBeside ? "focus outside the medial zone only" : "no focus"
      // What was varied, and the distance to the cut-off, stand under the measurements.
      let stability = grade.stabilityText.split(separator: " (").first.map(String.init)
      let details = [volume, maximum, mean, published, stability].compactMap(\.self).map(unbroken)
      return ResultRow(
        label: label, value: "\(value)", word: gradeWord(value),
        detail: details.joined(separator: " \u{B7} "),
        tone: ["calm", "notable", "strong"][min(max(value, 0), 2)], withheld: false,
        steps: (0...2).map { Step(active: $0 <= value) })
    }

    static func paradox(
      _ paradox: ReportDocument.ParadoxicalCalcification, reason: (String?) -> String
    ) -> ResultRow {
      let label = "Paradoxical calcification"
      guard let flag = paradox.flag, paradox.withheld == nil else {
        return withheldRow(label, reason(paradox.withheld))
      }
      let mean = paradox.focusMeanPpb.map { "\(number($0)) ppb mean over \(paradox.focusVoxels) voxels" }
      let what =
        switch paradox.kind {
        case "paradoxical": "CT focus is paramagnetic"
        case "diamagnetic": "CT focus is diamagnetic"
        case "mixed": "CT focus neither clearly paramagnetic nor diamagnetic"
        default: "no CT focus"
        }
      let details = [what, paradox.kind == "none" ? nil : mean, paradox.confidence].compactMap(\.self)
      return ResultRow(
        label: label, value: flag ? "yes" : "no", word: "", detail: details.joined(separator: " \u{B7} "),
        tone: flag ? "strong" : "calm", withheld: false, steps: [])
    }

    private static func withheldRow(_ label: String, _ reason: String) -> ResultRow {
      ResultRow(
        label: label, value: "withheld", word: "", detail: reason, tone: "withheld", withheld: true, steps: []
      )
    }
  }

  /// What the result rests on, under the strip.
  struct TrustItem {
    let mark: Mark
    let text: String

    static func all(_ report: ReportDocument) -> [TrustItem] {
      var items: [TrustItem] = []
      let sign = report.susceptibility.signCheck
      let agreeing = sign.votes.filter { $0.verdict == "pass" }.count
      items.append(
        TrustItem(
          mark: Mark(sign: sign.verdict),
          text: "Susceptibility sign: \(agreeing) of \(sign.votes.count) votes agree"))
      if let registration = report.registration {
        // An error means nothing where the fit failed.
        let mm = registration.verdict == .fail ? nil : registration.uncertaintyAtPallidumMm
        let uncertainty = mm.map {
          ": \(DecimalText.plain($0, 1)) mm at the GP"
        }
        items.append(
          TrustItem(mark: Mark(registration.verdict), text: "CT\u{2013}MR fit\(uncertainty ?? "")"))
      } else {
        items.append(TrustItem(mark: Mark(word: "none", tone: "bad"), text: "CT\u{2013}MR fit"))
      }
      items.append(
        TrustItem(
          mark: report.identity.matches ? Mark(.pass) : Mark(word: "overridden", tone: "bad"),
          text: "CT and MR name the same patient"))
      items.append(susceptibilityMap(report))
      return items
    }

    /// Withheld for the sides or the sign is no failure of the map.
    private static func susceptibilityMap(_ report: ReportDocument) -> TrustItem {
      let map = report.susceptibility
      let short =
        if !report.sidesAreProven { ReportDocument.sidesNotProven } else {
          map.signCheck.verdict == "fail" ? "sign contradicted" : nil as String?
        }
      if map.withheld != nil, let short {
        return TrustItem(mark: Mark(word: "withheld", tone: "bad"), text: "Susceptibility map: \(short)")
      }
      let noise = map.fieldNoisePpb.map { ": field noise \(DecimalText.plain($0, 1)) ppb" }
      return TrustItem(mark: Mark(map.verdict), text: "Susceptibility map\(noise ?? "")")
    }
  }
}

extension ReportView.Mark {
  init(_ verdict: Verdict) {
    self.init(word: verdict.rawValue, tone: verdict == .pass ? "ok" : verdict == .warn ? "warn" : "bad")
  }

  /// The sign check's verdict: pass, fail or inconclusive.
  init(sign verdict: String) {
    self.init(word: verdict, tone: verdict == "pass" ? "ok" : verdict == "fail" ? "bad" : "warn")
  }
}

/// A signed number with the typographic minus.
func number(_ value: Double, _ decimals: Int = 0) -> String {
  DecimalText.typographic(DecimalText.signed(value, decimals))
}

/// Short text that is not broken across lines; longer text (it would not fit a narrow column) may be.
private func unbroken(_ text: String) -> String {
  let longest = 24
  return text.count > longest ? text : text.replacingOccurrences(of: " ", with: "\u{A0}")
}
