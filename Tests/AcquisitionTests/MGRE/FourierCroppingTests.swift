import Foundation
import TestSupport
import Testing

@testable import Acquisition

/// A band-limited function, sampled finely and cropped, is the function sampled coarsely.
struct FourierCroppingTests {
  /// Σ a·e^(2πi(u·x + v·y)) over |u|, |v| ≤ `reach`, x and y in parts of the field of view.
  struct Analytic {
    let terms: [(u: Int, v: Int, re: Double, im: Double)]

    init(reach: SIMD2<Int>, seed: UInt64) {
      var random = SplitMix64(seed: seed)
      var terms = [(u: 0, v: 0, re: 1000.0, im: 200.0)]
      for v in -reach.y...reach.y {
        for u in -reach.x...reach.x {
          let weight = 60 / (1 + Double(u * u + v * v) / 4)
          terms.append(
            (
              u, v, weight * Double.random(in: -1...1, using: &random),
              weight * Double.random(in: -1...1, using: &random)
            ))
        }
      }
      self.terms = terms
    }

    func callAsFunction(_ x: Double, _ y: Double) -> (re: Double, im: Double) {
      var (re, im) = (0.0, 0.0)
      for t in terms {
        let angle = 2 * Double.pi * (Double(t.u) * x + Double(t.v) * y)
        re += t.re * cos(angle) - t.im * sin(angle)
        im += t.re * sin(angle) + t.im * cos(angle)
      }
      return (re, im)
    }

    /// Magnitude and phase on `n` columns and rows, with a phase that winds `turns` times along x.
    func sampled(_ n: SIMD2<Int>) -> (magnitude: [Float], phase: [Float]) {
      var magnitude: [Float] = []
      var phase: [Float] = []
      for row in 0..<n.y {
        for column in 0..<n.x {
          let (re, im) = self(Double(column) / Double(n.x), Double(row) / Double(n.y))
          magnitude.append(Float((re * re + im * im).squareRoot()))
          phase.append(Float(atan2(im, re)))
        }
      }
      return (magnitude, phase)
    }
  }

  @Test(arguments: [
    (SIMD2(32, 24), SIMD2(16, 12)), (SIMD2(33, 27), SIMD2(16, 14)), (SIMD2(30, 20), SIMD2(20, 20)),
    (SIMD2(25, 40), SIMD2(25, 26)), (SIMD2(24, 18), SIMD2(23, 9)),
  ])
  func croppingIsCoarserSampling(_ stored: SIMD2<Int>, _ kept: SIMD2<Int>) {
    // Below the highest frequency of the kept matrix; slices stay apart.
    let reach = SIMD2((kept.x - 1) / 2, (kept.y - 1) / 2)
    let functions = [1, 2, 3].map { Analytic(reach: reach, seed: $0) }
    let fine = functions.map { $0.sampled(stored) }
    let cropping = FourierCropping(from: stored, to: kept)
    let found = cropping(magnitude: fine.flatMap(\.magnitude), phase: fine.flatMap(\.phase))
    let expected = functions.map { $0.sampled(kept) }
    for (a, b) in zip(found.magnitude, expected.flatMap(\.magnitude)) { #expect(abs(a - b) < 2e-3) }
    for (a, b) in zip(found.phase, expected.flatMap(\.phase)) {
      #expect(abs(remainder(Double(a - b), 2 * .pi)) < 2e-4)
    }
  }

  /// A phase that winds many times survives: the complex image is cropped, not the phase.
  @Test func wrapsAreUnaffected() {
    let (stored, kept) = (SIMD2(64, 64), SIMD2(32, 32))
    func wound(_ n: SIMD2<Int>) -> (magnitude: [Float], phase: [Float]) {
      let offsets = (0..<(n.x * n.y)).map { i -> Double in
        let (x, y) = (Double(i % n.x) / Double(n.x), Double(i / n.x) / Double(n.y))
        return remainder(2 * .pi * (11 * x - 7 * y) + 1, 2 * .pi)
      }
      return ([Float](repeating: 500, count: n.x * n.y), offsets.map { Float($0) })
    }
    let fine = wound(stored)
    let found = FourierCropping(from: stored, to: kept)(magnitude: fine.magnitude, phase: fine.phase)
    let expected = wound(kept)
    for (a, b) in zip(found.phase, expected.phase) {
      #expect(abs(remainder(Double(a - b), 2 * .pi)) < 1e-4)
    }
    #expect(found.magnitude.allSatisfy { abs($0 - 500) < 1e-2 })
  }

  /// The highest frequency of an even matrix may stand at either end of k-space: the coarse samples are the
  /// same.
  @Test func theHighestFrequencyOfAnEvenMatrixIsKept() {
    let (stored, kept) = (SIMD2(16, 4), SIMD2(8, 4))
    for (frequency, isKept) in [(-4, true), (4, true), (3, true), (-3, true), (5, false), (-5, false)] {
      let angles = (0..<64).map { Float(remainder(2 * .pi * Double(frequency * ($0 % 16)) / 16, 2 * .pi)) }
      let found = FourierCropping(from: stored, to: kept)(
        magnitude: [Float](repeating: 100, count: 64), phase: angles)
      let expected: Float = isKept ? 100 : 0
      #expect(found.magnitude.allSatisfy { abs($0 - expected) < 1e-3 })
      for i in 0..<32 where isKept {
        let difference = Double(found.phase[i] - angles[2 * (i % 8)])
        #expect(abs(remainder(difference, 2 * .pi)) < 1e-4)
      }
    }
  }

  @Test func powerBeyondTellsZeroFillingFromSamples() {
    let (stored, kept) = (SIMD2(64, 48), SIMD2(32, 24))
    let cropping = FourierCropping(from: stored, to: kept)
    let filled = Analytic(reach: SIMD2(15, 11), seed: 4).sampled(stored)
    #expect(cropping.powerBeyond(magnitude: filled.magnitude, phase: filled.phase) < 1e-6)
    let sampled = Analytic(reach: SIMD2(31, 23), seed: 4).sampled(stored)
    #expect(
      cropping.powerBeyond(magnitude: sampled.magnitude, phase: sampled.phase)
        > ReconstructionGrid.largestPowerBeyond)
  }
}
