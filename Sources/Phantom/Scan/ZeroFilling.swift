import Foundation
import Vocabulary
import Voxels

/// In-plane interpolation as scanners do it: k-space is filled with zeros outside what was read out.
///
/// On n samples this is the trigonometric interpolation with the kernel `sin(πu)/(n·tan(πu/n))` (n even, the
/// highest frequency shared by both ends), computed line by line. The first sample of a line stays where it is,
/// so the samples that were read out keep their values.
enum ZeroFilling {
  /// Magnitude and phase of one echo on twice as many columns and rows.
  static func doubled(
    magnitude: MRVolume<Magnitude>, phase: MRVolume<Radians>
  ) -> (magnitude: MRVolume<Magnitude>, phase: MRVolume<Radians>) {
    let signal = zip(magnitude.voxels, phase.voxels)
    let size = magnitude.grid.size
    let real = doubled(signal.map { $0 * cos($1) }, size)
    let imaginary = doubled(signal.map { $0 * sin($1) }, size)
    let fine = doubled(magnitude.grid)
    let both = zip(real, imaginary)
    return (
      MRVolume(grid: fine, voxels: both.map { ($0 * $0 + $1 * $1).squareRoot() }),
      MRVolume(grid: fine, voxels: both.map { atan2($1, $0) })
    )
  }

  /// A combined magnitude image on twice as many columns and rows, as scanners interpolate what they have combined.
  ///
  /// What rings below zero is set to zero.
  static func doubled(magnitude: MRVolume<Magnitude>) -> MRVolume<Magnitude> {
    let values = doubled(magnitude.voxels, magnitude.grid.size)
    return MRVolume(grid: doubled(magnitude.grid), voxels: values.map { max($0, 0) })
  }

  private static func doubled(_ grid: Grid<MRPatient>) -> Grid<MRPatient> {
    let m = grid.voxelToPatient.linear
    return Grid(
      size: SIMD3(2 * grid.size.x, 2 * grid.size.y, grid.size.z),
      voxelToPatient: Affine(
        linear: Matrix3(columns: m.c0 * 0.5, m.c1 * 0.5, m.c2), translation: grid.voxelToPatient.translation))
  }

  /// One real component of slices of nx × ny on 2nx × 2ny.
  private static func doubled(_ values: [Float], _ size: SIMD3<Int>) -> [Float] {
    let (nx, ny) = (size.x, size.y)
    let rowKernel = kernel(nx)
    let columnKernel = kernel(ny)
    var result = [Float](repeating: 0, count: 4 * values.count)
    result.withUnsafeMutableBufferPointer { buffer in
      // Every slice writes its own voxels only.
      nonisolated(unsafe) let out = buffer
      parallelSlices(size.z) { z in
        // Rows first: ny rows of 2nx.
        var rows = [Float](repeating: 0, count: 2 * nx * ny)
        for y in 0..<ny {
          let first = nx * (y + ny * z)
          for x in 0..<nx {
            rows[2 * x + 2 * nx * y] = values[first + x]
            rows[2 * x + 1 + 2 * nx * y] = between(x, nx, rowKernel) { values[first + $0] }
          }
        }
        for x in 0..<(2 * nx) {
          for y in 0..<ny {
            out[x + 2 * nx * (2 * y + 2 * ny * z)] = rows[x + 2 * nx * y]
            out[x + 2 * nx * (2 * y + 1 + 2 * ny * z)] = between(y, ny, columnKernel) {
              rows[x + 2 * nx * $0]
            }
          }
        }
      }
    }
    return result
  }

  /// The value half-way between samples `i` and `i + 1` of a periodic line.
  @inline(__always)
  private static func between(_ i: Int, _ n: Int, _ kernel: [Double], _ sample: (Int) -> Float) -> Float {
    var sum = 0.0
    for k in 0..<n { sum += kernel[i - k + n] * Double(sample(k)) }
    return Float(sum)
  }

  /// The kernel at distances `d + ½` for d of −n…n−1.
  private static func kernel(_ n: Int) -> [Double] {
    precondition(n % 2 == 0, "the kernel is that of an even number of samples")
    return (-n..<n).map { d in
      let u = Double(d) + 0.5
      return sin(.pi * u) / (Double(n) * tan(.pi * u / Double(n)))
    }
  }
}
