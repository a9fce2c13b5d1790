import DICOM
import Testing
import Vocabulary

@testable import Acquisition

/// Several volumes in one DICOM series.
struct CTVolumesTests {
  /// Two scans under one Series Instance UID; the second one's instances get other UIDs and values.
  func mixed(_ first: SyntheticCT, _ second: SyntheticCT) -> [SyntheticInstance] {
    let others = second.instances.enumerated().map { i, instance in
      var copy = instance
      copy.header.set(.sopInstanceUID, .UI, "1.2.4.999.\(i)")
      copy.frames = copy.frames.map { $0.map { $0 + 7 } }
      return copy
    }
    // In turn, as files of one folder lie.
    return zip(first.instances, others).flatMap { [$0, $1] } + first.instances.dropFirst(others.count)
      + others.dropFirst(first.instances.count)
  }

  let plain = SyntheticCT(positions: (0..<30).map { Double($0) * 5 })

  @Test func ofTwoKernelsTheSoftOneIsTaken() throws {
    var bone = plain
    bone.kernel = ["H60s"]
    let ct = try loadedCT(mixed(bone, plain))
    #expect(ct.metadata.kernel == "H31s")
    #expect(ct.volume[1, 0, 0] == 8)
    #expect(ct.volume.grid.size.z == 30)
    #expect(
      ct.metadata.warnings.contains {
        $0.hasPrefix("The series holds 2 volumes that can be used; taken was: Axial CT, soft-tissue kernel")
      })
  }

  @Test func ofTwoThicknessesTheThinnerOneIsTaken() throws {
    var thin = SyntheticCT(positions: (0..<150).map { Double($0) })
    thin.thickness = { _ in 1 }
    let ct = try loadedCT(mixed(plain, thin))
    #expect(ct.metadata.sliceThicknessMm == 1)
    #expect(ct.volume.grid.size.z == 150)
    #expect(ct.unmeasured.isEmpty)
  }

  @Test func beforeAndAfterContrastAgentTheFormerIsTaken() throws {
    var enhanced = plain
    enhanced.contrastAgent = "IOMERON"
    enhanced.acquisition = { _ in 2 }
    let ct = try loadedCT(mixed(enhanced, plain))
    #expect(ct.metadata.contrastAgent == "")
    #expect(ct.metadata.gradeWithheldReason == nil)
    #expect(ct.volume[1, 0, 0] == 8)
  }

  @Test func twoAcquisitionsAreKeptApart() throws {
    var second = plain
    second.acquisition = { _ in 2 }
    let ct = try loadedCT(mixed(plain, second))
    #expect(ct.volume.grid.size.z == 30)
    #expect(ct.volume[1, 0, 0] == 1)
  }

  /// Step-and-shoot scanners count acquisitions from slice to slice: that is one volume.
  @Test func aNumberThatChangesWithTheSliceDividesNothing() throws {
    var scan = plain
    scan.acquisition = { $0 + 1 }
    #expect(try loadedCT(scan.instances).volume.grid.size.z == 30)
  }

  /// A thin block behind a thick one is one head, also where a slice of each shows the same place.
  @Test func blocksOfDifferentThicknessStayTogether() throws {
    var scan = SyntheticCT()
    let thin = (0..<15).map { Double($0) * 4 }
    scan.positions = thin + (0..<15).map { 56 + Double($0) * 7 }
    scan.thickness = { $0 < 15 ? 4 : 7 }
    scan.acquisition = { $0 + 1 }
    let ct = try loadedCT(scan.instances)
    #expect(abs(ct.metadata.coverageMm - (56 + 98 + 4)) < 1e-9)
    #expect(ct.source.instances.count == 29)
    #expect(ct.unmeasured.isEmpty)
  }

  @Test func aTimeSeriesIsRefused() {
    let phases = (0..<5).flatMap { phase in
      plain.instances.enumerated().map { i, instance in
        var copy = instance
        copy.header.set(.sopInstanceUID, .UI, "1.2.4.\(100 + phase).\(i)")
        copy.header.set(.acquisitionNumber, .IS, ints: [phase + 1])
        copy.frames = copy.frames.map { $0.map { $0 + Int32(phase) } }
        return copy
      }
    }
    let series = inventory(of: phases).series
    #expect(series.map(\.verdict) == [.refused])
    #expect(
      series[0].reason
        == "It is a time series: 5 images at each of 30 places that only number or time tell apart. Export the plain "
        + "head series.")
  }

  @Test func anotherOrientationInTheSeriesIsLeftOut() throws {
    var coronal = SyntheticCT(positions: (0..<40).map { Double($0) })
    coronal.columnDirection = SIMD3(0, 0, -1)
    coronal.step = SIMD3(0, 1, 0)
    let ct = try loadedCT(mixed(plain, coronal))
    #expect(abs(ct.volume.grid.voxelToPatient.linear.c2.z - 5) < 1e-9)
    #expect(ct.metadata.warnings.contains { $0.hasPrefix("30 of 70 images form the CT volume") })
  }

  /// The posterior fossa was scanned with another tilt: two stacks, of which the larger is the head.
  @Test func ofTwoTiltsTheLongerBlockIsTaken() throws {
    var fossa = SyntheticCT(positions: (0..<14).map { Double($0) * 3 - 60 })
    fossa.columnDirection = SIMD3(0, cosine(0.3), sine(0.3))
    let ct = try loadedCT(mixed(fossa, plain))
    #expect(ct.metadata.gantryTiltDegrees < 1e-6)
    #expect(ct.volume.grid.size.z == 30)
    #expect(ct.metadata.warnings.contains { $0.hasPrefix("30 of 44 images form the CT volume") })
  }

  @Test func localizersAndCapturesInTheSeriesAreLeftOut() throws {
    var scout = SyntheticCT(positions: [0])
    scout.imageType = ["ORIGINAL", "PRIMARY", "LOCALIZER"]
    scout.columnDirection = SIMD3(0, 0, -1)
    var dose = SyntheticCT(positions: [0])
    dose.imageType = ["DERIVED", "SECONDARY", "SCREEN SAVE"]
    let ct = try loadedCT(mixed(plain, scout) + mixed(dose, dose).suffix(1))
    #expect(ct.volume.grid.size.z == 30)
    #expect(ct.metadata.warnings.contains { $0.hasPrefix("30 of 32 images") })
  }

  @Test(arguments: [
    (["ORIGINAL", "PRIMARY", "SCOUT"], SeriesKind.localizer),
    (["ORIGINAL", "PRIMARY", "LOCALIZER"], .localizer),
    (["DERIVED", "SECONDARY", "SCREEN SAVE"], .other),
    (["DERIVED", "SECONDARY", "OTHER", "CT_DOSE_REPORT"], .other),
    (["ORIGINAL", "PRIMARY", "OTHER", "CT_SOM5 PROT"], .other),
    (["DERIVED", "SECONDARY", "AXIAL", "MIP"], .derived), (["DERIVED", "SECONDARY", "VRT"], .derived),
  ])
  func whatIsNoVolumeIsNotUsed(_ imageType: [String], _ kind: SeriesKind) {
    var scan = plain
    scan.imageType = imageType
    let series = inventory(of: scan.instances).series
    #expect(series.map(\.kind) == [kind])
    #expect(series.map(\.verdict) == [.notUsed])
  }

  @Test(arguments: [("HEAD", true), ("WHOLEBODY", true), ("", true), ("CHEST", false), ("HEART", false)])
  func bodyParts(_ part: String, _ isUsable: Bool) {
    var instances = plain.instances
    for i in instances.indices { instances[i].header.set(.bodyPartExamined, .CS, part) }
    #expect((inventory(of: instances).series[0].verdict == .usable) == isUsable)
  }
}
