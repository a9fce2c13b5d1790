import Foundation
import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Mineralization

/// What a scan, a mask and a change of grid do to the attenuation of small foci: 3, 5 and 8 mm spheres of 136 HU in
/// 36 HU, slices of 1, 2.5 and 5 mm, without noise.
///
/// The numbers stand in docs/algorithms; `PALLIDUM_PRINT_TABLES=1` prints them.
@Suite struct FocusBiasTests {
  private static let diameters = [3.0, 5, 8]
  private static let slices = [1.0, 2.5, 5]
  private static let cells = diameters.flatMap { d in slices.map { (d, $0) } }
  private static let pallidalHU = 36.0
  private static let excessHU = 100.0

  private func sphere(_ diameterMm: Double) -> Ellipsoid {
    Ellipsoid(center: .zero, radiiMm: SIMD3(repeating: diameterMm / 2), excessHU: Self.excessHU)
  }

  private func study(_ diameterMm: Double, _ sliceMm: Double, positions: Int = 24) -> FocusStudy {
    FocusStudy(sphere(diameterMm), over: Self.pallidalHU, sliceMm: sliceMm, positions: positions)
  }

  /// The simulated scan against a plain sum over a lattice of points, at voxels inside, on the edge and outside.
  @Test(arguments: slices) func theScanIsRight(sliceMm: Double) {
    let scanner = SimulatedScan(sliceMm: sliceMm)
    let grid = scanner.grid(halfMm: SIMD3(6, 6, 9))
    let body = Ellipsoid(center: SIMD3(0.13, -0.2, 0.31), radiiMm: SIMD3(1.5, 2.5, 2), excessHU: 100)
    let ct = scanner.scan([body], baseHU: 36, on: grid)
    let mass = ct.voxels.reduce(0.0) { $0 + Double($1) - 36 } * grid.voxelVolumeMm3
    #expect(abs(mass / (body.volumeMm3 * 100) - 1) < 0.005)
    let sigma = scanner.pointSpreadFWHMMm / (8 * log(2)).squareRoot()
    let step = sigma / 12
    for x in [-4, -2, 0, 1, 3, 5] {
      let i = SIMD3(grid.size.x / 2 + x, grid.size.y / 2 + x / 2, grid.size.z / 2)
      let center = grid.point(atVoxel: SIMD3<Double>(i)).lps
      var (sum, weights) = (0.0, 0.0)
      for a in -48...48 {
        for b in -48...48 {
          let d = SIMD3(Double(a), Double(b), 0) * step
          let w = exp(-dot(d, d) / (2 * sigma * sigma))
          for c in 0..<50 {
            let z = SIMD3(0, 0, ((Double(c) + 0.5) / 50 - 0.5) * sliceMm)
            weights += w
            if body.contains(center + d + z) { sum += w }
          }
        }
      }
      #expect(abs(Double(ct[i.x, i.y, i.z]) - 36 - 100 * sum / weights) < 0.3)
    }
  }

  /// What each way to measure promises, in every cell of the table.
  ///
  /// The CT's own grid is the better place: neither mean nor peak is farther off than after resampling; 1 HU is left for
  /// the mean, as on thin slices both come to the same. Resampling keeps the mass, and on slices thicker than the MR's
  /// more of the mean and of the peak than the trilinear value in the middle of each MR voxel.
  @Test(arguments: cells) func promises(diameterMm: Double, sliceMm: Double) throws {
    let s = study(diameterMm, sliceMm)
    let mean = try FocusStudy.Way.allCases.map { abs(try #require(s.meanBiasHU[$0]).mean) }
    let peak = try FocusStudy.Way.allCases.map { abs(try #require(s.peakBiasHU[$0]).mean) }
    #expect(mean[0] <= mean[1] + 1)
    #expect(peak[0] <= peak[1] + 0.01)
    let mass = try #require(s.mass[.resampled])
    #expect(mass.sd < 0.05)
    // The mean of 24 positions is known to a fifth of their scatter.
    #expect(abs(mass.mean - 1) < 0.005 + 3 * mass.sd / Double(mass.values.count).squareRoot())
    if sliceMm > FocusStudy.mrSpacingMm.z {
      #expect(mean[1] < mean[2] - 1)
      #expect(peak[1] <= peak[2] + 0.01)
    }
    #expect(s.carriedVolume.values.allSatisfy { $0 > 0 }, "no mask vanishes between thick slices")
  }

  /// Where neither slices nor voxels are large against a focus, its attenuation is right: 8 mm at 1 mm slices.
  ///
  /// The mean lies below by what the mask's edge voxels (10 HU) and the scanner's blur (6 HU) take.
  @Test func aLargeFocusOnThinSlices() throws {
    let s = study(8, 1)
    for way in FocusStudy.Way.allCases { #expect(abs(try #require(s.peakBiasHU[way]).mean) < 0.1) }
    let own = try #require(s.meanBiasHU[.ownGrid])
    #expect(own.mean - s.maskBiasHU.mean > -7)
    #expect(own.sd < 2)
    #expect(abs(try #require(s.halfContrastVolume[.ownGrid]).mean - 1) < 0.05)
  }

  /// A carried pallidum keeps its volume, and its mean is off by less on its own grid than after resampling.
  @Test(arguments: slices) func carriedPallidum(sliceMm: Double) throws {
    let pallidum = Ellipsoid(center: .zero, radiiMm: SIMD3(4, 9, 6), excessHU: 8)
    let s = FocusStudy(pallidum, over: 28, sliceMm: sliceMm, positions: 16)
    #expect(abs(s.carriedVolume.mean - 1) < 0.05)
    #expect(s.carriedVolume.sd < 0.06)
    let own = try #require(s.meanBiasHU[.ownGrid]), resampled = try #require(s.meanBiasHU[.resampled])
    #expect(abs(own.mean) < abs(resampled.mean) + 0.05)
    #expect(abs(own.mean) < 2)
  }

  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["PALLIDUM_PRINT_TABLES"] != nil, "prints the docs' tables"))
  func printTables() throws {
    func cell(_ s: Spread?, _ scale: Double = 1, _ shift: Double = 0) -> String {
      s.map { String(format: "%.1f ± %.1f", ($0.mean - shift) * scale, $0.sd * scale) } ?? "–"
    }
    func row(_ name: String, _ s: FocusStudy) {
      let ways = FocusStudy.Way.allCases
      print(
        "| \(name) | \(cell(s.maskBiasHU)) | "
          + ways.map { cell(s.meanBiasHU[$0]) }.joined(separator: " | ") + " | "
          + ways.map { cell(s.peakBiasHU[$0]) }.joined(separator: " | ") + " | "
          + ways.map { cell(s.halfContrastVolume[$0], 100, 1) }.joined(separator: " | ") + " | "
          + ways.map { cell(s.mass[$0], 100, 1) }.joined(separator: " | ")
          + " | \(cell(s.carriedVolume, 100, 1)) |")
    }
    for (d, t) in Self.cells { row("\(d) mm, \(t) mm", study(d, t, positions: 100)) }
    let pallidum = Ellipsoid(center: .zero, radiiMm: SIMD3(4, 9, 6), excessHU: 8)
    for t in Self.slices { row("GP, \(t) mm", FocusStudy(pallidum, over: 28, sliceMm: t, positions: 32)) }
    for (d, t) in [2.0, 3, 5, 8].flatMap({ d in Self.slices.map { (d, $0) } }) {
      let g = graded(d, t, positions: 100)
      let misses = g.grades.filter { $0 == 0 }.count
      print("| \(d) mm, \(t) mm | \(cell(g.volumeMm3)) | \(cell(g.peakHU)) | \(misses) % |")
    }
  }

  /// What `gradePallidum` makes of a focus in the middle of a uniform pallidum.
  private func graded(
    _ diameterMm: Double, _ sliceMm: Double, positions: Int
  ) -> (volumeMm3: Spread, peakHU: Spread, grades: [Int]) {
    var random = SplitMix64(seed: 11)
    let scanner = SimulatedScan(sliceMm: sliceMm)
    let grid = scanner.grid(halfMm: SIMD3(repeating: 15))
    let mr = FocusStudy.mrAroundFocus
    let mask = MRMask(grid: mr, repeating: true)
    var (volume, peak, grades) = (Spread(), Spread(), [Int]())
    for _ in 0..<positions {
      var body = sphere(diameterMm)
      body.center = (SIMD3(random.unit(), random.unit(), random.unit()) - 0.5) * grid.spacingMm
      let g = gradePallidum(
        PallidumEvidence(
          side: .left, mask: mask, medialZone: mask, chi: MRVolume(grid: mr, repeating: 0.1), chiMask: mask,
          chiNoisePPM: 0.005, r2star: nil, ct: scanner.scan([body], baseHU: Self.pallidalHU, on: grid),
          mrToCT: RigidTransform(rotation: .identity, translationMm: .zero), registrationUncertaintyMm: 0))
      volume.add(g.gpCT.focusVolumeMm3 ?? .nan)
      peak.add(g.gpCT.maxHU ?? .nan)
      grades.append(g.gpCT.grade ?? -1)
    }
    return (volume, peak, grades)
  }

  /// On thin slices every 3 mm focus is found and its graded volume and peak stay where the docs say.
  @Test func gradedFociOnThinSlices() {
    let three = graded(3, 1, positions: 12)
    #expect(three.grades.allSatisfy { $0 > 0 })
    let eight = graded(8, 1, positions: 6)
    #expect(abs(eight.peakHU.mean - 136) < 0.1)
    #expect(eight.grades.allSatisfy { $0 == 2 })
  }
}
