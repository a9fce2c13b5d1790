import DICOM
import Testing

/// Written and read again, a data set is what it was.
struct RoundTripTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  /// One element of every VR, in a private block so that no dictionary decides the VR.
  static let everyVR: DataSet = {
    var d = identity()
    func at(_ element: UInt16) -> Tag { Tag(0x0099, 0x1000 + element) }
    d.set(Tag(0x0099, 0x0010), .LO, "PALLIDUM TEST")
    d.set(at(1), .AE, "PEER")
    d.set(at(2), .AS, "061Y")
    d.set(at(3), .AT, ints: [0x0020_0032, 0xFFFE_E000])
    d.set(at(4), .CS, "ORIGINAL", "PRIMARY", "", "M")
    d.set(at(5), .DA, "20261121")
    d.set(at(6), .DS, "1.50", "-3e-05")
    d.set(at(7), .DT, "20261121101010.000000")
    d.set(at(8), .FD, doubles: [Double.pi, -0.0, 1e-300])
    d.set(at(9), .FL, doubles: [0.5, -1.25])
    d.set(at(10), .IS, ints: [-12, 7])
    d.set(at(11), .LO, "Grüße", "Ωmega")
    d.set(at(12), .LT, "one\\line\r\nand another")
    d.set(at(13), .OB, bytes: [1, 2, 3, 4])
    d.set(at(14), .OD, bytes: Array(1...16))
    d.set(at(15), .OF, bytes: Array(1...8))
    d.set(at(16), .OL, bytes: Array(1...8))
    d.set(at(17), .OV, bytes: Array(1...8))
    d.set(at(18), .OW, bytes: [1, 2, 3, 4, 5, 6])
    d.set(at(19), .PN, "Müller^Jörg^^Dr.")
    d.set(at(20), .SH, "short")
    d.set(at(21), .SL, ints: [-2_147_483_648, 5])
    d.set(at(22), .SS, ints: [-32768, 32767])
    d.set(at(23), .ST, "short\\text")
    d.set(at(24), .SV, ints: [Int.min, Int.max])
    d.set(at(25), .TM, "101010.5")
    d.set(at(26), .UC, "unlimited", "characters")
    d.set(at(27), .UI, "1.2.3", "1.2.840.10008.1.1")
    d.set(at(28), .UL, ints: [4_294_967_295])
    d.set(at(29), .UN, bytes: [9, 8, 7, 6])
    d.set(at(30), .UR, "http://example.org/a\\b")
    d.set(at(31), .US, ints: [65535, 0])
    d.set(at(32), .UT, "unlimited text")
    d.set(at(33), .UV, ints: [Int.max])
    var inner = DataSet()
    inner.set(.codeMeaning, .LO, "Kernspintomographie ä")
    var outer = DataSet()
    outer.set(.conceptNameCodeSequence, items: [inner, DataSet(), inner])
    d.set(at(34), items: [outer, DataSet()])
    d.set(at(35), items: [])
    d.set(at(36), .LO)
    return d
  }()

  @Test(arguments: [
    TransferSyntax.explicitVRLittleEndian, .deflatedExplicitVRLittleEndian, .explicitVRBigEndian,
  ])
  func everyVRSurvives(syntax: TransferSyntax) throws {
    let path = folder.file("a.dcm")
    try DICOMWriter.write(Self.everyVR, to: path, transferSyntax: syntax)
    let file = try DICOMFile.open(path)
    var expected = Self.everyVR
    expected.set(.specificCharacterSet, .CS, "ISO_IR 192")
    for tag in expected.tags { #expect(file.dataSet[tag] == expected[tag], "\(tag)") }
    #expect(file.dataSet.tags == expected.tags)
    #expect(file.transferSyntax == syntax.uid)
    #expect(file.omittedElements.isEmpty)
  }

  @Test func metaInformationNamesTheImplementation() throws {
    let path = folder.file("a.dcm")
    try DICOMWriter.write(identity(), to: path)
    let meta = try DICOMFile.open(path).metaInformation
    #expect(meta.string(.implementationClassUID) == DICOMWriter.implementationClassUID)
    #expect(meta.string(.implementationVersionName) == "PALLIDUM")
    #expect(meta.string(.mediaStorageSOPInstanceUID) == "2.25.1")
    #expect(UID(DICOMWriter.implementationClassUID) != nil)
  }
}
