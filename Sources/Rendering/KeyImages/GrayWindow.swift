import Foundation
import Vocabulary
import Voxels

/// Values shown from black to white.
struct GrayWindow: Sendable {
  let low: Double
  let high: Double

  /// CT: window 80 HU wide at level 40 HU.
  static let ct = GrayWindow(low: 0, high: 80)
  /// Susceptibility: −100…200 ppb; the map is in ppm.
  static let chi = GrayWindow(low: -0.1, high: 0.2)
  /// The susceptibility-weighted minimum, which is 1 where magnitude is that of its surroundings: veins end near
  /// black, CSF near white.
  static let weighted = GrayWindow(low: 0.1, high: 1.3)

  /// From the 2nd percentile of the brain, so that iron and veins stand out, to slightly above the 99th, so that scalp
  /// fat does not rule.
  static func magnitude(of magnitude: MRVolume<Magnitude>, in mask: MRMask) -> GrayWindow {
    let inside = magnitude.values(in: mask)
    let values = inside.isEmpty ? magnitude.voxels : inside
    // Some 50 000 samples fix a percentile far below one grey level.
    let step = max(1, values.count / 50_000)
    let sample = stride(from: 0, to: values.count, by: step).map { values[$0] }
    let high = Statistics.percentile(99, of: sample) * 1.1
    let low = Statistics.percentile(2, of: sample)
    return GrayWindow(low: min(low, high / 2), high: high > 0 ? high : 1)
  }

  /// 0…1, clipped; NaN is black.
  func fraction(_ value: Float) -> Double {
    guard !value.isNaN else { return 0 }
    return min(max((Double(value) - low) / (high - low), 0), 1)
  }

  func ink(_ value: Float) -> Ink { Ink(gray: fraction(value)) }
}

/// CT density laid over the susceptibility map: transparent below 50 HU (the lowest cut-off for a CT focus), then
/// from dark red to light yellow at 100 HU (the cut-off for grade 2).
enum DensityRamp {
  static let low = 50.0
  static let high = 100.0

  static func ink(_ t: Double) -> Ink { Ink(0.65 + 0.35 * t, 0.08 + 0.84 * t, 0.08 + 0.42 * t * t) }

  /// The colour over `base`, opaque enough to see and thin enough to see through.
  static func over(_ base: Ink, hounsfield: Float) -> Ink {
    guard !hounsfield.isNaN, Double(hounsfield) >= low else { return base }
    let t = min((Double(hounsfield) - low) / (high - low), 1)
    return base.blended(with: ink(t), opacity: 0.55 + 0.35 * t)
  }
}
