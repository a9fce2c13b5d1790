import Foundation
import Testing

@testable import Phantom

struct StoredValuesTests {
  /// The published reading rules, written down again: stored value to radians.
  private func radians(_ v: UInt16, _ format: ScannerFormat) -> Double {
    switch format {
    case .siemensClassic: Double(v) * 2 * .pi / 4096 - .pi
    case .siemensEnhanced: (2 * Double(v) - 4096) * .pi / 4096
    case .philipsClassic, .philipsEnhanced: (1.53455433455433 * Double(v) - 3142) / 1000
    }
  }

  @Test(arguments: ScannerFormat.allCases) func phaseSurvivesWithinHalfAStep(format: ScannerFormat) {
    let stored = StoredValues(format)
    for k in -500...500 {
      let phase = Float(k) / 500 * .pi
      let v = stored.phase(phase)
      #expect(v <= 4095)
      let d = radians(v, format) - Double(phase)
      let wrapped = d - 2 * .pi * (d / (2 * .pi)).rounded()
      #expect(abs(wrapped) <= stored.phaseQuantisation + 1e-6)
    }
  }

  @Test func magnitudeIsClampedToTwelveBits() {
    let s = StoredValues(.siemensClassic)
    #expect(s.magnitude(-3) == 0)
    #expect(s.magnitude(812.4) == 812)
    #expect(s.magnitude(9e9) == 4095)
  }
}
