import Vocabulary
import Voxels

/// The mean over a sphere as weights on voxels, for fields that are harmonic on an anisotropic grid.
///
/// A voxel weighs the part of it that lies in the sphere. Summing over voxel CENTRES adds h²/12 to the second
/// moment along an axis with spacing h, so that a plain sphere on 1×1×3 mm voxels would not give a harmonic
/// function's mean. Here the semi-axes are shortened to √(r² − 5h²/12) and the weights then adjusted until
/// the three second moments are equal: the mean of every polynomial harmonic to second order is exact.
struct SphereKernel {
  /// Largest index offset along each axis that carries weight.
  let reach: SIMD3<Int>
  /// Weights of the box −reach…reach, x fastest; their sum is 1.
  let weights: [Float]

  /// Cells a border voxel is divided into along each axis when its part in the sphere is counted.
  private static let subdivisions = 5

  /// A kernel of radius `radiusMm`; nil if its sphere does not reach beyond its own slice on some axis, so that no
  /// weights could make it harmonic.
  init?(radiusMm: Double, spacingMm h: SIMD3<Double>) {
    var semiAxes = SIMD3<Double>.zero
    for a in 0..<3 {
      let square = radiusMm * radiusMm - 5 * h[a] * h[a] / 12
      guard square > h[a] * h[a] / 4 else { return nil }
      semiAxes[a] = square.squareRoot()
    }
    var reach = SIMD3<Int>.zero
    for a in 0..<3 { reach[a] = Int((semiAxes[a] / h[a] + 0.5).rounded(.up)) - 1 }
    var cells: [(position: SIMD3<Double>, weight: Double)] = []
    for z in -reach.z...reach.z {
      for y in -reach.y...reach.y {
        for x in -reach.x...reach.x {
          let position = SIMD3(Double(x), Double(y), Double(z)) * h
          cells.append((position, Self.fraction(of: position, h, semiAxes)))
        }
      }
    }
    Self.equalizeMoments(&cells)
    let sum = cells.reduce(0) { $0 + $1.weight }
    self.reach = reach
    weights = cells.map { Float($0.weight / sum) }
  }

  /// The part of the voxel at `p` inside the ellipsoid.
  private static func fraction(
    of p: SIMD3<Double>, _ h: SIMD3<Double>, _ semiAxes: SIMD3<Double>
  ) -> Double {
    let n = subdivisions
    var inside = 0
    for k in 0..<n {
      for j in 0..<n {
        for i in 0..<n {
          let cell = (SIMD3(Double(i), Double(j), Double(k)) + 0.5) / Double(n) - 0.5
          let q = (p + cell * h) / semiAxes
          if (q * q).sum() <= 1 { inside += 1 }
        }
      }
    }
    return Double(inside) / Double(n * n * n)
  }

  /// Multiplies the weights by 1 + Σ cₐ(x²ₐ − mₐ) so that the second moments along the axes become equal.
  private static func equalizeMoments(_ cells: inout [(position: SIMD3<Double>, weight: Double)]) {
    var sum = 0.0
    var second = SIMD3<Double>.zero
    for c in cells {
      sum += c.weight
      second += c.position * c.position * c.weight
    }
    second /= sum
    let target = second.sum() / 3
    var columns = [SIMD3<Double>](repeating: .zero, count: 3)
    for c in cells {
      let d = c.position * c.position - second
      for a in 0..<3 { columns[a] += d * d[a] * (c.weight / sum) }
    }
    let covariance = Matrix3(columns: columns[0], columns[1], columns[2])
    let correction = covariance.inverse * (SIMD3(repeating: target) - second)
    guard correction.x.isFinite, correction.y.isFinite, correction.z.isFinite else { return }
    for i in cells.indices {
      let d = cells[i].position * cells[i].position - second
      cells[i].weight *= 1 + (correction * d).sum()
    }
  }
}
