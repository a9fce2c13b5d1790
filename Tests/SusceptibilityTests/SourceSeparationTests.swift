import Foundation
import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Susceptibility

/// The forward model is written out here, not taken from the program: R2* = r·(χ⁺ + χ⁻) + R2₀, χ = χ⁺ − χ⁻.
@Suite struct SourceSeparationTests {
  private let grid = centredGrid(SIMD3(64, 64, 1), spacing: SIMD3(1, 1, 1))

  private struct Voxel {
    var paramagnetic: Double
    var diamagnetic: Double
  }

  /// Iron, iron and myelin in equal parts, myelin, calcium, nothing; ppm.
  private let contents = [
    Voxel(paramagnetic: 0.13, diamagnetic: 0), Voxel(paramagnetic: 0.05, diamagnetic: 0.05),
    Voxel(paramagnetic: 0.01, diamagnetic: 0.04), Voxel(paramagnetic: 0, diamagnetic: 1.5),
    Voxel(paramagnetic: 0, diamagnetic: 0),
  ]

  /// Mean parts over the grid filled with one content.
  private func separated(
    _ v: Voxel, tesla: Double = 3, baseline: Double = 0, chiNoise: Double = 0, rateNoise: Double = 0,
    parameters: SourceSeparation.Parameters = .init()
  ) throws -> (plus: Double, minus: Double) {
    var random = SplitMix64(seed: 3)
    let rate = 274 * tesla / 3 * (v.paramagnetic + v.diamagnetic) + baseline
    var chi = MRVolume<PPM>(grid: grid)
    var r2star = MRVolume<PerSecond>(grid: grid)
    for i in 0..<grid.count {
      chi.voxels[i] = Float(v.paramagnetic - v.diamagnetic + chiNoise * random.normal())
      r2star.voxels[i] = Float(max(0, rate + rateNoise * random.normal()))
    }
    let parts = separateSources(
      chi: chi, r2star: r2star, mask: MRMask(grid: grid, repeating: true),
      fieldStrength: try FieldStrength(tesla: tesla), parameters: parameters)
    return (Statistics.mean(parts.paramagnetic.voxels), Statistics.mean(parts.diamagnetic.voxels))
  }

  /// Noise-free voxels come back at every field: r grows with B0.
  @Test(arguments: [1.5, 2.895, 3, 7]) func knownContentsComeBack(tesla: Double) throws {
    for v in contents {
      let found = try separated(v, tesla: tesla)
      #expect(abs(found.plus - v.paramagnetic) < 1e-5)
      #expect(abs(found.minus - v.diamagnetic) < 1e-5)
    }
  }

  /// Read with the constant of another field, 7 T iron would look like iron and myelin.
  @Test func fieldStrengthMatters() throws {
    let v = Voxel(paramagnetic: 0.1, diamagnetic: 0)
    var wrong = SourceSeparation.Parameters()
    wrong.relaxationPerPPMAt3T = 274 * 3 / 7
    let found = try separated(v, tesla: 7, parameters: wrong)
    #expect(abs(found.minus - 0.1 * (7.0 / 3 - 1) / 2) < 1e-5)
  }

  /// Relaxation that no susceptibility makes raises both parts by R2₀/2r and leaves their difference alone; told of it,
  /// the model takes it out.
  @Test func baselineRaisesBothParts() throws {
    let v = Voxel(paramagnetic: 0.08, diamagnetic: 0.03)
    let raised = try separated(v, baseline: 11)
    let excess = 11.0 / (2 * 274)
    #expect(abs(raised.plus - 0.08 - excess) < 1e-5 && abs(raised.minus - 0.03 - excess) < 1e-5)
    var told = SourceSeparation.Parameters()
    told.baselinePerSecond = 11
    let found = try separated(v, baseline: 11, parameters: told)
    #expect(abs(found.plus - 0.08) < 1e-5 && abs(found.minus - 0.03) < 1e-5)
  }

  /// Noise of 10 ppb and 2 1/s averages out where neither part is near 0; a part that is 0 comes out at σ/√(2π).
  ///
  /// That is the mean of a normal variable cut at 0. 4096 voxels: standard error 0.1 ppb.
  @Test func noiseRaisesOnlyWhatIsNearZero() throws {
    let sigma = ((0.01 * 0.01 + (2.0 / 274) * (2.0 / 274)).squareRoot()) / 2
    let mixed = try separated(Voxel(paramagnetic: 0.09, diamagnetic: 0.06), chiNoise: 0.01, rateNoise: 2)
    #expect(abs(mixed.plus - 0.09) < 0.0005 && abs(mixed.minus - 0.06) < 0.0005)
    let iron = try separated(Voxel(paramagnetic: 0.13, diamagnetic: 0), chiNoise: 0.01, rateNoise: 2)
    #expect(abs(iron.plus - 0.13) < 0.0005)
    #expect(abs(iron.minus - sigma / (2 * Double.pi).squareRoot()) < 0.0005)
  }

  /// χ that R2* cannot explain is cut on one side only; nothing is negative and nothing is found outside the mask.
  @Test func partsAreNeverNegative() throws {
    let small = centredGrid(SIMD3(3, 1, 1), spacing: SIMD3(1, 1, 1))
    let chi = MRVolume<PPM>(grid: small, voxels: [0.4, -0.4, 0.4])
    let r2star = MRVolume<PerSecond>(grid: small, voxels: [27.4, 27.4, 27.4])
    let parts = separateSources(
      chi: chi, r2star: r2star, mask: MRMask(grid: small, voxels: [true, true, false]),
      fieldStrength: try FieldStrength(tesla: 3))
    for (a, b) in zip(parts.paramagnetic.voxels, [0.25, 0, 0] as [Float]) { #expect(abs(a - b) < 1e-6) }
    for (a, b) in zip(parts.diamagnetic.voxels, [0, 0.25, 0] as [Float]) { #expect(abs(a - b) < 1e-6) }
  }
}
