import Foundation
import TestSupport
import Testing

@testable import Acquisition

/// The alternation of slice signs is proven by the image, or the image is refused.
struct SliceSignsTests {
  static let n = 400

  /// Slices of a smooth phase that advances by `step` rad; `air` slices of noise at both ends.
  func volume(
    slices: Int, step: Double, alternating: Bool, air: Int = 0, flipped: Set<Int> = []
  ) -> (magnitude: [Float], phase: [Float]) {
    var random = SplitMix64(seed: 21)
    var magnitude: [Float] = []
    var phase: [Float] = []
    for z in 0..<slices {
      let isAir = z < air || z >= slices - air
      for i in 0..<Self.n {
        let turn = (alternating && z % 2 == 1) != flipped.contains(z) ? Double.pi : 0
        let angle = 0.01 * Double(i) + step * Double(z) + turn
        magnitude.append(isAir ? 10 : 100)
        phase.append(
          Float(isAir ? Double.random(in: -3.14...3.14, using: &random) : remainder(angle, 2 * .pi)))
      }
    }
    return (magnitude, phase)
  }

  @Test(arguments: [0.0, 0.3, -0.6, 1.0], [false, true])
  func theSignOfNeighboursTells(_ step: Double, _ alternating: Bool) throws {
    let (m, p) = volume(slices: 12, step: step, alternating: alternating, air: 3)
    #expect(
      try SliceSigns(magnitude: m, phase: p, sliceCount: Self.n) == (alternating ? .alternating : .uniform))
  }

  @Test func restoringMakesTheSlicesUniform() throws {
    var (m, p) = volume(slices: 9, step: 0.3, alternating: true)
    SliceSigns.restore(&p, sliceCount: Self.n)
    #expect(try SliceSigns(magnitude: m, phase: p, sliceCount: Self.n) == .uniform)
    #expect(p.allSatisfy { abs($0) <= Float.pi + 1e-5 })
    m = []
  }

  @Test func oneFlippedSliceIsRefused() {
    let (m, p) = volume(slices: 10, step: 0.2, alternating: false, flipped: [4])
    #expect(throws: MGRERefusal.undecidedSliceSigns(positive: 7, negative: 2, weak: 0)) {
      try SliceSigns(magnitude: m, phase: p, sliceCount: Self.n)
    }
  }

  /// A quarter turn from slice to slice could be either.
  @Test func aQuarterTurnIsRefused() {
    let (m, p) = volume(slices: 10, step: .pi / 2, alternating: false)
    #expect(throws: MGRERefusal.undecidedSliceSigns(positive: 0, negative: 0, weak: 9)) {
      try SliceSigns(magnitude: m, phase: p, sliceCount: Self.n)
    }
  }

  @Test func noiseIsRefused() {
    let (m, p) = volume(slices: 10, step: 0, alternating: false, air: 5)
    #expect(throws: MGRERefusal.self) { try SliceSigns(magnitude: m, phase: p, sliceCount: Self.n) }
    let zeros = [Float](repeating: 0, count: 4 * Self.n)
    #expect(throws: MGRERefusal.self) { try SliceSigns(magnitude: zeros, phase: zeros, sliceCount: Self.n) }
  }
}
