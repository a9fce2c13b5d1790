import Foundation
import Registration
import TestSupport
import Vocabulary
import Voxels

@testable import Mineralization

/// Mean and standard deviation over many positions.
struct Spread {
  private(set) var values: [Double] = []

  mutating func add(_ x: Double) { values.append(x) }

  var mean: Double { values.reduce(0, +) / Double(values.count) }
  var sd: Double {
    let m = mean
    return (values.reduce(0) { $0 + ($1 - m) * ($1 - m) } / Double(values.count - 1)).squareRoot()
  }
}

/// One body scanned again and again at other places between the voxels, then measured in each way.
struct FocusStudy {
  /// The ways to measure.
  enum Way: String, CaseIterable {
    /// The CT voxels that carry the mask.
    case ownGrid
    /// `resample`, then the mask on the MR grid.
    case resampled
    /// The trilinear value in the middle of each MR voxel, then the mask on the MR grid.
    case trilinear
  }

  /// Mean in the mask minus the body's attenuation, HU.
  private(set) var meanBiasHU: [Way: Spread] = [:]
  /// Greatest value in the mask minus the body's attenuation, HU.
  private(set) var peakBiasHU: [Way: Spread] = [:]
  /// Volume at or above half the contrast over the body's, in the whole image.
  private(set) var halfContrastVolume: [Way: Spread] = [:]
  /// Sum of HU above the surroundings times voxel volume, over the body's.
  private(set) var mass: [Way: Spread] = [:]
  /// What an image without blur would show in the mask minus the body's attenuation, HU: the mask's own error.
  private(set) var maskBiasHU = Spread()
  /// Volume of the carried mask over that of the MR mask.
  private(set) var carriedVolume = Spread()

  /// MR voxels, mm.
  static let mrSpacingMm = SIMD3(0.8, 0.8, 2)
  /// An MR grid about the origin that holds the foci of all tests.
  static let mrAroundFocus = Grid<MRPatient>(
    size: SIMD3(24, 24, 10),
    voxelToPatient: Affine(
      linear: Matrix3(diagonal: mrSpacingMm), translation: SIMD3(-9.2, -9.2, -9)))

  /// Measures `body`, which is scanned at `positions` seeded places within a CT voxel and an MR voxel.
  ///
  /// The MR is turned by 0.2 rad about an oblique axis. The mask holds the MR voxels of which at least half is the body.
  init(_ body: Ellipsoid, over baseHU: Double, sliceMm: Double, positions: Int) {
    var random = SplitMix64(seed: 7)
    func offset(_ voxel: SIMD3<Double>) -> SIMD3<Double> {
      (SIMD3(random.unit(), random.unit(), random.unit()) - 0.5) * voxel
    }
    let scanner = SimulatedScan(sliceMm: sliceMm)
    let grid = scanner.grid(halfMm: body.radiiMm + SIMD3(4, 4, 3 + 1.5 * sliceMm))
    for _ in 0..<positions {
      var placed = body
      placed.center = offset(grid.spacingMm)
      let ct = scanner.scan([placed], baseHU: baseHU, on: grid)
      let toMR = RigidTransform<CTPatient, MRPatient>(
        rotation: .rotation(about: SIMD3(1, 2, 3), radians: 0.2), translationMm: SIMD3(3, -2, 5))
      let size = SIMD3<Int>((2 * (body.radiiMm + SIMD3(2.5, 2.5, 3)) / Self.mrSpacingMm).rounded(.up))
      let middle = toMR(Point<CTPatient>(placed.center)).lps + offset(Self.mrSpacingMm)
      let mr = Grid<MRPatient>(
        size: size,
        voxelToPatient: Affine(
          linear: Matrix3(diagonal: Self.mrSpacingMm),
          translation: middle - SIMD3<Double>(size &- 1) * Self.mrSpacingMm / 2))
      measure(placed, baseHU, ct, mr, toMR)
    }
  }

  private mutating func measure(
    _ body: Ellipsoid, _ baseHU: Double, _ ct: CTVolume, _ mr: Grid<MRPatient>,
    _ toMR: RigidTransform<CTPatient, MRPatient>
  ) {
    let share = Self.shares(of: body, in: mr, by: toMR.inverse)
    let mask = MRMask(grid: mr, voxels: share.map { $0 >= 0.5 })
    let inMask = share.filter { $0 >= 0.5 }
    maskBiasHU.add((inMask.reduce(0, +) / Double(inMask.count) - 1) * body.excessHU)
    let carried = carriedMask(mask, onto: ct.grid, by: toMR.inverse).offsets
    carriedVolume.add(Double(carried.count) * ct.grid.voxelVolumeMm3 / mask.volumeMm3)
    let resampled = resample(ct, onto: mr, by: toMR, outside: Float(baseHU))
    let trilinear = ct.resampled(onto: mr, by: toMR.inverse, outside: Float(baseHU))
    func add(_ way: Way, _ inside: [Float], all: [Float], voxelMm3: Double) {
      let truth = baseHU + body.excessHU
      meanBiasHU[way, default: Spread()].add(Statistics.mean(inside) - truth)
      peakBiasHU[way, default: Spread()].add(Double(inside.max() ?? .nan) - truth)
      let half = Float(baseHU + body.excessHU / 2)
      let above = all.reduce(0) { $0 + ($1 >= half ? 1 : 0) }
      halfContrastVolume[way, default: Spread()].add(Double(above) * voxelMm3 / body.volumeMm3)
      let sum = all.reduce(0) { $0 + Double($1) - baseHU }
      mass[way, default: Spread()].add(sum * voxelMm3 / (body.volumeMm3 * body.excessHU))
    }
    add(
      .ownGrid, carried.map { ct.voxels[$0] }, all: ct.voxels, voxelMm3: ct.grid.voxelVolumeMm3)
    add(.resampled, resampled.values(in: mask), all: resampled.voxels, voxelMm3: mr.voxelVolumeMm3)
    add(.trilinear, trilinear.values(in: mask), all: trilinear.voxels, voxelMm3: mr.voxelVolumeMm3)
  }

  /// The share of each MR voxel that a body fills.
  private static func shares(
    of body: Ellipsoid, in mr: Grid<MRPatient>, by toCT: RigidTransform<MRPatient, CTPatient>
  ) -> [Double] {
    let map = toCT.affine * mr.voxelToPatient
    // Parts of 0.16 × 0.16 × 0.22 mm.
    let parts = SIMD3(5, 5, 9)
    return (0..<mr.count).map { o in
      let i = SIMD3<Double>(mr.index(ofOffset: o))
      var inside = 0
      for z in 0..<parts.z {
        for y in 0..<parts.y {
          for x in 0..<parts.x {
            let part = (SIMD3<Double>(SIMD3(x, y, z)) + 0.5) / SIMD3<Double>(parts) - 0.5
            if body.contains(map(i + part)) { inside += 1 }
          }
        }
      }
      return Double(inside) / Double(parts.x * parts.y * parts.z)
    }
  }
}
