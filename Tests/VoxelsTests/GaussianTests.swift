import Foundation
import TestSupport
import Testing
import Vocabulary
import Voxels

@Suite struct GaussianTests {
  /// The separable, truncated, renormalised kernel written out as one sum over all voxels in reach.
  private func naive(_ v: MRVolume<PPM>, sigmaMm: Double) -> [Double] {
    let n = v.grid.size
    let s = v.grid.spacingMm
    func weight(_ axis: Int, _ d: Double) -> Double {
      let sigma = sigmaMm / s[axis]
      guard sigma >= 0.1, n[axis] > 1 else { return d == 0 ? 1 : 0 }
      return abs(d) <= max(1, (3 * sigma).rounded(.up)) ? exp(-0.5 * d * d / (sigma * sigma)) : 0
    }
    return (0..<v.grid.count).map { o in
      let p = position(v.grid, o)
      var (sum, total) = (0.0, 0.0)
      for q in 0..<v.grid.count {
        let d = position(v.grid, q) - p
        let w = weight(0, d.x) * weight(1, d.y) * weight(2, d.z)
        sum += w * Double(v.voxels[q])
        total += w
      }
      return sum / total
    }
  }

  /// The last σ reaches far beyond every size.
  @Test(arguments: awkwardSizes + [Triple(2, 2, 2), Triple(1, 1, 8), Triple(2, 9, 1)], [0.05, 0.9, 3.0, 40])
  func agreesWithANaiveTwin(size: Triple<Int>, sigmaMm: Double) {
    let size = size.vector
    var random = TestRandom(seed: 6)
    let g = obliqueGrid(size)
    let v = MRVolume<PPM>(grid: g, voxels: random.floats(g.count))
    let found = v.blurred(sigmaMm: sigmaMm).voxels
    #expect(zip(found, naive(v, sigmaMm: sigmaMm)).allSatisfy { abs(Double($0) - $1) < 1e-5 })
  }

  /// A single bright voxel at every place along one axis, the others too coarse to blur: the kernel by its formula, cut
  /// off at 3σ and renormalised by what lies inside.
  @Test(arguments: [0, 1, 2]) func oneAxisIsTheKernelItself(axis: Int) {
    var spacing = SIMD3(repeating: 100.0)
    spacing[axis] = 0.5
    var size = SIMD3(2, 2, 2)
    size[axis] = 12
    let g = grid(size, spacing: spacing)
    let sigma = 1.3 / 0.5
    for place in 0..<12 {
      var v = MRVolume<PPM>(grid: g)
      var i = SIMD3(1, 1, 1)
      i[axis] = place
      v[i.x, i.y, i.z] = 1
      let found = v.blurred(sigmaMm: 1.3)
      for o in 0..<g.count {
        var j = g.index(ofOffset: o)
        let at = j[axis]
        j[axis] = place
        func weight(_ d: Int) -> Double { abs(d) <= 8 ? exp(-0.5 * Double(d * d) / (sigma * sigma)) : 0 }
        let expected = j == i ? weight(at - place) / (0..<12).reduce(0) { $0 + weight($1 - at) } : 0
        #expect(abs(Double(found.voxels[o]) - expected) < 1e-6)
      }
    }
  }

  /// A point spread over a large grid: variance σ² along every axis, less what truncation at 3σ removes (2.7 %).
  @Test func widthIsSigmaInMillimetres() {
    let g = grid(SIMD3(41, 41, 21), spacing: SIMD3(0.5, 0.5, 1))
    var v = MRVolume<PPM>(grid: g)
    v[20, 20, 10] = 1
    let b = v.blurred(sigmaMm: 1.5)
    for axis in 0..<3 {
      var variance = 0.0
      for o in 0..<g.count {
        let d = (position(g, o)[axis] - [20.0, 20, 10][axis]) * g.spacingMm[axis]
        variance += Double(b.voxels[o]) * d * d
      }
      #expect(abs(variance / 2.25 - 1) < 0.04, "axis \(axis)")
    }
  }

  @Test func aConstantStaysConstantAndMasksDoNotLeak() {
    var random = TestRandom(seed: 7)
    let g = grid(SIMD3(9, 8, 5))
    #expect(
      MRVolume<PPM>(grid: g, repeating: 3).blurred(sigmaMm: 2).voxels.allSatisfy { abs($0 - 3) < 1e-5 })
    let mask = random.mask(g, density: 0.5)
    var v = MRVolume<PPM>(grid: g, repeating: 1e6)
    for o in 0..<g.count where mask.voxels[o] { v.voxels[o] = 2 }
    let b = v.blurred(sigmaMm: 2, in: mask)
    for o in 0..<g.count where mask.voxels[o] { #expect(abs(b.voxels[o] - 2) < 1e-4) }
  }
}
