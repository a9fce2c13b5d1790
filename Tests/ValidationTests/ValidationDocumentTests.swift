import Testing
import Vocabulary

@testable import Phantom
@testable import Validation

/// The document from results that are made up.
struct ValidationDocumentTests {
  private func side(
    _ side: Side, ct: (Int, Int?), qsm: (Int, Int?), kind: (GradingTruth.Kind, String?),
    stability: Double = 1,
    distance: Double? = nil
  ) -> HeadResult.Pallidum {
    var p = HeadResult.Pallidum(
      side: side,
      truth: GradingTruth.Side(
        ctGrade: ct.0, qsmGrade: qsm.0, kind: kind.0, ctFocusMm3: 30, ctPeakHU: 80, qsmFocusMm3: 30,
        focusMeanPpb: kind.0 == .none ? nil : 300, levelPpb: 130, ctCutoffDistance: distance,
        qsmCutoffDistance: distance, kindMarginPpb: kind.0 == .none ? nil : 170))
    func grade(_ g: Int?) -> HeadResult.Grade {
      HeadResult.Grade(grade: g, withheld: g == nil ? "no" : nil, stability: g == nil ? nil : stability)
    }
    p.ct = grade(ct.1)
    p.qsm = grade(qsm.1)
    p.kind = kind.1
    p.flag = kind.1.map { $0 == "paradoxical" }
    p.registrationErrorMm = 0.5
    return p
  }

  private func head(_ name: String, _ sides: [HeadResult.Pallidum], failure: String? = nil) -> HeadResult {
    HeadResult(
      name: name, summary: "left: iron, right: nothing", ageYears: 50, acquisition: "siemens, 3.0 T",
      exit: failure == nil ? 0 : 3, failure: failure, registrationVerdict: failure == nil ? .pass : nil,
      nuclei: failure == nil
        ? Side.allCases.map {
          HeadResult.Nucleus(
            name: .globusPallidus, side: $0, dice: 0.9, centroidErrorMm: 0.4, volumeRatio: 1.1,
            chiErrorPpb: -2, huError: 0.5)
        } : [],
      pallida: sides, notices: [], seconds: 1)
  }

  private func document(_ drawn: [HeadResult]) -> ValidationDocument {
    ValidationDocument(
      ValidationResults(drawn: drawn, named: []), date: "2026-01-02", version: "9.9.9",
      command: "pallidum validate --heads 2 --seed 7", seed: 7, isCoarse: false)
  }

  private var mixed: ValidationDocument {
    var lost = side(.left, ct: (2, nil), qsm: (2, nil), kind: (.paradoxical, nil))
    (lost.ct, lost.qsm) = (nil, nil)
    return document([
      head(
        "random-7",
        [
          side(
            .left, ct: (1, 2), qsm: (1, 1), kind: (.paradoxical, "paradoxical"), stability: 0.7, distance: 0.1
          ),
          side(.right, ct: (0, 0), qsm: (0, 0), kind: (.none, "none")),
        ]),
      head(
        "random-8",
        [
          side(.left, ct: (2, nil), qsm: (2, 0), kind: (.paradoxical, nil)),
          side(.right, ct: (0, 0), qsm: (0, 0), kind: (.none, "none")),
        ]),
      head("random-9", [lost], failure: "The phase images are missing | resend"),
    ])
  }

  @Test func countsAreThoseOfTheResults() {
    let d = mixed
    let ct = d.matrix(.ct)
    #expect(ct.counts == [[2, 0, 0], [0, 0, 1], [0, 0, 0]])
    #expect(ct.withheld == [0, 0, 1] && ct.missing == [0, 0, 1])
    #expect(d.matrix(.ct, clearOnly: true).counts == [[2, 0, 0], [0, 0, 0], [0, 0, 0]])
    let qsm = d.matrix(.qsm)
    #expect(qsm.off(by: 2) == 1 && qsm.right == Proportion(3, of: 4))
    let all = d.calibration(.ct) { $0 >= 1 }
    #expect(all.all == Proportion(2, of: 2))
    let unstable = d.calibration(.ct) { $0 < 0.8 }
    #expect(unstable.all == Proportion(0, of: 1) && unstable.near == Proportion(0, of: 1))
    #expect(d.flag.sensitivity == Proportion(1, of: 1) && d.flag.specificity == Proportion(2, of: 2))
  }

  @Test func everyFailureIsNamed() {
    let text = mixed.markdown
    #expect(text.contains("2 of 3 heads were reported"))
    #expect(text.contains("| random-9 | 3 | The phase images are missing / resend |"))
    #expect(text.contains("| random-7 | left | CT | 1 | 2 |"))
    #expect(text.contains("| random-8 | left | susceptibility | 2 | 0 |"))
    #expect(!text.contains("| random-7 | right |"))
    #expect(text.contains("Version 9.9.9, 2026-01-02, `pallidum validate --heads 2 --seed 7`"))
    #expect(text.contains("1 too high, 0 too low, 0 by two grades. Withheld: 1 sides."))
    #expect(text.contains("(goal 0.88: reached)"))
  }

  /// The summary says the opposite where the numbers do.
  @Test func summaryFollowsTheNumbers() {
    var bad = head("random-1", [])
    bad.nuclei = bad.nuclei.map {
      var n = $0
      n.dice = 0.5
      return n
    }
    #expect(document([bad]).summary.contains("(goal 0.88: missed)"))
    #expect(document([]).markdown.contains("0 of 0 heads were reported"))
  }
}
