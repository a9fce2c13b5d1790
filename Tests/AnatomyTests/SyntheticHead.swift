import Foundation
import Shapes
import TestSupport
import Vocabulary
import Voxels

@testable import Anatomy

/// A head whose truth is known: the shape table under a known affine inside an ellipsoidal skull.
struct SyntheticHead {
  /// A spherical deposit in template coordinates.
  struct Focus {
    var center: SIMD3<Double>
    var radiusMm: Double
    var ppm: Double
    var hu: Double
  }

  struct Recipe {
    var pose = Affine.identity
    var tiltDegrees = 0.0
    var noisePPM = 0.010
    var noiseHU = 4.0
    var focus: Focus?
    /// Size of one pallidum against the table.
    var leftPallidumScale = 1.0
    /// Where the table is looked up for a point of the head's own template frame: bends the nuclei.
    var bend: @Sendable (SIMD3<Double>) -> SIMD3<Double> = { $0 }
    /// χ of the nuclei, ppm; white matter is −0.030.
    var iron: [Structure: Double] = SyntheticHead.adultIron
    /// A nucleus that is white matter in this head.
    var missing: SidedStructure?
    /// Slices kept of the slab.
    var slices = 0..<64
    var seed: UInt64 = 7
  }

  var chi: MRVolume<PPM>
  var r2star: MRVolume<PerSecond>
  var magnitude: MRVolume<Magnitude>
  var ct: MRVolume<HU>
  var intracranial: MRMask
  var pallidum: [Side: MRMask] = [:]
  /// Every nucleus as drawn.
  var truth: [SidedStructure: MRMask] = [:]
  var focusMask: MRMask

  /// The brain's ellipsoid in template LPS mm: the proportions of the average brain.
  static let center = SIMD3<Double>(0, 16, 3)
  static let semiAxes = SIMD3<Double>(70, 87, 78)

  /// χ in ppm at 40, and at 20 and 85 years: the course of brain iron of Hallgren & Sourander 1958.
  static let adultIron: [Structure: Double] = [
    .globusPallidus: 0.120, .putamen: 0.045, .caudate: 0.040, .thalamus: 0.012, .substantiaNigra: 0.090,
    .redNucleus: 0.080, .dentateNucleus: 0.060,
  ]
  static let youngIron: [Structure: Double] = [
    .globusPallidus: 0.075, .putamen: 0.015, .caudate: 0.015, .thalamus: 0.008, .substantiaNigra: 0.060,
    .redNucleus: 0.045, .dentateNucleus: 0.035,
  ]
  static let oldIron: [Structure: Double] = [
    .globusPallidus: 0.180, .putamen: 0.110, .caudate: 0.070, .thalamus: 0.015, .substantiaNigra: 0.140,
    .redNucleus: 0.120, .dentateNucleus: 0.110,
  ]

  init(_ recipe: Recipe) {
    let tilt = Matrix3.rotation(about: SIMD3(1, 0, 0), radians: recipe.tiltDegrees * .pi / 180)
    let spacing = Matrix3(diagonal: SIMD3(1.2, 1.2, 2.4))
    let full = SIMD3(150, 176, 64)
    let linear = tilt * spacing
    let middle = SIMD3(Double(full.x - 1), Double(full.y - 1), Double(full.z - 1)) / 2
    let first = SIMD3(0, 0, Double(recipe.slices.lowerBound))
    let origin = recipe.pose(Self.center) - linear * middle + linear * first
    let grid = Grid<MRPatient>(
      size: SIMD3(full.x, full.y, recipe.slices.count),
      voxelToPatient: Affine(linear: linear, translation: origin))
    var rng = SplitMix64(seed: recipe.seed)
    let toTemplate = recipe.pose.inverse * grid.voxelToPatient
    chi = MRVolume(grid: grid)
    r2star = MRVolume(grid: grid)
    magnitude = MRVolume(grid: grid)
    ct = MRVolume(grid: grid, repeating: -1000)
    intracranial = MRMask(grid: grid)
    focusMask = MRMask(grid: grid)
    pallidum = [.left: MRMask(grid: grid), .right: MRMask(grid: grid)]
    for s in SidedStructure.all { truth[s] = MRMask(grid: grid) }
    for z in 0..<grid.size.z {
      for y in 0..<grid.size.y {
        for x in 0..<grid.size.x {
          let q = toTemplate(SIMD3(Double(x), Double(y), Double(z)))
          let e = (q - Self.center) / Self.semiAxes
          let r = length(e)
          let o = grid.offset(x, y, z)
          if r <= 1 {
            intracranial.voxels[o] = true
            var (ppm, hu, rate) = (-0.030, 33.0, 18.0)
            let bent = recipe.bend(q)
            for boxed in BoxedShape.all where boxed.isNear(bent) {
              let grown = boxed.shape.name == "globusPallidus" && boxed.shape.side == .left
              let scale = grown ? recipe.leftPallidumScale : 1
              guard boxed.shape.level(at: Point(bent), scale: scale) <= 1 else { continue }
              if boxed.isVentricle {
                if rate == 18 { (ppm, hu, rate) = (0.015, 6, 3) }
              } else if let s = Structure(rawValue: boxed.shape.name) {
                let sided = SidedStructure(s, boxed.shape.side)
                guard sided != recipe.missing else { continue }
                (ppm, hu, rate) = (recipe.iron[s] ?? 0, 35, 25)
                truth[sided]?.voxels[o] = true
                if s == .globusPallidus { pallidum[boxed.shape.side]?.voxels[o] = true }
              }
            }
            if let f = recipe.focus, length(q - f.center) <= f.radiusMm {
              (ppm, hu, rate) = (f.ppm, f.hu, 80)
              focusMask.voxels[o] = true
            }
            chi.voxels[o] = Float(ppm + recipe.noisePPM * rng.normal())
            r2star.voxels[o] = Float(rate)
            magnitude.voxels[o] = Float(1000 - rate * 8)
            ct.voxels[o] = Float(hu + recipe.noiseHU * rng.normal())
          } else if r <= 1.08 {
            ct.voxels[o] = 900
            magnitude.voxels[o] = 30
          } else if r <= 1.14 {
            ct.voxels[o] = 40
            magnitude.voxels[o] = 900
          }
        }
      }
    }
    chi = chi.blurred(sigmaMm: 0.6, in: intracranial)
  }

  /// Paints a volume of the head by position: `p` in template mm, `r` is 1 on the brain's surface.
  func painted<U>(
    _ volume: MRVolume<U>, _ value: (_ p: SIMD3<Double>, _ r: Double, _ was: Float) -> Float
  ) -> MRVolume<U> {
    var m = volume
    let grid = m.grid
    for z in 0..<grid.size.z {
      for y in 0..<grid.size.y {
        for x in 0..<grid.size.x {
          let p = grid.voxelToPatient(SIMD3(Double(x), Double(y), Double(z)))
          let r = length((p - Self.center) / Self.semiAxes)
          m[x, y, z] = value(p, r, m[x, y, z])
        }
      }
    }
    return m
  }

  /// The given masks, so that a test of the nuclei does not depend on the test of the head.
  var masks: HeadMasks {
    HeadMasks(intracranial: intracranial, brain: intracranial, source: .ctAndMR, quality: [])
  }

  func nuclei(ct useCT: Bool = true) throws -> Nuclei {
    try segmentNuclei(
      chi: chi, r2star: r2star, magnitude: magnitude, ctOnMR: useCT ? ct : nil, masks: masks,
      chiMask: intracranial)
  }
}

/// Overlap of two masks.
func dice(_ a: MRMask, _ b: MRMask) -> Double {
  2 * Double(a.intersection(b).count) / Double(max(1, a.count + b.count))
}

/// A rotation about x, then y, then z in degrees, with a scale and a shift.
func turned(pitch: Double, roll: Double, yaw: Double, scale: Double, shift: SIMD3<Double>) -> Affine {
  let pose = Pose(
    pivot: .zero, target: shift, angles: SIMD3(pitch, roll, yaw) * (Double.pi / 180),
    logScale: SIMD3(repeating: log(scale)))
  return pose.affine
}
