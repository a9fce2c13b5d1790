import Foundation
import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Susceptibility

@Suite struct InversionTests {
  func inverted(_ head: SyntheticHead) throws -> MRVolume<PPM> {
    let field: MRVolume<PPM> = head.volume { head.localField(at: $0) }
    return try invertLocalField(field, mask: head.brain, b0InVoxelAxes: head.b0)
  }

  /// Mean in the core of a nucleus (2 mm inside) less the mean of the rest, in ppm.
  func contrast(_ chi: MRVolume<PPM>, _ head: SyntheticHead, _ nucleus: Sphere) -> Double {
    var inside: [Float] = []
    var rest: [Float] = []
    forEachVoxel(head.grid) { i, p in
      if length(p - nucleus.centre) < nucleus.radius - 2 { inside.append(chi.voxels[i]) }
      if length(p) < 30, head.nuclei.allSatisfy({ length(p - $0.centre) > $0.radius + 2 }) {
        rest.append(chi.voxels[i])
      }
    }
    return Statistics.mean(inside) - Statistics.mean(rest)
  }

  /// Nuclei of an analytic phantom come out within 8 %.
  @Test func recoversNuclei() throws {
    let head = SyntheticHead()
    let chi = try inverted(head)
    for n in head.nuclei { #expect(abs(contrast(chi, head, n) / n.ppm - 1) < 0.08) }
  }

  /// The same head with B0 tilted by 20° gives the same contrasts to 6 ppb.
  @Test func obliqueEqualsStraight() throws {
    let straight = SyntheticHead()
    var oblique = straight
    oblique.b0 = SIMD3(0, -0.3420201433, 0.9396926208)
    let a = try inverted(straight)
    let b = try inverted(oblique)
    for n in straight.nuclei {
      #expect(abs(contrast(a, straight, n) - contrast(b, oblique, n)) < 0.006)
    }
  }

  /// A calcification of −2 ppm keeps at least 85 % and does not drag its neighbour along.
  @Test func strongSourceKeepsItsMoment() throws {
    var head = SyntheticHead()
    head.nuclei[2] = Sphere(centre: SIMD3(0, 15, -6), radius: 5, ppm: -2)
    let chi = try inverted(head)
    #expect(contrast(chi, head, head.nuclei[2]) / -2 > 0.85)
    #expect(abs(contrast(chi, head, head.nuclei[0]) - 0.12) < 0.02)
  }

  /// Division by the thresholded kernel, against a direct discrete Fourier transform.
  @Test func tkdMatchesTheFormula() throws {
    let (nx, ny, nz) = (12, 12, 10)
    let grid = centredGrid(SIMD3(nx, ny, nz), spacing: SIMD3(1, 1, 2))
    var random = SplitMix64(seed: 5)
    let n = nx * ny * nz
    let field = (0..<n).map { _ in Float(random.normal()) }
    let b = normalized(SIMD3(0.2, -0.3, 0.9))
    let t = 0.2
    let result = try invertTKD(
      MRVolume(grid: grid, voxels: field), mask: MRMask(grid: grid, repeating: true),
      b0InVoxelAxes: b, parameters: .init(threshold: Float(t), paddingMm: 0))

    // Separate sums over x, y, z with signed frequencies; the kernel is averaged over ±k at Nyquist.
    func signed(_ k: Int, _ n: Int) -> Double { Double(2 * k <= n ? k : k - n) / Double(n) }
    func inverse(_ kx: Int, _ ky: Int, _ kz: Int) -> Double {
      if kx == 0 && ky == 0 && kz == 0 { return 0 }
      let k = SIMD3(signed(kx, nx), signed(ky, ny), signed(kz, nz) / 2)
      var along = 0.0
      let signs = [1.0, -1.0]
      for sx in signs {
        for sy in signs {
          for sz in signs {
            let f = SIMD3(
              2 * kx == nx ? sx : 1, 2 * ky == ny ? sy : 1, 2 * kz == nz ? sz : 1)
            let c = dot(k * f, b)
            along += c * c / 8
          }
        }
      }
      let d = 1 / 3.0 - along / dot(k, k)
      return abs(d) >= t ? 1 / d : d < 0 ? -1 / t : 1 / t
    }
    for (x, y, z) in [(0, 0, 0), (3, 7, 2), (11, 9, 9)] {
      var value = 0.0
      for kz in 0..<nz {
        for ky in 0..<ny {
          for kx in 0..<nx {
            let g = inverse(kx, ky, kz)
            var o = 0
            for w in 0..<nz {
              for v in 0..<ny {
                let base =
                  Double(ky * (y - v)) / Double(ny) + Double(kz * (z - w)) / Double(nz)
                for u in 0..<nx {
                  let angle = 2 * Double.pi * (base + Double(kx * (x - u)) / Double(nx))
                  value += g * Double(field[o]) * cos(angle)
                  o += 1
                }
              }
            }
          }
        }
      }
      #expect(abs(Double(result[x, y, z]) - value / Double(n)) < 1e-4)
    }
  }

  @Test func refusesWhatDoesNotFit() throws {
    let grid = centredGrid(SIMD3(8, 8, 8), spacing: SIMD3(1, 1, 1))
    let other = centredGrid(SIMD3(8, 8, 9), spacing: SIMD3(1, 1, 1))
    let field = MRVolume<PPM>(grid: grid)
    #expect(throws: SusceptibilityError.maskOnOtherGrid(size: [8, 8, 9], expected: [8, 8, 8])) {
      try invertLocalField(field, mask: MRMask(grid: other), b0InVoxelAxes: SIMD3(0, 0, 1))
    }
    #expect(throws: SusceptibilityError.maskTooSmall(voxels: 512, minimum: 1000)) {
      try invertLocalField(
        field, mask: MRMask(grid: grid, repeating: true), b0InVoxelAxes: SIMD3(0, 0, 1))
    }
    #expect(throws: SusceptibilityError.fieldDirectionInvalid(x: 0, y: 0, z: 0)) {
      try invertLocalField(
        field, mask: MRMask(grid: grid, repeating: true), b0InVoxelAxes: .zero)
    }
  }
}
