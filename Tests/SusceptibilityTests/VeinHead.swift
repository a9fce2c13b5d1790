import Foundation
import TestSupport
import Vocabulary
import Voxels

@testable import Susceptibility

/// A ball of brain with veins, a deposit and two nuclei, as a finished map: no reconstruction stands between the
/// votes and the truth.
struct VeinHead {
  var grid = centredGrid(SIMD3(72, 72, 48), spacing: SIMD3(1.1, 1.1, 1.5))
  /// Axes of the veins: a point and a direction.
  var veins: [(point: SIMD3<Double>, direction: SIMD3<Double>)] = [
    (SIMD3(0, 16, 8), SIMD3(1, 0, 0.2)), (SIMD3(-14, 0, 10), SIMD3(0, 1, 0.1)),
    (SIMD3(14, -6, 0), SIMD3(0.1, 0.2, 1)),
  ]
  var veinPPM = 0.15
  var veinRate = 60.0
  /// Signal at time zero of a vein against tissue.
  var veinWater = 0.9
  let veinRadius = 1.3
  /// A bleed or deposit: a ball of fast decay.
  let deposit = Sphere(centre: SIMD3(-4, -18, -8), radius: 5, ppm: -0.3)
  let redNucleus = Sphere(centre: SIMD3(4, 4, -14), radius: 3.5, ppm: 0.09)
  let pallidum = Sphere(centre: SIMD3(14, 8, -14), radius: 4, ppm: 0.13)
  var sign = 1.0

  func distanceToVein(_ p: SIMD3<Double>) -> Double {
    veins.map { v in
      let d = p - v.point
      let along = normalized(v.direction)
      return length(d - along * dot(d, along))
    }.min() ?? .infinity
  }

  func mask(_ s: Sphere) -> MRMask {
    var m = MRMask(grid: grid)
    forEachVoxel(grid) { i, p in m.voxels[i] = length(p - s.centre) < s.radius }
    return m
  }

  /// Map and signal; R2* is 20 1/s in tissue, 35 in nuclei and 70 in the deposit.
  func made() throws -> (map: SusceptibilityMap, signal: MultiEchoSignal) {
    var random = SplitMix64(seed: 11)
    var chi = MRVolume<PPM>(grid: grid)
    var rate = MRVolume<PerSecond>(grid: grid)
    var water = MRVolume<Magnitude>(grid: grid)
    var mask = MRMask(grid: grid)
    forEachVoxel(grid) { i, p in
      guard length(p) < 36 else { return }
      mask.voxels[i] = true
      // The share of the voxel that a vein fills, about.
      let share = min(1, max(0, veinRadius + 0.5 - distanceToVein(p)))
      var (c, r) = (share * veinPPM, 20 + share * (veinRate - 20))
      for (s, fast) in [(deposit, 70.0), (redNucleus, 35), (pallidum, 38)]
      where length(p - s.centre) < s.radius {
        c = s.ppm
        r = fast
      }
      chi.voxels[i] = Float(sign * (c + 0.01 * random.normal()))
      rate.voxels[i] = Float(r + random.normal())
      water.voxels[i] = Float(100 * (1 + share * (veinWater - 1)))
    }
    let times = try [6.0, 12, 18].map { try EchoTime(milliseconds: $0) }
    let magnitudes = times.map { t in
      MRVolume<Magnitude>(
        grid: grid, voxels: zip(water.voxels, rate.voxels).map { $0 * exp(-$1 * Float(t.seconds)) })
    }
    let signal = try MultiEchoSignal(
      magnitudes: magnitudes, phases: times.map { _ in MRVolume(grid: grid) }, echoTimes: times,
      fieldStrength: try FieldStrength(tesla: 3), b0InVoxelAxes: SIMD3(0, 0, 1))
    let map = SusceptibilityMap(
      chi: chi, totalField: MRVolume(grid: grid), localField: MRVolume(grid: grid), mask: mask,
      fieldNoise: MRVolume(grid: grid, repeating: 0.001), chiNoisePPM: 0.004, r2star: rate, quality: [])
    return (map, signal)
  }
}
