import Vocabulary
import Voxels

/// What is done with voxels whose field cannot be used, before the background is removed.
///
/// At the rim of the mask, next to air and bone, they are trimmed: nothing is lost but a ragged edge. Inside the
/// brain they are calcium or bleeding and must stay; but spherical means would spread a wrong value over 12 mm, so
/// they take the mean of their neighbours and keep a weight of zero.
enum UnreliableVoxels {
  /// Standard deviation in mm of the Gaussian that fills holes: about one voxel.
  private static let fillMm = 1.5

  /// The mask without members of weight 0 that are connected with the outside through such members (6
  /// neighbours).
  static func trimmed(_ mask: [Bool], weight: Samples, size: SIMD3<Int>) -> [Bool] {
    var result = mask
    let strides = [1, size.x, size.x * size.y]
    var stack: [Int] = []
    func position(_ i: Int, _ axis: Int) -> Int { i / strides[axis] % size[axis] }
    func visitNeighbours(of i: Int) {
      for axis in 0..<3 {
        let p = position(i, axis)
        for (ok, j) in [(p > 0, i - strides[axis]), (p + 1 < size[axis], i + strides[axis])]
        where ok && result[j] && weight.p[j] == 0 {
          result[j] = false
          stack.append(j)
        }
      }
    }
    for i in 0..<mask.count where !mask[i] { visitNeighbours(of: i) }
    while let i = stack.popLast() { visitNeighbours(of: i) }
    return result
  }

  /// Replaces the field of members of weight 0 by the weighted mean around them; what has no neighbour of weight
  /// within reach keeps its value.
  static func fill(_ field: Samples, weight: Samples, mask: [Bool], grid: Grid<MRPatient>) {
    guard (0..<mask.count).contains(where: { mask[$0] && weight.p[$0] == 0 }) else { return }
    let product = Samples(zeros: field.count)
    overRanges(field.count) { range in
      for i in range where mask[i] { product.p[i] = field.p[i] * weight.p[i] }
    }
    let sums = MRVolume<PPM>(grid: grid, voxels: product.array).blurred(sigmaMm: fillMm).voxels
    let norms = MRVolume<PPM>(grid: grid, voxels: weight.array).blurred(sigmaMm: fillMm).voxels
    overRanges(field.count) { range in
      for i in range where mask[i] && weight.p[i] == 0 && norms[i] > 1e-4 {
        field.p[i] = sums[i] / norms[i]
      }
    }
  }
}
