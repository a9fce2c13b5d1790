import Testing

@testable import Acquisition

/// One rule a vendor's way of writing phase; everything else is refused.
struct PhaseScaleTests {
  func frame(_ style: SyntheticMGRE.Style, rescale: (String, String, String)?, bits: Int = 12) throws
    -> ImageFrame
  {
    var header = SyntheticMGRE(style: style).header("P", echo: 0, slice: 0)
    header[.rescaleSlope] = nil
    header[.rescaleIntercept] = nil
    header[.rescaleType] = nil
    header.set(.bitsStored, .US, ints: [bits])
    if let (slope, intercept, type) = rescale {
      header.set(.rescaleSlope, .DS, slope)
      header.set(.rescaleIntercept, .DS, intercept)
      if !type.isEmpty { header.set(.rescaleType, .LO, type) }
    }
    let instance = try #require(ScannedInstance(path: "a", transferSyntax: "", header: header))
    return try #require(instance.frames.first)
  }

  @Test func siemens() throws {
    #expect(try PhaseScale(of: frame(.siemens, rescale: nil), vendor: .siemens) == .siemensStored)
    let rescaled = try frame(.siemens, rescale: ("2", "-4096", "US"))
    #expect(try PhaseScale(of: rescaled, vendor: .siemens) == .siemensRescaled)
    // Both rules give the same line: −π at 0, +π one step beyond 4095.
    let (slope, intercept) = PhaseScale.siemensRescaled.line(of: rescaled)
    #expect(abs(slope * 0 + intercept + Double.pi) < 1e-12)
    #expect(abs(slope * 4096 + intercept - Double.pi) < 1e-12)
  }

  @Test(arguments: [
    (("1", "1", ""), 12), (("1", "0", ""), 16), (("2", "-4095", ""), 12), (("2", "-4096", ""), 16),
    (("1.53455433455433", "-3142", "mrad"), 12),
  ])
  func otherSiemensPairsAreRefused(_ rescale: (String, String, String), _ bits: Int) throws {
    let frame = try frame(.siemens, rescale: rescale, bits: bits)
    #expect(throws: MGRERefusal.self) { try PhaseScale(of: frame, vendor: .siemens) }
  }

  @Test func philips() throws {
    let mrad = try frame(.philips, rescale: ("1.53455433455433", "-3142", "mrad"))
    #expect(try PhaseScale(of: mrad, vendor: .philips) == .milliradians)
    let unspecified = try frame(.philips, rescale: ("1.53455433455433", "-3142", "US"))
    #expect(try PhaseScale(of: unspecified, vendor: .philips) == .milliradianSpan)
    // 0.4 % off the circle is rounding, 0.6 % is something else.
    let near = try frame(.philips, rescale: ("1.5284", "-3129", ""))
    #expect(try PhaseScale(of: near, vendor: .philips) == .milliradianSpan)
    let far = try frame(.philips, rescale: ("1.5251", "-3122.5", ""))
    #expect(throws: MGRERefusal.self) { try PhaseScale(of: far, vendor: .philips) }
  }

  @Test(arguments: ["normalized", "HU", "rad"])
  func otherPhilipsTypesAreRefused(_ type: String) throws {
    let frame = try frame(.philips, rescale: ("1.53455433455433", "-3142", type))
    #expect(throws: MGRERefusal.self) { try PhaseScale(of: frame, vendor: .philips) }
  }

  @Test func philipsWithoutRescaleIsRefused() throws {
    let frame = try frame(.philips, rescale: nil)
    #expect(throws: MGRERefusal.self) { try PhaseScale(of: frame, vendor: .philips) }
  }
}
