import DICOM
import Testing

@testable import Acquisition

/// Real and imaginary images of Philips and Siemens.
struct ComplexImagesTests {
  @Test func philipsRealAndImaginary() throws {
    let scan = SyntheticMGRE.head(.philipsComplex)
    let mgre = try loadedMGRE(scan.classic)
    // Slope 1.25: rounding of 0.88 at a magnitude of 20.
    expectSignal(mgre, scan, toleranceRad: 0.045, magnitudeTolerance: 0.9)
    #expect(!mgre.metadata.phaseSignInverted)
    #expect(mgre.metadata.phaseScale == "phase = angle of (real, imaginary)")
  }

  @Test func siemensRealAndImaginarySeriesApart() throws {
    let scan = SyntheticMGRE.head(.siemensComplex)
    let mgre = try loadedMGRE(scan.classic)
    expectSignal(mgre, scan, toleranceRad: 0.036, magnitudeTolerance: 0.8)
    #expect(mgre.source.seriesInstanceUIDs == ["1.2.3.10", "1.2.3.11"])
  }

  @Test func enhancedPhilipsRealAndImaginaryAreTheClassicOnes() throws {
    let scan = SyntheticMGRE.head(.philipsComplex)
    let enhanced = try loadedMGRE([scan.enhanced])
    #expect(enhanced.phases.map(\.voxels) == (try loadedMGRE(scan.classic)).phases.map(\.voxels))
    #expect(enhanced.metadata.signalForm == "magnitude and phase from real and imaginary images")
  }

  /// Complete magnitude and phase go before real and imaginary images, which are then left out.
  @Test func magnitudeAndPhaseGoFirst() throws {
    let scan = SyntheticMGRE.head(.philips)
    let complex = changed(SyntheticMGRE.head(.philipsComplex).classic) {
      $0.header.set(.sopInstanceUID, .UI, "9." + ($0.header.string(.sopInstanceUID) ?? ""))
    }
    let mgre = try loadedMGRE(scan.classic + complex)
    #expect(mgre.phases.map(\.voxels) == (try loadedMGRE(scan.classic)).phases.map(\.voxels))
    #expect(
      mgre.metadata.warnings == [
        "48 images of other kinds were left out; the signal was read from magnitude and phase images."
      ])
  }

  /// Philips' (2005,100E) shows that real and imaginary do not share a scale.
  @Test func differentDisplayScalesAreRefused() {
    func instances(_ imaginaryScale: Double) -> [SyntheticInstance] {
      changed(SyntheticMGRE.head(.philipsComplex).classic) {
        let isImaginary = $0.header.strings(.imageType).contains("I")
        $0.header.set(Tag(0x2005, 0x0010), .LO, "Philips MR Imaging DD 001")
        $0.header.set(Tag(0x2005, 0x100E), .FL, doubles: [isImaginary ? imaginaryScale : 0.5])
      }
    }
    #expect(throws: Never.self) { try loadedMGRE(instances(0.5)) }
    #expect(
      reasons(of: instances(0.6)) == [
        "The scale of its real and imaginary images is unknown: its images have different scales by RescaleSlope "
          + "(0028,1053) and (2005,xx0E). Export magnitude and phase."
      ])
  }

  @Test func derivedRealAndImaginaryAreRefused() {
    let found = reasons(
      of: changed(SyntheticMGRE.head(.siemensComplex).classic) {
        let letter = $0.header.strings(.imageType)[2]
        $0.header.set(.imageType, .CS, "DERIVED", "PRIMARY", letter, "ND")
      })
    #expect(
      found.allSatisfy { $0.contains("computed from other images") || $0.contains("marked as derived") })
  }

  /// What the series of an acquisition are called, and that a lone real image is none.
  @Test func kinds() {
    func summaries(_ instances: [SyntheticInstance]) -> [SeriesSummary] { inventory(of: instances).series }
    #expect(summaries(SyntheticMGRE.head(.ge).classic).map(\.kind) == [.mgreMagnitudeAndPhase])
    #expect(summaries(SyntheticMGRE.head(.siemensComplex).classic).map(\.kind) == [.mgrePhase, .mgrePhase])
    #expect(
      summaries(SyntheticMGRE.head(.ge).classic).map(\.reason) == [
        "3 echoes, real and imaginary complete, voxels of 0.75 mm³."
      ])
    #expect(summaries(SyntheticMGRE.head(.siemensComplex).classic).map(\.parts) == [[.real], [.imaginary]])
    var single = SyntheticMGRE.head(.siemensComplex)
    single.echoTimesMs = [4]
    let real = summaries(single.classic.filter { $0.header.strings(.imageType).contains("R") })
    #expect(real.map(\.kind) == [.other])
    #expect(real.map(\.verdict) == [.notUsed])
  }
}
