import DICOM
import TestSupport
import Testing

/// VR DS (PS3.5 section 6.2): at most 16 characters, and no other such string is nearer.
struct DecimalStringTests {
  @Test(
    arguments: [
      (0.0, "0"), (-0.0, "0"), (1.5, "1.5"), (-3, "-3"), (1e-5, "1e-05"), (0.1, "0.1"),
      (123_456_789, "123456789"),
      (1.0 / 3, "0.33333333333333"), (-1.0 / 3, "-0.3333333333333"),
    ] as [(Double, String)])
  func knownValues(value: Double, text: String) {
    #expect(decimalString(value) == text)
  }

  @Test func randomValuesFitAndReadBackNear() {
    var random = SplitMix64(seed: 1)
    for _ in 0..<20_000 {
      let x = Double.random(in: -1...1, using: &random)
      // From 1e-30 to 1e30.
      var scaled = x
      for _ in 0..<Int.random(in: 0...30, using: &random) { scaled *= Bool.random(using: &random) ? 10 : 0.1 }
      let text = decimalString(scaled)
      #expect(text.utf8.count <= 16, "\(scaled)")
      #expect(text.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) })
      // 16 characters less sign, "0.", leading zeros or exponent leave 9 digits or more.
      #expect(abs((Double(text) ?? .nan) - scaled) <= 1e-9 * abs(scaled), "\(scaled) became \(text)")
    }
  }

  @Test func integersAreWhole() {
    #expect(decimalString(999_999_999_999_999) == "999999999999999")
    #expect(decimalString(-99_999_999_999_999) == "-99999999999999")
    #expect(decimalString(1e15).utf8.count <= 16)
    #expect(decimalString(-123_456_789_012_345).utf8.count <= 16)
    #expect(Double(decimalString(1e15)) == 1e15)
    #expect(Double(decimalString(.greatestFiniteMagnitude)).map { $0 > 1.79e308 } == true)
    #expect(decimalString(-Double.leastNonzeroMagnitude).utf8.count <= 16)
  }
}
