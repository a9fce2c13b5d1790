import Acquisition
import Vocabulary
import Voxels

/// A structure of which more lies in holes between CT slices has no attenuation that may be graded.
///
/// One third: a pallidum is about 12 mm high and the smallest graded focus 2 mm across. Slices of 5 mm every 7 mm leave
/// 29 % unmeasured in holes of 2 mm, which hide no focus wholly; one missing 5 mm slice takes two fifths of a pallidum
/// and can hide several.
let largestUnmeasuredShare = 1.0 / 3

/// The share (0…1) of a mask that lies in holes between the slices of a CT; 0 for the empty mask.
///
/// Sampled on a lattice inside each voxel, so that holes narrower than a voxel count by their width. What lies beyond the
/// scan's ends is no hole: `coveredShare` judges it.
func unmeasuredShare(
  of mask: MRMask, in ct: HeadCT, through mrToCT: RigidTransform<MRPatient, CTPatient>
) -> Double {
  if ct.unmeasured.isEmpty { return 0 }
  let map = ct.volume.grid.patientToVoxel * mrToCT.affine * mask.grid.voxelToPatient
  let stepMm = ct.volume.grid.spacingMm.z
  // Four samples an axis at the centres of its quarters.
  let offsets = [-0.375, -0.125, 0.125, 0.375]
  var samples = 0
  var inHoles = 0
  mask.forEach { x, y, z in
    let centre = SIMD3(Double(x), Double(y), Double(z))
    for i in offsets {
      for j in offsets {
        for k in offsets {
          let distance = map(centre + SIMD3(i, j, k)).z * stepMm
          samples += 1
          if ct.unmeasured.contains(where: { $0.contains(distance) }) { inHoles += 1 }
        }
      }
    }
  }
  return samples == 0 ? 0 : Double(inHoles) / Double(samples)
}
