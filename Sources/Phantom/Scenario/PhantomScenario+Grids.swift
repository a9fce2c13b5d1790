import Vocabulary
import Voxels

extension PhantomScenario {
  /// The slab's grid in the MR frame: columns to the left, rows to the back, slices upwards, then tilted.
  func slabGrid(_ head: RigidTransform<HeadPatient, MRPatient>) -> Grid<MRPatient> {
    let tilt = Matrix3.rotation(about: SIMD3(1, 0, 0), radians: slab.tiltDegrees * .pi / 180)
    let roll = Matrix3.rotation(about: SIMD3(0, 1, 0), radians: slab.rollDegrees * .pi / 180)
    let linear = roll * tilt * Matrix3(diagonal: slab.voxelMm)
    let center = head(Point(slab.centerInHeadMm)).lps
    let half = SIMD3(Double(slab.matrix.x - 1), Double(slab.matrix.y - 1), Double(slab.matrix.z - 1)) / 2
    return Grid(
      size: slab.matrix, voxelToPatient: Affine(linear: linear, translation: center - linear * half))
  }

  /// The CT's grid in its frame: axial, from 10 mm above the vertex downwards to where the slices end.
  func ctGrid(_ head: RigidTransform<HeadPatient, CTPatient>) -> Grid<CTPatient> {
    // Vertex and centre of the head in native mm; the vault ends near z = 92 in the template.
    let vertex = head(Point(0, 10, 88)).lps
    let center = head(Point(0, 2, 20)).lps
    let half = Double(ct.matrix - 1) / 2 * ct.pixelMm
    let top = vertex.z + 10
    return Grid(
      size: SIMD3(ct.matrix, ct.matrix, ct.slices),
      voxelToPatient: Affine(
        linear: Matrix3(diagonal: SIMD3(ct.pixelMm, ct.pixelMm, ct.sliceMm)),
        translation: SIMD3(center.x - half, center.y - half, top - Double(ct.slices - 1) * ct.sliceMm)))
  }
}
