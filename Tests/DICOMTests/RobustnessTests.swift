import TestSupport
import Testing

@testable import DICOM

/// Damaged and hostile input ends in an error, never in a crash or in exhausted memory.
struct RobustnessTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  private func bytes(_ dataSet: DataSet, _ syntax: TransferSyntax = .explicitVRLittleEndian) throws -> [UInt8]
  {
    let path = folder.file("whole.dcm")
    try DICOMWriter.write(dataSet, to: path, transferSyntax: syntax)
    return try readBytes(path)
  }

  /// Reads everything that can be read.
  private func exercise(_ bytes: [UInt8]) throws {
    let path = try folder.write(bytes, "damaged.dcm")
    do throws(DICOMError) {
      let file = try DICOMFile.open(path)
      for frame in 0..<min(file.pixelDescription?.frames ?? 0, 4) { _ = try file.storedValues(frame: frame) }
    } catch {
      #expect(!error.description.isEmpty)
    }
  }

  @Test func exceptionsEndAtTheFence() {
    for (kind, text) in [(0, "thrown for a test"), (1, "out of memory"), (2, "an unknown C++ exception")] {
      do throws(BridgeFailure) {
        try throwInCPlusPlus(Int32(kind))
        Issue.record("no failure")
      } catch {
        #expect(error.status == .exception)
        #expect(error.text == text)
      }
    }
  }

  @Test func everyTruncationIsAnErrorOrASmallerDataSet() throws {
    let whole = try bytes(RoundTripTests.everyVR)
    for count in stride(from: 0, to: whole.count, by: 7) { try exercise(Array(whole.prefix(count))) }
  }

  @Test func truncatedPixelDataIsMalformed() throws {
    let whole = try bytes(image(Array(0..<64), rows: 8, columns: 8))
    let path = try folder.write(Array(whole.dropLast(20)), "a.dcm")
    #expect(throws: DICOMError.self) { _ = try DICOMFile.open(path).storedValues(frame: 0) }
  }

  @Test(arguments: [TransferSyntax.explicitVRLittleEndian, .deflatedExplicitVRLittleEndian])
  func changedBytesNeverCrash(syntax: TransferSyntax) throws {
    let whole = try bytes(RoundTripTests.everyVR, syntax)
    var random = SplitMix64(seed: 7)
    for _ in 0..<200 {
      var changed = whole
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        changed[Int.random(in: 132..<whole.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      try exercise(changed)
    }
  }

  @Test func randomBytesAreNotDICOM() throws {
    var random = SplitMix64(seed: 3)
    for count in [0, 1, 131, 132, 500, 5000] {
      let path = try folder.write((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }, "r")
      #expect(throws: DICOMError.notDICOM(path: path)) { try DICOMFile.open(path) }
    }
    let text = try folder.write(Array("not an image at all, but long enough for a preamble".utf8), "t.txt")
    #expect(throws: DICOMError.notDICOM(path: text)) { try DICOMFile.open(text) }
  }

  @Test func aMissingFileCannotBeOpened() {
    let path = folder.file("absent.dcm")
    #expect(throws: DICOMError.cannotOpen(path: path, detail: "No such file or directory")) {
      try DICOMFile.open(path)
    }
  }

  @Test(arguments: [100, 20_000, 500_000])
  func bottomlessNestingIsRefused(levels: Int) throws {
    var f = RawFile.part10()
    f.identity()
    f.nest(levels)
    let path = try folder.write(f.bytes, "deep.dcm")
    #expect(throws: DICOMError.self) { try DICOMFile.open(path) }
  }

  @Test func nestingUpToTheLimitIsRead() throws {
    func nested(_ levels: Int) -> DataSet {
      (0..<levels).reduce(into: DataSet()) { inner, _ in
        var outer = DataSet()
        outer.set(.contentSequence, items: [inner])
        inner = outer
      }
    }
    let path = folder.file("a.dcm")
    var limits = ReadLimits()
    for (levels, isRead) in [(40, true), (41, false)] {
      var d = identity()
      d.merge(nested(levels))
      try DICOMWriter.write(d, to: path)
      if isRead {
        #expect(try DICOMFile.open(path).dataSet == d)
      } else {
        #expect(throws: DICOMError.overLimit(path: path, detail: "sequences are nested too deeply")) {
          try DICOMFile.open(path)
        }
      }
    }
    limits.depth = 41
    #expect(throws: Never.self) { try DICOMFile.open(path, limits: limits) }
  }

  @Test func tooManyElementsAreRefused() throws {
    let path = folder.file("a.dcm")
    var d = identity()
    for i in 0..<200 { d.set(Tag(0x0099, 0x1000 + UInt16(i)), .UN, bytes: [0, 0]) }
    try DICOMWriter.write(d, to: path)
    var limits = ReadLimits()
    limits.elements = 100
    #expect(throws: DICOMError.overLimit(path: path, detail: "too many elements")) {
      try DICOMFile.open(path, limits: limits)
    }
  }

  @Test func longValuesAreLeftOutAndListed() throws {
    let path = folder.file("a.dcm")
    var d = identity()
    d.set(Tag(0x0099, 0x0010), .LO, "PALLIDUM TEST")
    d.set(Tag(0x0099, 0x1001), .OB, bytes: [UInt8](repeating: 1, count: 10_000))
    try DICOMWriter.write(d, to: path)
    var limits = ReadLimits()
    limits.valueLength = 9_999
    let file = try DICOMFile.open(path, limits: limits)
    #expect(file.dataSet[Tag(0x0099, 0x1001)] == nil)
    #expect(
      file.omittedElements == [OmittedElement(tag: Tag(0x0099, 0x1001), length: 10_000, reason: .tooLong)])
  }

}
