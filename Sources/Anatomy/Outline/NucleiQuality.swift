import Shapes
import Vocabulary
import Voxels

/// Limits of the checks; each states why.
private enum Limit {
  /// Correlation of χ with the template: noise gives about 0.1, a well placed head 0.6 and more.
  static let correlation = (fail: 0.30, warn: 0.45)
  /// Pallidum against white matter, ppb: the youngest adults show 60 (Liu 2025: 81 ± 14 against about −20).
  static let contrastPpb = (fail: 25.0, warn: 45.0)
  /// One pallidum, mm³: manual adults 1570 ± 240 (shape table), tight template outline 1100…1400.
  static let volumeMm3 = (fail: 600.0...2800.0, warn: 850.0...2300.0)
  /// Ratio of the smaller to the larger pallidum: labels agree to 0.9 in health.
  static let symmetry = (fail: 0.5, warn: 0.7)
  /// Dice of the outline with its placed shape.
  static let shape = (fail: 0.55, warn: 0.70)
  /// Turn of the head about its own axes, degrees: beyond it sides or axes may be confused.
  static let leftAxis = (fail: 0.70, warn: 0.85)
}

/// The checks on which everything measured in the nuclei depends.
func nucleiQuality(outlines: Outlines, placement: Placement, _ p: NucleiParameters) -> [QualityCheck] {
  var checks = [
    atLeast(
      "templateCorrelation", placement.correlation, Limit.correlation, unit: "",
      "Correlation of the susceptibility map with the expected pattern of the deep nuclei")
  ]
  // The template's left must be the patient's left: +x in LPS.
  checks.append(
    atLeast(
      "leftAxis", normalized(placement.pose.affine.linear.c0).x, Limit.leftAxis, unit: "",
      "Cosine between the placed template's left and the patient's left"))
  var volumes: [Side: Double] = [:]
  for side in Side.allCases {
    let s = SidedStructure(.globusPallidus, side)
    guard let mask = outlines.masks[s], let tissue = outlines.tissues[s], let prior = outlines.priors[s]
    else {
      checks.append(
        QualityCheck(
          check: "pallidumFound.\(side.rawValue)", value: 0, unit: "", verdict: .fail,
          message: "The \(side.rawValue) globus pallidus was not found in the susceptibility map."))
      continue
    }
    let volume = mask.volumeMm3
    volumes[side] = volume
    let verdict: Verdict =
      !Limit.volumeMm3.fail.contains(volume)
      ? .fail : Limit.volumeMm3.warn.contains(volume) ? .pass : .warn
    checks.append(
      QualityCheck(
        check: "pallidumVolume.\(side.rawValue)", value: volume, unit: "mm³", verdict: verdict,
        message: "Volume of the \(side.rawValue) globus pallidus \(Int(volume.rounded())) mm³ "
          + "(expected \(Int(Limit.volumeMm3.warn.lowerBound))…\(Int(Limit.volumeMm3.warn.upperBound)) mm³).")
    )
    checks.append(
      atLeast(
        "pallidumContrast.\(side.rawValue)", (tissue.inside.center - tissue.surround.center) * 1000,
        Limit.contrastPpb, unit: "ppb",
        "Median susceptibility of the \(side.rawValue) globus pallidus above the surrounding white matter"))
    let overlap = 2 * Double(mask.intersection(prior).count) / Double(max(1, mask.count + prior.count))
    checks.append(
      atLeast(
        "pallidumShape.\(side.rawValue)", overlap, Limit.shape, unit: "",
        "Overlap (Dice) of the \(side.rawValue) globus pallidus with its placed shape"))
    if outlines.truncated.contains(s) {
      checks.append(
        QualityCheck(
          check: "pallidumCoverage.\(side.rawValue)", value: 0, unit: "", verdict: .fail,
          message: "The slab or the susceptibility mask cuts the \(side.rawValue) globus pallidus."))
    }
  }
  if let l = volumes[.left], let r = volumes[.right] {
    checks.append(
      atLeast(
        "pallidumSymmetry", min(l, r) / max(l, r), Limit.symmetry, unit: "",
        "Volume of the smaller globus pallidus over that of the larger"))
  }
  return checks
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
