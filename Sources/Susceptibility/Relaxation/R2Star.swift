import Foundation
import Vocabulary
import Voxels

/// The transverse relaxation rate R2* from the decay of the magnitude.
public enum R2StarFit {
  /// Choices of the fit.
  public struct Parameters: Codable, Hashable, Sendable {
    /// Gauss–Newton steps of S = A·e^{−R2*·TE} after the log-linear start; the start is exact without noise.
    public var gaussNewtonSteps: Int
    /// Largest rate in 1/s that is reported; faster decay leaves no signal at clinical echo times.
    public var largestRate: Float

    /// The defaults.
    public init(gaussNewtonSteps: Int = 2, largestRate: Float = 500) {
      self.gaussNewtonSteps = gaussNewtonSteps
      self.largestRate = largestRate
    }
  }

  /// One voxel: log-linear fit weighted with M² (the variance of log M is σ²/M²), then least squares on M.
  static func rate(_ m: [Float], _ times: [Float], _ p: Parameters) -> Float {
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
    guard w > 0, determinant > 1e-9 * w * wtt else { return 0 }
    var r = -(w * wtl - wt * wl) / determinant
    var a = expf((wl + r * wt) / w)
    for _ in 0..<p.gaussNewtonSteps {
      // Normal equations of the step in A and R2*.
      var (aa, ar, rr, ba, br): (Float, Float, Float, Float, Float) = (0, 0, 0, 0, 0)
      for (s, t) in zip(m, times) where s.isFinite {
        let e = expf(-r * t)
        let slope = -a * t * e
        let residual = s - a * e
        aa += e * e
        ar += e * slope
        rr += slope * slope
        ba += e * residual
        br += slope * residual
      }
      let d = aa * rr - ar * ar
      guard d > 1e-9 * aa * rr else { break }
      a += (rr * ba - ar * br) / d
      r += (aa * br - ar * ba) / d
    }
    return r.isFinite ? min(p.largestRate, max(0, r)) : 0
  }
}

/// R2* in 1/s inside `mask`, 0 outside and where there is no signal.
public func estimateR2Star(
  _ signal: MultiEchoSignal, mask: MRMask, parameters: R2StarFit.Parameters = R2StarFit.Parameters()
) -> MRVolume<PerSecond> {
  precondition(mask.grid == signal.grid, "mask and signal share a grid")
  let times = signal.echoTimes.map { Float($0.seconds) }
  let out = Samples(zeros: signal.grid.count)
  let magnitudes = signal.magnitudes
  overRanges(out.count) { range in
    var m = [Float](repeating: 0, count: times.count)
    for i in range where mask.voxels[i] {
      for e in 0..<times.count { m[e] = magnitudes[e].voxels[i] }
      out.p[i] = R2StarFit.rate(m, times, parameters)
    }
  }
  return MRVolume(grid: signal.grid, voxels: out.array)
}
