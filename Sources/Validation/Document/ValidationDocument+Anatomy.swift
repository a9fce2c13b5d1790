import Foundation
import Vocabulary

extension ValidationDocument {
  /// What the median Dice of a nucleus should reach; nil where no goal was set.
  static func goal(_ structure: Structure) -> Double? {
    switch structure {
    case .globusPallidus: 0.88
    case .putamen: 0.85
    case .caudate, .thalamus: 0.80
    case .substantiaNigra, .redNucleus: 0.70
    case .dentateNucleus: nil
    }
  }

  func nuclei(_ structure: Structure) -> [HeadResult.Nucleus] {
    results.drawn.flatMap { $0.nuclei.filter { $0.name == structure } }
  }

  var anatomy: String {
    let rows = Structure.allCases.map { s -> [String] in
      let all = nuclei(s)
      let dice = Sample(all.map(\.dice))
      let centre = Sample(all.compactMap(\.centroidErrorMm))
      let volume = Sample(all.compactMap(\.volumeRatio).map { ($0 - 1) * 100 })
      return [
        s.displayName, "\(all.count)", text(dice.median, 3), text(dice.percentile(5), 3),
        text(dice.sorted.first, 3),
        Self.goal(s).map { text($0) } ?? "–", text(centre.median), text(centre.percentile(95)),
        text(volume.median, 1, sign: true), "\(all.count { $0.centroidErrorMm == nil })",
      ]
    }
    let worst = nuclei(.globusPallidus).min { $0.dice < $1.dice }
    let head = results.drawn.first { h in
      h.nuclei.contains { $0.name == .globusPallidus && $0.dice == worst?.dice && $0.side == worst?.side }
    }
    let remark =
      worst.flatMap { w in
        head.map { "\nWorst pallidum: \($0.name), \(w.side.rawValue), Dice \(text(w.dice, 3)).\n" }
      } ?? ""
    return table(
      [
        "nucleus", "sides", "Dice, median", "5th percentile", "least", "goal of the median",
        "centroid error, median, mm", "95th percentile, mm", "volume, median error, %", "not found",
      ], rows) + remark
  }

  var measurements: String {
    func row(_ s: Structure) -> [String] {
      let chi = Sample(nuclei(s).compactMap(\.chiErrorPpb))
      let hu = Sample(nuclei(s).compactMap(\.huError))
      return [
        s.displayName, "\(chi.sorted.count)", text(chi.mean, 1, sign: true), text(chi.standardDeviation, 1),
        text(chi.percentile(5), 1, sign: true), text(chi.percentile(95), 1, sign: true), "\(hu.sorted.count)",
        text(hu.mean, 1, sign: true), text(hu.standardDeviation, 1), text(hu.percentile(5), 1, sign: true),
        text(hu.percentile(95), 1, sign: true),
      ]
    }
    return
      "Mean over the reported outline minus true mean over the true outline, deposits included; susceptibility against the same "
      + "reference region.\n\n"
      + table(
        [
          "nucleus", "n", "χ bias, ppb", "SD", "5th", "95th percentile", "n", "HU bias", "SD", "5th",
          "95th percentile",
        ], Structure.allCases.map(row))
  }

  var registration: String {
    let errors = sides.compactMap { $0.side.registrationErrorMm }
    let e = Sample(errors)
    let verdicts = [Verdict.pass, .warn, .fail].map { verdict in
      let own = Sample(
        results.drawn.filter { $0.registrationVerdict == verdict }.flatMap {
          $0.pallida.compactMap(\.registrationErrorMm)
        })
      return [
        verdict.rawValue, "\(results.drawn.count { $0.registrationVerdict == verdict })", text(own.median),
        text(own.percentile(95)), text(own.sorted.last),
      ]
    }
    return
      "Distance between the places where the reported and the true transform put a pallidum.\n\n"
      + table(
        ["verdict", "heads", "error, median, mm", "95th percentile, mm", "greatest, mm"],
        verdicts + [
          [
            "all", "\(results.drawn.count { $0.registrationVerdict != nil })", text(e.median),
            text(e.percentile(95)), text(e.sorted.last),
          ]
        ])
  }
}
