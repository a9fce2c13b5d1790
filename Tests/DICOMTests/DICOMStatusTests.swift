import DICOM
import Testing

struct DICOMStatusTests {
  @Test(
    arguments: [
      (0x0000, "Success (0000H)"), (0x0111, "Duplicate SOP Instance (0111H)"),
      (0xA701, "Refused: out of resources (A701H)"), (0xA9FF, "Data set does not match SOP Class (A9FFH)"),
      (0xB006, "Warning: elements discarded (B006H)"), (0xC123, "Cannot understand the data set (C123H)"),
      (0x0042, "Unknown status (0042H)"),
    ] as [(UInt16, String)])
  func words(code: UInt16, text: String) { #expect(DICOMStatus(code).description == text) }

  @Test func everyCodeIsOneOfThreeKindsAtMost() {
    for code in UInt16.min...UInt16.max {
      let s = DICOMStatus(code)
      #expect([s.isSuccess, s.isWarning, s.isPending].filter { $0 }.count <= 1)
    }
    #expect(DICOMStatus(0xB000).isWarning && !DICOMStatus(0xA700).isWarning)
  }
}
