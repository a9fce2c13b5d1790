import Foundation
import Voxels

/// Undoes zero-filled interpolation in plane: keeps the low frequencies of complex slices.
///
/// With F the transform of a slice of N pixels along an axis, the slice of M pixels is
/// ```
///  s'[j] = 1/N · Σ F[k] · e^(2πi·jk/M),   |k| ≤ M/2
/// ```
/// in both axes. (Scanners fill the frequencies ±M/2 of an even M at one end or share it between both; on M
/// pixels the two are one, so their sum is right either way.) It is the same function of space, sampled at
/// j·N/M pixels: pixel 0 keeps its centre, the values keep their scale, and a zero-filled slice loses
/// nothing.
struct FourierCropping: Sendable {
  /// Columns and rows of the stored slices.
  let stored: SIMD2<Int>
  /// Columns and rows to keep.
  let kept: SIMD2<Int>
  private let columnBins: [Bin]
  private let rowBins: [Bin]
  private let storedTransform: ComplexFFT2D
  private let keptTransform: ComplexFFT2D

  /// A frequency's place in the smaller and in the larger transform.
  private struct Bin {
    let kept: Int
    let stored: Int
  }

  /// A cropping from one in-plane size to a smaller or equal one.
  init(from stored: SIMD2<Int>, to kept: SIMD2<Int>) {
    precondition(kept.x <= stored.x && kept.y <= stored.y, "cropping keeps or shrinks")
    self.stored = stored
    self.kept = kept
    columnBins = Self.bins(of: kept.x, in: stored.x)
    rowBins = Self.bins(of: kept.y, in: stored.y)
    storedTransform = ComplexFFT2D(columns: stored.x, rows: stored.y)
    keptTransform = ComplexFFT2D(columns: kept.x, rows: kept.y)
  }

  /// Magnitude and phase in radians (−π…π) of all slices on the smaller matrix.
  func callAsFunction(magnitude: [Float], phase: [Float]) -> (magnitude: [Float], phase: [Float]) {
    let (n, m) = (stored.x * stored.y, kept.x * kept.y)
    let slices = magnitude.count / n
    var newMagnitude = [Float](repeating: 0, count: slices * m)
    var newPhase = newMagnitude
    let scale = Float(m) / Float(n)
    newMagnitude.withUnsafeMutableBufferPointer { a in
      newPhase.withUnsafeMutableBufferPointer { p in
        // Each slice writes its own part only.
        nonisolated(unsafe) let a = a
        nonisolated(unsafe) let p = p
        parallelSlices(slices) { z in
          let spectrum = self.spectrum(magnitude, phase, slice: z)
          var small = [Float](repeating: 0, count: 2 * m)
          for bin in rowBins {
            for column in columnBins {
              let target = 2 * (column.kept + kept.x * bin.kept)
              let source = 2 * (column.stored + stored.x * bin.stored)
              small[target] += spectrum[source] * scale
              small[target + 1] += spectrum[source + 1] * scale
            }
          }
          small.withUnsafeMutableBufferPointer {
            if let base = $0.baseAddress { keptTransform.backward(base) }
          }
          for i in 0..<m {
            let (re, im) = (small[2 * i], small[2 * i + 1])
            a[z * m + i] = (re * re + im * im).squareRoot()
            p[z * m + i] = atan2(im, re)
          }
        }
      }
    }
    return (newMagnitude, newPhase)
  }

  /// Mean power of the spectrum beyond the part that is kept, as a part of the mean power in its outer half.
  ///
  /// Zero-filling leaves rounding there; samples that were read out would leave signal and noise. Frequencies
  /// up to 10 % beyond the edge do not count: distortion correction stretches the image locally and spills
  /// into them.
  func powerBeyond(magnitude: [Float], phase: [Float]) -> Double {
    let slices = magnitude.count / (stored.x * stored.y)
    // Sums of a slice: power and count beyond, power and count in the outer half.
    var sums = [SIMD4<Double>](repeating: .zero, count: slices)
    sums.withUnsafeMutableBufferPointer { buffer in
      // Each slice writes its own element only.
      nonisolated(unsafe) let s = buffer
      parallelSlices(slices) { z in
        let spectrum = self.spectrum(magnitude, phase, slice: z)
        var sum = SIMD4<Double>.zero
        for row in 0..<stored.y {
          let v = Self.distance(row, stored.y, kept.y)
          for column in 0..<stored.x {
            let radius = max(v, Self.distance(column, stored.x, kept.x))
            if radius <= 0.5 || (radius > 1 && radius <= Self.margin(stored, kept)) { continue }
            let i = 2 * (column + stored.x * row)
            let power = Double(spectrum[i] * spectrum[i] + spectrum[i + 1] * spectrum[i + 1])
            sum += radius > 1 ? SIMD4(power, 1, 0, 0) : SIMD4(0, 0, power, 1)
          }
        }
        s[z] = sum
      }
    }
    let total = sums.reduce(.zero, +)
    guard total[1] > 0, total[2] > 0 else { return .infinity }
    return (total[0] / total[1]) / (total[2] / total[3])
  }

  private func spectrum(_ magnitude: [Float], _ phase: [Float], slice z: Int) -> [Float] {
    let n = stored.x * stored.y
    var values = [Float](repeating: 0, count: 2 * n)
    for i in 0..<n {
      let m = magnitude[z * n + i]
      let angle = phase[z * n + i]
      values[2 * i] = m * cos(angle)
      values[2 * i + 1] = m * sin(angle)
    }
    values.withUnsafeMutableBufferPointer { if let base = $0.baseAddress { storedTransform.forward(base) } }
    return values
  }

  /// Which bins of the larger transform add to which of the smaller; the frequency −M/2 = M/2 has two.
  private static func bins(of kept: Int, in stored: Int) -> [Bin] {
    (0..<kept).flatMap { i -> [Bin] in
      if kept < stored, 2 * i == kept { return [Bin(kept: i, stored: i), Bin(kept: i, stored: stored - i)] }
      return [Bin(kept: i, stored: 2 * i < kept ? i : i - kept + stored)]
    }
  }

  /// Distance of a bin from zero frequency, in half widths of the part kept; 0 along an axis that is not
  /// cropped.
  private static func distance(_ bin: Int, _ stored: Int, _ kept: Int) -> Double {
    guard kept < stored else { return 0 }
    return Double(min(bin, stored - bin)) / (Double(kept) / 2)
  }

  /// Up to where bins beyond the edge do not count; no farther than leaves some to count.
  private static func margin(_ stored: SIMD2<Int>, _ kept: SIMD2<Int>) -> Double {
    let room = max(Double(stored.x) / Double(kept.x), Double(stored.y) / Double(kept.y))
    return min(1.1, 1 + (room - 1) / 2)
  }
}
