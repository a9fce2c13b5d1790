import Foundation
import Vocabulary
import Voxels

/// Where the head lies in one image, roughly: enough to start and to know what to sample.
struct HeadOutline<Frame: PatientFrame>: Sendable {
  /// Centroid of the head's part that counts, patient mm.
  let centre: SIMD3<Double>
  /// The head on the coarse grid.
  let mask: Mask<Frame>
  /// The head with what it encloses and a border of air: where samples are taken.
  let surroundings: Mask<Frame>

  /// The largest object brighter than `threshold` in a coarse image.
  /// - Throws: `noHead` if it is smaller than a head.
  init<Unit>(
    _ coarse: Volume<Unit, Frame>, above threshold: Float, modality: String,
    parameters: RegistrationParameters
  ) throws(RegistrationError) {
    mask = Mask(grid: coarse.grid, voxels: coarse.voxels.map { $0 > threshold }).largestComponent()
    let ml = mask.volumeMm3 / 1000
    guard ml >= parameters.minimumHeadMl else {
      throw .noHead(modality: modality, volumeMl: ml, minimumMl: parameters.minimumHeadMl)
    }
    // Closed by the margin first: a dropout at the border is still head.
    surroundings = mask.dilated(byMm: 2 * parameters.marginMm).eroded(byMm: parameters.marginMm).filled()
    let map = coarse.grid.voxelToPatient
    var vertex = -Double.infinity
    mask.forEach { x, y, z in vertex = max(vertex, map(SIMD3(Double(x), Double(y), Double(z))).z) }
    var sum = SIMD3<Double>.zero
    var members = 0.0
    mask.forEach { x, y, z in
      let p = map(SIMD3(Double(x), Double(y), Double(z)))
      guard p.z > vertex - parameters.headLengthMm else { return }
      sum += p
      members += 1
    }
    centre = sum / members
  }
}

extension Mask {
  /// Whether the voxel nearest to a position in voxel coordinates is a member; false outside the grid.
  func contains(voxel v: SIMD3<Double>) -> Bool {
    let (x, y, z) = (Int(v.x.rounded()), Int(v.y.rounded()), Int(v.z.rounded()))
    return grid.contains(x, y, z) && self[x, y, z]
  }
}
