import Foundation
import Vocabulary
import Voxels

/// The receive coil's smooth gain over the head, estimated with the CT as a guide.
///
/// `ln M(x) = tissue(CT(x)) + Σ cᵢ·bᵢ(x)`: one constant for each range of attenuation, polynomials of the place for
/// the gain, fitted where the CT shows soft tissue with Tukey's weights against dropouts, bleeds and bone.
/// What it minimises, the spread of MR values within a range of HU, is what mutual information measures:
/// an uncorrected gain spreads it and pulls the optimum by up to a millimetre.
struct ReceiveBias: Sendable {
  /// Centre of the coordinates, MR patient mm.
  let centre: SIMD3<Double>
  /// Coefficients of `basis` for the natural logarithm of the gain.
  let coefficients: [Double]
  /// Bounds of the logarithm over the samples that were fitted: the polynomials mean nothing beyond.
  let range: ClosedRange<Double>

  /// Coordinates are divided by about a head's radius.
  private static let unitMm = 100.0
  /// Highest total power of the polynomials: a coil array is brighter at the rim, unequally on all sides.
  private static let order = 3
  /// HU borders of the soft tissues: fat, then fluid, white matter, grey matter and muscle, blood.
  private static let borders: [Float] = [-150, -30, 0, 15, 24, 30, 36, 45, 80]
  /// Tukey's constant: 95 % efficient for normal residuals.
  private static let tukey = 4.685
  private static let rounds = 5
  /// Residuals of a noiseless image are no smaller than this, ln units.
  private static let leastSpread = 1e-3
  /// Least number of voxels: ten for each unknown.
  private static let leastSamples = 300

  /// Fits the gain at a pose; nil where too little soft tissue is seen.
  init?(
    ct: CTVolume, mr: MRVolume<Magnitude>, pose: Pose, centre: SIMD3<Double>, head: Mask<MRPatient>,
    pitchMm: Double
  ) {
    self.centre = centre
    let spacing = mr.grid.spacingMm
    let step = SIMD3<Int>(
      pointwiseMax(
        SIMD3<Double>(repeating: 1), (SIMD3(repeating: pitchMm) / spacing).rounded(.toNearestOrAwayFromZero)))
    let toPatient = mr.grid.voxelToPatient
    let toCT = ct.grid.patientToVoxel
    let toHead = head.grid.patientToVoxel * toPatient
    let n = mr.grid.size
    let powers = Self.powers
    let classes = Self.borders.count - 1
    let width = classes + powers.count
    var rows: [Double] = []
    var values: [Double] = []
    for z in stride(from: 0, to: n.z, by: step.z) {
      for y in stride(from: 0, to: n.y, by: step.y) {
        for x in stride(from: 0, to: n.x, by: step.x) {
          let voxel = SIMD3(Double(x), Double(y), Double(z))
          let m = mr.voxels[mr.grid.offset(x, y, z)]
          guard m > 0, head.contains(voxel: toHead(voxel)) else { continue }
          let q = toPatient(voxel) - centre
          let v = toCT(pose(q))
          let (i, j, k) = (Int(v.x.rounded()), Int(v.y.rounded()), Int(v.z.rounded()))
          guard ct.grid.contains(i, j, k) else { continue }
          let hu = ct.voxels[ct.grid.offset(i, j, k)]
          guard let upper = Self.borders.firstIndex(where: { hu < $0 }), upper > 0 else { continue }
          for tissue in 1...classes { rows.append(tissue == upper ? 1 : 0) }
          rows += Self.basis(q, powers)
          values.append(log(Double(m)))
        }
      }
    }
    guard values.count >= Self.leastSamples else { return nil }
    var weights = [Double](repeating: 1, count: values.count)
    var solution: [Double] = []
    for _ in 0..<Self.rounds {
      var system = LeastSquares(unknowns: width)
      for i in values.indices where weights[i] > 0 {
        system.add(rows[i * width..<(i + 1) * width], values[i], weight: weights[i])
      }
      // The ridge decides about HU ranges without a voxel only.
      guard let x = system.solution(ridge: 1e-9) else { return nil }
      solution = x
      let residuals = values.indices.map { i in
        Float(values[i] - Self.dot(rows[i * width..<(i + 1) * width], x[...]))
      }
      let spread = max(Statistics.robustStandardDeviation(residuals), Self.leastSpread)
      weights = residuals.map {
        let u = Double($0) / (Self.tukey * spread)
        return abs(u) < 1 ? (1 - u * u) * (1 - u * u) : 0
      }
    }
    coefficients = Array(solution[classes...])
    var low = Double.infinity
    var high = -Double.infinity
    for i in values.indices {
      let g = Self.dot(rows[i * width + classes..<(i + 1) * width], coefficients[...])
      low = min(low, g)
      high = max(high, g)
    }
    range = low...high
  }

  private static func dot(_ a: ArraySlice<Double>, _ b: ArraySlice<Double>) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The image divided by the gain.
  func removed(from volume: MRVolume<Magnitude>) -> MRVolume<Magnitude> {
    let grid = volume.grid
    let powers = Self.powers
    let last = Double(max(grid.size.x - 1, 1))
    var out = volume
    out.voxels.withUnsafeMutableBufferPointer { buffer in
      // Every slice writes its own voxels only.
      nonisolated(unsafe) let p = buffer
      parallelSlices(grid.size.z) { z in
        for y in 0..<grid.size.y {
          // Along a row the polynomial is a cubic: four values of it give all others.
          let nodes = (0..<4).map { i -> Double in
            let q = grid.voxelToPatient(SIMD3(Double(i) / 3 * last, Double(y), Double(z))) - centre
            return Self.dot(Self.basis(q, powers)[...], coefficients[...])
          }
          let cubic = Self.cubic(through: nodes)
          let row = grid.offset(0, y, z)
          for x in 0..<grid.size.x {
            let t = Double(x) / last
            let g = ((cubic.w * t + cubic.z) * t + cubic.y) * t + cubic.x
            p[row + x] *= expf(-Float(min(max(g, range.lowerBound), range.upperBound)))
          }
        }
      }
    }
    return out
  }

  /// Coefficients (constant first) of the cubic through the values at 0, 1/3, 2/3, 1.
  private static func cubic(through v: [Double]) -> SIMD4<Double> {
    SIMD4(
      v[0], (-11 * v[0] + 18 * v[1] - 9 * v[2] + 2 * v[3]) / 2,
      (18 * v[0] - 45 * v[1] + 36 * v[2] - 9 * v[3]) / 2,
      (-9 * v[0] + 27 * v[1] - 27 * v[2] + 9 * v[3]) / 2)
  }

  /// Exponents of x, y, z of every polynomial but the constant.
  private static var powers: [(Int, Int, Int)] {
    (1...order).flatMap { total in
      (0...total).flatMap { i in (0...total - i).map { j in (i, j, total - i - j) } }
    }
  }

  private static func basis(_ q: SIMD3<Double>, _ powers: [(Int, Int, Int)]) -> [Double] {
    let r = q / unitMm
    func power(_ v: Double, _ n: Int) -> Double { (0..<n).reduce(1) { p, _ in p * v } }
    return powers.map { power(r.x, $0.0) * power(r.y, $0.1) * power(r.z, $0.2) }
  }
}
