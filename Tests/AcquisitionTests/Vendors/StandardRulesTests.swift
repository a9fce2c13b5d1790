import DICOM
import Foundation
import Testing

@testable import Acquisition

/// Vendors without rules of their own: the phase's unit by the standard's tags, or none.
struct StandardRulesTests {
  func isPhase(_ instance: SyntheticInstance) -> Bool {
    instance.header.strings(.imageType).contains("PHASE")
  }

  /// The same stored phase with other tags about its unit.
  func instances(
    slope: String?, intercept: String = "0", type: String? = nil, signed: Bool = false,
    realWorld: DataSet? = nil
  ) -> [SyntheticInstance] {
    changed(SyntheticMGRE.head(.canon).classic) {
      guard isPhase($0) else { return }
      for tag in [Tag.rescaleSlope, .rescaleIntercept, .rescaleType] { $0.header[tag] = nil }
      if let slope {
        $0.header.set(.rescaleSlope, .DS, slope)
        $0.header.set(.rescaleIntercept, .DS, intercept)
      }
      if let type { $0.header.set(.rescaleType, .LO, type) }
      if signed { $0.header.set(.pixelRepresentation, .US, ints: [1]) }
      if let realWorld { $0.header.set(.realWorldValueMappingSequence, items: [realWorld]) }
      // 0…4095 for one turn from −π on.
      $0.frames = $0.frames.map { $0.map(Self.inOneTurn) }
    }
  }

  /// The synthetic stored value, 0.002 rad a step, as 4096 steps a turn.
  static func inOneTurn(_ stored: Int32) -> Int32 {
    let radians = Double(stored) * 0.002 - 4.096
    return Int32((radians + Double.pi) * 4096 / (2 * Double.pi))
  }

  func mapping(_ unit: String, slope: Double, intercept: Double) -> DataSet {
    var code = DataSet()
    code.set(.codeValue, .SH, unit)
    code.set(.codingSchemeDesignator, .SH, "UCUM")
    var d = DataSet()
    d.set(.measurementUnitsCodeSequence, items: [code])
    d.set(.realWorldValueSlope, .FD, doubles: [slope])
    d.set(.realWorldValueIntercept, .FD, doubles: [intercept])
    return d
  }

  /// Half a step of 2π/4096 for the phase in 12 bits, twice rounded.
  static let tolerance = 3e-3

  @Test(arguments: ["CANON_MEC", "UIH", "TOSHIBA", "Bruker BioSpin MRI GmbH"])
  func anyVendorWithAStatedUnitIsReadAndCalledUnverified(_ manufacturer: String) throws {
    let scan = SyntheticMGRE.head(.canon)
    let mgre = try loadedMGRE(changed(scan.classic) { $0.header.set(.manufacturer, .LO, manufacturer) })
    expectSignal(mgre, scan, toleranceRad: Self.tolerance)
    #expect(!mgre.metadata.vendorIsVerified)
    #expect(!mgre.metadata.phaseSignInverted)
    #expect(
      mgre.metadata.warnings == [
        "Vendor \(manufacturer) is unverified: its phase was read by the standard's tags; the sign is taken as "
          + "Siemens' and must be proven by the image."
      ])
  }

  @Test func verifiedVendorsSaySo() throws {
    #expect(try loadedMGRE(SyntheticMGRE().classic).metadata.vendorIsVerified)
  }

  @Test(arguments: ["MRAD", "mrad", "mRad"])
  func milliradiansByRescaleType(_ type: String) throws {
    let slope = decimalString(2000 * Double.pi / 4096)
    let mgre = try loadedMGRE(
      instances(slope: slope, intercept: decimalString(-1000 * .pi), type: type))
    expectSignal(mgre, SyntheticMGRE.head(.canon), toleranceRad: Self.tolerance)
    #expect(mgre.metadata.phaseScale == "RescaleType mrad: phase = rescaled value / 1000")
  }

  /// The whole stored range is one turn: −π…π, ±1000π, and 0…2π, which is the same angle half a turn later.
  @Test func aSpanOfOneTurnIsAUnit() throws {
    let scan = SyntheticMGRE.head(.canon)
    let step = 2 * Double.pi / 4096
    for (slope, intercept) in [(step, -Double.pi), (1000 * step, -1000 * Double.pi)] {
      let mgre = try loadedMGRE(
        instances(slope: decimalString(slope), intercept: decimalString(intercept), type: "US"))
      expectSignal(mgre, scan, toleranceRad: Self.tolerance)
    }
    let mgre = try loadedMGRE(instances(slope: decimalString(step), type: ""))
    let expected = mgre.phases[0][5, 6, 3] + .pi
    let reference = Float(scan.radians(5, 6, 3, echo: 0))
    #expect(abs(cosf(expected) - cosf(reference)) < 3e-3 && abs(sinf(expected) - sinf(reference)) < 3e-3)
  }

  @Test func theRealWorldMappingIsAUnitAtTopLevel() throws {
    let step = 2 * Double.pi / 4096
    for (unit, factor) in [("rad", 1.0), ("mrad", 1000), ("deg", 180 / Double.pi)] {
      let mapping = mapping(unit, slope: step * factor, intercept: -.pi * factor)
      let mgre = try loadedMGRE(instances(slope: nil, realWorld: mapping))
      expectSignal(mgre, SyntheticMGRE.head(.canon), toleranceRad: Self.tolerance)
      #expect(mgre.metadata.phaseScale == "Real World Value Mapping with the unit of an angle")
    }
  }

  @Test func theRealWorldMappingIsAUnitInFunctionalGroups() throws {
    let mapping = mapping("rad", slope: 0.002, intercept: -4.096)
    var instance = SyntheticMGRE.head(.canon).enhanced
    let groups = instance.header.items(.perFrameFunctionalGroupsSequence).map { group in
      var result = group
      result[Tag(0x0028, 0x9145)] = nil
      result.set(.realWorldValueMappingSequence, items: [mapping])
      return result
    }
    instance.header.set(.perFrameFunctionalGroupsSequence, items: groups)
    expectSignal(try loadedMGRE([instance]), SyntheticMGRE.head(.canon), toleranceRad: Self.tolerance)
  }

  @Test func whatIsNoUnitIsRefused() {
    let step = 2 * Double.pi / 4096
    let refused: [[SyntheticInstance]] = [
      instances(slope: nil), instances(slope: "1", intercept: "0"),
      instances(slope: decimalString(step), intercept: decimalString(-.pi), type: "Hz"),
      // One turn, but not from −π or 0 on.
      instances(slope: decimalString(step), intercept: "-1"),
      // Half a turn.
      instances(slope: decimalString(step / 2), intercept: decimalString(-.pi / 2)),
      instances(slope: nil, realWorld: mapping("Hz", slope: step, intercept: -.pi)),
      // Type and mapping contradict each other.
      instances(
        slope: decimalString(step), intercept: decimalString(-.pi), type: "rad",
        realWorld: mapping("rad", slope: 2 * step, intercept: -2 * .pi)),
    ]
    for own in refused {
      #expect(reasons(of: own).allSatisfy { $0.hasPrefix("The phase's unit is unknown: ") })
    }
  }

  /// A unit by tag does not excuse values outside one turn.
  @Test func unwrappedPhaseIsRefused() {
    let error = #expect(throws: AcquisitionError.self) {
      try loadedMGRE(instances(slope: "0.002", intercept: "-4.096", type: "rad"))
    }
    #expect(error?.description.contains("outside −π…π") == true)
  }
}
