import DICOM
import Foundation
import Testing
import Vocabulary

@testable import Acquisition

/// What mutation found, one by one.
struct HostileValueTests {
  /// The reasons against the series of a study whose headers were changed.
  func reasons(
    _ study: [SyntheticInstance], _ change: (Int, inout SyntheticInstance) -> Void
  ) -> [String] {
    var changed = study
    for i in changed.indices { change(i, &changed[i]) }
    let found = inventory(of: changed)
    #expect(found.plans.isEmpty && found.ctPlans.isEmpty)
    return found.series.map(\.reason)
  }

  func expectAll(_ reasons: [String], say text: String) {
    #expect(!reasons.isEmpty)
    for reason in reasons { #expect(reason.contains(text), "\(reason)") }
  }

  /// Positions of 10²⁵ mm asked for more slices than an integer counts; greater ones had infinite distances.
  @Test(arguments: ["1e25", "1e200", "-1e308", "10001"])
  func positionsFarAwayAreNoGeometry(_ z: String) {
    let ct = reasons(SyntheticCT().instances) { i, instance in
      if i == 3 { instance.header.set(.imagePositionPatient, .DS, "0", "0", z) }
    }
    expectAll(ct, say: "1 slices have no sound position")
    let mr = reasons(SyntheticMGRE().classic) { i, instance in
      if i == 3 || i == 15 { instance.header.set(.imagePositionPatient, .DS, "0", z, "0") }
    }
    expectAll(mr, say: "have no sound position")
  }

  /// A rescale type of radians with a slope that is no number made every comparison false.
  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func numbersThatAreNoneAreAbsent(_ x: Double) {
    var d = DataSet()
    d.set(.effectiveEchoTime, .FD, doubles: [4, x])
    d.set(Tag(0x2005, 0x100E), .UN, bytes: withUnsafeBytes(of: x.bitPattern.littleEndian, Array.init))
    #expect(d.doubles(.effectiveEchoTime).isEmpty && d.double(.effectiveEchoTime) == nil)
    #expect(d.floatingPoint(Tag(0x2005, 0x100E)) == nil)
    let found = reasons(SyntheticMGRE(style: .canon).classic) { _, instance in
      if instance.header.string(.rescaleType) != nil {
        instance.header.set(.rescaleSlope, .FD, doubles: [x])
      }
    }
    expectAll(found, say: "unit is unknown")
  }

  /// Values beyond Float became infinite voxels.
  @Test(arguments: ["1e300", "0", "-1", "1e38"])
  func rescalesThatEraseTheSignalAreRefused(_ slope: String) {
    let mr = reasons(SyntheticMGRE().classic) { i, instance in
      guard i < 12 else { return }
      instance.header.set(.rescaleSlope, .DS, slope)
      instance.header.set(.rescaleIntercept, .DS, "0")
    }
    expectAll(mr, say: "no scale of a signal")
    let ct = reasons(SyntheticCT().instances) { _, i in i.header.set(.rescaleSlope, .DS, slope) }
    expectAll(ct, say: "no scale of attenuation")
    let shifted = reasons(SyntheticCT().instances) { _, i in i.header.set(.rescaleIntercept, .DS, "1e39") }
    expectAll(shifted, say: "no scale of attenuation")
  }

  /// Two kilobytes that claim 65,536 frames took as much memory as if they held them.
  @Test func framesThatNothingDescribesAreOneAndRefuseTheSeries() {
    var changed = SyntheticMGRE().classic + SyntheticCT().instances
    for i in changed.indices { changed[i].header.set(.numberOfFrames, .IS, "65536") }
    let found = inventory(of: changed)
    #expect(found.scanned.map(\.frames.count) == [24, 24, 12])
    #expect(found.series.map(\.frames) == [12 << 16, 12 << 16, 6 << 16])
    expectAll(found.series.map(\.reason), say: "have no sound position")
  }

  /// A frame without a group inherits the position of all; a group without a frame was cut off.
  @Test(arguments: [-10, -1, 1, 40_000])
  func otherNumbersOfFramesThanOfFunctionalGroupsAreRefused(_ difference: Int) {
    let ct = SyntheticCT()
    let studies = [
      SyntheticMGRE(style: .philips).enhanced,
      EnhancedCTTests().enhanced(
        SyntheticCT(positions: (0..<30).map { Double($0) * 5 }), sopClass: EnhancedCTTests.classes[0]),
    ]
    for study in studies {
      let found = reasons([study]) { _, instance in
        instance.header.set(.numberOfFrames, .IS, ints: [study.frames.count + difference])
        instance.header.copy([.imagePositionPatient, .imageOrientationPatient], from: ct.instance(0).header)
      }
      expectAll(found, say: "have no sound position")
    }
  }

  /// Every frame with an echo time and a place of its own: 2 × 2000² cells, none of which is made.
  @Test func aMatrixOfMillionsOfGapsIsCountedNotListed() {
    let template = SyntheticMGRE().classic
    let series = (0..<4000).map { i in
      var instance = template[i % 2 == 0 ? 0 : 12]
      instance.header.set(.sopInstanceUID, .UI, "1.2.3.7.\(i)")
      instance.header.set(.echoTime, .DS, "\(1 + Double(i / 2) * 0.05)")
      instance.header.set(.imagePositionPatient, .DS, "-20", "-10", "\(i / 2)")
      return instance
    }
    expectAll(reasons(series) { _, _ in }, say: "7996000 images are missing: echo 1 (1 ms), slice 2 of 2000")
  }

  /// Slices beside the line, and a phase image beside its magnitude, were measured as if they were in place.
  @Test func imagesBesideEachOtherAreRefused() {
    let wandering = reasons(SyntheticMGRE().classic) { i, instance in
      if i % 4 == 1 { instance.header.set(.imagePositionPatient, .DS, "-18", "-10", "7") }
    }
    expectAll(wandering, say: "up to 2 mm beside each other")
    let shifted = reasons(SyntheticMGRE().classic) { i, instance in
      if i == 13 { instance.header.set(.imagePositionPatient, .DS, "-20", "-9", "7") }
    }
    expectAll(shifted, say: "up to 1 mm beside each other")
  }

  /// A hole between slices is not closed, nor a scan made longer, by a thickness that no slice has.
  @Test(arguments: ["1e308", "-5", "0", "201", "5e-324"])
  func thicknessesThatCannotBeAreAbsent(_ thickness: String) throws {
    let plain = SyntheticCT()
    var instances = plain.instances
    for i in instances.indices { instances[i].header.set(.sliceThickness, .DS, thickness) }
    let ct = try loadedCT(instances)
    #expect(ct.metadata.sliceThicknessMm == nil)
    #expect(ct.metadata.coverageMm == 150)
  }

  /// Rows and Columns of some headers ask for gigabytes that the pixels do not fill.
  @Test func pixelsThatAreNotThereAreFoundBeforeTheVolumeIsMade() throws {
    var instances = SyntheticMGRE().classic
    for i in instances.indices {
      instances[i].header.set(.rows, .US, ints: [4096])
      instances[i].header.set(.columns, .US, ints: [4096])
    }
    let found = inventory(of: instances)
    #expect(found.plans.count == 1)
    let error = #expect(throws: AcquisitionError.self) { try loadMGRE(from: found) }
    #expect(error?.description.contains("does not fit Rows and Columns") == true)
  }

  @Test func textsOfTagsCannotDriveATerminal() throws {
    let escape = "\u{1B}]0;x\u{7}\u{202E}"
    let mr = SyntheticMGRE().classic.map { instance in
      var changed = instance
      changed.header.set(.seriesDescription, .LO, "gre" + escape)
      changed.header.set(.softwareVersions, .LO, escape)
      return changed
    }
    var ct = SyntheticCT().instances
    for i in ct.indices { ct[i].header.set(.bodyPartExamined, .CS, escape) }
    let found = inventory(of: mr + ct)
    #expect(found.series.map(\.description) == ["gre�]0;x��", "gre�]0;x��", ""])
    #expect(found.series.last?.reason == "BodyPartExamined (0018,0015) is �]0;x��. Export the head CT.")
    #expect(try loadMGRE(from: found).metadata.softwareVersions == "�]0;x��")
    let error = #expect(throws: AcquisitionError.self) { try loadCT(from: found) }
    #expect(error?.description.unicodeScalars.contains("\u{1B}") == false)
  }

  @Test func aReasonFromAFileBecomesOnePlainSentence() {
    let error = AcquisitionError.unreadableFile(path: "a", reason: "its syntax is 1\u{11}2: export it.")
    #expect(error.description == "a cannot be read: its syntax is 1�2: export it. Export the series again.")
  }

  @Test func numbersInMessagesAreNeverTooLarge() {
    #expect(decimal(1e308) == "1e+308")
    #expect(decimal(-9.3e18) == "-9.3e+18")
    #expect(decimal(123_456_789_012) == "123456789012")
  }
}
