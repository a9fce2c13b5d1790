import Foundation
import Testing
import Vocabulary
import Voxels

@testable import Mineralization

@Suite struct RegionStatisticsTests {
  /// 0…100 ppm/1000: every statistic has a closed form, in ppb.
  @Test func closedForms() throws {
    let grid = Grid<MRPatient>(size: SIMD3(101, 1, 1), voxelToPatient: .identity)
    let chi = MRVolume<PPM>(grid: grid, voxels: (0...100).map { Float($0) / 1000 })
    let all = MRMask(grid: grid, repeating: true)
    let s = try #require(measureSusceptibility(chi: chi, chiMask: all, in: all))
    #expect(s.count == 101)
    #expect(abs(s.mean - 50) < 1e-3 && abs(s.median - 50) < 1e-3)
    #expect(abs(s.sd - (101.0 * 102 / 12).squareRoot()) < 1e-3)
    #expect(abs(s.p5 - 5) < 1e-3 && abs(s.p95 - 95) < 1e-3)
    #expect(s.minimum == 0 && abs(s.maximum - 100) < 1e-3)
    #expect(abs(s.robustSd - 1.4826 * 25) < 1e-2)
    #expect(measureSusceptibility(chi: chi, chiMask: MRMask(grid: grid), in: all) == nil)
  }

  /// HU are read on the CT's own grid, uninterpolated, under a turned registration; thick slices too.
  @Test(arguments: [1.0, 3.0]) func attenuationOnItsOwnGrid(sliceMm: Double) throws {
    let mr = Grid<MRPatient>(
      size: SIMD3(40, 40, 30),
      voxelToPatient: Affine(linear: .identity, translation: SIMD3(repeating: -20)))
    var mask = MRMask(grid: mr)
    for z in 8..<23 {
      for y in 0..<40 {
        for x in 0..<40 where length(SIMD3(Double(x), Double(y), Double(z)) - SIMD3(20, 20, 15)) < 7.3 {
          mask[x, y, z] = true
        }
      }
    }
    let turn = Matrix3.rotation(about: SIMD3(0.3, 0.5, 1), radians: 0.4)
    let mrToCT = RigidTransform<MRPatient, CTPatient>(rotation: turn, translationMm: SIMD3(5, -9, 14))
    let spacing = SIMD3(0.5, 0.5, sliceMm)
    let ctGrid = Grid<CTPatient>(
      size: SIMD3(100, 100, Int(60 / sliceMm)),
      voxelToPatient: Affine(linear: Matrix3(diagonal: spacing), translation: SIMD3(-20, -34, -20)))
    // HU is a plane in CT space: its mean over the ball is its value in the centre.
    var ct = CTVolume(grid: ctGrid)
    for z in 0..<ctGrid.size.z {
      for y in 0..<ctGrid.size.y {
        for x in 0..<ctGrid.size.x {
          let p = ctGrid.point(atVoxel: SIMD3(Double(x), Double(y), Double(z))).lps
          ct[x, y, z] = Float(40 + 2 * p.x - p.y + 0.5 * p.z)
        }
      }
    }
    let c = mrToCT(try #require(mask.centroid)).lps
    let expected = 40 + 2 * c.x - c.y + 0.5 * c.z
    let m = try #require(
      measureAttenuation(ct: ct, mask: mask, mrToCT: mrToCT, cutoffHU: expected))
    #expect(abs(m.region.mean - expected) < 0.2)
    #expect(abs(Double(m.region.count) * ctGrid.voxelVolumeMm3 / mask.volumeMm3 - 1) < 0.03)
    #expect(abs(m.volumeAboveCutoffMm3 / mask.volumeMm3 - 0.5) < 0.05)
    // A plane of slope √(4+1+¼) over a ball of radius r scatters by slope·r/√5.
    #expect(abs(m.region.sd / (5.25.squareRoot() * 7.3 / 5.0.squareRoot()) - 1) < 0.04)
  }

  /// R2* is a plain mean.
  @Test func meanOfRates() throws {
    let grid = Grid<MRPatient>(size: SIMD3(3, 1, 1), voxelToPatient: .identity)
    let r = MRVolume<PerSecond>(grid: grid, voxels: [10, 20, 90])
    let m = MRMask(grid: grid, voxels: [true, true, false])
    #expect(meanR2Star(r, in: m) == 15)
    #expect(meanR2Star(r, in: MRMask(grid: grid)) == nil)
  }
}
