import Foundation
import Vocabulary
import Voxels

/// The transverse relaxation rate R2* from the decay of the magnitude.
///
/// Start: log-linear fit of ln M with weights M² (the variance of ln M is σ²/M²). Then Gauss–Newton steps on
/// Σ(M − m(S))² with S = A·e^{−R2*·TE} and m the mean of a Rician magnitude whose true value is S (Feng et al. 2013,
/// doi:10.1002/mrm.24668): late echoes that sink into the noise level off at σ√(π/2) instead of 0, and a fit that
/// does not know this calls fast decay slow. Echo times may be uneven; two echoes suffice.
///
/// *Edge cases.* Rates are cut to 0…`largestRate`, so the mean over noisy fluid lies a little above its rate. Where fewer
/// than two echoes carry signal the rate is not known and comes out as 0.
public enum R2StarFit {
  /// Choices of the fit.
  public struct Parameters: Codable, Hashable, Sendable {
    /// Gauss–Newton steps after the log-linear start; a step that does not lower the misfit is not taken.
    ///
    /// The start is exact without noise; a fourth step changes no mean by 1 % at an SNR of 8.
    public var gaussNewtonSteps: Int
    /// Largest rate in 1/s that is reported; faster decay leaves no signal at clinical echo times.
    public var largestRate: Float

    /// The defaults.
    public init(gaussNewtonSteps: Int = 3, largestRate: Float = 500) {
      self.gaussNewtonSteps = gaussNewtonSteps
      self.largestRate = largestRate
    }
  }

  /// Mean of a Rician magnitude and its derivative by the true value.
  ///
  /// m² = S² + σ²·(1 + (π/2 − 1)·e^{−0.35 S²/σ²}): exact at S = 0 and in the limit of large S; the constant is that
  /// which keeps the error below 0.007σ between, against the exact mean σ√(π/2)·L½(−S²/2σ²).
  @inline(__always)
  static func ricianMean(_ s: Float, noise: Float) -> (mean: Float, slope: Float) {
    guard noise > 0 else { return (s, 1) }
    let atZero: Float = .pi / 2 - 1
    let decay: Float = 0.35
    let u = (s / noise) * (s / noise)
    let tail = atZero * expf(-decay * u)
    let mean = noise * (u + 1 + tail).squareRoot()
    return (mean, s * (1 - decay * tail) / mean)
  }

  /// R2* in 1/s of one voxel.
  /// - Parameters:
  ///   - m: magnitudes, one an echo; 0 and NaN carry no signal.
  ///   - times: echo times in s.
  ///   - noise: σ of the signal's real part in the scale of `m`; 0 for a fit without noise floor.
  static func rate(_ m: [Float], _ times: [Float], noise: Float = 0, _ p: Parameters) -> Float {
    guard var (a, r) = start(m, times) else { return 0 }
    r = min(p.largestRate, max(0, r))
    var misfit = misfit(m, times, a, r, noise)
    for _ in 0..<p.gaussNewtonSteps {
      // Normal equations of the step in A and R2*.
      var (aa, ar, rr, ba, br): (Float, Float, Float, Float, Float) = (0, 0, 0, 0, 0)
      for (s, t) in zip(m, times) where s.isFinite {
        let e = expf(-r * t)
        let (mean, slope) = ricianMean(a * e, noise: noise)
        let (byA, byR) = (slope * e, -slope * a * t * e)
        aa += byA * byA
        ar += byA * byR
        rr += byR * byR
        ba += byA * (s - mean)
        br += byR * (s - mean)
      }
      let d = aa * rr - ar * ar
      guard d > 1e-6 * aa * rr else { break }
      let (stepA, stepR) = ((rr * ba - ar * br) / d, (aa * br - ar * ba) / d)
      // The whole step, or a quarter of it where the whole overshoots.
      var improved = false
      for part: Float in [1, 0.25] {
        let nextA = max(0, a + part * stepA)
        let nextR = min(p.largestRate, max(0, r + part * stepR))
        let next = Self.misfit(m, times, nextA, nextR, noise)
        guard next < misfit else { continue }
        (a, r, misfit, improved) = (nextA, nextR, next, true)
        break
      }
      if !improved { break }
    }
    return r.isFinite ? r : 0
  }

  /// Amplitude and rate of the weighted log-linear fit; nil with fewer than two echoes of signal.
  private static func start(_ m: [Float], _ times: [Float]) -> (a: Float, r: Float)? {
    var (w, wt, wtt, wl, wtl): (Float, Float, Float, Float, Float) = (0, 0, 0, 0, 0)
    for (s, t) in zip(m, times) where s > 0 && s.isFinite {
      let q = s * s
      let l = logf(s)
      w += q
      wt += q * t
      wtt += q * t * t
      wl += q * l
      wtl += q * t * l
    }
    let determinant = w * wtt - wt * wt
    guard w > 0, determinant > 1e-9 * w * wtt else { return nil }
    let r = -(w * wtl - wt * wl) / determinant
    let a = expf((wl + r * wt) / w)
    return a.isFinite && r.isFinite ? (a, r) : nil
  }

  private static func misfit(
    _ m: [Float], _ times: [Float], _ a: Float, _ r: Float, _ noise: Float
  ) -> Float {
    var sum: Float = 0
    for (s, t) in zip(m, times) where s.isFinite {
      let d = s - ricianMean(a * expf(-r * t), noise: noise).mean
      sum += d * d
    }
    return sum
  }
}

/// R2* in 1/s inside `mask`, 0 outside and where there is no signal.
///
/// - Parameter noise: σ of the signal's real part in the scale of the magnitude, for the noise floor; 0 or not finite
///   for a fit without one.
public func estimateR2Star(
  _ signal: MultiEchoSignal, mask: MRMask, noise: Float = 0,
  parameters: R2StarFit.Parameters = R2StarFit.Parameters()
) -> MRVolume<PerSecond> {
  precondition(mask.grid == signal.grid, "mask and signal share a grid")
  let times = signal.echoTimes.map { Float($0.seconds) }
  let floor = noise.isFinite && noise > 0 ? noise : 0
  let out = Samples(zeros: signal.grid.count)
  let magnitudes = signal.magnitudes
  overRanges(out.count) { range in
    var m = [Float](repeating: 0, count: times.count)
    for i in range where mask.voxels[i] {
      for e in 0..<times.count { m[e] = magnitudes[e].voxels[i] }
      out.p[i] = R2StarFit.rate(m, times, noise: floor, parameters)
    }
  }
  return MRVolume(grid: signal.grid, voxels: out.array)
}
