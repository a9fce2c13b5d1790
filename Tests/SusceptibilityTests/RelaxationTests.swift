import Foundation
import Testing
import Vocabulary
import Voxels

@testable import Susceptibility

@Suite struct RelaxationTests {
  /// Exact exponentials give their rate to 0.01 1/s.
  @Test(arguments: [2.0, 20, 80, 200]) func exactOnExponentials(rate: Double) {
    let times: [Float] = [0.005, 0.011, 0.02, 0.026]
    let m = times.map { Float(300 * exp(-rate * Double($0))) }
    #expect(abs(Double(R2StarFit.rate(m, times, .init())) - rate) < 0.01)
  }

  @Test func noSignalGivesZero() {
    let times: [Float] = [0.005, 0.010]
    for m: [Float] in [[0, 0], [.nan, 5], [5, 0]] {
      #expect(R2StarFit.rate(m, times, .init()) == 0)
    }
  }

  /// Growing magnitude is no negative relaxation.
  @Test func neverNegative() {
    #expect(R2StarFit.rate([10, 12, 14], [0.005, 0.010, 0.015], .init()) == 0)
  }

  /// χ⁺ − χ⁻ = χ and χ⁺ + χ⁻ = R2*/r where neither is clipped, with r = 274 Hz/ppm at 3 T.
  @Test func separationIsConsistent() throws {
    let grid = centredGrid(SIMD3(3, 1, 1), spacing: SIMD3(1, 1, 1))
    let chi = MRVolume<PPM>(grid: grid, voxels: [0.05, -0.03, 0.4])
    let r2star = MRVolume<PerSecond>(grid: grid, voxels: [27.4, 27.4, 27.4])
    let parts = separateSources(
      chi: chi, r2star: r2star, fieldStrength: try FieldStrength(tesla: 3))
    #expect(abs(parts.paramagnetic.voxels[0] - 0.075) < 1e-6)
    #expect(abs(parts.diamagnetic.voxels[0] - 0.025) < 1e-6)
    #expect(abs(parts.paramagnetic.voxels[1] - 0.035) < 1e-6)
    #expect(parts.diamagnetic.voxels[2] == 0)
  }
}
