import Vocabulary
import Voxels

@testable import Mineralization

/// A box-shaped pallidum of 30×20×16 mm on 1 mm grids, CT and MR aligned up to a shift; the medial zone is
/// its first third along x.
///
/// Values are constant unless a focus is written in, so every volume is exact.
struct SyntheticPallidum {
  static let medianPPM = 0.130
  static let medianHU = 34.0

  var chi: MRVolume<PPM>
  var ct: CTVolume
  var mask: MRMask
  var zone: MRMask
  var mrToCT: RigidTransform<MRPatient, CTPatient>
  let shift = SIMD3<Double>(100, -50, 20)

  init() {
    let size = SIMD3(46, 36, 32)
    chi = MRVolume(
      grid: Grid(size: size, voxelToPatient: .identity), repeating: Float(Self.medianPPM))
    ct = CTVolume(
      grid: Grid(size: size, voxelToPatient: Affine(linear: .identity, translation: shift)),
      repeating: Float(Self.medianHU))
    mask = MRMask(grid: chi.grid)
    zone = MRMask(grid: chi.grid)
    mrToCT = RigidTransform(rotation: .identity, translationMm: shift)
    for z in 8..<24 {
      for y in 8..<28 {
        for x in 8..<38 {
          mask[x, y, z] = true
          zone[x, y, z] = x < 18
        }
      }
    }
  }

  /// Writes a block of exactly `count` voxels with its first corner at `corner`, at most 4×4 in a slice.
  mutating func focus(_ count: Int, at corner: SIMD3<Int> = SIMD3(11, 14, 12), ppm: Double?, hu: Double?) {
    for k in 0..<count {
      let i = corner &+ SIMD3(k % 4, (k / 4) % 4, k / 16)
      if let ppm { chi[i.x, i.y, i.z] = Float(ppm) }
      if let hu { ct[i.x, i.y, i.z] = Float(hu) }
    }
  }

  /// Writes a sphere.
  mutating func sphere(radiusMm r: Double, center c: SIMD3<Double>, ppm: Double?, hu: Double?) {
    for z in 0..<chi.grid.size.z {
      for y in 0..<chi.grid.size.y {
        for x in 0..<chi.grid.size.x where length(SIMD3(Double(x), Double(y), Double(z)) - c) <= r {
          if let ppm { chi[x, y, z] = Float(ppm) }
          if let hu { ct[x, y, z] = Float(hu) }
        }
      }
    }
  }

  func evidence(noisePPM: Double = 0.005, uncertaintyMm: Double = 0.5) -> PallidumEvidence {
    PallidumEvidence(
      side: .left, mask: mask, medialZone: zone, chi: chi,
      chiMask: MRMask(grid: chi.grid, repeating: true), chiNoisePPM: noisePPM,
      r2star: MRVolume<PerSecond>(grid: chi.grid, repeating: 40), ct: ct, mrToCT: mrToCT,
      registrationUncertaintyMm: uncertaintyMm)
  }
}
