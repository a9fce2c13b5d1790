import Testing

@testable import Rendering

struct GrayWindowTests {
  @Test func ctIsWindow80Level40() {
    #expect(GrayWindow.ct.fraction(0) == 0)
    #expect(GrayWindow.ct.fraction(40) == 0.5)
    #expect(GrayWindow.ct.fraction(80) == 1)
    #expect(GrayWindow.ct.fraction(-1000) == 0)
    #expect(GrayWindow.ct.fraction(3000) == 1)
  }

  @Test func chiIsMinus100To200Ppb() {
    #expect(GrayWindow.chi.fraction(-0.1) < 1e-6)
    #expect(abs(GrayWindow.chi.fraction(0) - 1.0 / 3) < 1e-6)
    #expect(abs(GrayWindow.chi.fraction(0.05) - 0.5) < 1e-6)
    #expect(GrayWindow.chi.fraction(.nan) == 0)
  }

  @Test func densityBelowTheLowestCutOffIsInvisible() {
    let base = Ink(gray: 0.4)
    #expect(DensityRamp.over(base, hounsfield: 49.9) == base)
    #expect(DensityRamp.over(base, hounsfield: .nan) == base)
    #expect(DensityRamp.over(base, hounsfield: 50) != base)
  }
}
