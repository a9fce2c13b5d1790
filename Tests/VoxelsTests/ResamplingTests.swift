import TestSupport
import Testing
import Vocabulary
import Voxels

@Suite struct ResamplingTests {
  private let turn = RigidTransform<CTPatient, MRPatient>(
    rotation: .rotation(about: SIMD3(2, 1, -1), radians: 0.4), translationMm: SIMD3(1, -2, 0.5))

  /// Weights by the distance to each of the eight corners: (1 − |dx|)(1 − |dy|)(1 − |dz|) over all voxels.
  private func naive(_ v: MRVolume<PPM>, _ p: SIMD3<Double>) -> Float? {
    let n = v.grid.size
    let top = SIMD3(Double(n.x - 1), Double(n.y - 1), Double(n.z - 1))
    var q = p
    for a in 0..<3 {
      guard p[a] >= -0.5, p[a] <= top[a] + 0.5 else { return nil }
      q[a] = min(max(p[a], 0), top[a])
    }
    var sum = 0.0
    for o in 0..<v.grid.count {
      let d = q - position(v.grid, o)
      sum += max(0, 1 - abs(d.x)) * max(0, 1 - abs(d.y)) * max(0, 1 - abs(d.z)) * Double(v.voxels[o])
    }
    return Float(sum)
  }

  @Test(arguments: awkwardSizes)
  func linearAgreesWithANaiveTwin(size: Triple<Int>) {
    let size = size.vector
    var random = TestRandom(seed: 4)
    let g = obliqueGrid(size)
    let v = MRVolume<PPM>(grid: g, voxels: random.floats(g.count))
    let target = Grid<CTPatient>(
      size: SIMD3(8, 7, 6),
      voxelToPatient: Affine(linear: Matrix3(diagonal: SIMD3(0.9, 0.7, 1.3)), translation: SIMD3(-4, 4, 4)))
    let r = v.resampled(onto: target, by: turn, outside: -9)
    for o in 0..<target.count {
      let i = target.index(ofOffset: o)
      let p = turn(target.point(atVoxel: SIMD3(Double(i.x), Double(i.y), Double(i.z))))
      let expected = naive(v, g.voxel(at: p)) ?? -9
      #expect(abs(r.voxels[o] - expected) < 1e-5)
    }
  }

  @Test func ownGridIsIdentityForBothKinds() {
    var random = TestRandom(seed: 5)
    let g = obliqueGrid(SIMD3(6, 5, 4))
    let v = MRVolume<PPM>(grid: g, voxels: random.floats(g.count))
    #expect(v.resampled(onto: g, interpolation: .nearest, outside: 0).voxels == v.voxels)
    #expect(zip(v.resampled(onto: g, outside: 0).voxels, v.voxels).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test func valueAtAPointIsLinearInsideAndNilOutside() throws {
    let g = grid(SIMD3(4, 4, 4), spacing: SIMD3(1, 1, 1))
    let v = MRVolume<PPM>(grid: g, voxels: (0..<g.count).map { Float(position(g, $0).x * 10) })
    #expect(try #require(v.value(at: g.point(atVoxel: SIMD3(1.25, 2, 3)))) == 12.5)
    #expect(try #require(v.value(at: g.point(atVoxel: SIMD3(-0.4, 2, 3)))) == 0, "border voxel")
    #expect(v.value(at: g.point(atVoxel: SIMD3(-0.6, 2, 3))) == nil)
  }

  @Test func aMaskTurnedThereAndBackKeepsItsPlace() throws {
    let g = grid(SIMD3(30, 30, 30), spacing: SIMD3(1, 1, 1))
    var mask = Mask(grid: g)
    let centre = SIMD3(12.0, 16, 14)
    for o in 0..<g.count { mask.voxels[o] = length(position(g, o) - centre) <= 6 }
    let other = Grid<CTPatient>(
      size: SIMD3(44, 44, 44),
      voxelToPatient: Affine(linear: .identity, translation: turn.inverse(g.center).lps - 21.5))
    let there = mask.resampled(onto: other, by: turn)
    let c = try #require(there.centroid)
    let expected = turn.inverse(g.point(atVoxel: centre))
    #expect(c.distance(to: expected) < 0.1)
    #expect(abs(there.volumeMm3 / mask.volumeMm3 - 1) < 0.05)
  }
}
