import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Susceptibility

@Suite struct VSHARPTests {
  /// Weights sum to one and the three second moments agree, so harmonic quadratics have zero mean.
  @Test(arguments: [Triple(0.76, 0.76, 3.0), Triple(1, 1, 1), Triple(0.94, 0.94, 2)])
  func kernelIsHarmonicToSecondOrder(h: Triple<Double>) throws {
    let h = h.vector
    for radius in [4.0, 7.5, 12] {
      let kernel = try #require(SphereKernel(radiusMm: radius, spacingMm: h))
      var sum = 0.0
      var second = SIMD3<Double>.zero
      var i = 0
      for z in -kernel.reach.z...kernel.reach.z {
        for y in -kernel.reach.y...kernel.reach.y {
          for x in -kernel.reach.x...kernel.reach.x {
            let p = SIMD3(Double(x), Double(y), Double(z)) * h
            sum += Double(kernel.weights[i])
            second += p * p * Double(kernel.weights[i])
            i += 1
          }
        }
      }
      #expect(abs(sum - 1) < 1e-5)
      #expect(abs(second.x - second.z) < 1e-3 * second.x)
      #expect(abs(second.x - second.y) < 1e-3 * second.x)
      // The radius of gyration of a ball: the mean square of a coordinate is r²/5.
      #expect(abs(second.x / (radius * radius / 5) - 1) < 0.1)
    }
  }

  @Test func noKernelWithoutNeighbourSlices() {
    #expect(SphereKernel(radiusMm: 1, spacingMm: SIMD3(0.76, 0.76, 3)) == nil)
  }

  /// Against the distance to every outside voxel's box, by brute force.
  @Test func boxDistanceMatchesBruteForce() {
    let size = SIMD3(9, 8, 7)
    let h = SIMD3(1.0, 0.8, 2.5)
    var random = SplitMix64(seed: 11)
    let mask = (0..<(9 * 8 * 7)).map { _ in Double.random(in: 0..<1, using: &random) > 0.04 }
    let fast = squaredBoxDistance(mask, size: size, spacingMm: h, limitMm: 3)
    for z in 0..<7 {
      for y in 0..<8 {
        for x in 0..<9 {
          var best = 9.0
          for w in -2..<9 {
            for v in -4..<12 {
              for u in -4..<13 {
                let inside = u >= 0 && v >= 0 && w >= 0 && u < 9 && v < 8 && w < 7
                if inside && mask[u + 9 * (v + 8 * w)] { continue }
                var d = 0.0
                for (delta, s) in [(u - x, h.x), (v - y, h.y), (w - z, h.z)] {
                  let g = max(0, abs(Double(delta)) - 0.5) * s
                  d += g * g
                }
                best = min(best, d)
              }
            }
          }
          let i = x + 9 * (y + 8 * z)
          #expect(abs(Double(fast.p[i]) - (mask[i] ? best : 0)) < 1e-5)
        }
      }
    }
  }

  func local(
    _ head: SyntheticHead, _ f: (SIMD3<Double>) -> Double, _ p: VSHARP.Parameters = .init()
  ) -> (VSHARP.Result, MRVolume<PPM>) {
    let total: MRVolume<PPM> = head.volume(f)
    let box = PaddedBox(head.grid, paddingMm: p.paddingMm)
    let result = VSHARP.localField(
      Samples(total.voxels), mask: head.brain.voxels, grid: head.grid, box: box,
      fft: RealFFT3D(size: box.size), p)
    return (result, total)
  }

  /// Of a cavity's field, up to 1 ppm and more, less than 2 % of its own spread is left 4 mm below the surface.
  @Test func removesAHarmonicBackground() {
    let head = SyntheticHead()
    let (result, total) = local(head) { head.cavity.field(at: $0, b0: head.b0) }
    var left: [Float] = []
    var was: [Float] = []
    forEachVoxel(head.grid) { i, p in
      guard length(p) < 32 else { return }
      left.append(result.local.p[i])
      was.append(total.voxels[i])
    }
    #expect(Statistics.standardDeviation(left) < 0.02 * Statistics.standardDeviation(was))
  }

  /// The field of a nucleus inside keeps at least 90 % of its amplitude around it.
  @Test(arguments: [0, 10]) func keepsASourceInside(iterations: Int) {
    let head = SyntheticHead()
    let (result, truth) = local(
      head, { head.localField(at: $0) }, .init(restorationIterations: iterations))
    var (ab, bb) = (0.0, 0.0)
    forEachVoxel(head.grid) { i, p in
      guard length(p) < 24 else { return }
      ab += Double(result.local.p[i]) * Double(truth.voxels[i])
      bb += Double(truth.voxels[i]) * Double(truth.voxels[i])
    }
    #expect(ab / bb > 0.9)
    #expect(ab / bb < 1.05)
  }

  /// The mask loses only the rim.
  @Test func keepsTheMaskButItsRim() {
    let head = SyntheticHead()
    let (result, _) = local(head) { _ in 0 }
    forEachVoxel(head.grid) { i, p in
      if length(p) < head.brainRadius - 4 { #expect(result.mask[i]) }
      if length(p) >= head.brainRadius { #expect(!result.mask[i]) }
      if !result.mask[i] { #expect(result.local.p[i] == 0) }
    }
  }

  /// A slab thinner than the spheres is filtered with the small ones and does not trap.
  @Test func thinSlab() {
    let grid = centredGrid(SIMD3(20, 22, 3), spacing: SIMD3(1, 1, 3))
    let p = VSHARP.Parameters()
    let box = PaddedBox(grid, paddingMm: p.paddingMm)
    let result = VSHARP.localField(
      Samples([Float](repeating: 1, count: grid.count)), mask: [Bool](repeating: true, count: grid.count),
      grid: grid, box: box, fft: RealFFT3D(size: box.size), p)
    // A constant is harmonic: nothing of it is local.
    #expect(result.local.array.allSatisfy { abs($0) < 1e-3 })
  }
}
