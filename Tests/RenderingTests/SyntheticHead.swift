import TestSupport
import Vocabulary
import Voxels

@testable import Rendering

/// A simple head on an oblique slab: ellipsoids for skull, brain, ventricles and nuclei; a focus in the medial
/// part of the RIGHT globus pallidus, dense on CT and paramagnetic; nothing on the left.
enum SyntheticHead {
  static let pallidumRight = SIMD3<Double>(-20, 2, 3)
  static let pallidumLeft = SIMD3<Double>(20, 2, 3)
  static let focus = SIMD3<Double>(-16.5, 5, 3)

  /// The default head, made once.
  static let standard = volumes()

  /// A slab of 1.6 mm voxels, tilted by 12° about the left-right axis.
  static func grid(tiltDegrees: Double = 12) -> Grid<MRPatient> {
    let rotation = Matrix3.rotation(about: SIMD3(1, 0, 0), radians: tiltDegrees * .pi / 180)
    let size = SIMD3(112, 136, 76)
    let linear = rotation * Matrix3(diagonal: SIMD3(1.6, 1.6, 1.6))
    let middle = SIMD3(Double(size.x - 1), Double(size.y - 1), Double(size.z - 1)) / 2
    return Grid(size: size, voxelToPatient: Affine(linear: linear, translation: -(linear * middle)))
  }

  static func volumes(grid: Grid<MRPatient> = grid(), ct hasCT: Bool = true) -> KeyImageVolumes {
    var magnitude = MRVolume<Magnitude>(grid: grid)
    var chi = MRVolume<PPM>(grid: grid)
    var hu = MRVolume<HU>(grid: grid, repeating: -1000)
    var brain = MRMask(grid: grid)
    var right = MRMask(grid: grid)
    var left = MRMask(grid: grid)
    var focusMask = MRMask(grid: grid)
    var random = SplitMix64(seed: 7)
    for o in 0..<grid.count {
      let i = grid.index(ofOffset: o)
      let p = grid.voxelToPatient(SIMD3(Double(i.x), Double(i.y), Double(i.z)))
      let noise = Float(random.unit() + random.unit() + random.unit() - 1.5)
      guard inside(p, .zero, SIMD3(80, 98, 78)) else { continue }
      hu.voxels[o] = 30 + 4 * noise
      magnitude.voxels[o] = 500 + 25 * noise
      guard inside(p, .zero, SIMD3(75, 93, 73)) else {
        magnitude.voxels[o] = 700 + 30 * noise
        continue
      }
      guard inside(p, .zero, SIMD3(68, 86, 66)) else {
        hu.voxels[o] = 1100 + 60 * noise
        magnitude.voxels[o] = 60 + 20 * noise
        continue
      }
      brain.voxels[o] = true
      chi.voxels[o] = 0.01 * noise
      let rim = 0.5 * cosine(p.x / 5) + 0.5 * cosine(p.y / 6)
      magnitude.voxels[o] += Float(40 * rim)
      for side in [-1.0, 1] {
        // Lateral ventricle, putamen, pallidum.
        if inside(p, SIMD3(side * 9, -8, 16), SIMD3(5, 30, 9)) {
          hu.voxels[o] = 8 + 4 * noise
          magnitude.voxels[o] = 820 + 25 * noise
          chi.voxels[o] = -0.01
        }
        if inside(p, SIMD3(side * 27, 0, 5), SIMD3(4.5, 15, 9)) { chi.voxels[o] = 0.06 + 0.01 * noise }
      }
      if inside(p, pallidumRight, SIMD3(5, 9, 6)) { right.voxels[o] = true }
      if inside(p, pallidumLeft, SIMD3(5, 9, 6)) { left.voxels[o] = true }
      if right.voxels[o] || left.voxels[o] {
        chi.voxels[o] = 0.12 + 0.015 * noise
        hu.voxels[o] += 4
        magnitude.voxels[o] = 380 + 25 * noise
      }
      if inside(p, focus, SIMD3(2.4, 3.2, 2.6)) {
        focusMask.voxels[o] = true
        chi.voxels[o] = 0.24 + 0.01 * noise
        hu.voxels[o] = 72 + 3 * noise
        magnitude.voxels[o] = 200 + 20 * noise
      }
    }
    return KeyImageVolumes(
      magnitude: magnitude, chi: chi, chiMask: brain, ctOnMR: hasCT ? hu : nil,
      masks: [
        SidedStructure(.globusPallidus, .left): left, SidedStructure(.globusPallidus, .right): right,
      ], fociCT: hasCT ? focusMask : nil, fociQSM: focusMask)
  }

  private static func inside(_ p: SIMD3<Double>, _ c: SIMD3<Double>, _ radii: SIMD3<Double>) -> Bool {
    let d = (p - c) / radii
    return (d * d).sum() <= 1
  }
}
