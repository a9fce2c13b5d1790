import Foundation
import Vocabulary

/// A placement about a pivot: `target + R·S·(x − pivot)`, R = Rz·Ry·Rx, S diagonal.
struct Pose {
  /// Point of the template that is turned about.
  let pivot: SIMD3<Double>
  /// Where the pivot goes, MR LPS mm.
  var target: SIMD3<Double>
  /// Rotations about x, y, z in radians.
  var angles: SIMD3<Double>
  /// Natural logarithms of the scales along the template's axes.
  var logScale: SIMD3<Double>

  var rotation: Matrix3 {
    Matrix3.rotation(about: SIMD3(0, 0, 1), radians: angles.z)
      * Matrix3.rotation(about: SIMD3(0, 1, 0), radians: angles.y)
      * Matrix3.rotation(about: SIMD3(1, 0, 0), radians: angles.x)
  }

  var affine: Affine {
    let scale = Matrix3(diagonal: SIMD3(exp(logScale.x), exp(logScale.y), exp(logScale.z)))
    let linear = rotation * scale
    return Affine(linear: linear, translation: target - linear * pivot)
  }

  /// Nine numbers in mm, radians and logarithms.
  var numbers: [Double] {
    [
      target.x, target.y, target.z, angles.x, angles.y, angles.z, logScale.x, logScale.y, logScale.z,
    ]
  }

  /// The pose of nine numbers.
  func with(_ n: [Double]) -> Pose {
    Pose(
      pivot: pivot, target: SIMD3(n[0], n[1], n[2]), angles: SIMD3(n[3], n[4], n[5]),
      logScale: SIMD3(n[6], n[7], n[8]))
  }
}
