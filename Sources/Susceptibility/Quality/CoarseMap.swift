import Foundation
import Vocabulary
import Voxels

/// A susceptibility map and its local field, averaged over cells of some millimetres: enough for what
/// happens over centimetres, at a hundredth of the cost.
struct CoarseMap {
  let grid: Grid<MRPatient>
  /// Mean over each cell in ppm, 0 outside the mask.
  let chi: Samples
  let local: Samples
  /// Cells of which more than half belongs to the mask and has a field.
  let members: MRMask
  /// Depth under the members' surface, mm.
  let depthMm: [Float]

  init?(chi: MRVolume<PPM>, local: MRVolume<PPM>, usable: [Bool], mask: MRMask, cellMm: Double) {
    guard let box = mask.boundingBox else { return nil }
    let fine = chi.grid
    let h = fine.spacingMm
    let edge = cells(of: cellMm, spacing: h)
    let size = (box.size &+ edge &- SIMD3(1, 1, 1)) / edge
    let linear = fine.voxelToPatient.linear
    let steps = SIMD3(Double(edge.x), Double(edge.y), Double(edge.z))
    let centre = SIMD3(Double(box.lower.x), Double(box.lower.y), Double(box.lower.z)) + (steps - 1) / 2
    grid = Grid(
      size: size,
      voxelToPatient: Affine(
        linear: Matrix3(
          columns: linear.c0 * steps.x, linear.c1 * steps.y, linear.c2 * steps.z),
        translation: fine.voxelToPatient(centre)))
    let (c, l) = (Samples(zeros: size.x * size.y * size.z), Samples(zeros: size.x * size.y * size.z))
    var inside = [Bool](repeating: false, count: c.count)
    let scale = 1 / Float(edge.x * edge.y * edge.z)
    inside.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let out = buffer
      parallelSlices(size.z) { z in
        for y in 0..<size.y {
          for x in 0..<size.x {
            var (a, b): (Float, Float) = (0, 0)
            var n = 0
            for k in 0..<edge.z {
              let w = box.lower.z + z * edge.z + k
              if w >= box.upper.z { break }
              for j in 0..<edge.y {
                let v = box.lower.y + y * edge.y + j
                if v >= box.upper.y { break }
                for i in 0..<edge.x {
                  let u = box.lower.x + x * edge.x + i
                  if u >= box.upper.x { break }
                  let o = fine.offset(u, v, w)
                  guard mask.voxels[o] else { continue }
                  a += chi.voxels[o]
                  b += local.voxels[o]
                  if usable[o] { n += 1 }
                }
              }
            }
            let o = x + size.x * (y + size.y * z)
            c.p[o] = a * scale
            l.p[o] = b * scale
            out[o] = 2 * n > edge.x * edge.y * edge.z
          }
        }
      }
    }
    (self.chi, self.local) = (c, l)
    members = MRMask(grid: grid, voxels: inside)
    guard !members.isEmpty else { return nil }
    depthMm = members.inverted.squaredDistanceMm2().map { $0.squareRoot() }
  }

  /// What the map's own field leaves of the local field, as a part of it (0…1 and more), deeper than `depth`.
  ///
  /// Polynomials to second order are taken from both: the inversion lets a weak harmonic field stand. A map that belongs
  /// to its field leaves noise and fine detail; a wrong direction of B0, wrong voxel sizes, a filtered or
  /// partly unwrapped phase leave fields that no susceptibility makes.
  func unexplainedPart(b0: SIMD3<Double>, deeperThanMm depth: Double) -> Double? {
    let box = PaddedBox(grid, paddingMm: 40)
    let fft = RealFFT3D(size: box.size)
    let kernel = DipoleKernel(size: box.size, spacingMm: box.spacingMm, b0: b0)
    let field = box.unpadded(kernel.field(of: box.padded(chi), fft: fft))
    var positions: [SIMD3<Double>] = []
    var (rest, given): ([Double], [Double]) = ([], [])
    members.forEach { x, y, z in
      let o = grid.offset(x, y, z)
      guard Double(depthMm[o]) > depth else { return }
      positions.append(SIMD3(Double(x), Double(y), Double(z)) * grid.spacingMm)
      rest.append(Double(local.p[o] - field.p[o]))
      given.append(Double(local.p[o]))
    }
    guard positions.count >= fewestCells else { return nil }
    func power(_ v: [Double]) -> Double { ShimTerms.removed(v, at: positions).reduce(0) { $0 + $1 * $1 } }
    let all = power(given)
    return all > 0 ? power(rest) / all : nil
  }

  /// Root mean square of χ at low spatial frequency within `rim` of the surface over that deeper than `interior`.
  ///
  /// Background that was left makes broad hills at the rim; tissue is as structured at the rim as inside.
  func rimRatio(rimMm: Double, interiorMm: Double, blurMm: Double) -> Double? {
    let smooth = MRVolume<PPM>(grid: grid, voxels: chi.array).blurred(sigmaMm: blurMm, in: members).voxels
    func rms(_ belongs: (Float) -> Bool) -> Double? {
      var (s, ss, n) = (0.0, 0.0, 0.0)
      for i in 0..<smooth.count where members.voxels[i] && belongs(depthMm[i]) {
        s += Double(smooth[i])
        ss += Double(smooth[i]) * Double(smooth[i])
        n += 1
      }
      return n >= Double(fewestCells) ? max(0, ss / n - s / n * (s / n)).squareRoot() : nil
    }
    guard let rim = rms({ Double($0) <= rimMm }), let inner = rms({ Double($0) >= interiorMm }), inner > 0
    else {
      return nil
    }
    return rim / inner
  }

  /// Power of χ on the dipole's zero cone (|D| < 0.06) over that far from it (|D| > 0.15), mean over shells of |k|.
  ///
  /// The field says nothing about frequencies on the cone. Streaks are energy that only lives there; an inversion that
  /// gives up the cone leaves a hole.
  func coneRatio(b0: SIMD3<Double>) -> Double? {
    let box = PaddedBox(grid, paddingMm: 20)
    let fft = RealFFT3D(size: box.size)
    let kernel = DipoleKernel(size: box.size, spacingMm: box.spacingMm, b0: b0)
    let s = spectrum(box.padded(chi), fft)
    let size = box.size
    let nx = size.x / 2 + 1
    let extent = SIMD3(Double(size.x), Double(size.y), Double(size.z)) * box.spacingMm
    // Wavelengths of 6…30 mm: below, cells end; above, the head's own shape decides.
    let (low, high, shells) = (1 / 30.0, 1 / 6.0, 8)
    var cone = [SIMD2<Double>](repeating: .zero, count: shells)
    var rest = cone
    for z in 0..<size.z {
      for y in 0..<size.y {
        for x in 0..<nx {
          let k =
            SIMD3(
              Double(x), Double(y <= size.y / 2 ? y : y - size.y), Double(z <= size.z / 2 ? z : z - size.z))
            / extent
          let length = (k * k).sum().squareRoot()
          guard length > low, length < high else { continue }
          let shell = Int((length - low) / (high - low) * Double(shells))
          let o = x + nx * (y + size.y * z)
          let d = abs(kernel.values.p[o])
          let p = Double(s.p[2 * o]) * Double(s.p[2 * o]) + Double(s.p[2 * o + 1]) * Double(s.p[2 * o + 1])
          if d < 0.06 { cone[shell] += SIMD2(p, 1) } else if d > 0.15 { rest[shell] += SIMD2(p, 1) }
        }
      }
    }
    let ratios = zip(cone, rest).compactMap { c, r in
      c.y >= 20 && r.y >= 20 && r.x > 0 ? (c.x / c.y) / (r.x / r.y) : nil
    }
    return ratios.isEmpty ? nil : ratios.reduce(0, +) / Double(ratios.count)
  }

  /// With fewer cells a mean square says nothing.
  private var fewestCells: Int { 100 }
}

/// Voxels along each edge of a cell of about `mm`, at least one.
func cells(of mm: Double, spacing h: SIMD3<Double>) -> SIMD3<Int> {
  SIMD3(
    max(1, Int((mm / h.x).rounded())), max(1, Int((mm / h.y).rounded())), max(1, Int((mm / h.z).rounded())))
}
