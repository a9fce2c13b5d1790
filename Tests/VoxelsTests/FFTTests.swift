import Foundation
import TestSupport
import Testing
import Voxels

@Suite struct FFTTests {
  /// The definition, Σ f·exp(−2πi(kx·x/nx + ky·y/ny + kz·z/nz)), in Double.
  private func naive(_ f: [Float], _ n: SIMD3<Int>) -> [Double] {
    var out: [Double] = []
    for kz in 0..<n.z {
      for ky in 0..<n.y {
        for kx in 0..<(n.x / 2 + 1) {
          var (re, im) = (0.0, 0.0)
          for z in 0..<n.z {
            for y in 0..<n.y {
              for x in 0..<n.x {
                let turns =
                  Double(kx * x) / Double(n.x) + Double(ky * y) / Double(n.y) + Double(kz * z) / Double(n.z)
                let v = Double(f[x + n.x * (y + n.y * z)])
                re += v * cos(2 * .pi * turns)
                im -= v * sin(2 * .pi * turns)
              }
            }
          }
          out += [re, im]
        }
      }
    }
    return out
  }

  @Test(arguments: awkwardSizes)
  func agreesWithTheDefinitionAndReturns(size: Triple<Int>) {
    let size = size.vector
    var random = TestRandom(seed: 1)
    let f = random.floats(size.x * size.y * size.z)
    let fft = RealFFT3D(size: size)
    let spectrum = fft.forward(f)
    let expected = naive(f, size)
    #expect(spectrum.count == expected.count && spectrum.count == 2 * fft.spectrumCount)
    // Single precision: N values of size 1 summed, error below N·2⁻²⁰.
    #expect(zip(spectrum, expected).allSatisfy { abs(Double($0) - $1) < 1e-6 * Double(f.count) + 1e-5 })
    #expect(zip(fft.backward(spectrum), f).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test func backwardLeavesTheSpectrumAlone() {
    var random = TestRandom(seed: 2)
    let fft = RealFFT3D(size: SIMD3(6, 5, 4))
    let spectrum = fft.forward(random.floats(120))
    let copy = spectrum.map { $0 }
    _ = fft.backward(spectrum)
    #expect(spectrum == copy)
  }

  @Test func sameInputSameBits() {
    var random = TestRandom(seed: 3)
    let f = random.floats(30 * 36 * 28)
    #expect(
      RealFFT3D(size: SIMD3(30, 36, 28)).forward(f) == RealFFT3D(size: SIMD3(30, 36, 28)).forward(f))
  }

  @Test func goodSizesHaveSmallFactorsAndAreTheNext() {
    #expect(RealFFT3D.goodSize(atLeast: 0) == 1)
    for n in 1...600 {
      let good = RealFFT3D.goodSize(atLeast: n)
      func small(_ m: Int) -> Bool {
        var r = m
        for p in [2, 3, 5, 7] { while r % p == 0 { r /= p } }
        return r == 1 && m != 512
      }
      #expect(good >= n && small(good) && !(n..<good).contains(where: small))
    }
  }
}
