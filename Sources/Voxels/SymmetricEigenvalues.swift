import Foundation
import Vocabulary

/// Eigenvalues of a symmetric matrix, ascending (trigonometric solution; Smith 1961, doi:10.1145/355578.366316).
public func symmetricEigenvalues(_ m: Matrix3) -> SIMD3<Double> {
  let q = (m[0, 0] + m[1, 1] + m[2, 2]) / 3
  let off = m[0, 1] * m[0, 1] + m[0, 2] * m[0, 2] + m[1, 2] * m[1, 2]
  let d = SIMD3(m[0, 0] - q, m[1, 1] - q, m[2, 2] - q)
  let p = (((d * d).sum() + 2 * off) / 6).squareRoot()
  guard p > 0 else { return SIMD3(repeating: q) }
  let cofactors =
    d.x * (d.y * d.z - m[1, 2] * m[1, 2]) - m[0, 1] * (m[0, 1] * d.z - m[1, 2] * m[0, 2])
    + m[0, 2] * (m[0, 1] * m[1, 2] - d.y * m[0, 2])
  let angle = acos(min(1, max(-1, cofactors / (2 * p * p * p)))) / 3
  let largest = q + 2 * p * cos(angle)
  let smallest = q + 2 * p * cos(angle + 2 * .pi / 3)
  return SIMD3(smallest, 3 * q - largest - smallest, largest)
}
