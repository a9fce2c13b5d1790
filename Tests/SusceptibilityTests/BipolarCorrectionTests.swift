import Foundation
import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Susceptibility

@Suite struct BipolarCorrectionTests {
  /// A synthetic head whose even echoes have `constant + gradient·(v − center)` more phase, rad and rad a voxel.
  func train(
    _ head: SyntheticHead, constant: Double = 0, gradient: SIMD3<Double> = .zero
  ) throws -> EchoTrain {
    let signal = try head.signal()
    let train = EchoTrain(signal, box: Box(lower: .zero, upper: head.grid.size))
    let n = head.grid.size
    let center = SIMD3(Double(n.x - 1), Double(n.y - 1), Double(n.z - 1)) / 2
    let phases = train.phases.enumerated().map { echo, phase in
      let out = Samples(phase.array)
      guard !echo.isMultiple(of: 2) else { return out }
      for z in 0..<n.z {
        for y in 0..<n.y {
          for x in 0..<n.x {
            let v = SIMD3(Double(x), Double(y), Double(z))
            let i = head.grid.offset(x, y, z)
            out.p[i] = wrapped(out.p[i] + Float(constant + dot(gradient, v - center)))
          }
        }
      }
      return out
    }
    return EchoTrain(train, phases: phases)
  }

  /// Echo times: even spacing, rounded as scanners do, uneven, three echoes, five.
  static let times = [
    [5.0, 10, 15, 20], [5.01, 10.02, 15.02, 20.03], [4.5, 9.2, 16.8, 27.1], [4, 9.3, 17], [4, 8, 12, 16, 20],
  ]

  /// A linear phase comes back to a hundredth of a radian over the brain, with noise as at SNR 30, and what is left
  /// of the even echoes is the phase without it.
  @Test(arguments: times) func recoversALinearPhase(times: [Double]) throws {
    var head = SyntheticHead()
    head.echoTimesMs = times
    head.noise = 3
    let gradient = SIMD3(0.05, -0.01, 0.004)
    let bipolar = try train(head, constant: 0.7, gradient: gradient)
    let pattern = try #require(BipolarCorrection.detected(in: bipolar, mask: head.brain.voxels))
    #expect(abs(pattern.constant - 0.7) < 0.01)
    // 48 voxels from rim to rim.
    #expect(length(pattern.gradient - gradient) * 24 < 0.01)
    let plain = try train(head)
    let corrected = BipolarCorrection.removed(from: bipolar, mask: head.brain.voxels)
    for echo in times.indices {
      var worst: Float = 0
      for (i, member) in head.brain.voxels.enumerated() where member {
        worst = max(worst, abs(wrapped(corrected.phases[echo].p[i] - plain.phases[echo].p[i])))
      }
      #expect(worst < (echo.isMultiple(of: 2) ? 1e-6 : 0.02), "echo \(echo + 1)")
    }
  }

  /// Without noise the pattern is exact, even over more than a turn and along every axis.
  @Test func exactWithoutNoise() throws {
    let gradient = SIMD3(0.02, 0.15, -0.06)
    let head = SyntheticHead()
    let bipolar = try train(head, constant: -1.2, gradient: gradient)
    let pattern = try #require(BipolarCorrection.detected(in: bipolar, mask: head.brain.voxels))
    #expect(abs(pattern.constant + 1.2) < 2e-3)
    #expect(length(pattern.gradient - gradient) < 2e-4)
  }

  /// With even spacing c and c + π are one: the map of both is the same, so the smaller one is found.
  @Test func evenSpacingCannotTellHalfATurn() throws {
    let head = SyntheticHead()
    let bipolar = try train(head, constant: 0.4 + .pi, gradient: SIMD3(0.03, 0, 0))
    let pattern = try #require(BipolarCorrection.detected(in: bipolar, mask: head.brain.voxels))
    #expect(abs(pattern.constant - 0.4) < 2e-3)
  }

  /// Uneven spacing tells them apart.
  @Test func unevenSpacingCan() throws {
    var head = SyntheticHead()
    head.echoTimesMs = [4.5, 9.2, 16.8, 27.1]
    let bipolar = try train(head, constant: 2.4, gradient: SIMD3(0.03, 0, 0))
    let pattern = try #require(BipolarCorrection.detected(in: bipolar, mask: head.brain.voxels))
    #expect(abs(pattern.constant - 2.4) < 5e-3)
  }

  /// Monopolar echoes keep every bit, with and without noise.
  @Test(arguments: times, [0.0, 3, 10]) func monopolarStaysAsItIs(times: [Double], noise: Double) throws {
    var head = SyntheticHead()
    head.echoTimesMs = times
    head.noise = noise
    let plain = try train(head)
    let same = BipolarCorrection.removed(from: plain, mask: head.brain.voxels)
    for echo in times.indices {
      #expect(
        same.phases[echo].array.map(\.bitPattern) == plain.phases[echo].array.map(\.bitPattern),
        "echo \(echo + 1)")
    }
  }

  /// A phase that grows with the square of the echo time bends all echoes alike: it is not bipolar.
  @Test func curvatureInTimeIsNotBipolar() throws {
    let head = SyntheticHead()
    let plain = try train(head)
    let bent = EchoTrain(
      plain,
      phases: plain.phases.enumerated().map { echo, phase in
        let t = Float(head.echoTimesMs[echo] / 5)
        return Samples(
          phase.array.enumerated().map { i, p in
            wrapped(p + 0.2 * t * t * (1 + 0.02 * Float(i % head.grid.size.x)))
          })
      })
    // It is there, and sure: only its sign does not alternate.
    let even = try #require(BipolarCorrection.estimate(bent, middle: 1, mask: head.brain.voxels))
    #expect(even.isSure)
    #expect(BipolarCorrection.detected(in: bent, mask: head.brain.voxels) == nil)
  }

  /// Two echoes hold no pattern, nor does an empty mask.
  @Test func nothingWithoutEvidence() throws {
    var head = SyntheticHead()
    head.echoTimesMs = [5, 10]
    let two = try train(head, constant: 0.7, gradient: SIMD3(0.05, 0, 0))
    #expect(BipolarCorrection.detected(in: two, mask: head.brain.voxels) == nil)
    head.echoTimesMs = [5, 10, 15]
    let three = try train(head, constant: 0.7, gradient: SIMD3(0.05, 0, 0))
    let nobody = [Bool](repeating: false, count: head.grid.count)
    #expect(BipolarCorrection.detected(in: three, mask: nobody) == nil)
  }

  /// The map of a bipolar train is that of the monopolar one.
  @Test func theMapIsThatOfTheMonopolarTrain() throws {
    let head = SyntheticHead()
    let signal = try head.signal()
    let bipolar = try train(head, constant: 0.7, gradient: SIMD3(0.08, 0, 0))
    let given = try MultiEchoSignal(
      magnitudes: signal.magnitudes,
      phases: bipolar.phases.map { MRVolume(grid: head.grid, voxels: $0.array) },
      echoTimes: signal.echoTimes, fieldStrength: signal.fieldStrength, b0InVoxelAxes: head.b0)
    let map = try reconstructSusceptibility(given, brain: head.brain)
    let reference = try reconstructSusceptibility(signal, brain: head.brain)
    let inside = map.mask.intersection(reference.mask)
    let error = zip(map.chi.values(in: inside), reference.chi.values(in: inside)).map { $0 - $1 }
    // Two ppb of nuclei of 100.
    #expect(Statistics.standardDeviation(error) < 0.002)
  }
}
