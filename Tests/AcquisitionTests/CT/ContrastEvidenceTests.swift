import DICOM
import Testing

@testable import Acquisition

struct ContrastEvidenceTests {
  func scan(
    _ description: String = "", _ protocolName: String = "", _ change: (inout DataSet) -> Void = { _ in }
  ) throws -> CTMetadata {
    var ct = SyntheticCT()
    ct.seriesDescription = description
    ct.protocolName = protocolName
    var instances = ct.instances
    for i in instances.indices { change(&instances[i].header) }
    return try loadedCT(instances).metadata
  }

  @Test func wordsAloneWithholdTheGradeAndSaySo() throws {
    let angiography = try scan("CTA Head 0.75")
    #expect(angiography.contrastAgent == "")
    #expect(
      angiography.gradeWithheldReason
        == "Series Description (0008,103E) speaks of contrast agent or an angiography, although Contrast/Bolus Agent "
        + "(0018,0010) is empty: attenuation proves no mineral.")
    let both = try scan("", "HEAD W/O & W CONTRAST")
    #expect(
      both.gradeWithheldReason?.hasPrefix("Protocol Name (0018,1030) speaks both for and against") == true)
  }

  @Test(arguments: [
    ("Head without contrast", "Head"), ("Kopf nativ", "CTA Kopf"), ("KM-frei", "HEAD W/O & W CONTRAST"),
    ("", "Head W/O"),
    ("Head 5.0 H31s", "Routine Head"),
  ])
  func theSeriesDescriptionAgainstContrastCounts(_ description: String, _ protocolName: String) throws {
    #expect(try scan(description, protocolName).gradeWithheldReason == nil)
  }

  @Test func aTagOutweighsWordsAgainstIt() throws {
    let metadata = try scan("Head without contrast") { $0.set(.contrastBolusAgent, .LO, "IOMERON 350") }
    #expect(metadata.contrastAgent == "IOMERON 350")
    #expect(metadata.gradeWithheldReason?.contains("(0018,0010) is set") == true)
  }

  @Test(arguments: [
    (DICOM.Tag(0x0018, 0x1041), "80", true), (DICOM.Tag(0x0018, 0x1041), "0", false),
    (DICOM.Tag(0x0018, 0x1046), "4.5", true),
    (DICOM.Tag(0x0018, 0x1049), "350", true), (DICOM.Tag(0x0018, 0x1044), "", false),
  ])
  func amountsOfAgentWithholdTheGrade(_ tag: DICOM.Tag, _ amount: String, _ isAgent: Bool) throws {
    let reason = try scan { $0.set(tag, .DS, amount) }.gradeWithheldReason
    #expect((reason != nil) == isAgent)
  }

  @Test func routeAndIngredientWithholdTheGrade() throws {
    #expect(
      try scan { $0.set(DICOM.Tag(0x0018, 0x1048), .CS, "IODINE") }.gradeWithheldReason
        == "The CT was made with a contrast agent: Contrast/Bolus Ingredient (0018,1048) is set although (0018,0010) "
        + "names none.")
    #expect(try scan { $0.set(DICOM.Tag(0x0018, 0x1040), .LO, "IV") }.gradeWithheldReason != nil)
    #expect(try scan { $0.set(DICOM.Tag(0x0018, 0x1040), .LO, "") }.gradeWithheldReason == nil)
  }

  @Test func aPlainSeriesIsPreferredToAnAngiography() throws {
    var angiography = SyntheticCT(
      positions: (0..<150).map { Double($0) }, seriesUID: "1.2.4.21", seriesNumber: 9)
    angiography.seriesDescription = "CTA 1.0"
    let plain = SyntheticCT(
      positions: (0..<30).map { Double($0) * 5 }, seriesUID: "1.2.4.20", seriesNumber: 2)
    let found = inventory(of: SyntheticMGRE().classic + plain.instances + angiography.instances)
    let series = try selectCase(in: found).series
    #expect(series.filter { $0.verdict == .used }.compactMap(\.number).contains(2))
    #expect(series.first { $0.number == 9 }?.reason == "It may have been made with a contrast agent.")
  }
}
