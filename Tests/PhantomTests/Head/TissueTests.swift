import Foundation
import Testing

@testable import Phantom

struct TissueTests {
  @Test func signalIsLargestAtTheErnstAngle() {
    let t = Tissue.whiteMatter
    let ernst = acos(exp(-34 / t.t1Ms)) * 180 / .pi
    let best = t.signal(repetitionTimeMs: 34, flipAngleDegrees: ernst)
    #expect(best > t.signal(repetitionTimeMs: 34, flipAngleDegrees: ernst - 2))
    #expect(best > t.signal(repetitionTimeMs: 34, flipAngleDegrees: ernst + 2))
    // A right-angle pulse after full recovery reads the proton density.
    #expect(abs(t.signal(repetitionTimeMs: 1e6, flipAngleDegrees: 90) - t.protonDensity) < 1e-9)
  }

  @Test func coverBlendsEveryProperty() {
    var m = TissueMixture(.csf, signal: 1, csf: true)
    m.cover(with: TissueMixture(.air, signal: 0), share: 0.25)
    #expect(abs(m.hu - (0.75 * 8 - 250)) < 1e-3)
    #expect(m.csf == 0.75)
    #expect(m.signal == 0.75)
  }
}
