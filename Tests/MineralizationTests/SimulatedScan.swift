import Foundation
import TestSupport
import Vocabulary
import Voxels

/// An ellipsoid of one attenuation, its axes along the CT's.
struct Ellipsoid {
  var center: SIMD3<Double>
  /// Semi-axes, mm.
  var radiiMm: SIMD3<Double>
  /// Attenuation above the surroundings, HU.
  var excessHU: Double

  var volumeMm3: Double { 4 / 3 * .pi * radiiMm.x * radiiMm.y * radiiMm.z }

  func contains(_ p: SIMD3<Double>) -> Bool {
    let d = (p - center) / radiiMm
    return dot(d, d) <= 1
  }
}

/// A CT without noise: what a scanner with a Gaussian resolution in the plane and a box as slice profile shows of
/// ellipsoids in a uniform surrounding.
struct SimulatedScan {
  /// Full width at half maximum of the point spread in the plane, mm: a standard head kernel.
  var pointSpreadFWHMMm = 1.1
  var pixelMm = 0.5
  var sliceMm = 1.0
  /// Strips and layers that a body is cut into, mm: a fifth of a pixel, so that sums over them are integrals.
  private let stripMm = 0.1

  init(sliceMm: Double) { self.sliceMm = sliceMm }

  /// A grid around the origin that reaches `halfMm` to all sides.
  func grid(halfMm: SIMD3<Double>) -> Grid<CTPatient> {
    let spacing = SIMD3(pixelMm, pixelMm, sliceMm)
    let size = SIMD3<Int>((2 * halfMm / spacing).rounded(.up))
    let corner = SIMD3<Double>(size &- 1) * spacing / -2
    return Grid(
      size: size, voxelToPatient: Affine(linear: Matrix3(diagonal: spacing), translation: corner))
  }

  /// The scan of `bodies` in surroundings of `baseHU`.
  ///
  /// Each body is cut into layers along z and each layer into strips along x. A strip's blurred profile along x is a
  /// difference of two error functions; across, its width is weighted likewise; along z it counts by its overlap with
  /// the slice.
  func scan(_ bodies: [Ellipsoid], baseHU: Double, on grid: Grid<CTPatient>) -> CTVolume {
    var hu = [Double](repeating: baseHU, count: grid.count)
    for body in bodies { add(body, to: &hu, grid) }
    return CTVolume(grid: grid, voxels: hu.map { Float($0) })
  }

  private func add(_ body: Ellipsoid, to hu: inout [Double], _ grid: Grid<CTPatient>) {
    let origin = grid.voxelToPatient.translation
    let c = body.center - origin
    let r = body.radiiMm
    let reach = 2.5 * pointSpreadFWHMMm
    func pixels(_ axis: Int, _ half: Double) -> Range<Int> {
      let low = Int(((c[axis] - half - reach) / pixelMm).rounded(.down))
      let high = Int(((c[axis] + half + reach) / pixelMm).rounded(.up)) + 1
      return max(0, low)..<min(grid.size[axis], high)
    }
    let columns = pixels(0, r.x)
    let rows = pixels(1, r.y)
    for (z, dz) in midpoints(r.z) {
      let section = max(0, 1 - (z / r.z) * (z / r.z)).squareRoot()
      var layer = [Double](repeating: 0, count: columns.count * rows.count)
      for (y, dy) in midpoints(r.y * section) {
        let q = y / r.y
        let chord = r.x * max(0, section * section - q * q).squareRoot()
        let profile = columns.map { share(Double($0) * pixelMm - c.x, -chord, chord) }
        for j in rows {
          let w = share(Double(j) * pixelMm - c.y, y - dy / 2, y + dy / 2)
          if w < 1e-9 { continue }
          let start = (j - rows.lowerBound) * columns.count
          for i in profile.indices { layer[start + i] += w * profile[i] }
        }
      }
      for k in 0..<grid.size.z {
        let middle = Double(k) * sliceMm
        let low = max(c.z + z - dz / 2, middle - sliceMm / 2)
        let high = min(c.z + z + dz / 2, middle + sliceMm / 2)
        if high <= low { continue }
        let scale = body.excessHU * (high - low) / sliceMm
        for j in rows {
          for i in columns {
            hu[grid.offset(i, j, k)] +=
              scale * layer[(j - rows.lowerBound) * columns.count + i - columns.lowerBound]
          }
        }
      }
    }
  }

  /// Middles and widths of equal parts of −half…half.
  private func midpoints(_ half: Double) -> [(Double, Double)] {
    let n = max(1, Int((2 * half / stripMm).rounded(.up)))
    let width = 2 * half / Double(n)
    return (0..<n).map { (-half + (Double($0) + 0.5) * width, width) }
  }

  /// What a point at `x` gets of a strip from `low` to `high` blurred by the point spread.
  private func share(_ x: Double, _ low: Double, _ high: Double) -> Double {
    // FWHM = σ √(8 ln 2); the normal distribution is ½ erf(x / (σ√2)).
    let scale = 2 * log(2).squareRoot() / pointSpreadFWHMMm
    return (erf((high - x) * scale) - erf((low - x) * scale)) / 2
  }
}

extension SimulatedScan {
  /// Adds normal noise with the scan's point spread in the plane, independent from slice to slice.
  func addNoise(to ct: inout CTVolume, sdHU: Double, _ random: inout SplitMix64) {
    guard sdHU > 0 else { return }
    // Slices stand so far apart here that the blur does not reach the next.
    let apart = Grid<CTPatient>(
      size: ct.grid.size,
      voxelToPatient: Affine(linear: Matrix3(diagonal: SIMD3(pixelMm, pixelMm, 1000)), translation: .zero))
    let white = CTVolume(grid: apart, voxels: ct.voxels.map { _ in Float(random.normal()) })
    let blurred = white.blurred(sigmaMm: pointSpreadFWHMMm / (8 * log(2)).squareRoot())
    let scale = sdHU / Statistics.standardDeviation(blurred.voxels)
    for i in ct.voxels.indices { ct.voxels[i] += Float(Double(blurred.voxels[i]) * scale) }
  }
}
