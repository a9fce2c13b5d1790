import Vocabulary
import Voxels

/// The fields of a head in each of its poses, on one grid along the scanner's axes, and of its brain alone.
struct SusceptibilityFields: Sendable {
  /// Shimmed field of everything in ppm, one a pose; the shim is that of the first pose.
  let total: [MRVolume<PPM>]
  /// Field in ppm of the brain's susceptibility against water within the slab, in the first pose.
  let brainAlone: MRVolume<PPM>

  init(
    of head: HeadModel, in poses: [RigidTransform<HeadPatient, MRPatient>], slab: Grid<MRPatient>,
    spacingMm: Double
  ) {
    let grid = HeadField.grid(around: poses[0], nativeScale: head.nativeScale, spacingMm: spacingMm)
    let b0 = SIMD3(0.0, 0, 1)
    let first = HeadField.sources(of: head, in: poses[0], on: grid)
    let unshimmed = DipoleField.field(of: first.chi, b0: b0)
    let shimmed = Shim.shimmed(unshimmed, weight: first.brain)
    total =
      [shimmed]
      + poses.dropFirst().map { pose in
        // The margin around the head is wider than any motion, so one grid holds all poses.
        var field = DipoleField.field(of: HeadField.sources(of: head, in: pose, on: grid).chi, b0: b0)
        for i in field.voxels.indices { field.voxels[i] -= unshimmed.voxels[i] - shimmed.voxels[i] }
        return field
      }
    var brain = first.chi
    let toSlab = slab.patientToVoxel * grid.voxelToPatient
    let air = Float(Tissue.air.chiPPM)
    for z in 0..<grid.size.z {
      for y in 0..<grid.size.y {
        for x in 0..<grid.size.x {
          let o = grid.offset(x, y, z)
          let inside = slab.holds(toSlab(SIMD3(Double(x), Double(y), Double(z))))
          brain.voxels[o] = inside ? (first.chi.voxels[o] + air) * first.brain[o] : 0
        }
      }
    }
    brainAlone = DipoleField.field(of: brain, b0: b0)
  }
}

extension Grid<MRPatient> {
  /// True if a voxel position lies in a voxel of the grid.
  fileprivate func holds(_ v: SIMD3<Double>) -> Bool {
    (0..<3).allSatisfy { v[$0] >= -0.5 && v[$0] < Double(size[$0]) - 0.5 }
  }
}

/// Mean of a fine volume over `parts` points a voxel along each axis of a coarser grid.
func meanOverVoxels(
  _ fine: MRVolume<PPM>, on grid: Grid<MRPatient>, parts n: SIMD3<Int>
) -> MRVolume<PPM> {
  var sum = [Float](repeating: 0, count: grid.count)
  for z in 0..<n.z {
    for y in 0..<n.y {
      for x in 0..<n.x {
        let part =
          (SIMD3(Double(x), Double(y), Double(z)) + 0.5) / SIMD3(Double(n.x), Double(n.y), Double(n.z)) - 0.5
        let moved = Grid<MRPatient>(
          size: grid.size,
          voxelToPatient: grid.voxelToPatient * Affine(linear: .identity, translation: part))
        let values = fine.resampled(onto: moved, outside: 0).voxels
        for i in sum.indices { sum[i] += values[i] }
      }
    }
  }
  let share = 1 / Float(n.x * n.y * n.z)
  return MRVolume(grid: grid, voxels: sum.map { $0 * share })
}
