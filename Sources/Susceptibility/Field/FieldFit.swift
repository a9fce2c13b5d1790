import Foundation
import Vocabulary
import Voxels

/// One frequency a voxel from all echoes.
///
/// The start is the fit of the unwrapped phases with weights (M·TE)², that is Σ M²·TE·φ / Σ M²·TE². Then the
/// complex signal itself is fitted, Σ M²·2(1 − cos(φ − 2πf·TE)), by Gauss–Newton (Liu et al. 2013,
/// doi:10.1002/mrm.24272): a voxel whose unwrapping missed a turn in one echo is drawn back by the others.
public enum FieldFit {
  /// Choices of the fit.
  public struct Parameters: Codable, Hashable, Sendable {
    /// Gauss–Newton steps; three bring the step below 10⁻³ of the noise.
    public var gaussNewtonSteps: Int
    /// Relative residual Σ|Ŝ−S|²/Σ|S|² above which a voxel's field is not used.
    public var largestResidual: Float

    /// The defaults.
    public init(gaussNewtonSteps: Int = 3, largestResidual: Float = 0.3) {
      self.gaussNewtonSteps = gaussNewtonSteps
      self.largestResidual = largestResidual
    }
  }

  /// The fitted field.
  struct Result {
    /// Frequency in Hz, 0 outside the mask.
    let hertz: Samples
    /// Σ|Ŝ−S|²/Σ|S|² of every voxel, 0 (perfect) … 2; 2 where there is no signal.
    let residual: Samples
    /// √(Σ M²·TE²): one standard deviation of the frequency is the signal's noise over 2π times this.
    let strength: Samples
    /// Noise of the signal's real part in the magnitude's scale, robustly from the residuals.
    let signalNoise: Float
  }

  static func fit(
    _ train: EchoTrain, unwrapped: [Samples], mask: [Bool], _ parameters: Parameters
  ) -> Result {
    let n = train.count
    let hertz = Samples(zeros: n)
    let residual = Samples(zeros: n)
    let strength = Samples(zeros: n)
    let scatter = Samples(zeros: n)
    let times = train.times
    overRanges(n) { range in
      for i in range where mask[i] {
        var (ab, bb, power): (Float, Float, Float) = (0, 0, 0)
        for (e, t) in times.enumerated() {
          let m = train.magnitudes[e].p[i]
          ab += m * m * t * unwrapped[e].p[i]
          bb += m * m * t * t
          power += m * m
        }
        guard bb > 0 else {
          residual.p[i] = 2
          continue
        }
        var omega = ab / bb
        for _ in 0..<parameters.gaussNewtonSteps {
          var (step, curvature): (Float, Float) = (0, 0)
          for (e, t) in times.enumerated() {
            let m = train.magnitudes[e].p[i]
            let d = train.phases[e].p[i] - omega * t
            step += m * m * t * sinf(d)
            // The cosine keeps the step from overshooting where phases scatter; never below half.
            curvature += m * m * t * t * max(0.5, cosf(d))
          }
          omega += step / curvature
        }
        var (misfit, cross): (Float, Float) = (0, 0)
        for (e, t) in times.enumerated() {
          let m = train.magnitudes[e].p[i]
          let d = train.phases[e].p[i] - omega * t
          misfit += 2 * m * m * (1 - cosf(d))
          cross += m * m * sinf(d) * sinf(d)
        }
        hertz.p[i] = omega / turn
        residual.p[i] = misfit / power
        strength.p[i] = bb.squareRoot()
        scatter.p[i] = cross
      }
    }
    return Result(
      hertz: hertz, residual: residual, strength: strength,
      signalNoise: noise(scatter, mask: mask, degreesOfFreedom: times.count - 1))
  }

  /// σ from Σ(M·sin δ)², which is σ²·χ² with one degree of freedom an echo less the fitted frequency.
  ///
  /// The median of χ²ₖ is k(1 − 2/9k)³ (Wilson & Hilferty 1931); vessels and edges do not move it.
  private static func noise(_ scatter: Samples, mask: [Bool], degreesOfFreedom k: Int) -> Float {
    var values: [Float] = []
    for i in stride(from: 0, to: scatter.count, by: scatter.count > 4096 ? 7 : 1) where mask[i] {
      values.append(scatter.p[i])
    }
    guard !values.isEmpty else { return 0 }
    let dof = Double(k)
    let medianOfChiSquare = dof * pow(1 - 2 / (9 * dof), 3)
    return Float((Statistics.median(values) / medianOfChiSquare).squareRoot())
  }
}
