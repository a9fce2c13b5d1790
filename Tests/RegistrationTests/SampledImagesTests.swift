import Testing
import Vocabulary
import Voxels

@testable import Registration

@Suite struct SampledImagesTests {
  private let grid = Grid<MRPatient>(
    size: SIMD3(20, 16, 9),
    voxelToPatient: Affine(linear: Matrix3(diagonal: SIMD3(1, 1.5, 3)), translation: SIMD3(5, 6, 7)))

  @Test func samplesLieOnSliceCentresAndHoldTheInterpolatedValue() {
    // A ramp in x and y: bilinear interpolation is exact, so the bin tells the place.
    var volume = MRVolume<Dimensionless>(grid: grid)
    for o in 0..<grid.count {
      let i = grid.index(ofOffset: o)
      volume.voxels[o] = Float(i.x) + 0.25 * Float(i.y)
    }
    let centre = SIMD3(10.0, 10, 10)
    let box = Box(lower: SIMD3(2, 3, 1), upper: SIMD3(18, 14, 8))
    let s = FixedSamples(volume, box: box, levelMm: 3, centre: centre, seed: 1) { $0 }
    #expect(s.count > 50)
    var fractions = Set<Float>()
    for i in 0..<s.count {
      let p = SIMD3(Double(s.places[i].x), Double(s.places[i].y), Double(s.places[i].z)) + centre
      let v = grid.patientToVoxel(p)
      #expect(abs(v.z - v.z.rounded()) < 1e-5)
      #expect(v.x >= 2 && v.x <= 17 && v.y >= 3 && v.y <= 13 && v.z > 0.5 && v.z < 7.5)
      #expect(abs(v.x + 0.25 * v.y - Double(s.bins[i])) <= 0.5 + 1e-4)
      fractions.insert(Float(v.x - v.x.rounded(.down)))
    }
    #expect(fractions.count > s.count / 2, "jittered, not on a lattice")
  }

  @Test func seedsDecideAndMirroringTurnsXOnly() {
    let volume = MRVolume<Dimensionless>(grid: grid, repeating: 7)
    let box = Box(lower: .zero, upper: grid.size)
    func samples(_ seed: UInt64) -> FixedSamples {
      FixedSamples(volume, box: box, levelMm: 2, centre: .zero, seed: seed) { $0 }
    }
    #expect(samples(1).places == samples(1).places)
    #expect(samples(1).places != samples(2).places)
    let m = samples(1).mirrored
    for (a, b) in zip(samples(1).places, m.places) { #expect(b == SIMD3(-a.x, a.y, a.z)) }
  }

  @Test func reducedBlocksAreMeansAtTheBlocksCentres() {
    var random = TestRandom(state: 9)
    let volume = MRVolume<Dimensionless>(
      grid: grid, voxels: (0..<grid.count).map { _ in Float(random.unit()) })
    let f = SIMD3(3, 2, 2)
    let r = volume.reduced(by: f) { $0 * 2 }
    #expect(r.grid.size == SIMD3(7, 8, 5))
    for o in 0..<r.grid.count {
      let b = r.grid.index(ofOffset: o)
      var sum = 0.0
      for k in 0..<f.z {
        for j in 0..<f.y {
          for i in 0..<f.x {
            let x = min(b.x * f.x + i, 19)
            let y = min(b.y * f.y + j, 15)
            let z = min(b.z * f.z + k, 8)
            sum += 2 * Double(volume[x, y, z])
          }
        }
      }
      #expect(abs(Double(r.voxels[o]) - sum / 12) < 1e-5)
    }
    let centre = r.grid.point(atVoxel: SIMD3(1, 1, 1))
    #expect(centre.distance(to: grid.point(atVoxel: SIMD3(4, 2.5, 2.5))) < 1e-9)
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
