import DICOM
import Testing

@testable import Acquisition

struct SpectralImageTests {
  @Test(arguments: [
    (["ORIGINAL", "PRIMARY", "AXIAL"], "Head 1.0 Hr38", SpectralImage.conventional),
    (["ORIGINAL", "PRIMARY", "AXIAL", "CT_SOM5 SPI"], "", .conventional),
    (["ORIGINAL", "PRIMARY", "AXIAL", "CT_SOM5 SPI DUAL"], "", .mixed),
    (["DERIVED", "PRIMARY", "AXIAL", "VMI"], "MonoE 70 keV", .monoenergetic(keV: 70)),
    (["DERIVED", "PRIMARY", "AXIAL", "MAT_REMOVED"], "", .altered("MAT_REMOVED")),
    (["DERIVED", "PRIMARY", "AXIAL", "EFF_ATOMIC_NUM"], "", .material("EFF_ATOMIC_NUM")),
    (["DERIVED", "PRIMARY", "AXIAL", "MONO_E"], "Head Mono+ 40keV", .monoenergetic(keV: 40)),
    (["DERIVED", "SECONDARY", "AXIAL"], "Monoenergetic Plus", .monoenergetic(keV: nil)),
    (["DERIVED", "SECONDARY", "AXIAL"], "DE Brain VNC 5.0", .altered("VNC")),
    (["DERIVED", "SECONDARY", "AXIAL"], "Virtual Non-Contrast", .altered("VIRTUAL NON CONTRAST")),
    (["DERIVED", "SECONDARY", "AXIAL"], "Iodine Density [mg/ml]", .material("IODINE DENSITY")),
    (["DERIVED", "SECONDARY", "AXIAL"], "MD: Iodine(Water)", .material("IODINE WATER")),
    (["DERIVED", "SECONDARY", "AXIAL"], "Z Effective", .material("Z EFFECTIVE")),
    (["DERIVED", "SECONDARY", "AXIAL"], "Rho/Z Map", .material("RHO")),
    (["ORIGINAL", "PRIMARY", "AXIAL", "CT_SOM7", "DET_AB"], "DE_Head", .mixed),
    (["ORIGINAL", "PRIMARY", "AXIAL"], "DE_Head 0.75 Q30f M_0.5", .mixed),
    (["ORIGINAL", "PRIMARY", "AXIAL"], "Angio de crane", .conventional),
  ])
  func kind(_ imageType: [String], _ description: String, _ expected: SpectralImage) {
    #expect(SpectralImage(imageType: imageType, texts: [description]) == expected)
  }

  func scan(_ imageType: [String], _ description: String) -> SyntheticCT {
    var scan = SyntheticCT()
    scan.imageType = imageType
    scan.seriesDescription = description
    return scan
  }

  @Test(arguments: [
    (["DERIVED", "PRIMARY", "AXIAL", "MAT_REMOVED"], "Its attenuation was altered (MAT_REMOVED)"),
    (
      ["DERIVED", "PRIMARY", "AXIAL", "ELECTRON_DENSITY"],
      "It is a map from several X-ray energies (ELECTRON_DENSITY)"
    ),
  ])
  func whatIsNotAttenuationIsRefused(_ imageType: [String], _ words: String) {
    let series = inventory(of: scan(imageType, "").instances).series
    #expect(series.map(\.verdict) == [.refused])
    #expect(series[0].reason.hasPrefix(words))
  }

  @Test(arguments: ["HU_MOD", "MGML", "Z_EFF", "ED"])
  func otherRescaleTypesAreRefused(_ type: String) {
    var instances = SyntheticCT().instances
    for i in instances.indices { instances[i].header.set(.rescaleType, .LO, type) }
    #expect(
      inventory(of: instances).series.map(\.reason) == [
        "RescaleType (0028,1054) is \(type), not HU. Export the original series in Hounsfield units."
      ])
  }

  @Test func monoenergeticNearSeventyIsAWarningOthersWithholdTheGrade() throws {
    let ordinary = try loadedCT(scan(["DERIVED", "PRIMARY", "AXIAL", "VMI"], "70 keV").instances).metadata
    #expect(ordinary.gradeWithheldReason == nil)
    #expect(ordinary.warnings.contains { $0.hasPrefix("The CT is virtual monoenergetic (70 keV)") })
    let low = try loadedCT(scan(["DERIVED", "PRIMARY", "AXIAL", "VMI"], "40 keV").instances).metadata
    #expect(
      low.gradeWithheldReason
        == "The CT is virtual monoenergetic at 40 keV; cut-offs in HU hold near 70 keV only.")
    let unknown = try loadedCT(scan(["DERIVED", "PRIMARY", "AXIAL", "VMI"], "").instances).metadata
    #expect(unknown.gradeWithheldReason?.contains("an unknown energy") == true)
  }

  @Test func anUnusualVoltageIsAWarning() throws {
    var scan = SyntheticCT()
    scan.kVp = 80
    let metadata = try loadedCT(scan.instances).metadata
    #expect(metadata.gradeWithheldReason == nil)
    #expect(metadata.warnings.contains { $0.hasPrefix("The tube voltage is 80 kV") })
  }

  @Test func aConeBeamScannerWithholdsTheGrade() throws {
    var instances = SyntheticCT().instances
    for i in instances.indices { instances[i].header.set(.manufacturerModelName, .LO, "ProMax 3D Max") }
    #expect(try loadedCT(instances).metadata.gradeWithheldReason?.contains("cone-beam") == true)
  }

  @Test func theOrdinarySeriesIsPreferred() throws {
    var mono = scan(["DERIVED", "PRIMARY", "AXIAL", "VMI"], "70 keV")
    mono.seriesUID = "1.2.4.20"
    mono.seriesNumber = 9
    let found = inventory(of: SyntheticMGRE().classic + SyntheticCT().instances + mono.instances)
    let series = try selectCase(in: found).series
    #expect(
      series.first { $0.number == 9 }?.reason == "Its attenuation was computed from several X-ray energies.")
  }
}
