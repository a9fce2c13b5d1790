import Vocabulary
import Voxels

/// The field that the head makes in the MR scanner, on a grid of the scanner's axes.
enum HeadField {
  /// Room around the head in mm.
  private static let marginMm = 12.0

  /// A grid of `spacingMm` along the scanner's axes around the head as it lies there.
  static func grid(
    around head: RigidTransform<HeadPatient, MRPatient>, nativeScale: SIMD3<Double>, spacingMm: Double
  ) -> Grid<MRPatient> {
    var lower = SIMD3<Double>(repeating: .infinity)
    var upper = -lower
    for corner in 0..<8 {
      let sign = SIMD3(corner & 1 == 0 ? -1.0 : 1, corner & 2 == 0 ? -1 : 1, corner & 4 == 0 ? -1 : 1)
      let p = head(Point((Cranium.center + sign * Cranium.halfSize) * nativeScale)).lps
      lower = pointwiseMin(lower, p)
      upper = pointwiseMax(upper, p)
    }
    lower -= SIMD3(repeating: marginMm)
    upper += SIMD3(repeating: marginMm)
    let n = ((upper - lower) / spacingMm).rounded(.up)
    return Grid(
      size: SIMD3(Int(n.x), Int(n.y), Int(n.z)),
      voxelToPatient: Affine(linear: Matrix3(diagonal: SIMD3(repeating: spacingMm)), translation: lower))
  }

  /// The shimmed field in ppm: air, bone and tissue as sources, the main field along the patient's long axis.
  static func simulate(
    _ head: HeadModel, in pose: RigidTransform<HeadPatient, MRPatient>, spacingMm: Double
  ) -> MRVolume<PPM> {
    let grid = grid(around: pose, nativeScale: head.nativeScale, spacingMm: spacingMm)
    let (chi, brain) = sources(of: head, in: pose, on: grid)
    let field = DipoleField.field(of: chi, b0: SIMD3(0, 0, 1))
    return Shim.shimmed(field, weight: brain)
  }

  /// Susceptibility in ppm against air, so that the world outside the head is zero, and the share of brain.
  static func sources(
    of head: HeadModel, in pose: RigidTransform<HeadPatient, MRPatient>, on grid: Grid<MRPatient>
  ) -> (chi: MRVolume<PPM>, brain: [Float]) {
    var chi = MRVolume<PPM>(grid: grid)
    var brain = [Float](repeating: 0, count: grid.count)
    let toHead = pose.inverse.affine * grid.voxelToPatient
    let air = Float(Tissue.air.chiPPM)
    chi.voxels.withUnsafeMutableBufferPointer { c in
      brain.withUnsafeMutableBufferPointer { b in
        // Every slice writes its own voxels only.
        nonisolated(unsafe) let chi = c
        nonisolated(unsafe) let brain = b
        parallelSlices(grid.size.z) { z in
          for y in 0..<grid.size.y {
            let row = grid.offset(0, y, z)
            for x in 0..<grid.size.x {
              let t = head.sample(toHead(SIMD3(Double(x), Double(y), Double(z)))).tissue
              chi[row + x] = t.chiPPM - air
              brain[row + x] = t.brain
            }
          }
        }
      }
    }
    return (chi, brain)
  }
}
