import Foundation
import Vocabulary
import Voxels

/// A coil's receive gain that is known: the exponential of a cubic of the place.
struct CoilGain {
  private var scale = 1.0

  /// The brightest voxel of `head` is `factor` times as bright as the darkest.
  init(factor: Double, over head: Mask<MRPatient>) {
    var values: [Double] = []
    head.forEach { x, y, z in
      values.append(logarithm(at: head.grid.voxelToPatient(SIMD3(Double(x), Double(y), Double(z)))))
    }
    scale = log(factor) / ((values.max() ?? 0) - (values.min() ?? 0))
  }

  /// Natural logarithm of the gain at a place of the MR, LPS mm.
  func logarithm(at place: SIMD3<Double>) -> Double {
    let r = place / 100
    let linear = r.x + 0.8 * r.y - 0.5 * r.z
    let square = 0.7 * r.x * r.x - 0.4 * r.y * r.z + 0.3 * r.z * r.z
    let cube = 0.9 * r.x * r.x * r.y + 0.6 * r.z * r.z * r.z - 0.8 * r.x * r.y * r.z
    return scale * (linear + square + cube)
  }

  /// An image as the coil sees it.
  func applied(to mr: MRVolume<Magnitude>) -> MRVolume<Magnitude> {
    var result = mr
    for o in 0..<mr.grid.count {
      let i = mr.grid.index(ofOffset: o)
      let p = mr.grid.voxelToPatient(SIMD3(Double(i.x), Double(i.y), Double(i.z)))
      result.voxels[o] *= Float(exp(logarithm(at: p)))
    }
    return result
  }
}
