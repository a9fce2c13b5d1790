import Foundation
import Vocabulary
import Voxels

/// Where the head lies in one image, roughly: enough to start and to know what to sample.
struct HeadOutline<Frame: PatientFrame>: Sendable {
  /// Centroid of the head's part that counts, patient mm.
  let centre: SIMD3<Double>
  /// Bounding box of the head in the grid of `mask`.
  let box: Box
  /// The head on the coarse grid.
  let mask: Mask<Frame>

  /// The largest object brighter than `threshold` in a coarse image.
  /// - Throws: `noHead` if it is smaller than a head.
  init<Unit>(
    _ coarse: Volume<Unit, Frame>, above threshold: Float, modality: String,
    parameters: RegistrationParameters
  ) throws(RegistrationError) {
    mask = Mask(grid: coarse.grid, voxels: coarse.voxels.map { $0 > threshold }).largestComponent()
    let ml = mask.volumeMm3 / 1000
    guard ml >= parameters.minimumHeadMl, let box = mask.boundingBox else {
      throw .noHead(modality: modality, volumeMl: ml, minimumMl: parameters.minimumHeadMl)
    }
    self.box = box
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

  /// The head's box with a margin, in the voxels of another grid of the same axes.
  func box(in grid: Grid<Frame>, marginMm: Double) -> Box {
    let map = grid.patientToVoxel * mask.grid.voxelToPatient
    let a = map(SIMD3(Double(box.lower.x), Double(box.lower.y), Double(box.lower.z)))
    let b = map(SIMD3(Double(box.upper.x - 1), Double(box.upper.y - 1), Double(box.upper.z - 1)))
    let spacing = grid.spacingMm
    var lower = SIMD3<Int>.zero
    var upper = SIMD3<Int>.zero
    for axis in 0..<3 {
      let margin = marginMm / spacing[axis]
      lower[axis] = max(0, Int((min(a[axis], b[axis]) - margin).rounded(.down)))
      upper[axis] = min(grid.size[axis], Int((max(a[axis], b[axis]) + margin).rounded(.up)) + 1)
    }
    return Box(lower: lower, upper: upper)
  }
}
