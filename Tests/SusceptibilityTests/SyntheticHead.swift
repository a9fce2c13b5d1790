import Foundation
import TestSupport
import Vocabulary
import Voxels

@testable import Susceptibility

/// A grid of `size` with axes along the patient's, centred on the origin.
func centredGrid(_ size: SIMD3<Int>, spacing: SIMD3<Double>) -> Grid<MRPatient> {
  let extent = SIMD3(Double(size.x - 1), Double(size.y - 1), Double(size.z - 1)) * spacing
  return Grid(
    size: size, voxelToPatient: Affine(linear: Matrix3(diagonal: spacing), translation: -extent / 2))
}

/// Calls `body` with offset and position in mm of every voxel.
func forEachVoxel(_ grid: Grid<MRPatient>, _ body: (_ offset: Int, _ mm: SIMD3<Double>) -> Void) {
  for z in 0..<grid.size.z {
    for y in 0..<grid.size.y {
      for x in 0..<grid.size.x {
        body(
          grid.offset(x, y, z), grid.point(atVoxel: SIMD3(Double(x), Double(y), Double(z))).lps)
      }
    }
  }
}

/// A sphere of one susceptibility; its field is known in closed form.
struct Sphere {
  var centre: SIMD3<Double>
  var radius: Double
  var ppm: Double

  /// Field in ppm at `p`: χ/3·(R/r)³·(3cos²θ − 1) outside, 0 inside (Lorentz-corrected).
  func field(at p: SIMD3<Double>, b0: SIMD3<Double>) -> Double {
    let d = p - centre
    let r = length(d)
    guard r > radius else { return 0 }
    let c = dot(d, b0) / r
    return ppm / 3 * pow(radius / r, 3) * (3 * c * c - 1)
  }
}

/// A ball of brain with iron-rich nuclei, an air cavity below it and a coil offset; every field is analytic.
struct SyntheticHead {
  var grid = centredGrid(SIMD3(60, 64, 40), spacing: SIMD3(1.5, 1.5, 2))
  var b0 = SIMD3(0.0, 0.0, 1.0)
  var brainRadius = 36.0
  var nuclei = [
    Sphere(centre: SIMD3(13, -4, 2), radius: 6, ppm: 0.12),
    Sphere(centre: SIMD3(-13, -4, 2), radius: 6, ppm: 0.12),
    Sphere(centre: SIMD3(0, 15, -6), radius: 5, ppm: 0.08),
  ]
  var cavity = Sphere(centre: SIMD3(4, -38, -28), radius: 9, ppm: 9.4)
  var echoTimesMs = [5.0, 10, 15, 20]
  var noise = 0.0
  var phaseSign = 1.0
  var r2star = 25.0
  let tesla = 3.0

  /// The brain.
  var brain: MRMask {
    var mask = MRMask(grid: grid)
    forEachVoxel(grid) { i, p in mask.voxels[i] = length(p) < brainRadius }
    return mask
  }

  /// The coil's phase in radians.
  func offset(at p: SIMD3<Double>) -> Double { 0.8 + 0.015 * p.x - 0.01 * p.y + 2e-4 * p.z * p.z }

  /// The field of the nuclei in ppm, as a voxel's signal has it.
  ///
  /// The mean over 27 points of the voxel around `p`. A field sampled at centres alone would give spheres of a few voxels a volume of its own.
  func localField(at p: SIMD3<Double>) -> Double {
    var sum = 0.0
    for k in 0..<27 {
      let step = SIMD3(Double(k % 3), Double(k / 3 % 3), Double(k / 9)) / 3 - 1.0 / 3
      for n in nuclei { sum += n.field(at: p + step * grid.spacingMm, b0: b0) }
    }
    return sum / 27
  }

  /// The field of all sources in ppm.
  func field(at p: SIMD3<Double>) -> Double { localField(at: p) + cavity.field(at: p, b0: b0) }

  /// A volume of a function of position.
  func volume<U>(_ f: (SIMD3<Double>) -> Double) -> MRVolume<U> {
    var v = MRVolume<U>(grid: grid)
    forEachVoxel(grid) { i, p in v.voxels[i] = Float(f(p)) }
    return v
  }

  /// The signal: magnitude 100 at time zero, wrapped phase.
  func signal() throws -> MultiEchoSignal {
    var random = SplitMix64(seed: 7)
    let strength = try FieldStrength(tesla: tesla)
    var magnitudes: [MRVolume<Magnitude>] = []
    var phases: [MRVolume<Radians>] = []
    let ppm: MRVolume<PPM> = volume { field(at: $0) }
    for te in echoTimesMs {
      var m = MRVolume<Magnitude>(grid: grid)
      var f = MRVolume<Radians>(grid: grid)
      forEachVoxel(grid) { i, p in
        let amplitude = length(p) < brainRadius + 3 ? 100 * exp(-r2star * te / 1000) : 0
        let angle =
          phaseSign * 2 * .pi * Double(ppm.voxels[i]) * strength.hertzPerPPM * te / 1000 + offset(at: p)
        let re = amplitude * cos(angle) + noise * random.normal()
        let im = amplitude * sin(angle) + noise * random.normal()
        m.voxels[i] = Float((re * re + im * im).squareRoot())
        f.voxels[i] = Float(atan2(im, re))
      }
      magnitudes.append(m)
      phases.append(f)
    }
    return try MultiEchoSignal(
      magnitudes: magnitudes, phases: phases,
      echoTimes: try echoTimesMs.map { try EchoTime(milliseconds: $0) }, fieldStrength: strength,
      b0InVoxelAxes: b0)
  }
}
