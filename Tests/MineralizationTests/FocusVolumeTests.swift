import Foundation
import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Mineralization

/// The volume of a focus with partial volume considered, against analytic spheres at seeded places between the voxels.
@Suite struct FocusVolumeTests {
  /// Spheres of 136 HU in 36 HU on 1 mm slices: within 8 % from 5 mm on, without noise and with 10 HU of it.
  @Test(arguments: [(5.0, 0.0), (5, 10), (8, 0), (8, 10)])
  func spheresOnThinSlices(diameterMm: Double, noiseHU: Double) {
    let s = FocusStudyOfVolume(diameterMm: diameterMm, excessHU: 100, sliceMm: 1, noiseHU: noiseHU).run(10)
    #expect(s.found == 10)
    #expect(abs(s.volume.mean / s.truth - 1) < 0.08)
    #expect(s.volume.sd / s.truth < 0.08)
    #expect(s.threshold.mean / s.truth > 1.3, "the voxels above the threshold overstate it")
  }

  /// The excess itself is free of slices and thresholds: 5 mm spheres on 1, 2.5 and 5 mm slices have the same.
  @Test(arguments: [1.0, 2.5, 5]) func excessIsKept(sliceMm: Double) {
    let s = FocusStudyOfVolume(diameterMm: 5, excessHU: 100, sliceMm: sliceMm, noiseHU: 0).run(12)
    #expect(s.found == 12)
    #expect(abs(s.excess.mean / (s.truth * 100) - 1) < 0.05)
    #expect(s.excess.sd / (s.truth * 100) < 0.08)
  }

  /// A susceptibility sphere of 400 ppb in 130 ppb on voxels of 0.8 × 0.8 × 2 mm, each its true mean.
  @Test(arguments: [(4.0, 0.0), (5, 0), (7, 0), (5, 0.01), (7, 0.01)])
  func susceptibilitySpheres(diameterMm: Double, noisePPM: Double) throws {
    var random = SplitMix64(seed: 3)
    var volume = Spread(), above = Spread()
    let truth = 4 / 3 * Double.pi * pow(diameterMm / 2, 3)
    for _ in 0..<12 {
      let p = MRSphere(
        diameterMm: diameterMm, inside: 0.4, outside: 0.13, noisePPM: noisePPM, random: &random)
      let f = try #require(
        susceptibilityFoci(
          chi: p.chi, chiMask: p.mask, mask: p.mask, zone: p.mask, cutoffs: .standard))
      volume.add(f.volumeMm3)
      above.add(f.thresholdVolumeMm3)
    }
    #expect(abs(volume.mean / truth - 1) < (diameterMm < 5 ? 0.25 : 0.12))
    #expect(above.mean > volume.mean)
  }

  /// Two foci near each other share their rims: together they have the excess of both.
  @Test func neighboursDoNotCountTwice() throws {
    var p = SyntheticPallidum()
    p.sphere(radiusMm: 2.1, center: SIMD3(13, 15, 15), ppm: nil, hu: 150)
    p.sphere(radiusMm: 2.1, center: SIMD3(13, 22, 15), ppm: nil, hu: 150)
    let g = gradePallidum(p.evidence())
    #expect(g.foci.count == 2)
    let written = p.ct.voxels.reduce(0.0) { $0 + Double($1) - SyntheticPallidum.medianHU }
    let sum = g.foci.reduce(0) { $0 + $1.excess }
    #expect(abs(sum / written - 1) < 0.02)
  }

  /// Deposits do not move the level: it is that of the voxels around them, whatever share they fill.
  @Test(arguments: [0, 1, 2, 4, 6]) func levelIsFreeOfFoci(slices: Int) throws {
    var p = SyntheticPallidum()
    var rng = SplitMix64(seed: 21)
    for i in 0..<p.ct.voxels.count { p.ct.voxels[i] += Float(4 * rng.normal()) }
    for i in 0..<p.chi.voxels.count { p.chi.voxels[i] += Float(0.01 * rng.normal()) }
    for z in 10..<(10 + slices) {
      for y in 8..<28 {
        for x in 8..<38 {
          p.ct[x, y, z] += 200
          p.chi[x, y, z] += 0.3
        }
      }
    }
    let g = gradePallidum(p.evidence())
    let ct = try #require(g.gpCT.background), qsm = try #require(g.gpQSM.background)
    #expect(abs(ct.median - 34) < 1 && abs(qsm.median - 0.13) < 0.002)
    #expect(ct.robustSd < 3 && qsm.robustSd < 0.012)
    #expect(ct.source == .ownPallidum && qsm.source == .ownPallidum)
    #expect(g.gpCT.grade == (slices == 0 ? 0 : 2) && g.gpQSM.grade == (slices == 0 ? 0 : 2))
    #expect(
      abs((g.gpCT.focusVolumeMm3 ?? 0) / Double(max(1, slices) * 600) - (slices == 0 ? 0 : 1))
        < (slices == 1 ? 0.3 : 0.15), "a single slice is thinner than the smoothing keeps")
  }

  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["PALLIDUM_PRINT_TABLES"] != nil, "prints the docs' tables"))
  func printTables() {
    func cell(_ s: Spread) -> String { String(format: "%.1f ± %.1f", s.mean, s.sd) }
    for (d, excess) in [(2.0, 100.0), (3, 100), (5, 100), (8, 100), (3, 300), (5, 30), (8, 30)] {
      for t in [1.0, 2.5, 5] {
        for noise in [0.0, 5, 12] {
          let s = FocusStudyOfVolume(diameterMm: d, excessHU: excess, sliceMm: t, noiseHU: noise).run(40)
          print(
            String(format: "| %.0f mm, %.0f HU | %.1f mm | %.0f | %.1f | ", d, excess, t, noise, s.truth)
              + "\(cell(s.threshold)) | \(cell(s.volume)) | \(cell(s.peak)) | \(s.found * 100 / 40) % |")
        }
      }
    }
    for (d, noise) in [3.0, 4, 5, 7].flatMap({ d in [0.0, 0.01, 0.03].map { (d, $0) } }) {
      var random = SplitMix64(seed: 3)
      var volume = Spread(), above = Spread()
      for _ in 0..<40 {
        let p = MRSphere(diameterMm: d, inside: 0.4, outside: 0.13, noisePPM: noise, random: &random)
        if let f = susceptibilityFoci(
          chi: p.chi, chiMask: p.mask, mask: p.mask, zone: p.mask, cutoffs: .standard)
        {
          volume.add(f.volumeMm3)
          above.add(f.thresholdVolumeMm3)
        }
      }
      print(
        "| \(d) mm | \(noise * 1000) | \(4 / 3 * Double.pi * pow(d / 2, 3)) | \(cell(above)) | \(cell(volume)) |"
      )
    }
  }
}

/// A sphere in a uniform pallidum, scanned at seeded places with noise, then graded.
struct FocusStudyOfVolume {
  let diameterMm: Double
  let excessHU: Double
  let sliceMm: Double
  /// Standard deviation on 1 mm slices; that of thicker ones is lower by the square root of their thickness.
  let noiseHU: Double

  struct Result {
    let truth: Double
    var volume = Spread()
    var threshold = Spread()
    var excess = Spread()
    var peak = Spread()
    var found = 0
  }

  func run(_ positions: Int) -> Result {
    var random = SplitMix64(seed: 11)
    let scanner = SimulatedScan(sliceMm: sliceMm)
    let grid = scanner.grid(halfMm: SIMD3(repeating: 15))
    let mr = FocusStudy.mrAroundFocus
    let mask = MRMask(grid: mr, repeating: true)
    var result = Result(truth: 4 / 3 * .pi * pow(diameterMm / 2, 3))
    for _ in 0..<positions {
      let body = Ellipsoid(
        center: (SIMD3(random.unit(), random.unit(), random.unit()) - 0.5) * grid.spacingMm,
        radiiMm: SIMD3(repeating: diameterMm / 2), excessHU: excessHU)
      var ct = scanner.scan([body], baseHU: 36, on: grid)
      scanner.addNoise(to: &ct, sdHU: noiseHU / sliceMm.squareRoot(), &random)
      let g = gradePallidum(
        PallidumEvidence(
          side: .left, mask: mask, medialZone: mask, chi: MRVolume(grid: mr, repeating: 0.1), chiMask: mask,
          chiNoisePPM: 0.005, r2star: nil, ct: ct,
          mrToCT: RigidTransform(rotation: .identity, translationMm: .zero), registrationUncertaintyMm: 0))
      guard let grade = g.gpCT.grade, grade > 0 else { continue }
      result.found += 1
      result.volume.add(g.gpCT.focusVolumeMm3 ?? .nan)
      result.threshold.add(g.gpCT.thresholdVolumeMm3 ?? .nan)
      result.excess.add(g.foci.filter { $0.modality == .ct }.reduce(0) { $0 + $1.excess })
      result.peak.add(g.gpCT.maxHU ?? .nan)
    }
    return result
  }
}

/// A susceptibility sphere at a seeded place between voxels of 0.8 × 0.8 × 2 mm.
struct MRSphere {
  var chi: MRVolume<PPM>
  let mask: MRMask

  init(diameterMm: Double, inside: Double, outside: Double, noisePPM: Double, random: inout SplitMix64) {
    let spacing = FocusStudy.mrSpacingMm
    let grid = Grid<MRPatient>(
      size: SIMD3(22, 22, 10), voxelToPatient: Affine(linear: Matrix3(diagonal: spacing), translation: .zero))
    let center =
      grid.point(atVoxel: SIMD3(10.5, 10.5, 4.5)).lps
      + (SIMD3(random.unit(), random.unit(), random.unit()) - 0.5) * spacing
    mask = MRMask(grid: grid, repeating: true)
    chi = MRVolume(grid: grid)
    let parts = SIMD3(5, 5, 9)
    for o in 0..<grid.count {
      let p = grid.point(atVoxel: SIMD3<Double>(grid.index(ofOffset: o))).lps
      var share = 0.0
      if length(p - center) < diameterMm / 2 + 2 {
        for z in 0..<parts.z {
          for y in 0..<parts.y {
            for x in 0..<parts.x {
              let step = ((SIMD3<Double>(SIMD3(x, y, z)) + 0.5) / SIMD3<Double>(parts) - 0.5) * spacing
              if length(p + step - center) <= diameterMm / 2 { share += 1 }
            }
          }
        }
      }
      share /= Double(parts.x * parts.y * parts.z)
      chi.voxels[o] = Float(outside + share * (inside - outside) + noisePPM * random.normal())
    }
  }
}
