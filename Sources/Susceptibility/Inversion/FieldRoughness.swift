import Vocabulary
import Voxels

/// An upper bound of the white noise in a field of which nothing else is known, in the field's unit: one standard deviation.
///
/// From the median of the third differences along the axis of the smallest voxels: they remove what varies smoothly,
/// and edges of tissue are too few to move a median. What is left of the tissue makes the estimate a bound.
///
/// - Parameters:
///   - field: one value a voxel.
///   - mask: four members in a row give one difference.
/// - Returns: 0 without a row of four.
func fieldRoughness<Unit>(_ field: MRVolume<Unit>, mask: MRMask) -> Double {
  let size = field.grid.size
  let spacing = field.grid.spacingMm
  let axis = (0..<3).min { spacing[$0] < spacing[$1] } ?? 0
  let step = [1, size.x, size.x * size.y][axis]
  var differences: [Float] = []
  for z in 0..<size.z {
    for y in 0..<size.y {
      for x in 0..<size.x where SIMD3(x, y, z)[axis] + 3 < size[axis] {
        let i = field.grid.offset(x, y, z)
        guard (0..<4).allSatisfy({ mask.voxels[i + $0 * step] && field.voxels[i + $0 * step].isFinite })
        else { continue }
        let (a, b) = (field.voxels[i], field.voxels[i + step])
        let (c, d) = (field.voxels[i + 2 * step], field.voxels[i + 3 * step])
        differences.append(abs(d - 3 * c + 3 * b - a))
      }
    }
  }
  guard !differences.isEmpty else { return 0 }
  // Σ of the squared coefficients 1, 3, 3, 1; the median of |x| of a normal variable is 0.6745 σ.
  let gain = 20.0.squareRoot()
  let medianOfNormal = 0.6745
  return Double(Statistics.median(differences)) / (gain * medianOfNormal)
}
