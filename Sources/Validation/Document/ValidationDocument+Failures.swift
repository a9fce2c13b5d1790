import Foundation
import Phantom
import Vocabulary

extension ValidationDocument {
  /// Sentences without their numbers, so that the same reason of many heads is one row.
  private static func withoutNumbers(_ s: String) -> String {
    s.replacing(#/[−+-]?\d+(\.\d+)?/#, with: "#")
  }

  private func counted(_ severity: String) -> [[String]] {
    var heads: [String: Set<String>] = [:]
    for head in results.drawn {
      for n in head.notices where n.severity == severity {
        let subject = n.subject.split(separator: ".").first.map(String.init) ?? n.subject
        heads["\(subject)\u{1}\(Self.withoutNumbers(n.message))", default: []].insert(head.name)
      }
    }
    return heads.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.map { key, names in
      let parts = key.split(separator: "\u{1}", maxSplits: 1).map(String.init)
      let first = names.sorted { $0.count == $1.count ? $0 < $1 : $0.count < $1.count }.prefix(4)
      return [parts[0], "\(names.count)", parts.count > 1 ? parts[1] : "", first.joined(separator: ", ")]
    }
  }

  var withheld: String {
    let failed = results.drawn.filter { !$0.hasReport }
    let held = counted("withheld")
    let warned = counted("warning")
    var out = "Heads without report: \(failed.count).\n"
    if !failed.isEmpty {
      out +=
        "\n"
        + table(
          ["head", "exit", "why", "acquisition"],
          failed.map { [$0.name, "\($0.exit)", $0.failure ?? "", $0.acquisition] })
    }
    let heading = ["subject", "heads", "message (numbers as #)", "such as"]
    out += "\nWithheld:\n\n" + (held.isEmpty ? "nothing.\n" : table(heading, held))
    out += "\nWarnings:\n\n" + (warned.isEmpty ? "none.\n" : table(heading, warned))
    return out
  }

  /// One wrong or missing answer.
  private func wrongRows(_ all: [(head: HeadResult, side: HeadResult.Pallidum)]) -> [[String]] {
    all.flatMap { head, side -> [[String]] in
      var rows: [[String]] = []
      for modality in Modality.allCases {
        guard let found = modality.reported(side), let grade = found.grade, grade != modality.truth(side)
        else { continue }
        let t = side.truth
        let isCT = modality == .ct
        rows.append([
          head.name, side.side.rawValue, modality.rawValue, "\(modality.truth(side))", "\(grade)",
          isCT ? "\(text(t.ctFocusMm3, 0)) mm³, \(text(t.ctPeakHU, 0)) HU" : "\(text(t.qsmFocusMm3, 0)) mm³",
          isCT
            ? "\(text(found.focusVolumeMm3, 0)) mm³, \(text(found.maxHU, 0)) HU"
            : "\(text(found.focusVolumeMm3, 0)) mm³",
          text(found.stability), Self.distance(isCT ? t.ctCutoffDistance : t.qsmCutoffDistance),
          words(head, side.side),
        ])
      }
      if let kind = side.kind, kind != side.truth.kind.rawValue {
        rows.append([
          head.name, side.side.rawValue, "kind", side.truth.kind.rawValue, kind,
          "\(text(side.truth.focusMeanPpb, 0)) ppb", "\(text(side.focusMeanPpb, 0)) ppb", "–",
          side.truth.kindMarginPpb.map { "\(text($0, 0)) ppb" } ?? "–", words(head, side.side),
        ])
      }
      return rows
    }
  }

  private static func distance(_ d: Double?) -> String { d.map { "\(text($0 * 100, 0)) %" } ?? "over 100 %" }

  /// What a drawn head has on one side, with how well the pallidum was outlined and the CT laid over it.
  private func words(_ head: HeadResult, _ side: Side) -> String {
    let own = head.summary.split(separator: ", ").first { $0.hasPrefix(side.rawValue) }.map(String.init)
    let gp = head.nuclei.first { $0.name == .globusPallidus && $0.side == side }
    let error = head.pallida.first { $0.side == side }?.registrationErrorMm
    return
      "\(own ?? head.summary); \(head.acquisition); Dice \(text(gp?.dice)), registration \(text(error, 1)) mm"
  }

  var failures: String {
    let rows = wrongRows(sides)
    guard !rows.isEmpty else { return "None.\n" }
    return
      "Any of them again: `pallidum phantom --scenario random-SEED --output HEAD` and `pallidum report HEAD/study --output REPORT`"
      + (isCoarse ? " (fine grids; here they were coarse)" : "")
      + ", or `pallidum validate --heads 1 --seed SEED --no-scenarios --keep DIR --output FILE`\(isCoarse ? " with `--coarse`" : ""). "
      + "*Distance*: the least relative change of volumes or amplitudes that changes the true grade.\n\n"
      + table(
        [
          "head", "side", "what", "true", "reported", "true focus", "reported focus", "stability", "distance",
          "head and scan",
        ], rows)
  }

  var scenarios: String {
    guard !results.named.isEmpty else { return "Not run.\n" }
    func grade(_ g: HeadResult.Grade?) -> String {
      g.map { $0.grade.map(String.init) ?? "withheld" } ?? "no report"
    }
    let rows = results.named.flatMap { head in
      head.pallida.reversed().map { side -> [String] in
        let t = side.truth
        let kind = side.kind ?? (side.ct == nil ? "no report" : "withheld")
        let isRight =
          side.ct?.grade == t.ctGrade && side.qsm?.grade == t.qsmGrade && side.kind == t.kind.rawValue
        let gp = head.nuclei.first { $0.name == .globusPallidus && $0.side == side.side }
        return [
          head.name, side.side.rawValue, "\(t.qsmGrade)/\(t.ctGrade)", "\(grade(side.qsm))/\(grade(side.ct))",
          t.kind.rawValue, kind, text(gp?.dice), isRight ? "yes" : "no",
        ]
      }
    }
    let reasons = results.named.flatMap { head -> [[String]] in
      if let failure = head.failure { return [[head.name, "exit \(head.exit)", failure]] }
      return head.notices.filter { $0.severity == "withheld" }.map { [head.name, $0.subject, $0.message] }
    }
    return
      "What each is for: `pallidum phantom --list`. Grades as susceptibility/CT.\n\n"
      + table(
        [
          "scenario", "side", "true grades", "reported", "true kind", "reported", "Dice of the pallidum",
          "as expected",
        ], rows)
      + (reasons.isEmpty
        ? "" : "\nWhy something is missing:\n\n" + table(["scenario", "subject", "message"], reasons))
  }

  /// The first section: sentences from the numbers alone.
  public var summary: String {
    var lines: [String] = []
    let reports = Proportion(results.drawn.count(where: \.hasReport), of: results.drawn.count)
    lines.append("\(reports.count) of \(reports.total) heads were reported.")
    for s in Structure.allCases {
      let dice = Sample(nuclei(s).map(\.dice))
      guard s == .globusPallidus, let median = dice.median, let goal = Self.goal(s) else { continue }
      let missed = Structure.allCases.filter { o in
        guard let g = Self.goal(o), let m = Sample(nuclei(o).map(\.dice)).median else { return false }
        return m < g
      }
      lines.append(
        "The pallidum's outline has a median Dice of \(text(median)) (goal \(text(goal)): \(median >= goal ? "reached" : "missed")), "
          + "5th percentile \(text(dice.percentile(5))). Goals missed: \(missed.isEmpty ? "none" : missed.map(\.displayName).joined(separator: ", "))."
      )
    }
    let chi = Sample(nuclei(.globusPallidus).compactMap(\.chiErrorPpb))
    let hu = Sample(nuclei(.globusPallidus).compactMap(\.huError))
    lines.append(
      "Its mean susceptibility is off by \(text(chi.mean, 1, sign: true)) ± \(text(chi.standardDeviation, 1)) ppb, its attenuation by "
        + "\(text(hu.mean, 1, sign: true)) ± \(text(hu.standardDeviation, 1)) HU (mean ± SD).")
    for modality in Modality.allCases {
      let m = matrix(modality)
      let all = calibration(modality, Self.stabilityBins[0].holds).all
      let withheld = m.withheld.reduce(0, +)
      let high = m.categories.indices.reduce(0) { n, t in n + m.counts[t].suffix(from: t + 1).reduce(0, +) }
      lines.append(
        "The grade on \(modality.rawValue) is right on \(m.right.text) reported sides; where all recalculations agree on \(all.text). "
          + "Wrong ones: \(high) too high, \(m.reported - m.right.count - high) too low, \(m.off(by: 2)) by two grades. Withheld: \(withheld) sides."
      )
    }
    let f = flag
    lines.append(
      "Paradoxical calcification is found with a sensitivity of \(f.sensitivity.text) and a specificity of \(f.specificity.text)."
    )
    if !results.named.isEmpty {
      let right = results.named.count { head in
        head.pallida.allSatisfy {
          $0.ct?.grade == $0.truth.ctGrade && $0.qsm?.grade == $0.truth.qsmGrade
            && $0.kind == $0.truth.kind.rawValue
        }
      }
      lines.append("\(right) of \(results.named.count) named scenarios come out as expected on both sides.")
    }
    return lines.map { "- \($0)\n" }.joined()
  }
}
