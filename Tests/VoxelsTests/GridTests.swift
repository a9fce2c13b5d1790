import TestSupport
import Testing
import Vocabulary
import Voxels

@Suite struct GridTests {
  @Test func offsetsIndicesAndPointsAgree() {
    let g = obliqueGrid(SIMD3(5, 4, 3))
    var expected = 0
    for z in 0..<3 {
      for y in 0..<4 {
        for x in 0..<5 {
          #expect(g.offset(x, y, z) == expected)
          #expect(g.index(ofOffset: expected) == SIMD3(x, y, z))
          let v = SIMD3(Double(x), Double(y), Double(z))
          #expect(length(g.voxel(at: g.point(atVoxel: v)) - v) < 1e-12)
          expected += 1
        }
      }
    }
    #expect(g.contains(4, 3, 2) && !g.contains(5, 0, 0) && !g.contains(0, -1, 0) && !g.contains(0, 0, 3))
    #expect(abs(g.voxelVolumeMm3 - 0.8 * 1.1 * 2.5) < 1e-12)
    #expect(length(g.spacingMm - SIMD3(0.8, 1.1, 2.5)) < 1e-12)
  }

  @Test func croppingKeepsPlaces() {
    var random = TestRandom(seed: 12)
    let g = obliqueGrid(SIMD3(6, 5, 4))
    let v = MRVolume<PPM>(grid: g, voxels: random.floats(g.count))
    let box = Box(lower: SIMD3(1, 2, 1), upper: SIMD3(5, 4, 4))
    let c = v.cropped(to: box)
    #expect(c.grid.size == SIMD3(4, 2, 3))
    for o in 0..<c.grid.count {
      let i = c.grid.index(ofOffset: o) &+ box.lower
      #expect(c.voxels[o] == v[i.x, i.y, i.z])
      let here = c.grid.point(atVoxel: position(c.grid, o))
      #expect(here.distance(to: g.point(atVoxel: SIMD3(Double(i.x), Double(i.y), Double(i.z)))) < 1e-12)
    }
    #expect(box.expanded(by: SIMD3(2, 2, 2), within: g.size) == Box(lower: .zero, upper: g.size))
  }

  @Test func centroidAndBoxOfAMaskAreThoseOfItsMembers() throws {
    let g = obliqueGrid(SIMD3(6, 5, 4))
    var mask = Mask(grid: g)
    #expect(mask.centroid == nil && mask.boundingBox == nil && mask.isEmpty)
    mask[1, 2, 3] = true
    mask[4, 2, 1] = true
    #expect(mask.boundingBox == Box(lower: SIMD3(1, 2, 1), upper: SIMD3(5, 3, 4)))
    #expect(try #require(mask.centroid).distance(to: g.point(atVoxel: SIMD3(2.5, 2, 2))) < 1e-12)
    #expect(mask.count == 2 && abs(mask.volumeMm3 - 2 * g.voxelVolumeMm3) < 1e-12)
  }
}
