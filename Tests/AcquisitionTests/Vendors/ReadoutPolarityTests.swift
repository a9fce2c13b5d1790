import DICOM
import Testing

@testable import Acquisition

/// The readout's polarity is what Siemens' protocol says, else unknown.
struct ReadoutPolarityTests {
  func instances(_ protocolText: String, manufacturer: String = "SIEMENS") -> [SyntheticInstance] {
    changed(SyntheticMGRE().classic) {
      $0.header.set(.manufacturer, .LO, manufacturer)
      let padding = [UInt8](repeating: 0, count: 2000)
      $0.header.set(Tag(0x0029, 0x0010), .LO, "SIEMENS CSA HEADER")
      $0.header.set(Tag(0x0029, 0x1020), .OB, bytes: padding + Array(protocolText.utf8) + padding)
    }
  }

  static let product = "tSequenceFileName\t = \t\"\"%SiemensSeq%\\gre\"\"\n"
  static let custom = "tSequenceFileName\t = \t\"\"%CustomerSeq%\\my_gre\"\"\n"

  static let cases: [(text: String, polarity: String)] = [
    ("\(product)ucReadOutMode\t = \t1\n", "monopolar"), ("\(product)ucReadOutMode\t = \t2\n", "bipolar"),
    ("\(product)ucReadOutMode = 0x2\n", "bipolar"), ("\(custom)ucReadOutMode\t = \t2\n", "bipolar"),
    // 1 is also what a sequence without the choice holds.
    ("\(custom)ucReadOutMode\t = \t1\n", ""), ("\(product)ucReadOutMode\t = \t4\n", ""), (product, ""),
    ("\(product)ucReadOutMode\t = \tx\n", ""),
  ]

  @Test(arguments: cases)
  func theProtocolSaysIt(_ text: String, _ polarity: String) throws {
    let mgre = try loadedMGRE(instances(text))
    #expect(mgre.metadata.readoutPolarity == polarity)
    #expect(
      mgre.metadata.warnings
        == (polarity == "bipolar"
          ? [
            "The readout is bipolar: odd and even echoes may differ by a linear phase along the readout, which this "
              + "version does not correct."
          ] : []))
  }

  @Test func theProtocolOfEnhancedFilesStandsInTheSharedGroups() throws {
    var item = DataSet()
    item.set(Tag(0x0021, 0x0010), .LO, "SIEMENS MR SDS 01")
    let text = Self.product + "ucReadOutMode\t = \t2\n" + String(repeating: " ", count: 2000)
    item.set(Tag(0x0021, 0x1019), .OB, bytes: Array(text.utf8))
    var shared = DataSet()
    shared.set(Tag(0x0021, 0x10FE), items: [item])
    var header = DataSet()
    header.set(.sharedFunctionalGroupsSequence, items: [shared])
    let found = SequenceProtocol(header)
    #expect(found.readoutMode == 2 && found.isSiemensProduct && !found.isFieldMapping)
  }

  /// A site may call any protocol `gre_field_mapping`; the sequence's file counts.
  @Test func theSequenceFileTellsAFieldMapping() throws {
    let named = Self.product + "tProtocolName\t = \t\"\"gre_field_mapping\"\"\n"
    #expect(throws: Never.self) { try loadedMGRE(instances(named)) }
    let mapping = "tSequenceFileName\t = \t\"\"%SiemensSeq%\\gre_field_mapping\"\"\n"
    #expect(
      reasons(of: instances(mapping)).allSatisfy { $0.contains("its phase is the difference of two echoes") })
  }

  @Test func withoutAProtocolItIsUnknown() throws {
    #expect(try loadedMGRE(SyntheticMGRE().classic).metadata.readoutPolarity.isEmpty)
    #expect(try loadedMGRE(SyntheticMGRE(style: .philips).classic).metadata.readoutPolarity.isEmpty)
  }
}
