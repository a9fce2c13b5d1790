import Foundation
import Vocabulary
import Voxels

/// The phase that alternates between echoes read forwards and backwards (bipolar readout).
///
/// Delays of the readout gradient and eddy currents leave D(r) = c + g·r in every second echo (Lu et al. 2008,
/// doi:10.1002/mrm.21583). With three echoes at t1, t2, t3, a = φ2 − φ1 and b = φ3 − φ2, the middle one has
///
///     D = (a·Δ2 − b·Δ1)/(Δ1 + Δ2),  Δ1 = t2 − t1, Δ2 = t3 − t2,
///
/// which neither a constant frequency nor the coil offset enters; for even spacing it is (2φ2 − φ1 − φ3)/2. The
/// middle echo being an odd one, the sign turns around.
///
/// What is found is removed from the even echoes if it is a bipolar pattern: far above its own standard error, large
/// enough to matter, and alternating in sign where there are four echoes or more. Otherwise the echoes stay as they
/// are, to the bit. For even spacing c and c + π differ by a frequency that is constant over the head, which no
/// map depends on; the smaller one is taken. That off-resonance moves the image in opposite directions is not undone.
enum BipolarCorrection {
  /// D in radians at voxel v of the train's grid: `constant + dot(gradient, v − center)`.
  struct Pattern: Sendable, Equatable {
    var constant = 0.0
    /// rad a voxel along the grid's axes.
    var gradient = SIMD3(0.0, 0, 0)
    /// Voxel position at which `constant` holds.
    let center: SIMD3<Double>

    func callAsFunction(_ v: SIMD3<Double>) -> Double { constant + dot(gradient, v - center) }
  }

  /// A fitted pattern and how sure it is.
  struct Estimate: Sendable {
    let pattern: Pattern
    /// Root mean square of the pattern over the voxels that were used, rad.
    let rms: Double
    /// Root mean square of the pattern's error over them, from their scatter, rad.
    let standardError: Double

    /// Above its error and large enough to matter.
    var isSure: Bool { rms > significance * standardError && rms > smallestRadians }
  }

  /// A smaller pattern is not touched, rad: the phase noise of one voxel at SNR 10.
  private static let smallestRadians = 0.1
  /// The pattern must exceed its standard error so many times.
  private static let significance = 10.0
  /// Two estimates are of one pattern if they differ by less than this part of it: an accident of half the
  /// size does as much harm as good.
  private static let tolerance = 0.5

  /// The train with the pattern taken from its even echoes (second, fourth …), or the train itself without one.
  static func removed(from train: EchoTrain, mask: [Bool]) -> EchoTrain {
    guard let pattern = detected(in: train, mask: mask) else { return train }
    let size = train.grid.size
    let phases = train.phases.enumerated().map { echo, phase in
      guard !echo.isMultiple(of: 2) else { return phase }
      let out = Samples(zeros: train.count)
      parallelSlices(size.z) { z in
        for y in 0..<size.y {
          let row = size.x * (y + size.y * z)
          for x in 0..<size.x {
            let difference = pattern(SIMD3(Double(x), Double(y), Double(z)))
            out.p[row + x] = wrapped(phase.p[row + x] - Float(difference))
          }
        }
      }
      return out
    }
    return EchoTrain(train, phases: phases)
  }

  /// D of a bipolar train; nil for fewer than three echoes or without a pattern.
  static func detected(in train: EchoTrain, mask: [Bool]) -> Pattern? {
    guard train.echoes >= 3, let even = estimate(train, middle: 1, mask: mask), even.isSure else {
      return nil
    }
    guard train.echoes >= 4 else { return even.pattern }
    // What bends every echo alike, as several tissues in a voxel do, is no matter of the readout's direction.
    guard let odd = estimate(train, middle: 2, mask: mask), odd.isSure else { return nil }
    let sum = Pattern(
      constant: even.pattern.constant + odd.pattern.constant,
      gradient: even.pattern.gradient + odd.pattern.gradient, center: even.pattern.center)
    let turn = Triple(train, middle: 1).isEven && Triple(train, middle: 2).isEven ? Double.pi : 2 * Double.pi
    // The root mean square over the grid of a linear function with a constant.
    let extent = SIMD3(Double(train.grid.size.x), Double(train.grid.size.y), Double(train.grid.size.z))
    let slope = sum.gradient * extent
    let rest = remainder(sum.constant, turn)
    let differ = (rest * rest + dot(slope, slope) / 12).squareRoot()
    return differ < tolerance * even.rms ? even.pattern : nil
  }
}

extension BipolarCorrection {
  /// Three successive echoes.
  fileprivate struct Triple: Sendable {
    let phases: [Samples]
    let magnitudes: [Samples]
    /// Δ1 and Δ2 in seconds.
    let first: Float
    let second: Float

    init(_ train: EchoTrain, middle: Int) {
      phases = Array(train.phases[(middle - 1)...(middle + 1)])
      magnitudes = Array(train.magnitudes[(middle - 1)...(middle + 1)])
      first = train.times[middle] - train.times[middle - 1]
      second = train.times[middle + 1] - train.times[middle]
    }

    /// Spacing that scanners round to differ by 0.01 ms counts as even.
    var isEven: Bool { abs(first - second) < 0.02 * min(first, second) }

    /// Smallest magnitude of the three: what limits the phase.
    func signal(_ i: Int) -> Float { min(magnitudes[0].p[i], magnitudes[1].p[i], magnitudes[2].p[i]) }

    /// Wrapped a and b.
    func differences(_ i: Int) -> (a: Float, b: Float) {
      (wrapped(phases[1].p[i] - phases[0].p[i]), wrapped(phases[2].p[i] - phases[1].p[i]))
    }

    /// What is left of D in a voxel when `d` is taken off.
    ///
    /// The frequency comes from the shorter interval, where it turns by less than half, and foretells the longer
    /// one; what that one is off by is (Δ1 + Δ2)/Δ of the remainder.
    func remainder(_ i: Int, _ d: Float) -> Float {
      let (a, b) = differences(i)
      let sum = first + second
      if first <= second { return -first / sum * wrapped(b + d - second / first * wrapped(a - d)) }
      return second / sum * wrapped(a - d - first / second * wrapped(b + d))
    }
  }

  /// Signal below this part of the mask's mean is left out: its phase is mostly noise or mixture.
  private static let smallestSignal = 0.3
  /// About as many voxels are looked at, in rows spread over the mask: they fix four numbers to a thousandth of a
  /// radian, and all of them would take a second.
  private static let voxelsLookedAt = 100_000
  /// Fewer voxels do not carry four numbers.
  private static let fewestVoxels = 1000
  /// Voxels within so many mm share their errors, because tissue and filters extend over several.
  private static let sharedErrorsMm = 4.0
  /// Least-squares passes; each leaves out what lies beyond `outlier` times the scatter of the one before.
  private static let passes = 4
  private static let outlier = 2.5

  /// The pattern of the echo `middle` against its neighbours; nil without enough signal.
  static func estimate(_ train: EchoTrain, middle: Int, mask: [Bool]) -> Estimate? {
    let triple = Triple(train, middle: middle)
    let size = train.grid.size
    // Weights are inverse variances of a phase: magnitude squared.
    let weight = Samples(zeros: train.count)
    let total = sumOverRanges(train.count) { range in
      range.reduce(0) { $0 + (mask[$1] ? Double(triple.signal($1)) : 0) }
    }
    let members = mask.reduce(0) { $0 + ($1 ? 1 : 0) }
    guard members >= fewestVoxels, total > 0 else { return nil }
    let least = Float(smallestSignal * total / Double(members))
    overRanges(train.count) { range in
      for i in range where mask[i] && triple.signal(i) > least {
        let relative = triple.signal(i) / least
        weight.p[i] = relative * relative
      }
    }
    let center = SIMD3(Double(size.x - 1), Double(size.y - 1), Double(size.z - 1)) / 2
    var pattern = Pattern(center: center)
    let rows = max(1, members / voxelsLookedAt)
    pattern.gradient = gradient(triple, weight, size, everyRow: rows)
    pattern.constant = constant(triple, weight, size, pattern)
    var scatter = Double.infinity
    var sums = Sums(size: size)
    for _ in 0..<passes {
      sums = Sums(triple, weight, size, pattern, within: outlier * scatter, everyRow: rows)
      guard sums.count >= Double(fewestVoxels), let step = sums.solution else { return nil }
      scatter = (sums.squares / sums.weight).squareRoot()
      pattern.constant += step[0]
      pattern.gradient += SIMD3(step[1], step[2], step[3])
    }
    let voxelMm3 = train.grid.spacingMm.x * train.grid.spacingMm.y * train.grid.spacingMm.z
    let shared = max(1, sharedErrorsMm * sharedErrorsMm * sharedErrorsMm / voxelMm3 / Double(rows))
    // Four numbers are fitted: their error is that of the mean of N/4 voxels.
    let error = scatter * (4 * shared / sums.count).squareRoot()
    return Estimate(
      pattern: pattern, rms: sums.meanSquare(of: pattern).squareRoot(), standardError: error)
  }

  /// g in rad a voxel: mean over neighbouring voxels as complex numbers, an axis.
  private static func gradient(
    _ triple: Triple, _ weight: Samples, _ size: SIMD3<Int>, everyRow rows: Int
  ) -> SIMD3<Double> {
    let stride = SIMD3(1, size.x, size.x * size.y)
    let sum = triple.first + triple.second
    var out = SIMD3(0.0, 0, 0)
    for axis in 0..<3 where size[axis] > 1 {
      func total(_ part: @escaping @Sendable (Double) -> Double) -> Double {
        parallelSum(size.z) { z in
          var result = 0.0
          for y in Swift.stride(from: z % rows, to: size.y, by: rows) {
            for x in 0..<size.x where SIMD3(x, y, z)[axis] + 1 < size[axis] {
              let i = x + size.x * (y + size.y * z)
              let j = i + stride[axis]
              let w = min(weight.p[i], weight.p[j])
              guard w > 0 else { continue }
              let (p, q) = (triple.differences(i), triple.differences(j))
              let change = (triple.second * wrapped(q.a - p.a) - triple.first * wrapped(q.b - p.b)) / sum
              result += Double(w) * part(Double(change))
            }
          }
          return result
        }
      }
      out[axis] = atan2(total { sin($0) }, total { cos($0) })
    }
    return out
  }

  /// c in radians: the one that leaves least, looked for in steps, from a sample of the voxels.
  private static func constant(
    _ triple: Triple, _ weight: Samples, _ size: SIMD3<Int>, _ pattern: Pattern
  ) -> Double {
    // Fifty thousand voxels fix a constant to a thousandth of a radian.
    let step = max(1, size.x * size.y * size.z / 50_000)
    var sample: [(index: Int, weight: Double, slope: Float)] = []
    for i in Swift.stride(from: 0, to: weight.count, by: step) where weight.p[i] > 0 {
      let v = SIMD3(Double(i % size.x), Double(i / size.x % size.y), Double(i / (size.x * size.y)))
      sample.append((i, Double(weight.p[i]), Float(pattern(v))))
    }
    // Even spacing cannot tell c from c + π.
    let limit = triple.isEven ? Double.pi / 2 : Double.pi
    let candidates = 36
    let scale = (triple.first + triple.second) / min(triple.first, triple.second)
    var best = (agreement: -Double.infinity, constant: 0.0)
    for k in 0..<candidates {
      // From zero outwards, so that of equals the smallest stays.
      let c = limit * Double(k.isMultiple(of: 2) ? k / 2 : -(k + 1) / 2) / Double(candidates / 2)
      let agreement = sample.reduce(0.0) { sum, s in
        sum + s.weight * Double(cosf(scale * triple.remainder(s.index, s.slope + Float(c))))
      }
      if agreement > best.agreement { best = (agreement, c) }
    }
    return best.constant
  }

  /// Weighted sums of a least-squares pass: what is left of D on 1, x, y, z.
  private struct Sums: Sendable {
    let size: SIMD3<Int>
    var weight = 0.0
    var count = 0.0
    var squares = 0.0
    /// Products of the four terms with each other, and with the remainder in the last column.
    var normal = [Double](repeating: 0, count: 20)

    init(size: SIMD3<Int>) { self.size = size }

    init(
      _ triple: Triple, _ w: Samples, _ size: SIMD3<Int>, _ pattern: Pattern, within limit: Double,
      everyRow rows: Int
    ) {
      self.size = size
      var slices = [Sums](repeating: Sums(size: size), count: size.z)
      slices.withUnsafeMutableBufferPointer { buffer in
        // Every slice adds up its own; they are put together in order.
        nonisolated(unsafe) let out = buffer
        parallelSlices(size.z) { z in out[z].add(z, triple, w, pattern, limit, rows) }
      }
      for s in slices {
        weight += s.weight
        count += s.count
        squares += s.squares
        for k in normal.indices { normal[k] += s.normal[k] }
      }
    }

    private mutating func add(
      _ z: Int, _ triple: Triple, _ w: Samples, _ pattern: Pattern, _ limit: Double, _ rows: Int
    ) {
      for y in stride(from: z % rows, to: size.y, by: rows) {
        for x in 0..<size.x {
          let i = x + size.x * (y + size.y * z)
          guard w.p[i] > 0 else { continue }
          let v = SIMD3(Double(x), Double(y), Double(z))
          let rest = Double(triple.remainder(i, Float(pattern(v))))
          guard abs(rest) <= limit else { continue }
          let d = v - pattern.center
          let terms = SIMD4(1, d.x, d.y, d.z)
          let own = Double(w.p[i])
          weight += own
          count += 1
          squares += own * rest * rest
          for r in 0..<4 {
            for c in 0..<4 { normal[5 * r + c] += own * terms[r] * terms[c] }
            normal[5 * r + 4] += own * terms[r] * rest
          }
        }
      }
    }

    /// The change of c and g; nil where an axis carries nothing.
    var solution: [Double]? {
      var m = normal
      for i in 0..<4 {
        let pivot = (i..<4).max { abs(m[5 * $0 + i]) < abs(m[5 * $1 + i]) } ?? i
        if pivot != i { for k in 0..<5 { m.swapAt(5 * i + k, 5 * pivot + k) } }
        guard abs(m[5 * i + i]) > 1e-9 * weight else { return nil }
        for r in 0..<4 where r != i {
          let f = m[5 * r + i] / m[5 * i + i]
          for k in i..<5 { m[5 * r + k] -= f * m[5 * i + k] }
        }
      }
      return (0..<4).map { (r: Int) -> Double in m[5 * r + 4] / m[6 * r] }
    }

    /// Mean of D² over the voxels.
    func meanSquare(of p: Pattern) -> Double {
      let c = [p.constant, p.gradient.x, p.gradient.y, p.gradient.z]
      var sum = 0.0
      for r in 0..<4 { for k in 0..<4 { sum += c[r] * c[k] * normal[5 * r + k] } }
      return sum / weight
    }
  }
}
