import DICOM
import Testing

@testable import Acquisition

/// GE: parts by (0043,102F), milliradians, inverted sign, alternating slices.
struct GERulesTests {
  static let partTag = Tag(0x0043, 0x102F)

  /// Rounding of real and imaginary parts to integers: 0.71 of 20, the smallest magnitude.
  static let roundingRad = 0.036

  @Test(arguments: [false, true])
  func realAndImaginaryGiveTheSignal(_ alternating: Bool) throws {
    let scan = SyntheticMGRE.head(.ge, alternating: alternating)
    let mgre = try loadedMGRE(scan.classic)
    expectSignal(mgre, scan, toleranceRad: Self.roundingRad)
    #expect(mgre.metadata.phaseSignInverted)
    #expect(mgre.metadata.sliceSignsRestored == alternating)
    #expect(mgre.metadata.vendorIsVerified)
    #expect(mgre.metadata.signalForm == "magnitude images; phase from real and imaginary images")
    #expect(mgre.source.instances.count == 3 * 3 * 8)
  }

  @Test func withoutMagnitudeImagesTheMagnitudeIsComputed() throws {
    let scan = SyntheticMGRE.head(.ge, alternating: true)
    let mgre = try loadedMGRE(scan.classic.filter { $0.header.int(Self.partTag) != 0 })
    expectSignal(mgre, scan, toleranceRad: Self.roundingRad, magnitudeTolerance: 0.8)
    #expect(mgre.metadata.signalForm == "magnitude and phase from real and imaginary images")
  }

  /// Gaps in the magnitude do not cost the case where real and imaginary are complete.
  @Test func incompleteMagnitudeIsReplaced() throws {
    let scan = SyntheticMGRE.head(.ge)
    let mgre = try loadedMGRE(Array(scan.classic.dropFirst()))
    expectSignal(mgre, scan, toleranceRad: Self.roundingRad, magnitudeTolerance: 0.8)
    #expect(mgre.metadata.warnings.count == 1)
  }

  @Test func gapsInRealAreNamed() {
    let scan = SyntheticMGRE.head(.ge)
    let found = reasons(of: scan.classic.filter { $0.header.string(.sopInstanceUID) != "1.2.3.200.1010.5" })
    #expect(
      found == [
        "1 image is missing: echo 2 (8 ms), slice 2 of 8, real. Wait until the study is complete or export it "
          + "again."
      ])
  }

  @Test func imaginaryMissing() {
    let scan = SyntheticMGRE.head(.ge)
    #expect(
      reasons(of: scan.classic.filter { $0.header.int(Self.partTag) != 3 }) == [
        "Its imaginary images are missing; the phase needs both real and imaginary ones. Export both, or magnitude "
          + "and phase."
      ])
  }

  @Test(arguments: [false, true])
  func phaseImagesAreMilliradiansOfOppositeSign(_ alternating: Bool) throws {
    let scan = SyntheticMGRE.head(.gePhase, alternating: alternating)
    let mgre = try loadedMGRE(scan.classic)
    expectSignal(mgre, scan, toleranceRad: 6e-4)
    #expect(mgre.metadata.phaseSignInverted)
    #expect(mgre.metadata.sliceSignsRestored == alternating)
    #expect(
      mgre.metadata.phaseScale
        == "GE, signed values without rescale: phase = stored value / 1000, confirmed by the pixels")
  }

  /// The tags say milliradians; pixels that stay far below or exceed π contradict them.
  @Test(arguments: [(0.5, "rad only, which contradicts its rule"), (1.01, "rad, outside −π…π")])
  func pixelsThatContradictMilliradians(_ factor: Double, _ words: String) {
    let instances = changed(SyntheticMGRE.head(.gePhase).classic) {
      guard $0.header.int(Self.partTag) == 1 else { return }
      $0.frames = $0.frames.map { $0.map { Int32(Double($0) * factor) } }
    }
    let error = #expect(throws: AcquisitionError.self) { try loadedMGRE(instances) }
    #expect(error?.description.contains(words) == true)
  }

  @Test(arguments: ["rad", "mrad"])
  func aStatedUnitGoesBeforeTheRule(_ unit: String) throws {
    let scan = SyntheticMGRE.head(.gePhase)
    let instances = changed(scan.classic) {
      guard $0.header.int(Self.partTag) == 1 else { return }
      $0.header.set(.rescaleSlope, .DS, unit == "rad" ? "0.001" : "1")
      $0.header.set(.rescaleIntercept, .DS, "0")
      $0.header.set(.rescaleType, .LO, unit)
    }
    expectSignal(try loadedMGRE(instances), scan, toleranceRad: 6e-4)
  }

  @Test(arguments: [("2", "0", ""), ("1", "5", ""), ("1", "0", "Hz")])
  func otherRescalesAreRefused(_ slope: String, _ intercept: String, _ type: String) {
    let instances = changed(SyntheticMGRE.head(.gePhase).classic) {
      guard $0.header.int(Self.partTag) == 1 else { return }
      $0.header.set(.rescaleSlope, .DS, slope)
      $0.header.set(.rescaleIntercept, .DS, intercept)
      $0.header.set(.rescaleType, .LO, type)
    }
    #expect(reasons(of: instances).allSatisfy { $0.hasPrefix("The phase's unit is unknown") })
  }

  /// Where the phase images cannot be used, complete real and imaginary images are.
  @Test func realAndImaginaryStepInForPhaseOfUnknownUnit() throws {
    let scan = SyntheticMGRE.head(.ge)
    let phase = changed(SyntheticMGRE.head(.gePhase).classic.filter { $0.header.int(Self.partTag) == 1 }) {
      $0.header.set(.rescaleSlope, .DS, "2")
      $0.header.set(.rescaleIntercept, .DS, "0")
      $0.header.set(.sopInstanceUID, .UI, "9." + ($0.header.string(.sopInstanceUID) ?? ""))
    }
    expectSignal(try loadedMGRE(scan.classic + phase), scan, toleranceRad: Self.roundingRad)
  }

  /// Half the slab alternates, half does not: no rule is proven.
  @Test func mixedSignsAreRefused() {
    var scan = SyntheticMGRE.head(.ge)
    let head = scan.signal
    scan.signal = { x, y, z, echo in
      let (m, angle) = head?(x, y, z, echo) ?? (0, 0)
      return (m, z == 5 ? angle + .pi : angle)
    }
    let error = #expect(throws: AcquisitionError.self) { try loadedMGRE(scan.classic) }
    #expect(
      error?.description
        == "Series 5 cannot be used. The signs of its complex slices cannot be proven: of neighbouring slices 3 "
        + "pairs agree, 2 are opposite and 0 are unlike. Export the series again, without other slabs or repeats."
    )
  }

  @Test func thePartIsReadFromUnknownBytesAndFromSeveralValues() throws {
    let scan = SyntheticMGRE.head(.ge)
    let reference = try loadedMGRE(scan.classic)
    let bytes = changed(scan.classic) {
      let code = UInt8($0.header.int(Self.partTag) ?? 0)
      $0.header.set(Tag(0x0043, 0x0010), .UN, bytes: Array("GEMS_PARM_01".utf8))
      $0.header.set(Self.partTag, .UN, bytes: [code, 0])
    }
    let several = changed(scan.classic) {
      $0.header.set(Self.partTag, .SS, ints: [$0.header.int(Self.partTag) ?? 0, 0, 0])
    }
    for instances in [bytes, several] {
      #expect(try loadedMGRE(instances).phases.map(\.voxels) == reference.phases.map(\.voxels))
    }
  }

  /// `FILTERED_GEMS` stands in the scan options of ordinary images and is no evidence of filtered phase.
  @Test func scanOptionsAreNoEvidenceOfAFilter() throws {
    let instances = changed(SyntheticMGRE.head(.ge).classic) {
      $0.header.set(.scanOptions, .CS, "FAST_GEMS", "FILTERED_GEMS")
    }
    #expect(throws: Never.self) { try loadedMGRE(instances) }
  }

  @Test func derivedIsRefused() {
    let found = reasons(
      of: changed(SyntheticMGRE.head(.gePhase).classic) {
        if $0.header.int(Self.partTag) == 1 {
          $0.header.set(.imageType, .CS, "DERIVED", "SECONDARY", "OTHER")
        }
      })
    #expect(
      found == [
        "The phase is marked as derived (ImageType DERIVED\\SECONDARY\\OTHER). Export the original phase."
      ])
  }

  /// The product B0 map: magnitude and Hz map, both tagged as magnitude.
  @Test func productFieldMapIsRefused() {
    let instances = changed(SyntheticMGRE.head(.gePhase).classic) {
      $0.header.set(Self.partTag, .SS, ints: [0])
      $0.header.set(Tag(0x0019, 0x0010), .LO, "GEMS_ACQU_01")
      $0.header.set(Tag(0x0019, 0x109C), .LO, "B0map")
    }
    #expect(reasons(of: instances) == ["\(MGRERefusal.fieldMapWithoutPhase)"])
  }

  @Test func aContradictionOfTagsNamesNoPart() {
    let instances = changed(SyntheticMGRE.head(.gePhase).classic) {
      $0.header.set(.imageType, .CS, "ORIGINAL", "PRIMARY", "M")
    }
    #expect(
      reasons(of: instances) == [
        "It holds no phase images. Export the phase (and not only the magnitude) of the multi-echo sequence."
      ])
  }
}
