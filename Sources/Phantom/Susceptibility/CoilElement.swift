import Foundation
import Vocabulary

/// A receive coil element whose signal was added to the others' without aligning its phase.
///
/// Where it is as strong as all others together and opposite in phase, nothing is left: along a closed curve the
/// combined signal is zero, and around that curve the phase turns by 2π. An image shows this as fringe lines with
/// open ends (Robinson et al. 2017, doi:10.1002/nbm.3601). The curve is the circle of `zeroRadiusMm` about the centre in
/// the plane across the phase's gradient.
struct CoilElement: Hashable, Sendable {
  /// Centre of the element's sensitivity, phantom head, native LPS mm.
  var center: SIMD3<Double>
  /// Standard deviation in mm of the Gaussian that its sensitivity falls off with.
  var widthMm: Double
  /// Sensitivity at the centre against all others together.
  var strength: Double
  /// How its phase turns against the others', rad/mm; opposite at the centre.
  var phaseGradient: SIMD3<Double>

  /// Radius in mm of the circle on which the combined signal vanishes.
  var zeroRadiusMm: Double { widthMm * (2 * log(strength)).squareRoot() }

  /// What the elements multiply the others' signal with at a point of the head: real and imaginary part; nil
  /// without elements.
  static func factor(_ elements: [CoilElement], at h: SIMD3<Double>) -> SIMD2<Double>? {
    guard !elements.isEmpty else { return nil }
    var sum = SIMD2(1.0, 0)
    for e in elements {
      let d = h - e.center
      let a = e.strength * exp(-dot(d, d) / (2 * e.widthMm * e.widthMm))
      let angle = Double.pi + dot(e.phaseGradient, d)
      sum += SIMD2(cos(angle), sin(angle)) * a
    }
    return sum
  }
}
