import Foundation
import TestSupport
import Testing
import Voxels

/// The transform against its defining sum, and there and back, on even, odd and prime sizes.
struct ComplexFFT2DTests {
  func values(_ count: Int, seed: UInt64) -> [Float] {
    var random = TestRandom(seed: seed)
    return random.floats(2 * count)
  }

  @Test(arguments: [(6, 5), (8, 4), (7, 3), (1, 9), (5, 1)])
  func forwardIsTheDefiningSum(_ columns: Int, _ rows: Int) {
    let x = values(columns * rows, seed: 3)
    var spectrum = x
    let fft = ComplexFFT2D(columns: columns, rows: rows)
    spectrum.withUnsafeMutableBufferPointer { if let base = $0.baseAddress { fft.forward(base) } }
    for v in 0..<rows {
      for u in 0..<columns {
        var re = 0.0
        var im = 0.0
        for r in 0..<rows {
          for c in 0..<columns {
            let angle = -2 * Double.pi * (Double(u * c) / Double(columns) + Double(v * r) / Double(rows))
            let (a, b) = (Double(x[2 * (c + columns * r)]), Double(x[2 * (c + columns * r) + 1]))
            re += a * cos(angle) - b * sin(angle)
            im += a * sin(angle) + b * cos(angle)
          }
        }
        #expect(abs(Double(spectrum[2 * (u + columns * v)]) - re) < 1e-5)
        #expect(abs(Double(spectrum[2 * (u + columns * v) + 1]) - im) < 1e-5)
      }
    }
  }

  @Test(arguments: [(64, 48), (33, 27), (97, 10)])
  func thereAndBackIsTheIdentity(_ columns: Int, _ rows: Int) {
    let x = values(columns * rows, seed: 11)
    var y = x
    let fft = ComplexFFT2D(columns: columns, rows: rows)
    y.withUnsafeMutableBufferPointer {
      guard let base = $0.baseAddress else { return }
      fft.forward(base)
      fft.backward(base)
    }
    for (a, b) in zip(x, y) { #expect(abs(a - b) < 1e-6) }
  }
}
