import Vocabulary

/// Quasi-Newton ascent of the metric over the six parameters of a pose (Nocedal & Wright 2006, chapter 6).
///
/// The rotation is updated from the left, so the parameters are always a small turn about the current pose;
/// radians are scaled by `rotationScaleMm`, so all six count in mm.
struct BFGS: Sendable {
  let metric: NormalizedMutualInformation
  let parameters: RegistrationParameters
  /// Bound on every step in mm; the first is half as long.
  let reachMm: Double
  let cores: Bool

  /// Least fraction of the rise promised by the slope that a step must keep.
  private static let sufficientRise = 1e-3
  /// Factor between trial steps.
  private static let shrink = 0.4

  /// Climbs from `start`; returns the best pose with its metric.
  func maximum(from start: Pose) -> (pose: Pose, metric: Double) {
    let workspace = MetricWorkspace(samples: metric.fixed.count)
    var pose = start
    var value = metric(pose, gradient: workspace, cores: cores)
    var gradient = scaled(value)
    guard norm(gradient) > 0 else { return (pose, value.metric) }
    var inverse = Self.identity(reachMm / 2 / norm(gradient))
    for iteration in 0..<parameters.maximumIterations {
      var direction = product(inverse, gradient)
      if dot(direction, gradient) <= 0 {
        inverse = Self.identity(reachMm / 2 / norm(gradient))
        direction = product(inverse, gradient)
      }
      let size = norm(direction)
      if size > reachMm { direction *= reachMm / size }
      let slope = dot(direction, gradient)
      var fraction = 1.0
      var next = value
      var step = direction
      var nextPose = pose
      while true {
        step = direction * fraction
        if norm(step) < parameters.stepToleranceMm { return (pose, value.metric) }
        nextPose = moved(pose, step)
        next = metric(nextPose, gradient: workspace, cores: cores)
        if next.metric >= value.metric + Self.sufficientRise * fraction * slope { break }
        fraction *= Self.shrink
      }
      let nextGradient = scaled(next)
      let rise = next.metric - value.metric
      update(&inverse, step, gradient - nextGradient, first: iteration == 0)
      (pose, value, gradient) = (nextPose, next, nextGradient)
      if rise < parameters.metricTolerance { break }
    }
    return (pose, value.metric)
  }

  /// Turn (x, y, z) times the rotation scale, shift (x, y, z), two unused lanes.
  private typealias Vector = SIMD8<Double>

  private func scaled(_ v: NormalizedMutualInformation.Value) -> Vector {
    let t = v.turn / parameters.rotationScaleMm
    return Vector(t.x, t.y, t.z, v.shift.x, v.shift.y, v.shift.z, 0, 0)
  }

  private func moved(_ pose: Pose, _ s: Vector) -> Pose {
    pose.moved(
      turn: SIMD3(s[0], s[1], s[2]) / parameters.rotationScaleMm, shift: SIMD3(s[3], s[4], s[5]))
  }

  private func dot(_ a: Vector, _ b: Vector) -> Double { (a * b).sum() }
  private func norm(_ a: Vector) -> Double { dot(a, a).squareRoot() }

  private static func identity(_ scale: Double) -> [Vector] {
    (0..<6).map { row in
      var v = Vector.zero
      v[row] = scale
      return v
    }
  }

  private func product(_ m: [Vector], _ v: Vector) -> Vector {
    var r = Vector.zero
    for row in 0..<6 { r[row] = dot(m[row], v) }
    return r
  }

  /// The BFGS update of the inverse (negative) Hessian; skipped where the curvature has the wrong sign.
  private func update(_ inverse: inout [Vector], _ s: Vector, _ y: Vector, first: Bool) {
    let sy = dot(s, y)
    guard sy > 1e-12 * norm(s) * norm(y) else { return }
    // The first curvature seen sets the scale (Nocedal & Wright, equation 6.20).
    if first { inverse = Self.identity(sy / dot(y, y)) }
    let hy = product(inverse, y)
    let factor = (1 + dot(y, hy) / sy) / sy
    for row in 0..<6 {
      inverse[row] += factor * s[row] * s - (hy[row] * s + s[row] * hy) / sy
    }
  }
}
