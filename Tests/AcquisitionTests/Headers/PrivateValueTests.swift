import DICOM
import Testing

@testable import Acquisition

/// Values whose type a transfer syntax without types did not keep.
struct PrivateValueTests {
  static let tag = Tag(0x2005, 0x100E)

  @Test(arguments: [([UInt8(3), 0], 3), ([0xFF, 0xFF], -1), ([2, 0, 9, 9], 2), ([1], nil), ([], nil)])
  func shortIntegersOfUnknownBytes(_ bytes: [UInt8], _ expected: Int?) {
    var d = DataSet()
    d.set(Self.tag, .UN, bytes: bytes)
    #expect(d.shortInteger(Self.tag) == expected)
  }

  @Test func shortIntegersOfKnownTypes() {
    var d = DataSet()
    d.set(Self.tag, .SS, ints: [2, 7])
    #expect(d.shortInteger(Self.tag) == 2)
    d.set(Self.tag, .IS, "3")
    #expect(d.shortInteger(Self.tag) == 3)
    d.set(Self.tag, .LO, "two")
    #expect(d.shortInteger(Self.tag) == nil)
    #expect(DataSet().shortInteger(Self.tag) == nil)
  }

  @Test func floatingPointOfUnknownBytes() {
    var d = DataSet()
    // 651.7395 and 0.1, little endian.
    d.set(Self.tag, .UN, bytes: [0x54, 0xEF, 0x22, 0x44])
    #expect(abs((d.floatingPoint(Self.tag) ?? 0) - 651.7395) < 1e-3)
    d.set(Self.tag, .UN, bytes: [0x9A, 0x99, 0x99, 0x99, 0x99, 0x99, 0xB9, 0x3F])
    #expect(d.floatingPoint(Self.tag) == 0.1)
    d.set(Self.tag, .UN, bytes: [1, 2, 3])
    #expect(d.floatingPoint(Self.tag) == nil)
    d.set(Self.tag, .FL, doubles: [2.5])
    #expect(d.floatingPoint(Self.tag) == 2.5)
  }

  /// Of several mappings the one whose unit is an angle counts; two that differ are none.
  @Test func realWorldMappings() {
    func mapping(_ unit: String, _ scheme: String, _ slope: Double) -> DataSet {
      var code = DataSet()
      code.set(.codeValue, .SH, unit)
      code.set(.codingSchemeDesignator, .SH, scheme)
      var d = DataSet()
      d.set(.measurementUnitsCodeSequence, items: [code])
      d.set(.realWorldValueSlope, .FD, doubles: [slope])
      d.set(.realWorldValueIntercept, .FD, doubles: [0])
      return d
    }
    func scale(_ items: [DataSet]) -> RealWorldScale? {
      var d = DataSet()
      d.set(.realWorldValueMappingSequence, items: items)
      return RealWorldScale(FrameAttributes(header: d))
    }
    #expect(scale([mapping("Hz", "UCUM", 5), mapping("mrad", "UCUM", 2)])?.slope == 0.002)
    #expect(scale([mapping("rad", "UCUM", 2), mapping("rad", "UCUM", 2)])?.slope == 2)
    #expect(scale([mapping("rad", "UCUM", 2), mapping("rad", "UCUM", 3)]) == nil)
    #expect(scale([mapping("rad", "99LOCAL", 2)]) == nil)
    #expect(scale([mapping("1", "UCUM", 2)]) == nil)
    #expect(scale([mapping("rad", "UCUM", 0)]) == nil)
    #expect(scale([]) == nil)
  }

  /// What the pixels can hold, whatever BitsStored claims.
  @Test func storedRanges() throws {
    func range(bits: Int, signed: Bool) throws -> ClosedRange<Double> {
      var header = SyntheticMGRE(style: .philips).header("P", echo: 0, slice: 0)
      header.set(.bitsStored, .US, ints: [bits])
      header.set(.pixelRepresentation, .US, ints: [signed ? 1 : 0])
      let instance = try #require(ScannedInstance(path: "a", transferSyntax: "", header: header))
      return try #require(instance.frames.first).storedRange
    }
    #expect(try range(bits: 12, signed: false) == 0...4095)
    #expect(try range(bits: 16, signed: true) == -32768...32767)
    #expect(try range(bits: 32, signed: false) == 0...4_294_967_295)
    #expect(try range(bits: 0, signed: false) == 0...1)
  }
}
