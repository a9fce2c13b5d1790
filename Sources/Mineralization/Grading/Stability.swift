import Foundation

/// How many recalculations agree with a grade.
struct Stability {
  let share: Double
  private let agreeing: Int
  private let total: Int

  init(grade: Int, again: [Int?]) {
    total = again.count
    agreeing = again.reduce(0) { $0 + ($1 == grade ? 1 : 0) }
    share = total > 0 ? Double(agreeing) / Double(total) : 1
  }

  func text(_ what: String) -> String { "\(agreeing) of \(total) recalculations agree (\(what))" }
}

/// A measured value against a cut-off.
private struct Margin {
  let value: Double
  let cutoff: Double
  let unit: String
  let what: String

  var relative: Double { abs(value - cutoff) / max(abs(cutoff), 1e-9) }
  var text: String {
    let d = abs(value - cutoff)
    return String(
      format: "%@ %.0f %@ is %.0f %@ %@ the cut-off of %.0f %@", what, value, unit, d, unit,
      value < cutoff ? "below" : "above", cutoff, unit)
  }
}

private func nearest(_ margins: [Margin]) -> String? { margins.min { $0.relative < $1.relative }?.text }

/// What keeps the grade at 0: a focus beside the zone, a spot in it that is too small, such a spot beside it, or the threshold.
private func withoutFocus(outside: FocusOutsideZone?, spot: Margin, peak: Margin) -> String {
  if let outside, outside.isLarge { return outside.text }
  return spot.value > 0 ? spot.text : outside?.text ?? peak.text
}

/// The cut-off that the CT grade comes nearest to, relative to the cut-off, in words.
func nearestCutoff(_ f: AttenuationFindings, _ c: GradingCutoffs) -> String? {
  if f.counted.isEmpty {
    let spot = Margin(
      value: f.largestCandidateMm3, cutoff: c.focusVolumeMm3, unit: "mm³", what: "largest dense spot")
    let peak = Margin(value: f.peakHU, cutoff: f.thresholdHU, unit: "HU", what: "peak attenuation")
    return withoutFocus(outside: f.outside, spot: spot, peak: peak)
  }
  var margins = [
    Margin(value: f.volumeMm3, cutoff: c.ctGrade2VolumeMm3, unit: "mm³", what: "focus volume"),
    Margin(value: f.peakHU, cutoff: c.ctGrade2HU, unit: "HU", what: "peak attenuation"),
  ]
  if f.grade(c) == 1 {
    margins += [
      Margin(value: f.largestCandidateMm3, cutoff: c.focusVolumeMm3, unit: "mm³", what: "focus volume"),
      Margin(value: f.peakHU, cutoff: f.thresholdHU, unit: "HU", what: "peak attenuation"),
    ]
  } else {
    // Grade 2 falls only when neither criterion holds any more: the stronger one keeps it.
    margins = margins.filter { $0.value >= $0.cutoff }
    return margins.max { $0.relative < $1.relative }?.text
  }
  return nearest(margins)
}

/// The cut-off that the susceptibility grade comes nearest to, in words.
func nearestCutoff(_ f: SusceptibilityFindings, _ c: GradingCutoffs) -> String? {
  let peak = Margin(
    value: f.peakPPM * ppbPerPPM, cutoff: f.thresholdPPM * ppbPerPPM, unit: "ppb",
    what: "greatest susceptibility")
  if f.counted.isEmpty {
    let spot = Margin(
      value: f.largestCandidateMm3, cutoff: c.focusVolumeMm3, unit: "mm³", what: "largest bright spot")
    return withoutFocus(outside: f.outside, spot: spot, peak: peak)
  }
  var margins = [
    Margin(value: f.volumeMm3, cutoff: c.qsmGrade2VolumeMm3, unit: "mm³", what: "focus volume")
  ]
  if f.grade(c) == 1 {
    margins += [
      peak, Margin(value: f.largestCandidateMm3, cutoff: c.focusVolumeMm3, unit: "mm³", what: "focus volume"),
    ]
  }
  return nearest(margins)
}
