import Testing
import Vocabulary
import Voxels

@testable import Registration

@Suite struct SampledImagesTests {
  private let grid = Grid<MRPatient>(
    size: SIMD3(20, 16, 9),
    voxelToPatient: Affine(linear: Matrix3(diagonal: SIMD3(1, 1.5, 3)), translation: SIMD3(5, 6, 7)))

  /// A mask on a coarser, shifted grid of the same patient.
  private func coarseMask() -> Mask<MRPatient> {
    var mask = Mask(
      grid: Grid<MRPatient>(
        size: SIMD3(7, 7, 7),
        voxelToPatient: Affine(linear: Matrix3(diagonal: SIMD3(4, 4, 4)), translation: SIMD3(4, 5, 6))))
    for z in 1..<6 { for y in 1..<5 { for x in 1..<5 { mask[x, y, z] = true } } }
    return mask
  }

  @Test func samplesLieOnSliceCentresInTheMaskAndHoldTheInterpolatedValue() {
    // A ramp in x and y: bilinear interpolation is exact, so the bin tells the place.
    var volume = MRVolume<Dimensionless>(grid: grid)
    for o in 0..<grid.count {
      let i = grid.index(ofOffset: o)
      volume.voxels[o] = Float(i.x) + 0.25 * Float(i.y)
    }
    let centre = SIMD3(10.0, 10, 10)
    let mask = coarseMask()
    let s = FixedSamples(volume, near: mask, pitchMm: 2, centre: centre, seed: 1) { $0 }
    var fractions = Set<Float>()
    for i in 0..<s.count {
      let p = SIMD3(Double(s.places[i].x), Double(s.places[i].y), Double(s.places[i].z)) + centre
      let v = grid.patientToVoxel(p)
      #expect(abs(v.z - v.z.rounded()) < 1e-5)
      #expect(mask.contains(voxel: mask.grid.patientToVoxel(p)))
      #expect(abs(v.x + 0.25 * v.y - Double(s.bins[i])) <= 0.5 + 1e-4)
      fractions.insert(Float(v.x - v.x.rounded(.down)))
    }
    #expect(fractions.count > s.count / 2, "jittered, not on a lattice")
    // 16 × 16 mm of every slice between z = 8 and 28 mm (6 of them), a sample for each 4 mm².
    #expect(abs(Double(s.count) - 6 * 16 * 16 / 4) < 20)
  }

  /// Twice the pitch: a quarter of the samples of a slice, and every second slice.
  @Test func thePitchSetsTheNumber() {
    let volume = MRVolume<Dimensionless>(grid: grid, repeating: 7)
    func count(_ pitchMm: Double) -> Int {
      FixedSamples(
        volume, near: Mask(grid: grid, voxels: [Bool](repeating: true, count: grid.count)), pitchMm: pitchMm,
        centre: .zero, seed: 1
      ) { $0 }.count
    }
    #expect(abs(Double(count(3)) / Double(count(1.5)) - 0.25) < 0.02, "3 mm slices are not thinned")
    #expect(abs(Double(count(6)) / Double(count(3)) - 0.25 * 5 / 9) < 0.05)
  }

  @Test func seedsDecideAndMirroringTurnsXOnly() {
    let volume = MRVolume<Dimensionless>(grid: grid, repeating: 7)
    func samples(_ seed: UInt64) -> FixedSamples {
      FixedSamples(volume, near: coarseMask(), pitchMm: 2, centre: .zero, seed: seed) { $0 }
    }
    #expect(samples(1).places == samples(1).places)
    #expect(samples(1).places != samples(2).places)
    let m = samples(1).mirrored
    for (a, b) in zip(samples(1).places, m.places) { #expect(b == SIMD3(-a.x, a.y, a.z)) }
  }

  @Test func theCTScaleRisesThroughItsKnotsAndStaysInside() {
    let knots: [(Float, Float)] = [
      (-3024, 2), (-1000, 2), (-300, 5), (0, 9), (30, 15), (60, 21), (200, 24), (1500, 29), (3071, 29),
    ]
    for (hu, bin) in knots { #expect(abs(BinScale.position(hu: hu) - bin) < 1e-4) }
    let all = stride(from: Float(-1200), to: 2000, by: 7).map(BinScale.position(hu:))
    #expect(zip(all, all.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(BinScale.position(hu: .nan) == 2)
    #expect(BinScale.position(magnitude: 50, full: 100) == 15.5)
    #expect(BinScale.position(magnitude: 500, full: 100) == 29)
    #expect(BinScale.position(magnitude: -1, full: 100) == 2)
  }
}
