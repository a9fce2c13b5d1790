import Vocabulary
import Voxels

/// The field of a susceptibility distribution in a uniform main field, in first order (Salomir 2003,
/// doi:10.1002/cmr.b.10083; Marques & Bowtell 2005): `Δ̂B/B0 = (1/3 − (k·b)²/k²)·χ̂`, with the Lorentz sphere.
///
/// This is the phantom's own kernel, separate from the reconstruction's, so that one cannot hide the other's
/// mistake.
enum DipoleField {
  /// - Parameters:
  ///   - chi: susceptibility in ppm; zero far away, that is, given against air.
  ///   - b0: unit vector of the main field in LPS.
  ///   - paddingFactor: size of the transform against the grid; 1.5 keeps the periodic copies half a head
  ///     away, and what they add is harmonic over the head, as any outer source.
  /// - Returns: field in ppm of B0 on the grid of `chi`, mean over the padded box 0.
  static func field<Frame>(
    of chi: Volume<PPM, Frame>, b0: SIMD3<Double>, paddingFactor: Double = 1.35
  ) -> Volume<PPM, Frame> {
    let size = chi.grid.size
    var padded = SIMD3<Int>()
    for a in 0..<3 { padded[a] = RealFFT3D.goodSize(atLeast: Int(Double(size[a]) * paddingFactor)) }
    let fft = RealFFT3D(size: padded)
    var real = [Float](repeating: 0, count: padded.x * padded.y * padded.z)
    copyRows(chi.voxels, size, into: &real, padded)
    var spectrum = fft.forward(real)
    applyKernel(&spectrum, padded, chi.grid, b0)
    real = fft.backward(spectrum)
    var out = Volume<PPM, Frame>(grid: chi.grid)
    for z in 0..<size.z {
      for y in 0..<size.y {
        let from = padded.x * (y + padded.y * z)
        let to = size.x * (y + size.y * z)
        for x in 0..<size.x { out.voxels[to + x] = real[from + x] }
      }
    }
    return out
  }

  private static func copyRows(
    _ source: [Float], _ size: SIMD3<Int>, into target: inout [Float], _ padded: SIMD3<Int>
  ) {
    for z in 0..<size.z {
      for y in 0..<size.y {
        let from = size.x * (y + size.y * z)
        let to = padded.x * (y + padded.y * z)
        for x in 0..<size.x { target[to + x] = source[from + x] }
      }
    }
  }

  private static func applyKernel<Frame>(
    _ spectrum: inout [Float], _ n: SIMD3<Int>, _ grid: Grid<Frame>, _ b0: SIMD3<Double>
  ) {
    let b = grid.directionInAxes(b0)
    let extent = grid.spacingMm * SIMD3(Double(n.x), Double(n.y), Double(n.z))
    let row = n.x / 2 + 1
    spectrum.withUnsafeMutableBufferPointer { buffer in
      // Every slice of the spectrum is written by its own iteration only.
      nonisolated(unsafe) let s = buffer
      parallelSlices(n.z) { z in
        let kz = Double(z <= n.z / 2 ? z : z - n.z) / extent.z
        for y in 0..<n.y {
          let ky = Double(y <= n.y / 2 ? y : y - n.y) / extent.y
          let start = 2 * row * (y + n.y * z)
          for x in 0..<row {
            let kx = Double(x) / extent.x
            let k2 = kx * kx + ky * ky + kz * kz
            let along = kx * b.x + ky * b.y + kz * b.z
            let d = k2 > 0 ? Float(1.0 / 3 - along * along / k2) : 0
            s[start + 2 * x] *= d
            s[start + 2 * x + 1] *= d
          }
        }
      }
    }
  }
}
