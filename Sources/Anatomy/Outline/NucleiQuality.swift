import Shapes
import Vocabulary
import Voxels

/// Limits of the checks; each states why.
private enum Limit {
  /// Correlation of χ with the template: noise gives about 0.1, a well placed head 0.6 and more.
  static let correlation = (fail: 0.30, warn: 0.45)
  /// Correlation of χ with the bent template about one pallidum (`docs/algorithms/anatomy.md` has the figures).
  static let agreement = (fail: 0.60, warn: 0.80)
  /// The same of another nucleus: below, its outline is the template's.
  static let otherAgreement = 0.35
  /// Pallidum against white matter, ppb: the youngest adults show 60 and more (Liu 2025: 81 ± 14 against about
  /// −20); CSF in its place shows 35.
  static let contrastPpb = (fail: 40.0, warn: 60.0)
  /// Share of a pallidum that is CSF on CT and R2*: beyond this it is an infarct's cavity or a ventricle.
  static let wetShare = (fail: 0.30, warn: 0.10)
  /// Share of a pallidum that is mineral from which its susceptibility is the mineral's.
  static let mineralShare = 0.5
  /// The same over the tissues' own spread: below 1 most voxels on the outline say nothing.
  static let contrastToNoise = (fail: 1.0, warn: 1.5)
  /// Volume of one pallidum against the placed template's: manual adults are 1571 ± 235 mm³ where the template is
  /// 1100 (shape table), 1.43 ± 0.21; the mean ± 3 SD, and more for the fail.
  static let relativeVolume = (fail: 0.45...2.5, warn: 0.65...2.1)
  /// Ratio of the smaller to the larger pallidum: labels agree to 0.9 in health.
  static let symmetry = (fail: 0.5, warn: 0.7)
  /// Distance of one pallidum from the other's mirror image in the placed template, mm: three and five times the
  /// difference of two sides that scatter by 1.3 mm.
  static let asymmetryMm = (fail: 9.0, warn: 5.5)
  /// Dice of the outline with its bent shape.
  static let shape = (fail: 0.55, warn: 0.70)
  /// Overlap (Dice) of a corrected outline with the one found here: below half the two hardly mean one place.
  static let correctedOverlap = 0.5
  /// Turn of the head about its own axes, degrees: beyond it sides or axes may be confused.
  static let leftAxis = (fail: 0.70, warn: 0.85)
}

/// What the checks judge.
struct NucleiEvidence {
  let outlines: Outlines
  let placement: Placement
  let map: TemplateMap
  /// Correlation of χ with the bent template about each nucleus.
  let agreement: [SidedStructure: Double]
  /// As in `NucleiParameters`.
  let mineralHU: Double
}

/// Nuclei other than the pallidum that neither χ nor mineral shows well enough for an outline of this head.
func doubtfulNuclei(_ e: NucleiEvidence) -> Set<SidedStructure> {
  Set(
    e.outlines.masks.keys.filter {
      $0.structure != .globusPallidus && e.outlines.corrected[$0] == nil
        && !(max(e.agreement[$0] ?? 0, e.outlines.denseAgreement[$0] ?? 0) >= Limit.otherAgreement)
    })
}

/// The checks on which everything measured in the nuclei depends.
func nucleiQuality(_ e: NucleiEvidence, doubtful: Set<SidedStructure>) -> [QualityCheck] {
  let pallida = Side.allCases.map { SidedStructure(.globusPallidus, $0) }
  // Both pallida are the reader's: nothing rests on the template's place any more.
  let needsPlacement = !pallida.allSatisfy { e.outlines.corrected[$0] != nil }
  var checks = placementChecks(e.placement).map { needsPlacement ? $0 : $0.atMostWarning }
  for side in Side.allCases { checks += pallidumChecks(side, e) }
  checks += sideChecks(e)
  if let check = correctionCheck(e.outlines) { checks.append(check) }
  let names = SidedStructure.all.filter(doubtful.contains).map {
    "\($0.side.rawValue) \($0.structure.displayName)"
  }
  checks.append(
    QualityCheck(
      check: "faintNuclei", value: Double(names.count), unit: "", verdict: names.isEmpty ? .pass : .warn,
      message: names.isEmpty
        ? "The susceptibility map shows the outlines of all other nuclei."
        : "The susceptibility map shows too little of: \(names.joined(separator: ", ")); "
          + "their outlines are the template's."))
  return checks
}

/// Whether the template found its place in this head.
func placementChecks(_ placement: Placement) -> [QualityCheck] {
  [
    atLeast(
      "templateCorrelation", placement.correlation, Limit.correlation, unit: "",
      "Correlation of the susceptibility map with the expected pattern of the deep nuclei"),
    // The template's left must be the patient's left: +x in LPS.
    atLeast(
      "leftAxis", normalized(placement.pose.affine.linear.c0).x, Limit.leftAxis, unit: "",
      "Cosine between the placed template's left and the patient's left"),
  ]
}

/// Which outlines are a reader's; nil if none is.
private func correctionCheck(_ outlines: Outlines) -> QualityCheck? {
  let names = SidedStructure.all.compactMap { s -> String? in
    guard let overlap = outlines.corrected[s] else { return nil }
    let dice =
      overlap.map { "Dice \(($0 * 100).rounded() / 100) with the program's own" } ?? "none found before"
    return "\(s.side.rawValue) \(s.structure.displayName) (\(dice))"
  }
  guard !names.isEmpty else { return nil }
  // A NIfTI file of another patient with the same grid would be elsewhere in this head.
  let isElsewhere = outlines.corrected.values.contains { ($0 ?? 1) < Limit.correctedOverlap }
  return QualityCheck(
    check: "correctedOutlines", value: Double(names.count), unit: "", verdict: isElsewhere ? .warn : .pass,
    message: "Outlines that a reader corrected: \(names.joined(separator: ", "))."
      + (isElsewhere
        ? " Below \(Limit.correctedOverlap) an outline hardly lies where the program found the nucleus: check on the key images "
          + "that the corrected segmentation belongs to this patient." : ""))
}

private func pallidumChecks(_ side: Side, _ e: NucleiEvidence) -> [QualityCheck] {
  let s = SidedStructure(.globusPallidus, side)
  let name = side.rawValue
  if e.outlines.corrected[s] != nil, let mask = e.outlines.masks[s] {
    // The reader has seen the outline: what is unusual about it is told, and withholds nothing.
    return [volumeCheck(mask.volumeMm3, side, e).atMostWarning]
      + [fluidCheck(s, e)?.atMostWarning, coverageCheck(s, e)].compactMap { $0 }
  }
  guard let mask = e.outlines.masks[s], let tissue = e.outlines.tissues[s], let prior = e.outlines.priors[s]
  else {
    return [
      QualityCheck(
        check: "pallidumFound.\(name)", value: 0, unit: "", verdict: .fail,
        message: "The \(name) globus pallidus was not found in the susceptibility map.")
    ]
  }
  let contrast = tissue.inside.center - tissue.surround.center
  let noise = (tissue.inside.sd + tissue.surround.sd) / 2
  let overlap = 2 * Double(mask.intersection(prior).count) / Double(max(1, mask.count + prior.count))
  // Calcium in most of a pallidum turns its contrast over: then only pattern, shape and place can be judged.
  let isMineral = (e.outlines.denseShare[side] ?? 0) > Limit.mineralShare
  func ofTissue(_ check: QualityCheck) -> QualityCheck { isMineral ? check.atMostWarning : check }
  var checks = [
    volumeCheck(mask.volumeMm3, side, e),
    ofTissue(
      atLeast(
        "pallidumContrast.\(name)", contrast * 1000, Limit.contrastPpb, unit: "ppb",
        "Median susceptibility of the \(name) globus pallidus above the surrounding white matter")),
    ofTissue(
      atLeast(
        "pallidumContrastToNoise.\(name)", contrast / noise, Limit.contrastToNoise, unit: "",
        "Contrast of the \(name) globus pallidus over the spread within tissue")),
    patternCheck(s, e),
    atLeast(
      "pallidumShape.\(name)", overlap, Limit.shape, unit: "",
      "Overlap (Dice) of the \(name) globus pallidus with its placed shape"),
  ]
  checks += [fluidCheck(s, e), mineralCheck(side, e), coverageCheck(s, e)].compactMap { $0 }
  return checks
}

/// What shows the pallidum must look like it: χ, or the mineral on CT where that fills it.
private func patternCheck(_ s: SidedStructure, _ e: NucleiEvidence) -> QualityCheck {
  let chi = e.agreement[s]
  let dense = e.outlines.denseAgreement[s]
  let isDense = (dense ?? 0) > (chi ?? 0)
  return atLeast(
    "pallidumPattern.\(s.side.rawValue)", (isDense ? dense : chi) ?? .nan, Limit.agreement, unit: "",
    "Correlation of \(isDense ? "the mineral on CT" : "the susceptibility map") with the \(s.side.rawValue) globus pallidus and its rim"
  )
}

private func fluidCheck(_ s: SidedStructure, _ e: NucleiEvidence) -> QualityCheck? {
  e.outlines.wetShare[s].map {
    atMost(
      "pallidumFluid.\(s.side.rawValue)", $0, Limit.wetShare, unit: "",
      "Share of the \(s.side.rawValue) globus pallidus that is cerebrospinal fluid")
  }
}

/// Told only where it changes what the other checks mean.
private func mineralCheck(_ side: Side, _ e: NucleiEvidence) -> QualityCheck? {
  guard let share = e.outlines.denseShare[side], share > Limit.mineralShare else { return nil }
  return QualityCheck(
    check: "pallidumMineral.\(side.rawValue)", value: share, unit: "", verdict: .warn,
    message: "Of the \(side.rawValue) globus pallidus \(Int((share * 100).rounded())) % is dense on CT (from "
      + "\(Int(e.mineralHU)) HU): its contrast to white matter is the mineral's, and its outline is less sure. Check "
      + "it on the key images.")
}

private func coverageCheck(_ s: SidedStructure, _ e: NucleiEvidence) -> QualityCheck? {
  guard e.outlines.truncated.contains(s) else { return nil }
  return QualityCheck(
    check: "pallidumCoverage.\(s.side.rawValue)", value: 0, unit: "", verdict: .fail,
    message: "The slab or the susceptibility mask cuts the \(s.side.rawValue) globus pallidus.")
}

/// Volume in this head, judged at the template's size.
private func volumeCheck(_ volume: Double, _ side: Side, _ e: NucleiEvidence) -> QualityCheck {
  let placed = ShapeTable.shape(.globusPallidus, side).volumeMm3 * abs(e.map.pose.linear.determinant)
  let ratio = volume / placed
  let usual = Limit.relativeVolume.warn
  let verdict: Verdict =
    !Limit.relativeVolume.fail.contains(ratio) ? .fail : usual.contains(ratio) ? .pass : .warn
  return QualityCheck(
    check: "pallidumVolume.\(side.rawValue)", value: volume, unit: "mm³", verdict: verdict,
    message: "Volume of the \(side.rawValue) globus pallidus \(Int(volume.rounded())) mm³ "
      + "(expected in a head of this size \(Int((usual.lowerBound * placed).rounded()))…"
      + "\(Int((usual.upperBound * placed).rounded())) mm³).")
}

/// Checks that compare the sides.
private func sideChecks(_ e: NucleiEvidence) -> [QualityCheck] {
  let pallida = Side.allCases.compactMap { e.outlines.masks[SidedStructure(.globusPallidus, $0)] }
  guard pallida.count == 2, let l = pallida[0].centroid?.lps, let r = pallida[1].centroid?.lps else {
    return []
  }
  let volumes = pallida.map(\.volumeMm3)
  let back = e.map.pose.inverse
  let mirrored = back(r) * SIMD3(-1, 1, 1)
  let apart = length(back(l) - mirrored)
  let isCorrected = Side.allCases.contains {
    e.outlines.corrected[SidedStructure(.globusPallidus, $0)] != nil
  }
  let checks = [
    atLeast(
      "pallidumSymmetry", (volumes.min() ?? 0) / max(volumes.max() ?? 0, 1), Limit.symmetry, unit: "",
      "Volume of the smaller globus pallidus over that of the larger"),
    atMost(
      "pallidumAsymmetry", apart, Limit.asymmetryMm, unit: "mm",
      "Distance of the left globus pallidus from the right one's mirror image"),
  ]
  return checks.map { isCorrected ? $0.atMostWarning : $0 }
}

extension QualityCheck {
  /// The check as a warning where it fails: for what a reader has taken on.
  fileprivate var atMostWarning: QualityCheck {
    guard verdict == .fail else { return self }
    return QualityCheck(check: check, value: value, unit: unit, verdict: .warn, message: message)
  }
}

/// A check whose value should be small.
private func atMost(
  _ name: String, _ value: Double, _ limit: (fail: Double, warn: Double), unit: String, _ what: String
) -> QualityCheck {
  let shown = (value * 100).rounded() / 100
  return QualityCheck(
    check: name, value: value, unit: unit,
    verdict: !(value <= limit.fail) ? .fail : value <= limit.warn ? .pass : .warn,
    message: "\(what) \(shown)\(unit.isEmpty ? "" : " " + unit) "
      + "(at most \(limit.warn) expected, above \(limit.fail) not trusted).")
}

/// A check whose value should be large.
private func atLeast(
  _ name: String, _ value: Double, _ limit: (fail: Double, warn: Double), unit: String, _ what: String
) -> QualityCheck {
  let digits = unit.isEmpty ? 100.0 : 1.0
  let shown = (value * digits).rounded() / digits
  return QualityCheck(
    check: name, value: value, unit: unit,
    verdict: !(value >= limit.fail) ? .fail : value >= limit.warn ? .pass : .warn,
    message: "\(what) \(shown)\(unit.isEmpty ? "" : " " + unit) "
      + "(at least \(limit.warn) expected, below \(limit.fail) not trusted).")
}
