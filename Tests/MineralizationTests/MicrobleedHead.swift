import Foundation
import TestSupport
import Vocabulary
import Voxels

@testable import Mineralization

/// A ball of brain with bleeds and veins, blurred by a point spread and with noise.
///
/// Voxels get the share of a shape that lies in them (3 × 3 × 3 sub-samples).
struct MicrobleedHead {
  static let radiusMm = 34.0
  var chi: MRVolume<PPM>
  var rate: MRVolume<PerSecond>
  let brain: MRMask
  var fluid: MRMask
  var nuclei: [SidedStructure: MRMask] = [:]
  var ct: MicrobleedEvidence.RegisteredCT?

  init(spacing: SIMD3<Double> = SIMD3(0.9, 0.9, 2), noisePPM: Double = 0.012) {
    let n = SIMD3<Int>((SIMD3(repeating: 2 * Self.radiusMm + 8) / spacing).rounded(.up))
    let center = SIMD3(Double(n.x - 1), Double(n.y - 1), Double(n.z - 1)) / 2 * spacing
    let grid = Grid<MRPatient>(
      size: n, voxelToPatient: Affine(linear: Matrix3(diagonal: spacing), translation: -center))
    chi = MRVolume(grid: grid)
    rate = MRVolume(grid: grid, repeating: 20)
    brain = Self.mask(grid) { length($0) <= Self.radiusMm }
    fluid = MRMask(grid: grid)
    var random = SplitMix64(seed: 7)
    // 12 sums of a uniform number are normal enough.
    for i in chi.voxels.indices {
      let sum = (0..<12).reduce(0.0) { s, _ in s + Double.random(in: 0..<1, using: &random) }
      chi.voxels[i] = Float((sum - 6) * noisePPM)
    }
  }

  static func mask(_ grid: Grid<MRPatient>, _ contains: (SIMD3<Double>) -> Bool) -> MRMask {
    var mask = MRMask(grid: grid)
    for o in 0..<grid.count {
      mask.voxels[o] = contains(grid.point(atVoxel: SIMD3<Double>(grid.index(ofOffset: o))).lps)
    }
    return mask
  }

  func ball(_ center: SIMD3<Double>, radiusMm: Double) -> MRMask {
    Self.mask(chi.grid) { length($0 - center) <= radiusMm }
  }

  /// Adds matter where `distance` (mm, negative inside) is below 0, with a point spread; R2* rises with it.
  mutating func add(ppm: Double, rises: Bool = true, _ distance: (SIMD3<Double>) -> Double) {
    let grid = chi.grid
    let h = grid.spacingMm
    let reach = length(h)
    var share = MRVolume<Dimensionless>(grid: grid)
    for o in 0..<grid.count {
      let p = grid.point(atVoxel: SIMD3<Double>(grid.index(ofOffset: o))).lps
      let d = distance(p)
      if d > reach { continue }
      var inside = 0
      for k in 0..<27 {
        let step = SIMD3(Double(k % 3 - 1), Double(k / 3 % 3 - 1), Double(k / 9 - 1)) / 3
        if distance(p + step * h) <= 0 { inside += 1 }
      }
      share.voxels[o] = Float(inside) / 27
    }
    // The blur of the sampling (a voxel's edge) in the plane.
    share = share.blurred(sigmaMm: 0.4 * h.x)
    for o in 0..<grid.count {
      chi.voxels[o] += share.voxels[o] * Float(ppm)
      if rises { rate.voxels[o] += share.voxels[o] * Float(abs(ppm) * 200) }
    }
  }

  /// A bleed, or with a negative `ppm` calcium.
  mutating func addBall(_ center: SIMD3<Double>, diameterMm: Double, ppm: Double, rises: Bool = true) {
    add(ppm: ppm, rises: rises) { length($0 - center) - diameterMm / 2 }
  }

  /// A vein along a line of points.
  mutating func addTube(_ path: [SIMD3<Double>], diameterMm: Double, ppm: Double = 0.35) {
    add(ppm: ppm) { p in
      zip(path, path.dropFirst()).map { a, b in
        let t = min(max(dot(p - a, b - a) / dot(b - a, b - a), 0), 1)
        return length(p - a - (b - a) * t)
      }.reduce(.infinity, min) - diameterMm / 2
    }
  }

  /// A CT of 0.5 × 0.5 × 1 mm with balls of given attenuation in tissue of 35 HU.
  mutating func scanCT(_ balls: [(center: SIMD3<Double>, diameterMm: Double, hu: Float)]) {
    let grid = Grid<CTPatient>(
      size: SIMD3(160, 160, 80),
      voxelToPatient: Affine(
        linear: Matrix3(diagonal: SIMD3(0.5, 0.5, 1)), translation: SIMD3(-39.75, -39.75, -39.5)))
    var volume = CTVolume(grid: grid, repeating: 35)
    var random = SplitMix64(seed: 11)
    for o in 0..<grid.count {
      let p = grid.point(atVoxel: SIMD3<Double>(grid.index(ofOffset: o))).lps
      for ball in balls where length(p - ball.center) <= ball.diameterMm / 2 { volume.voxels[o] = ball.hu }
      volume.voxels[o] += Float.random(in: -8...8, using: &random)
    }
    ct = .init(volume: volume, mrToCT: RigidTransform(rotation: .identity, translationMm: .zero))
  }

  func search(_ parameters: MicrobleedParameters = MicrobleedParameters()) throws -> MicrobleedFindings {
    microbleedCandidates(
      MicrobleedEvidence(
        chi: chi, chiMask: brain, r2star: rate, brain: brain, fluid: fluid, nuclei: nuclei,
        mrToTemplate: .identity, fieldStrength: try FieldStrength(tesla: 3), ct: ct), parameters: parameters)
  }
}
