import Foundation
import Phantom
import Vocabulary

/// The two graded images.
enum Modality: String, CaseIterable {
  case ct = "CT"
  case qsm = "susceptibility"

  func truth(_ side: HeadResult.Pallidum) -> Int {
    self == .ct ? side.truth.ctGrade : side.truth.qsmGrade
  }

  func reported(_ side: HeadResult.Pallidum) -> HeadResult.Grade? { self == .ct ? side.ct : side.qsm }

  /// True if no cut-off lies within `ValidationDocument.nearCutoff`.
  func isClear(_ side: HeadResult.Pallidum) -> Bool {
    let distance = self == .ct ? side.truth.ctCutoffDistance : side.truth.qsmCutoffDistance
    return distance.map { $0 > ValidationDocument.nearCutoff } ?? true
  }
}

extension ValidationDocument {
  /// Distance of the mean from where the kind changes beyond which a kind counts as clear, ppb: twice the systematic error
  /// that the cut-offs allow for.
  static let clearKindPpb = 20.0

  /// The confusion matrix of a grade.
  func matrix(_ modality: Modality, clearOnly: Bool = false) -> ConfusionMatrix {
    var m = ConfusionMatrix(["0", "1", "2"])
    for (_, side) in sides where !clearOnly || modality.isClear(side) {
      m.add(truth: modality.truth(side), Self.answer(modality.reported(side)))
    }
    return m
  }

  private static func answer(_ grade: HeadResult.Grade?) -> ConfusionMatrix.Answer {
    guard let grade else { return .missing }
    return grade.grade.map { .category($0) } ?? .withheld
  }

  /// The confusion matrix of the kind.
  func kindMatrix(clearOnly: Bool = false) -> ConfusionMatrix {
    let kinds = GradingTruth.Kind.allCases
    var m = ConfusionMatrix(kinds.map(\.rawValue))
    for (_, side) in sides {
      if clearOnly, let margin = side.truth.kindMarginPpb, margin < Self.clearKindPpb { continue }
      if clearOnly, !Modality.ct.isClear(side) { continue }
      let truth = kinds.firstIndex(of: side.truth.kind) ?? 0
      let found = side.kind.flatMap { k in kinds.firstIndex { $0.rawValue == k } }
      m.add(truth: truth, side.ct == nil ? .missing : found.map { .category($0) } ?? .withheld)
    }
    return m
  }

  /// Sensitivity and specificity of the flag, over the sides where it is reported.
  var flag: (sensitivity: Proportion, specificity: Proportion) {
    let known = sides.map(\.side).filter { $0.flag != nil }
    let positive = known.filter { $0.truth.kind == .paradoxical }
    let negative = known.filter { $0.truth.kind != .paradoxical }
    return (
      Proportion(positive.count { $0.flag == true }, of: positive.count),
      Proportion(negative.count { $0.flag == false }, of: negative.count)
    )
  }

  private func table(_ m: ConfusionMatrix) -> String {
    Validation.table(
      ["true, down; reported, across"] + m.categories + ["withheld", "no report"],
      m.categories.indices.map { t in
        [m.categories[t]] + m.counts[t].map(String.init) + ["\(m.withheld[t])", "\(m.missing[t])"]
      })
  }

  var grades: String {
    var out =
      "The truth are the cut-offs, version 2, applied to the deposits themselves without noise. A side is *clear* where no "
      + "volume or amplitude lies within \(Int(Self.nearCutoff * 100)) % of a cut-off. Kappa has linear weights; intervals are Wilson's of 95 %.\n"
    for modality in Modality.allCases {
      let m = matrix(modality)
      let clear = matrix(modality, clearOnly: true)
      out += "\n### GP, \(modality.rawValue)\n\n" + table(m)
      out +=
        "\nRight: \(m.right.text); of the clear ones \(clear.right.text). Off by two grades: \(m.off(by: 2)). "
        + "Weighted kappa \(text(m.weightedKappa)); of the clear ones \(text(clear.weightedKappa)).\n"
    }
    let kinds = kindMatrix()
    out += "\n### Kind of the dense foci\n\n" + table(kinds)
    out +=
      "\nRight: \(kinds.right.text); of those clear on CT and at least \(Int(Self.clearKindPpb)) ppb from where the kind changes "
      + "\(kindMatrix(clearOnly: true).right.text). The truth's levels have the spread of the tissue alone; noise widens those "
      + "of the report, so that it calls some diamagnetic deposits mixed.\n"
    let flag = flag
    out +=
      "\n### Flag of paradoxical calcification\n\nSensitivity \(flag.sensitivity.text); specificity \(flag.specificity.text). "
      + "A side whose CT grade is missed can have no flag; it counts here.\n"
    return out
  }

  /// Bins of the share of recalculations that agree.
  static let stabilityBins: [(name: String, holds: @Sendable (Double) -> Bool)] = [
    ("all agree", { $0 >= 1 }), ("0.8 to 1", { $0 >= 0.8 && $0 < 1 }), ("below 0.8", { $0 < 0.8 }),
  ]

  /// Shares that are right within a bin: all, clear of the cut-offs, near one.
  func calibration(_ modality: Modality, _ holds: (Double) -> Bool) -> (
    all: Proportion, clear: Proportion, near: Proportion
  ) {
    let own = sides.map(\.side).filter { side in
      guard let grade = modality.reported(side), grade.grade != nil, let s = grade.stability else {
        return false
      }
      return holds(s)
    }
    func share(_ some: [HeadResult.Pallidum]) -> Proportion {
      Proportion(some.count { modality.reported($0)?.grade == modality.truth($0) }, of: some.count)
    }
    return (share(own), share(own.filter(modality.isClear)), share(own.filter { !modality.isClear($0) }))
  }

  var stability: String {
    let rows = Modality.allCases.flatMap { modality in
      Self.stabilityBins.map { bin in
        let c = calibration(modality, bin.holds)
        return [modality.rawValue, bin.name, c.all.text, c.clear.text, c.near.text]
      }
    }
    return "Share of right grades by the share of recalculations that agree with the grade.\n\n"
      + Validation.table(
        ["image", "stability", "right, all", "clear of the cut-offs", "near a cut-off"], rows)
  }
}
