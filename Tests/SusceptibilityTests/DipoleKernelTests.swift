import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Susceptibility

@Suite struct DipoleKernelTests {
  /// Field of a sphere outside it, against the closed form, for straight and oblique B0 and anisotropic voxels.
  @Test(arguments: [Triple(0.0, 0, 1), Triple(0.0, -0.342020143, 0.939692621), Triple(0.6, 0.0, 0.8)])
  func sphereMatchesClosedForm(b0: Triple<Double>) {
    let b0 = b0.vector
    let grid = centredGrid(SIMD3(80, 80, 60), spacing: SIMD3(1, 1, 1.5))
    let sphere = Sphere(centre: .zero, radius: 8, ppm: 1)
    // Sub-voxel membership, so that the voxel model has the sphere's moment.
    let chi = Samples(zeros: grid.count)
    forEachVoxel(grid) { i, p in
      var inside = 0
      for k in 0..<64 {
        let s = SIMD3(Double(k % 4), Double(k / 4 % 4), Double(k / 16)) / 4 - 0.375
        if length(p + s * grid.spacingMm) < 8 { inside += 1 }
      }
      chi.p[i] = Float(inside) / 64
    }
    let box = PaddedBox(grid, paddingMm: 80)
    let kernel = DipoleKernel(size: box.size, spacingMm: box.spacingMm, b0: b0)
    let field = box.unpadded(kernel.field(of: box.padded(chi), fft: RealFFT3D(size: box.size)))
    // The analytic field is at most 2/3 ppm; 0.015 ppm is 2 % of that (voxel edges, periodic copies).
    var worst = 0.0
    forEachVoxel(grid) { i, p in
      let r = length(p)
      guard r > 11, r < 25 else { return }
      worst = max(worst, abs(Double(field.p[i]) - sphere.field(at: p, b0: b0)))
    }
    #expect(worst < 0.015)
  }

  @Test func meanFieldIsZero() {
    let kernel = DipoleKernel(size: SIMD3(8, 6, 5), spacingMm: SIMD3(1, 2, 3), b0: SIMD3(0, 0, 1))
    #expect(kernel.values.p[0] == 0)
  }
}
