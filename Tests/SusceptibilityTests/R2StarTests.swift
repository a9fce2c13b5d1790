import Foundation
import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Susceptibility

@Suite struct R2StarTests {
  /// Echo times in s: two to eight echoes, even and uneven.
  static let trains: [[Float]] = [
    [0.007, 0.020], [0.005, 0.012, 0.022], [0.005, 0.011, 0.017, 0.023], [0.005, 0.009, 0.018, 0.026],
    [0.004, 0.009, 0.014, 0.019, 0.024, 0.029], [0.004, 0.008, 0.012, 0.016, 0.020, 0.024, 0.028, 0.032],
  ]

  /// Rates found in `count` voxels of one true rate and an SNR at time zero, with Rician noise of σ = 1.
  private func rates(
    _ rate: Double, snr: Double, _ times: [Float], assumedNoise: Float = 1, count: Int = 4000
  ) -> [Float] {
    var random = SplitMix64(seed: 17)
    return (0..<count).map { _ in
      let m = times.map { t -> Float in
        let re = snr * exp(-rate * Double(t)) + random.normal()
        let im = random.normal()
        return Float((re * re + im * im).squareRoot())
      }
      return R2StarFit.rate(m, times, noise: assumedNoise, .init())
    }
  }

  /// Exact exponentials give their rate to 0.01 1/s.
  @Test(arguments: [2.0, 20, 80, 200]) func exactOnExponentials(rate: Double) {
    for times in Self.trains {
      let m = times.map { Float(300 * exp(-rate * Double($0))) }
      #expect(abs(Double(R2StarFit.rate(m, times, .init())) - rate) < 0.01)
    }
  }

  /// The median over noise is the true rate: SNR 40 is a usual scan's, 8 a poor one's.
  ///
  /// Tolerance: four standard errors of the median (1.25·sd/√4000) and 1 % of the rate. Where the second echo already
  /// sinks into the noise (SNR there below 3) too little can be known and nothing is tested.
  @Test(arguments: [40.0, 15, 8]) func medianIsUnbiased(snr: Double) {
    for times in Self.trains {
      for rate in [20.0, 50, 100, 150] where snr * exp(-rate * Double(times[1])) >= 3 {
        let found = rates(rate, snr: snr, times)
        let error = 1.25 * Statistics.robustStandardDeviation(found) / Double(found.count).squareRoot()
        #expect(
          abs(Statistics.median(found) - rate) < 4 * error + 0.01 * rate,
          "\(times.count) echoes, SNR \(snr), \(rate) 1/s: median \(Statistics.median(found))")
      }
    }
  }

  /// Without the floor eight echoes of fast decay read a tenth and more too slow: the floor is what removes that.
  @Test func noiseFloorIsWhatRemovesTheBias() {
    let times = Self.trains[5]
    let with = Statistics.mean(rates(100, snr: 15, times))
    let without = Statistics.mean(rates(100, snr: 15, times, assumedNoise: 0))
    #expect(without < 92)
    #expect(abs(with - 100) < 5)
  }

  /// Noise that is thought half as large again as it is moves tissue of a usual scan by less than 1 1/s.
  @Test(arguments: [20.0, 50]) func wrongNoiseHardlyMatters(rate: Double) {
    for times in Self.trains {
      let found = rates(rate, snr: 40, times, assumedNoise: 1.5)
      #expect(abs(Statistics.mean(found) - rate) < 1)
    }
  }

  /// Rates are cut at 0, so the mean of noisy fluid lies above its rate by less than 1 1/s at SNR 15; its median does not.
  @Test func fluid() {
    for times in Self.trains.dropFirst(2) {
      let found = rates(3, snr: 15, times)
      #expect(abs(Statistics.median(found) - 3) < 0.5)
      #expect(Statistics.mean(found) < 4)
    }
  }

  /// The approximate mean of a Rician magnitude against a sum over its density, σ = 1.
  @Test func ricianMean() {
    for s in stride(from: 0.0, through: 8, by: 0.25) {
      // Mean of |s + n| over the plane of n, by a sum over radius and angle.
      var sum = 0.0
      let (dr, da) = (0.01, 2 * Double.pi / 72)
      for i in 0..<800 {
        let r = (Double(i) + 0.5) * dr
        for j in 0..<72 {
          let a = Double(j) * da
          let (x, y) = (s + r * cos(a), r * sin(a))
          sum += (x * x + y * y).squareRoot() * exp(-r * r / 2) * r * dr * da / (2 * Double.pi)
        }
      }
      let (mean, slope) = R2StarFit.ricianMean(Float(s), noise: 1)
      #expect(abs(Double(mean) - sum) < 0.008)
      let h: Float = 1e-2
      let above = R2StarFit.ricianMean(Float(s) + h, noise: 1).mean
      let below = R2StarFit.ricianMean(Float(s) - h, noise: 1).mean
      #expect(abs((above - below) / (2 * h) - slope) < 2e-3)
    }
  }

  @Test func noSignalGivesZero() {
    let times: [Float] = [0.005, 0.010]
    for m: [Float] in [[0, 0], [.nan, 5], [5, 0]] {
      #expect(R2StarFit.rate(m, times, noise: 1, .init()) == 0)
    }
  }

  /// Growing magnitude is no negative relaxation.
  @Test func neverNegative() {
    #expect(R2StarFit.rate([10, 12, 14], [0.005, 0.010, 0.015], .init()) == 0)
  }

  /// The reconstruction's map knows its noise: fast decay at low SNR comes out right in the middle of the ball.
  @Test func mapUsesTheNoiseOfThePhase() throws {
    var head = SyntheticHead()
    head.r2star = 90
    head.noise = 5
    let map = try reconstructSusceptibility(try head.signal(), brain: head.brain)
    let inside = map.r2star.values(in: head.brain.eroded(byMm: 6))
    #expect(abs(Statistics.median(inside) - 90) < 2)
    let blind = estimateR2Star(try head.signal(), mask: head.brain).values(in: head.brain.eroded(byMm: 6))
    #expect(Statistics.median(blind) < Statistics.median(inside))
  }
}
