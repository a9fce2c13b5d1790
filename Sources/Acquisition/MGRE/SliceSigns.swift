import Foundation
import Voxels

/// Whether the complex signs of a volume's slices alternate, proven from the image.
///
/// GE's slice transform can leave every second slice with the opposite sign. Neighbouring slices of a head
/// are alike, so the sign of their correlation tells:
/// ```
///  c(k) = Re Σ conj(S_k)·S_(k+1) / √(Σ|S_k|² · Σ|S_(k+1)|²)
/// ```
enum SliceSigns: Hashable, Sendable {
  /// All correlations that count are positive.
  case uniform
  /// All are negative.
  case alternating

  /// Weaker correlations do not count.
  ///
  /// Slices of noise have |c| ≈ 1/√n, 0.01 for 10⁴ voxels. Slices of a head have 0.77 and more at 3 mm (a
  /// scanner's files); 0.3 is left where the phase advances by 72° a slice.
  static let weakestCorrelation = 0.3
  /// Pairs with less of the largest pair's power are air at the ends of the slab.
  static let airPower = 0.05

  /// The pattern of a volume from magnitude and phase in radians, `sliceCount` voxels a slice.
  /// - Throws: `MGRERefusal.undecidedSliceSigns` if pairs that count contradict each other or hold less than
  ///   half of the power.
  init(magnitude: [Float], phase: [Float], sliceCount n: Int) throws(MGRERefusal) {
    let pairs = magnitude.count / n - 1
    var terms = [SIMD2<Double>](repeating: .zero, count: max(pairs, 0))
    terms.withUnsafeMutableBufferPointer { buffer in
      // Each pair writes its own element only.
      nonisolated(unsafe) let t = buffer
      parallelSlices(max(pairs, 0)) { k in
        var product = 0.0
        var (a, b) = (0.0, 0.0)
        for i in (k * n)..<((k + 1) * n) {
          let (m, next) = (Double(magnitude[i]), Double(magnitude[i + n]))
          product += m * next * cos(Double(phase[i + n]) - Double(phase[i]))
          a += m * m
          b += next * next
        }
        let power = (a * b).squareRoot()
        t[k] = SIMD2(power > 0 ? product / power : 0, power)
      }
    }
    let largest = terms.map(\.y).max() ?? 0
    let tissue = terms.filter { $0.y > Self.airPower * largest }
    let counting = tissue.filter { abs($0.x) >= Self.weakestCorrelation }
    let positive = counting.count { $0.x > 0 }
    let power = (counting: counting.reduce(0) { $0 + $1.y }, all: tissue.reduce(0) { $0 + $1.y })
    guard power.counting > power.all / 2, positive == 0 || positive == counting.count else {
      throw .undecidedSliceSigns(
        positive: positive, negative: counting.count - positive, weak: tissue.count - counting.count)
    }
    self = positive == 0 ? .alternating : .uniform
  }

  /// Turns every second slice of a phase volume by half a turn, which is the change of its signs.
  static func restore(_ phase: inout [Float], sliceCount n: Int) {
    for z in stride(from: 1, to: phase.count / n, by: 2) {
      for i in (z * n)..<((z + 1) * n) { phase[i] += phase[i] > 0 ? -Float.pi : Float.pi }
    }
  }
}
