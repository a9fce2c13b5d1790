import Foundation
import Vocabulary
import Voxels

/// A head CT: attenuation averaged over the slice profile, blurred by the kernel, with its noise and the headrest.
struct ComputedTomography: Sendable {
  let scenario: PhantomScenario
  let grid: Grid<CTPatient>
  let pose: RigidTransform<HeadPatient, CTPatient>
  /// How finely the head is looked at.
  var sampling = Sampling()
  /// A headrest lies under the head.
  var hasHeadrest = true

  /// How finely the head is looked at.
  struct Sampling: Sendable {
    /// Points through the slice thickness over which a voxel is averaged.
    var profilePoints = 3
    /// Side of a square of pixels that is looked at once and interpolated between; the blur of that counts as
    /// part of the point spread.
    var pixelsPerSample = 1
  }

  /// The headrest: a carbon shell of foam-like density under the head, HU and radii in mm.
  private static let headrestHU: Float = -180
  private static let headrestRadiiMm = (inner: 122.0, outer: 130.0)

  /// Attenuation without noise.
  func attenuation(_ head: HeadModel) -> CTVolume {
    let sampled = sampled(head)
    // FWHM = 2√(2 ln 2)·σ; in plane only, as the slice profile has blurred the third axis.
    let sigma = scenario.ct.pointSpreadMm / 2.3548
    guard sampling.pixelsPerSample > 1 else { return blurredInPlane(sampled, sigmaMm: sigma) }
    // Linear interpolation over a distance h is a triangle of variance h²/6.
    let h = sampled.grid.spacingMm.x
    let rest = max(sigma * sigma - h * h / 6, 0).squareRoot()
    return blurredInPlane(sampled.resampled(onto: grid, outside: Float(Tissue.air.hu)), sigmaMm: rest)
  }

  /// Attenuation averaged over the slice profile, at the middle of every square of `pixelsPerSample` pixels.
  private func sampled(_ head: HeadModel) -> CTVolume {
    let grid = sampledGrid
    let points = sampling.profilePoints
    var hu = CTVolume(grid: grid, repeating: Float(Tissue.air.hu))
    let toHead = pose.inverse.affine * grid.voxelToPatient
    let axis = pose(Point(0, 5, 0)).lps
    hu.voxels.withUnsafeMutableBufferPointer { buffer in
      // Every slice writes its own voxels only.
      nonisolated(unsafe) let out = buffer
      parallelSlices(grid.size.z) { z in
        for y in 0..<grid.size.y {
          for x in 0..<grid.size.x {
            var sum: Float = 0
            for k in 0..<points {
              let dz = (Double(k) + 0.5) / Double(points) - 0.5
              sum += head.sample(toHead(SIMD3(Double(x), Double(y), Double(z) + dz))).tissue.hu
            }
            var value = sum / Float(points)
            let p = grid.voxelToPatient(SIMD3(Double(x), Double(y), Double(z))) - axis
            let r = (p.x * p.x + p.y * p.y).squareRoot()
            let rest = Self.headrestRadiiMm
            if hasHeadrest, value < -900, r > rest.inner, r < rest.outer, p.y > 0.55 * r {
              value = Self.headrestHU
            }
            out[grid.offset(x, y, z)] = value
          }
        }
      }
    }
    return hu
  }

  private var sampledGrid: Grid<CTPatient> {
    let every = sampling.pixelsPerSample
    guard every > 1 else { return grid }
    let m = grid.voxelToPatient.linear
    let middle = Double(every - 1) / 2
    return Grid(
      size: SIMD3((grid.size.x + every - 1) / every, (grid.size.y + every - 1) / every, grid.size.z),
      voxelToPatient: Affine(
        linear: Matrix3(columns: m.c0 * Double(every), m.c1 * Double(every), m.c2),
        translation: grid.voxelToPatient(SIMD3(middle, middle, 0))))
  }

  /// The same with the scanner's noise: white noise shaped by the kernel to grains of about a pixel and a half.
  func scanned(_ clean: CTVolume) -> CTVolume {
    var noise = CTVolume(grid: grid)
    noise.voxels.withUnsafeMutableBufferPointer { buffer in
      // Every slice writes its own voxels only.
      nonisolated(unsafe) let out = buffer
      parallelSlices(grid.size.z) { z in
        var random = GaussianNoise(seed: scenario.seed, stream: 500_000 + UInt64(z))
        let start = grid.offset(0, 0, z)
        for i in stride(from: 0, to: grid.size.x * grid.size.y, by: 2) {
          let (a, b) = random.pair()
          out[start + i] = Float(a)
          if i + 1 < grid.size.x * grid.size.y { out[start + i + 1] = Float(b) }
        }
      }
    }
    let grain = 0.6  // pixels
    noise = blurredInPlane(noise, sigmaMm: grain * grid.spacingMm.x)
    let sigma = Statistics.standardDeviation(noise.voxels)
    // Less noise in air than under the skull: photons decide.
    let scale = Float(scenario.ct.noiseHU / max(sigma, 1e-9))
    var out = clean
    for i in out.voxels.indices {
      let local: Float = clean.voxels[i] < -700 ? 0.6 : 1
      out.voxels[i] += noise.voxels[i] * scale * local
    }
    return out
  }

  private func blurredInPlane(_ v: CTVolume, sigmaMm: Double) -> CTVolume {
    // A grid with distant slices has no neighbours to blur with along z.
    let m = grid.voxelToPatient.linear
    let flat = Grid<CTPatient>(
      size: grid.size,
      voxelToPatient: Affine(
        linear: Matrix3(columns: m.c0, m.c1, m.c2 * 1e4), translation: grid.voxelToPatient.translation))
    return CTVolume(
      grid: grid, voxels: CTVolume(grid: flat, voxels: v.voxels).blurred(sigmaMm: sigmaMm).voxels)
  }
}
