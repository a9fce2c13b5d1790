import DICOM
import Testing

@testable import Acquisition

/// What must not be measured is refused, in words that say why and what to do.
struct MGRERefusalTests {
  /// The reasons of all series after every instance was changed.
  func reasons(
    _ scan: SyntheticMGRE = SyntheticMGRE(), change: (inout SyntheticInstance) -> Void = { _ in }
  ) -> [String] {
    reasons(
      of: scan.classic.map { instance in
        var result = instance
        change(&result)
        return result
      })
  }

  /// The reasons of all series where only some instances are there.
  func reasons(_ scan: SyntheticMGRE = SyntheticMGRE(), keep: (SyntheticInstance) -> Bool) -> [String] {
    reasons(of: scan.classic.filter(keep))
  }

  func reasons(of instances: [SyntheticInstance]) -> [String] {
    let found = inventory(of: instances)
    #expect(found.plans.isEmpty)
    return found.series.map(\.reason)
  }

  func isPhase(_ instance: SyntheticInstance) -> Bool { instance.header.strings(.imageType).contains("P") }

  @Test func missingPhase() {
    #expect(
      reasons(keep: { !isPhase($0) }) == [
        "It holds no phase images. Export the phase (and not only the magnitude) of the multi-echo sequence."
      ])
  }

  @Test func missingMagnitude() {
    #expect(
      reasons(keep: isPhase) == [
        "It holds no magnitude images. Export the magnitude of the multi-echo sequence too."
      ])
  }

  @Test func singleEcho() {
    let expected = "It has a single echo time (4 ms); at least two are needed. Export all echoes."
    #expect(reasons(SyntheticMGRE(echoTimesMs: [4])) == [expected, expected])
  }

  @Test func echoTimeInSeconds() {
    let expected =
      "Echo time 0.0049 ms is outside 0.2…200 ms: it may be in seconds. Check EchoTime (0018,0081) and export "
      + "the series again."
    #expect(reasons(SyntheticMGRE(echoTimesMs: [0.0049, 0.0149])) == [expected, expected])
  }

  @Test func gapsAreListedCellByCell() {
    let expected =
      "2 images are missing: echo 2 (8 ms), slice 3 of 4, magnitude; echo 3 (12 ms), slice 1 of 4, phase. Wait "
      + "until the study is complete or export it again."
    let missing: Set = ["1.2.3.100.7.5", "1.2.3.200.1009.5"]
    #expect(
      reasons(keep: { !missing.contains($0.header.string(.sopInstanceUID) ?? "") }) == [expected, expected])
  }

  @Test func sliceMissingInEveryEcho() {
    var scan = SyntheticMGRE()
    scan.slices = 6
    let z = scan.position(3).z
    let expected =
      "Slices are not equally spaced: 4 mm between slices 3 and 4 of 5 (usual distance 2 mm). Export the complete "
      + "series."
    #expect(
      reasons(scan, keep: { $0.header.doubles(.imagePositionPatient)[2] != z }) == [expected, expected])
  }

  @Test func duplicatesThatDiffer() throws {
    var copy = SyntheticMGRE().classic[7]
    copy.header.set(.sopInstanceUID, .UI, "1.2.3.999")
    copy.frames[0][3] += 1
    let error = #expect(throws: AcquisitionError.self) { try loadedMGRE(SyntheticMGRE().classic + [copy]) }
    #expect(
      error?.description
        == "Series 5 and 6 cannot be used. Several different images claim the same place: echo 2 (8 ms), slice "
        + "4 of 4, magnitude. Export one acquisition only.")
    #expect(error?.exitCode == 3)
  }

  @Test func siemensPhaseWithAnUnknownRescale() {
    let expected =
      "The phase's unit is unknown: RescaleSlope (0028,1053) 1, RescaleIntercept (0028,1052) 10, RescaleType "
      + "(0028,1054) absent, BitsStored (0028,0101) 12. Export the original phase with its rescale tags."
    let found = reasons(change: {
      if isPhase($0) {
        $0.header.set(.rescaleSlope, .DS, "1")
        $0.header.set(.rescaleIntercept, .DS, "10")
      }
    })
    #expect(found == [expected, expected])
  }

  @Test func siemensPhaseOfSixteenBitsWithoutRescale() {
    let expected =
      "The phase's unit is unknown: RescaleSlope (0028,1053) and RescaleIntercept (0028,1052) absent, BitsStored "
      + "(0028,0101) 16. Export the original phase with its rescale tags."
    #expect(reasons(change: { $0.header.set(.bitsStored, .US, ints: [16]) }) == [expected, expected])
  }

  @Test func philipsPhaseWhoseSpanIsNoCircle() {
    let expected =
      "The phase's unit is unknown: RescaleSlope (0028,1053) 1.5, RescaleIntercept (0028,1052) -3142, RescaleType "
      + "(0028,1054) US, BitsStored (0028,0101) 12. Export the original phase with its rescale tags."
    let found = reasons(
      SyntheticMGRE(style: .philips),
      change: {
        if isPhase($0) {
          $0.header.set(.rescaleSlope, .DS, "1.5")
          $0.header.set(.rescaleType, .LO, "US")
        }
      })
    #expect(found == [expected])
  }

  @Test func unwrappedMilliradians() throws {
    let instances = SyntheticMGRE(style: .philips).classic.map { instance in
      var result = instance
      if isPhase(instance) { result.header.set(.rescaleSlope, .DS, "3") }
      return result
    }
    let error = #expect(throws: AcquisitionError.self) { try loadedMGRE(instances) }
    #expect(
      error?.description.hasSuffix(
        "rad, outside −π…π: it is unwrapped or its rescale tags are wrong. Export the original phase.")
        == true)
  }

  @Test(arguments: [
    ("SWI", "ImageType (0008,0008) holds SWI"), ("FIL", "ImageType (0008,0008) holds FIL"),
    ("POSDISP", "ImageType (0008,0008) holds POSDISP"),
  ])
  func filteredPhaseByImageType(_ token: String, _ evidence: String) {
    let found = reasons(change: {
      if isPhase($0) { $0.header.set(.imageType, .CS, "ORIGINAL", "PRIMARY", "P", "ND", token) }
    })
    let expected = "The phase is filtered or made for display (\(evidence)). Export the unfiltered phase."
    #expect(found == [expected, expected])
  }

  @Test(arguments: [
    ("qsm pha homodyne", "HOMODYNE"), ("Pha_high-pass", "HIGH PASS"), ("SWI_Images", "SWI"),
    ("pha_filtered", "FILTERED"),
  ])
  func filteredPhaseByDescription(_ description: String, _ word: String) {
    let found = reasons(change: { if isPhase($0) { $0.header.set(.seriesDescription, .LO, description) } })
    let expected =
      "The phase is filtered or made for display (SeriesDescription (0008,103E) holds \(word)). Export the "
      + "unfiltered phase."
    #expect(found == [expected, expected])
  }

  @Test func derivedPhase() {
    let found = reasons(change: {
      if isPhase($0) { $0.header.set(.imageType, .CS, "DERIVED", "PRIMARY", "P", "ND") }
    })
    let expected =
      "The phase is marked as derived (ImageType DERIVED\\PRIMARY\\P\\ND). Export the original phase."
    #expect(found == [expected, expected])
  }

  @Test func distortionCorrectionOfOnePartOnly() {
    let found = reasons(change: {
      if isPhase($0) { $0.header.set(.imageType, .CS, "ORIGINAL", "PRIMARY", "P", "DIS2D") }
    })
    let expected =
      "Magnitude (ND) and phase (DIS2D) differ in distortion correction. Export both with the same setting."
    #expect(found == [expected, expected])
  }

  @Test func fieldMappingSequence() {
    let expected =
      "It is a field mapping sequence (SequenceName *fm2d2r): its phase is the difference of two echoes, not the "
      + "phase of an echo. Export a multi-echo gradient echo series."
    #expect(reasons(change: { $0.header.set(.sequenceName, .SH, "*fm2d2r") }) == [expected, expected])
  }

  @Test func onePhaseBesideTwoMagnitudes() {
    let expected =
      "One phase echo time (8 ms) stands beside 2 magnitude echo times (4, 8 ms): the phase is a difference of "
      + "echoes, not the phase of an echo. Export a multi-echo gradient echo series."
    let scan = SyntheticMGRE(echoTimesMs: [4, 8])
    #expect(
      reasons(scan, keep: { !isPhase($0) || $0.header.double(.echoTime) == 8 }) == [expected, expected])
  }

  /// Siemens' way of storing phase is no rule for others: without a unit by the standard's tags they are
  /// refused.
  @Test(arguments: ["TOSHIBA", "UIH", "Canon", ""])
  func unverifiedVendorsWithoutAUnit(_ manufacturer: String) {
    let expected =
      "The phase's unit is unknown: RescaleSlope (0028,1053) and RescaleIntercept (0028,1052) absent, BitsStored "
      + "(0028,0101) 12, RealWorldValueMappingSequence (0040,9096) absent or without the unit of an angle. Export "
      + "the original phase with its rescale tags."
    #expect(reasons(change: { $0.header.set(.manufacturer, .LO, manufacturer) }) == [expected, expected])
  }

  @Test func noFieldStrength() {
    let expected =
      "The field strength is unknown: ImagingFrequency (0018,0084), TransmitterFrequency (0018,9098) and "
      + "MagneticFieldStrength (0018,0087) are absent. Export the original series."
    let found = reasons(change: {
      $0.header[.imagingFrequency] = nil
      $0.header[.magneticFieldStrength] = nil
    })
    #expect(found == [expected, expected])
  }

  @Test func frequencyOfAnotherField() {
    let expected =
      "The imaging frequency of 123.25 MHz does not belong to protons at 1.5 T. Check ImagingFrequency (0018,0084) "
      + "and MagneticFieldStrength (0018,0087)."
    #expect(reasons(change: { $0.header.set(.magneticFieldStrength, .DS, "1.5") }) == [expected, expected])
  }

  @Test func unknownFieldDirection() {
    let expected =
      "PatientPosition (0018,5100) is LFS: the direction of the main field is unknown. Only head-first and "
      + "feet-first positions in a horizontal magnet are supported."
    #expect(reasons(change: { $0.header.set(.patientPosition, .CS, "LFS") }) == [expected, expected])
  }

  @Test func nominalFieldIsAFallbackThatIsNoted() throws {
    let instances = SyntheticMGRE().classic.map { instance in
      var result = instance
      result.header[.imagingFrequency] = nil
      return result
    }
    let mgre = try loadedMGRE(instances)
    #expect(mgre.fieldStrength.tesla == 3)
    #expect(mgre.metadata.imagingFrequencyMHz == nil)
    #expect(
      mgre.metadata.warnings == [
        "The imaging frequency is absent: the nominal field strength of 3 T was used."
      ])
  }

  @Test func twoEchoesAreAWarning() throws {
    let mgre = try loadedMGRE(SyntheticMGRE(echoTimesMs: [4, 8]).classic)
    #expect(
      mgre.metadata.warnings == [
        "Two echoes only: neither the field's fit nor the phase offset can be checked against a third echo, R2* "
          + "rests on two points, and the noise is higher."
      ])
  }

  /// These images hold samples beyond the readout that the tags name: nothing is taken away.
  @Test func interpolationThatTheSpectrumContradictsIsAWarning() throws {
    let instances = SyntheticMGRE().classic.map { instance in
      var result = instance
      result.header.set(.acquisitionMatrix, .US, ints: [3, 0, 0, 5])
      result.header.set(.inPlanePhaseEncodingDirection, .CS, "COL")
      return result
    }
    #expect(
      try loadedMGRE(instances).metadata.warnings == [
        "By their tags the images are interpolated (3 samples were read out for 6 pixels), but their spectrum goes "
          + "farther: the stored matrix was kept."
      ])
  }

  @Test func emptyPhase() throws {
    let instances = SyntheticMGRE().classic.map { instance in
      var result = instance
      if isPhase(instance), instance.header.double(.echoTime) == 8 {
        result.frames = [[Int32](repeating: 2048, count: 30)]
      }
      return result
    }
    let error = #expect(throws: AcquisitionError.self) { try loadedMGRE(instances) }
    #expect(
      error?.description
        == "Series 5 and 6 cannot be used. All voxels of the phase of echo 2 are equal: the images are empty. "
        + "Export them again.")
  }

  @Test func unsignedRealAndImaginary() {
    let found = reasons(change: {
      $0.header.set(.imageType, .CS, "ORIGINAL", "PRIMARY", isPhase($0) ? "I" : "R", "ND")
      $0.header.set(.seriesInstanceUID, .UI, "1.2.3.77")
    })
    #expect(
      found == [
        "The scale of its real and imaginary images is unknown: its values cannot be negative (BitsStored "
          + "(0028,0101) 12 unsigned, RescaleIntercept (0028,1052) absent). Export magnitude and phase."
      ])
  }

  @Test func slicesThickerThanTheirDistanceAreAWarning() throws {
    let instances = SyntheticMGRE().classic.map { instance in
      var result = instance
      result.header.set(.sliceThickness, .DS, "4")
      return result
    }
    #expect(
      try loadedMGRE(instances).metadata.warnings == [
        "The slices are interpolated: they are 4 mm thick and 2 mm apart."
      ])
  }

  @Test func spinEchoIsNotAskedForPhase() {
    let found = reasons(change: { $0.header.set(.scanningSequence, .CS, "SE") })
    #expect(found == Array(repeating: "It is a spin echo sequence, not a gradient echo.", count: 2))
  }
}
