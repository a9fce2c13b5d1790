import Foundation
import Testing

@testable import Phantom

struct StoredValuesTests {
  /// The published reading rules, written down again: stored value to radians.
  private func radians(_ v: Int32, _ format: ScannerFormat) -> Double {
    switch format {
    case .siemensClassic, .siemensSeriesAnEcho, .unitedImaging, .unitedImagingRescaled:
      Double(v) * 2 * .pi / 4096 - .pi
    case .siemensEnhanced, .siemensSplit, .canonEnhanced: (2 * Double(v) - 4096) * .pi / 4096
    case .philipsClassic, .philipsEnhanced, .philipsRealImaginary:
      (1.53455433455433 * Double(v) - 3142) / 1000
    case .geMagnitudePhase, .geMagnitudeRealImaginary, .geRealImaginary: Double(v) / 1000
    }
  }

  @Test(arguments: ScannerFormat.allCases) func phaseSurvivesWithinHalfAStep(format: ScannerFormat) {
    let stored = StoredValues(format)
    for k in -500...500 {
      let phase = Float(k) / 500 * .pi
      let v = stored.stored(.phase, Double(phase))
      #expect(format.invertsPhase ? abs(v) <= 3142 : (0...4095).contains(v))
      let d = radians(v, format) - Double(phase)
      let wrapped = d - 2 * .pi * (d / (2 * .pi)).rounded()
      #expect(abs(wrapped) <= stored.phase.step / 2 + 1e-6)
    }
  }

  @Test func magnitudeIsClampedToItsBits() {
    let twelve = StoredValues(.siemensClassic)
    #expect(twelve.stored(.magnitude, -3) == 0)
    #expect(twelve.stored(.magnitude, 812.4) == 812)
    #expect(twelve.stored(.magnitude, 9e9) == 4095)
    let sixteen = StoredValues(.geMagnitudePhase)
    #expect(sixteen.stored(.magnitude, 812.4) == 6499)
    #expect(sixteen.stored(.real, -9e9) == -32768)
    #expect(sixteen.stored(.magnitude, 9e9) == 32767)
  }

  @Test(arguments: [ScannerFormat.philipsRealImaginary, .geRealImaginary])
  func componentsOfBothSignsSurvive(format: ScannerFormat) {
    let stored = StoredValues(format)
    for value in stride(from: -4000.0, through: 4000, by: 37.7) {
      let v = Double(stored.stored(.real, value)) * stored.component.step + stored.component.origin
      #expect(abs(v - value) <= stored.component.step / 2)
    }
  }
}
