import DICOM
import Foundation
import Testing
import Vocabulary

@testable import Acquisition

/// The rules of reading scanner data, one by one: `docs/ingest.md` lists them by the same numbers.
///
/// Rule 7 (interpolation) is proven in `AcquiredMatrixTests`, rule 8 (CT) in `HeadCTTests`, rule 9 (transfer
/// syntaxes) where files are decoded.
struct IngestRulesTests {
  func isPhase(_ instance: SyntheticInstance) -> Bool { instance.header.strings(.imageType).contains("P") }

  // MARK: Rule 1: the scale comes from tags only

  /// Phase that fills one turn to the last value, but without a tag that says so, is refused.
  @Test(arguments: ["GE MEDICAL SYSTEMS", "CANON_MEC", "Philips"])
  func rule1TheRangeOfValuesIsNoUnit(_ manufacturer: String) {
    let instances = changed(SyntheticMGRE.head(.siemens).classic) {
      $0.header.set(.manufacturer, .LO, manufacturer)
    }
    #expect(reasons(of: instances).allSatisfy { $0.hasPrefix("The phase's unit is unknown") })
  }

  /// Phase that fills a third of its range only is not stretched to one turn.
  @Test func rule1ValuesAreNotStretched() throws {
    var scan = SyntheticMGRE.head(.siemens)
    scan.signal = { x, y, z, echo in (500 + Double(x), 0.01 * Double(x + y + z) + 0.1 * Double(echo)) }
    expectSignal(try loadedMGRE(scan.classic), scan, toleranceRad: 1.6e-3)
  }

  /// The identity as rescale changes nothing, but the pixels must reach both ends of the turn.
  @Test func rule1TheIdentityRescaleNeedsThePixelsConsent() throws {
    func identity(_ scan: SyntheticMGRE) -> [SyntheticInstance] {
      changed(scan.classic) {
        guard isPhase($0) else { return }
        $0.header.set(.rescaleSlope, .DS, "1")
        $0.header.set(.rescaleIntercept, .DS, "0")
      }
    }
    let scan = SyntheticMGRE.head(.siemens)
    expectSignal(try loadedMGRE(identity(scan)), scan, toleranceRad: 1.6e-3)
    var narrow = scan
    narrow.signal = { x, y, z, echo in (500 + Double(x), 0.01 * Double(x + y + z) + 0.1 * Double(echo)) }
    let error = #expect(throws: AcquisitionError.self) { try loadedMGRE(identity(narrow)) }
    #expect(error?.description.contains("contradicts its rule") == true)
  }

  // MARK: Rule 2: filtered, derived and differently corrected phase

  @Test(arguments: ["SWI", "FIL", "POSDISP", "MNIP", "HOMODYNE"])
  func rule2TypesOfFilteredPhase(_ token: String) {
    let found = reasons(
      of: changed(SyntheticMGRE().classic) {
        if isPhase($0) { $0.header.set(.imageType, .CS, "ORIGINAL", "PRIMARY", "P", "ND", token) }
      })
    #expect(found.allSatisfy { $0.hasPrefix("The phase is filtered or made for display") })
  }

  /// Siemens' own text beside the coil hint, and the type before an XA export was split.
  @Test func rule2PrivateHintsOfAFilter() {
    let hint = changed(SyntheticMGRE().classic) {
      guard isPhase($0) else { return }
      $0.header.set(Tag(0x0051, 0x0010), .LO, "SIEMENS MR HEADER")
      $0.header.set(Tag(0x0051, 0x1016), .LO, "P/ND/FIL")
    }
    #expect(reasons(of: hint).allSatisfy { $0.contains("(0051,xx16) holds FIL") })
    let split = changed(SyntheticMGRE().classic) {
      let letter = isPhase($0) ? "P" : "M"
      $0.header.set(.imageType, .CS, "ORIGINAL", "PRIMARY", letter, "DIS2D", "MFSPLIT")
      $0.header.set(Tag(0x0021, 0x0011), .LO, "SIEMENS MR SDI 02")
      $0.header.set(Tag(0x0021, 0x1175), .CS, "ORIGINAL", "PRIMARY", letter, isPhase($0) ? "SWI" : "NONE")
    }
    #expect(reasons(of: split).allSatisfy { $0.contains("(0021,xx75) holds SWI") })
  }

  /// XA classic exports are read as other classic files.
  @Test func rule2SplitExportsAreRead() throws {
    let scan = SyntheticMGRE(style: .siemensRescaled)
    let split = changed(scan.classic) {
      $0.header.set(.imageType, .CS, "ORIGINAL", "PRIMARY", isPhase($0) ? "P" : "M", "DIS2D", "MFSPLIT")
    }
    let mgre = try loadedMGRE(split)
    #expect(mgre.phases.map(\.voxels) == (try loadedMGRE(scan.classic)).phases.map(\.voxels))
    #expect(mgre.metadata.distortionCorrection == "DIS2D")
  }

  @Test(arguments: ["*swi3d1r", "*swi3d4r", "*qswi3d5r"])
  func rule2TheProductSWISequence(_ name: String) {
    let found = reasons(of: changed(SyntheticMGRE().classic) { $0.header.set(.sequenceName, .SH, name) })
    #expect(found.allSatisfy { $0.contains("SequenceName \(name)") })
  }

  /// One frame of another distortion correction is enough.
  @Test func rule2DistortionCorrectionFrameByFrame() {
    let instances = changed(SyntheticMGRE(style: .philips).classic) {
      $0.header.set(.manufacturer, .LO, "SIEMENS")
      $0.header.set(.rescaleSlope, .DS, "2")
      $0.header.set(.rescaleIntercept, .DS, "-4096")
      let correction = isPhase($0) && $0.header.double(.echoTime) == 8 ? "DIS3D" : "DIS2D"
      $0.header.set(.imageType, .CS, "ORIGINAL", "PRIMARY", isPhase($0) ? "P" : "M", correction)
    }
    #expect(
      reasons(of: instances) == [
        "Magnitude (DIS2D) and phase (DIS2D, DIS3D) differ in distortion correction. Export both with the same "
          + "setting."
      ])
  }

  // MARK: Rules 3 and 4: the matrix of echoes, slices and parts

  /// Equal numbers do not mean the same image.
  @Test func rule4EqualAcquisitionNumbersKeepEveryEcho() throws {
    let scan = SyntheticMGRE()
    let instances = changed(scan.classic) {
      $0.header.set(.acquisitionNumber, .IS, ints: [1])
      $0.header.set(.instanceNumber, .IS, ints: [1])
    }
    let mgre = try loadedMGRE(instances)
    #expect(mgre.phases.map(\.voxels) == (try loadedMGRE(scan.classic)).phases.map(\.voxels))
  }

  @Test func rule3GapsOfBothPartsAreListed() {
    let missing: Set = ["1.2.3.100.1.5", "1.2.3.100.2.5", "1.2.3.200.1001.5"]
    let found = reasons(
      of: SyntheticMGRE().classic.filter { !missing.contains($0.header.string(.sopInstanceUID) ?? "") })
    #expect(found.count == 2)
    for reason in found {
      #expect(
        reason.hasPrefix(
          "3 images are missing: echo 1 (4 ms), slice 1 of 4, magnitude; echo 1 (4 ms), slice 2 of 4, magnitude; "
            + "echo 1 (4 ms), slice 1 of 4, phase."))
    }
  }

  // MARK: Rule 5: echo times, field

  @Test(arguments: [0.19, 201])
  func rule5ImplausibleEchoTimes(_ last: Double) {
    let found = reasons(of: SyntheticMGRE(echoTimesMs: [0.1, last].sorted()).classic)
    #expect(found.allSatisfy { $0.contains("is outside 0.2…200 ms") })
  }

  @Test func rule5TheLimitsThemselvesAreAccepted() throws {
    #expect(try loadedMGRE(SyntheticMGRE(echoTimesMs: [0.2, 200]).classic).echoTimes.count == 2)
  }

  @Test func rule5TheFieldIsTheFrequencys() throws {
    let mgre = try loadedMGRE(SyntheticMGRE().classic)
    // 123.25 MHz of protons: a "3 T" magnet of 2.895 T.
    #expect(abs(mgre.fieldStrength.tesla - 123.25 / 42.5764) < 1e-3)
    #expect(mgre.metadata.fieldStrengthSource == "ImagingFrequency (0018,0084)")
  }

  @Test func rule5UnevenEchoesAreKeptAsTheyAre() throws {
    let scan = SyntheticMGRE(echoTimesMs: [3.1, 7.9, 9.55, 20.02])
    #expect(try loadedMGRE(scan.classic).echoTimes.map(\.milliseconds) == [3.1, 7.9, 9.55, 20.02])
  }

  // MARK: Rule 6: direction of the main field

  /// The patient's LPS axes turn with the patient; B0 stays on ±z of them in every horizontal position, and
  /// rows and columns say how the image lies in them.
  @Test(arguments: ["HFS", "HFP", "FFS", "FFP", "HFDR", "HFDL", "FFDR", "FFDL"])
  func rule6ImageOrientationCarriesThePosition(_ position: String) throws {
    var scan = SyntheticMGRE()
    let r =
      Matrix3.rotation(about: SIMD3(1, 0, 0), radians: 0.3)
      * Matrix3.rotation(about: SIMD3(0, 1, 0), radians: -0.2)
    // Prone and feet-first images are commonly stored with rows and columns reversed.
    let reversal = position.hasSuffix("P") ? -1.0 : 1
    scan.rowDirection = r.c0 * reversal
    scan.columnDirection = r.c1 * reversal
    let mgre = try loadedMGRE(changed(scan.classic) { $0.header.set(.patientPosition, .CS, position) })
    let expected = SIMD3(r.c0.z * reversal, r.c1.z * reversal, cross(r.c0, r.c1).z)
    let b = mgre.b0InVoxelAxes
    #expect(min(length(b - expected), length(b + expected)) < 1e-9)
    #expect(abs(length(b) - 1) < 1e-12)
  }

  /// Slices that run downwards (feet-first export order) give the same line.
  @Test func rule6OrderOfSlicesDoesNotMatter() throws {
    let a = try loadedMGRE(SyntheticMGRE().classic)
    let b = try loadedMGRE(Array(SyntheticMGRE().classic.reversed()))
    #expect(a.b0InVoxelAxes == b.b0InVoxelAxes)
  }

  @Test(arguments: ["LFS", "RFP", "AFDR", "PFDL", "SIT"])
  func rule6OtherPositionsAreRefused(_ position: String) {
    let found = reasons(
      of: changed(SyntheticMGRE().classic) { $0.header.set(.patientPosition, .CS, position) })
    #expect(found.allSatisfy { $0.contains("the direction of the main field is unknown") })
  }

  // MARK: Rule 10: sizes

  /// 4096 × 4096 pixels of many frames exceed the limit before anything is allocated.
  @Test func rule10SizesAreCheckedBeforeAllocation() {
    let instances = changed(SyntheticMGRE(slices: 6).classic) {
      $0.header.set(.rows, .US, ints: [4096])
      $0.header.set(.columns, .US, ints: [4096])
      $0.frames = []
    }
    #expect(reasons(of: instances) == Array(repeating: "\(MGRERefusal.tooLarge(voxels: 36 << 24))", count: 2))
  }

  @Test func rule10EdgesBeyondAnyScannerAreNoGeometry() {
    let found = reasons(
      of: changed(SyntheticMGRE(style: .philips).classic) { $0.header.set(.rows, .US, ints: [65_535]) })
    #expect(found.allSatisfy { $0.contains("images have no sound position") })
  }

  // MARK: Numbers of echoes

  @Test func oneEchoIsRefusedAndTwoAreAccepted() throws {
    #expect(
      reasons(of: SyntheticMGRE(echoTimesMs: [4]).classic).allSatisfy { $0.contains("single echo time") })
    #expect(try loadedMGRE(SyntheticMGRE(echoTimesMs: [4, 8]).classic).metadata.warnings.count == 1)
  }
}
