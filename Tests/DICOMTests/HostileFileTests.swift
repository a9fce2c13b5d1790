import Foundation
import Testing

@testable import DICOM

/// Files that promise more than they hold, or hold more than they should: each ends in an error that says so,
/// without the memory it asked for.
struct HostileFileTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  /// Runs something, and requires that the process's peak memory grew by less than 512 MiB.
  private func bounded<R>(_ body: () throws -> R) throws -> R {
    func peak() -> Int {
      var usage = rusage()
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return usage.ru_maxrss  // KiB
    }
    let before = peak()
    let result = try body()
    #expect(peak() - before < 512 << 10)
    return result
  }

  private func open(_ bytes: [UInt8], _ limits: ReadLimits = .init()) throws -> DICOMFile {
    try DICOMFile.open(try folder.write(bytes, "a.dcm"), limits: limits)
  }

  /// The text of the error that reading the first frame ends in; fails if it does not.
  private func failure(_ bytes: [UInt8], _ limits: ReadLimits = .init()) throws -> String {
    do {
      _ = try open(bytes, limits).storedValues(frame: 0)
      Issue.record("no error")
      return ""
    } catch let error as DICOMError {
      return error.description
    }
  }

  // MARK: More than there is

  /// 7 MB that inflate to 1 GB.
  @Test func aDeflateBombIsOverTheLimit() throws {
    var inside = RawFile()
    inside.identity()
    inside.tag(0x0099, 0x1001)
    inside.bytes += Array("OB".utf8) + [0, 0]
    inside.length(0xFFFF_FFF0)
    var stream = Deflate()
    for byte in inside.bytes + [0] { stream.literal(byte) }
    stream.repeatLast(times: 4_200_000)
    stream.finish()
    let file =
      RawFile.part10(transferSyntax: TransferSyntax.deflatedExplicitVRLittleEndian.uid).bytes + stream.bytes
    var limits = ReadLimits()
    limits.bytes = 64 << 20
    let said = try bounded { try failure(file, limits) }
    #expect(said.contains("too many bytes"))
  }

  /// Deflation itself is read: the bomb's shape is not what is refused.
  @Test func aSmallDeflatedRunIsRead() throws {
    var inside = RawFile()
    inside.identity()
    inside.tag(0x0099, 0x1001)
    inside.bytes += Array("OB".utf8) + [0, 0]
    inside.length(2 * 258 + 2)
    var stream = Deflate()
    for byte in inside.bytes + [0xEE] { stream.literal(byte) }
    stream.repeatLast(times: 2)
    stream.literal(7)
    stream.finish()
    let file = try open(
      RawFile.part10(transferSyntax: TransferSyntax.deflatedExplicitVRLittleEndian.uid).bytes + stream.bytes)
    #expect(
      file.dataSet.bytes(Tag(0x0099, 0x1001)) == [UInt8](repeating: 0xEE, count: 2 * 258 + 1) + [7])
  }

  /// Values of 4 GB and items beyond the end of the file, in every VR whose length has 32 bits.
  @Test(arguments: ["OB", "OW", "OF", "UN", "UT", "SQ"])
  func lengthsBeyondTheFileAreMalformed(vr: String) throws {
    for length: UInt32 in [0xFFFF_FFFE, 0x7FFF_FFFF, 1_000_000] {
      var f = RawFile.part10()
      f.identity()
      f.tag(0x0099, 0x1001)
      f.bytes += Array(vr.utf8) + [0, 0]
      f.length(length)
      if vr == "SQ" {
        f.tag(0xFFFE, 0xE000)
        f.length(length)
      }
      f.bytes += [1, 2, 3, 4]
      let outcome = try bounded { try? open(f.bytes) }
      #expect(outcome == nil)
    }
  }

  @Test func manyValuesTogetherAreOverTheLimit() throws {
    var f = RawFile.part10()
    f.identity()
    for i in 0..<100 {
      f.append(0x0099, 0x1000 + UInt16(i), "OB", [UInt8](repeating: 1, count: 100_000))
    }
    var limits = ReadLimits()
    limits.bytes = 5_000_000
    #expect(try failure(f.bytes, limits).contains("too many bytes"))
  }

  /// A text of nothing but separators would be a string a byte.
  @Test func textOfCountlessValuesIsLeftOut() throws {
    var f = RawFile.part10()
    f.identity()
    f.tag(0x0099, 0x1001)
    f.bytes += Array("UC".utf8) + [0, 0]
    f.length(40_000_000)
    f.bytes += [UInt8](repeating: UInt8(ascii: "\\"), count: 40_000_000)
    try bounded {
      let file = try open(f.bytes)
      #expect(
        file.omittedElements
          == [OmittedElement(tag: Tag(0x0099, 0x1001), length: 40_000_000, reason: .tooLong)])
    }
  }

  // MARK: Sizes that lie

  /// The frame header says 65535 × 65535 where Rows × Columns say 16 × 16.
  @Test(arguments: [TransferSyntax.jpegLosslessSV1, .jpegLSLossless])
  func aFrameHeaderLargerThanTheTagsIsRefused(syntax: TransferSyntax) throws {
    let path = folder.file("whole.dcm")
    let values = PixelTests.noise(256, 0...4095, seed: 4)
    try DICOMWriter.write(
      image(values, rows: 16, columns: 16, bitsStored: 12), to: path, transferSyntax: syntax)
    var bytes = try readBytes(path)
    let marker: [UInt8] = [0xFF, syntax == .jpegLSLossless ? 0xF7 : 0xC3]
    let at = try #require(bytes.indices.last { bytes[$0...].starts(with: marker) })
    bytes.replaceSubrange(at + 5..<at + 9, with: [0xFF, 0xFF, 0xFF, 0xFF])
    let said = try bounded { try failure(bytes) }
    #expect(said.contains("65535 rows, 65535 columns"))
  }

  /// CharLS reads beyond a stream that does not end.
  @Test func aJPEGLSStreamWithoutEndIsRefused() throws {
    let bytes = try readBytes(FuzzCorpus.path("finding-jpeg-ls-without-end.dcm"))
    #expect(try failure(bytes).contains("the JPEG-LS stream has no end"))
  }

  /// DCMTK looks for the bit depth behind the marker TEM without end.
  @Test func aJPEGStreamThatHangsTheDecoderIsRefused() throws {
    let bytes = try readBytes(FuzzCorpus.path("finding-jpeg-tem-hang.dcm"))
    #expect(try failure(bytes).contains("the JPEG stream has no frame header"))
  }

  /// A progressive frame is decoded as a whole before its size is compared: 3.5 GB, if nobody looks before.
  @Test func aProgressiveFrameLargerThanTheTagsIsRefused() throws {
    var bytes = try readBytes(FuzzCorpus.path("jpeg-baseline.dcm"))
    let frame = try #require(bytes.indices.last { bytes[$0...].starts(with: [0xFF, 0xC0]) })
    let scan = try #require(bytes.indices.last { bytes[$0...].starts(with: [0xFF, 0xDA]) })
    bytes[frame + 1] = 0xC2
    bytes.replaceSubrange(frame + 5..<frame + 9, with: [0x75, 0x30, 0x75, 0x30])
    bytes[scan + Int(bytes[scan + 3])] = 0  // the end of the spectral selection
    let said = try bounded { try failure(bytes) }
    #expect(said.contains("30000 rows, 30000 columns"))
  }

  @Test(arguments: [(65535, 65535), (0xFFFF_FFFF, 0xFFFF_FFFF), (0, 0)])
  func aCodestreamLargerThanTheTagsIsRefused(columns: Int, rows: Int) throws {
    var bytes = try readBytes(FuzzCorpus.path("jpeg-2000.dcm"))
    let at = try #require(bytes.indices.first { bytes[$0...].starts(with: [0xFF, 0x51]) })
    func word(_ n: Int) -> [UInt8] { (0..<4).reversed().map { UInt8(n >> (8 * $0) & 0xff) } }
    bytes.replaceSubrange(at + 6..<at + 14, with: word(columns) + word(rows))
    let said = try bounded { try failure(bytes) }
    #expect(said.contains("differ from the attributes"))
  }

  /// Tiles of 1 × 1, precincts of 1 × 1, 65535 layers: structures, not samples, that fill the memory.
  @Test(arguments: ["tiles", "precincts", "layers"])
  func aCodestreamOfCountlessPartsIsRefused(part: String) throws {
    let name = part == "tiles" ? "jpeg-2000.dcm" : "jpeg-2000-precincts.dcm"
    var bytes = try readBytes(FuzzCorpus.path(name))
    let size = try #require(bytes.indices.first { bytes[$0...].starts(with: [0xFF, 0x51]) })
    let style = try #require(bytes.indices.first { bytes[$0...].starts(with: [0xFF, 0x52]) })
    let rows = try #require(
      bytes.indices.first { bytes[$0...].starts(with: [0x28, 0, 0x10, 0, 0x55, 0x53]) })
    // 2000 × 2000 by tags and codestream.
    for at in [rows, rows + 10] { bytes.replaceSubrange(at + 8..<at + 10, with: [0xD0, 0x07]) }
    bytes.replaceSubrange(size + 6..<size + 14, with: [0, 0, 0x07, 0xD0, 0, 0, 0x07, 0xD0])
    bytes.replaceSubrange(size + 22..<size + 30, with: [0, 0, 0x07, 0xD0, 0, 0, 0x07, 0xD0])
    switch part {
    case "tiles": bytes.replaceSubrange(size + 22..<size + 30, with: [0, 0, 0, 1, 0, 0, 0, 1])
    case "precincts": for i in 0..<3 { bytes[style + 14 + i] = 0 }
    default: bytes.replaceSubrange(style + 6..<style + 8, with: [0xFF, 0xFF])
    }
    let text = part == "tiles" ? "too many tiles" : "too many precincts or layers"
    let said = try bounded { try failure(bytes) }
    #expect(said.contains(text))
  }

  @Test(arguments: ["2147483647", "99999999999999999999", "-1", "0", "4000"])
  func absurdNumbersOfFramesAreRefused(frames: String) throws {
    var f = RawFile.part10(transferSyntax: TransferSyntax.rleLossless.uid)
    f.identity()
    f.describe(rows: 2, columns: 2, frames: frames)
    f.encapsulate([RLE.frame([[0, 1]]), RLE.frame([[0, 2]])])
    let said = try bounded { try failure(f.bytes) }
    #expect(!said.isEmpty)
  }

  // MARK: Offset tables and run lengths

  /// Three fragments, two frames: an offset that is outside, inside a fragment, repeated, or descending.
  @Test(arguments: [
    [0, 0], [0, 4], [0, 1_000_000], [76, 0], [152, 76], [4, 76], [0, 0xFFFF_FFFF], [0], [0, 76, 152],
  ])
  func offsetTablesThatLieAreRefused(offsets: [UInt32]) throws {
    #expect(try failure(run(offsets)).contains("offset table"))
  }

  /// The same with offsets that are right, as the control: fragments of 68 bytes and their 8 of header.
  @Test func offsetTablesThatHoldAreRead() throws {
    let file = try open(run([0, 152]))
    #expect(try file.storedValues(frame: 1) == [3, 3, 3, 3])
  }

  private func run(_ offsets: [UInt32]) -> [UInt8] {
    var f = RawFile.part10(transferSyntax: TransferSyntax.rleLossless.uid)
    f.identity()
    f.describe(rows: 2, columns: 2, frames: "2")
    let fragments = [1, 2, 3].map { RLE.frame([[0xFD, $0, 0x80, 0x80]]) }
    f.encapsulate(fragments, offsets: offsets)
    return f.bytes
  }

  /// Segments of 2 × 2 bytes: what each holds, and what the error says.
  @Test(
    arguments: [
      ([0x81, 7], "too long"),  // 128 repetitions
      ([0x7F, 1, 2, 3, 4, 5, 6, 7], "too long"),  // 128 literal bytes
      ([0x03, 1, 2], "too short"),  // 4 literal bytes, of which 2 are there
      ([0xFE, 7], "too short"),  // 3 repetitions
      ([0xFF, 1, 0x80, 0xFF], "too short"),  // what is to be repeated is missing
      ([], "too short"), ([0x80, 0x80, 0x80], "too short"),
    ] as [([UInt8], String)])
  func runsThatLieAreRefused(segment: [UInt8], reason: String) throws {
    #expect(try failure(rle(RLE.frame([segment]))).contains(reason))
  }

  @Test(arguments: [(2, 64), (0, 64), (16, 64), (1, 63), (1, 0), (1, 0xFFFF_FFFF), (1, 1000)])
  func segmentTablesThatLieAreRefused(count: Int, offset: Int) throws {
    func word(_ n: Int) -> [UInt8] { (0..<4).map { UInt8(n >> (8 * $0) & 0xff) } }
    var frame = RLE.frame([[0xFD, 9]])
    frame.replaceSubrange(0..<8, with: word(count) + word(offset))
    #expect(try failure(rle(frame)).contains("RLE"))
  }

  private func rle(_ frame: [UInt8]) -> [UInt8] {
    var f = RawFile.part10(transferSyntax: TransferSyntax.rleLossless.uid)
    f.identity()
    f.describe(rows: 2, columns: 2)
    f.encapsulate([frame])
    return f.bytes
  }

  // MARK: Values

  /// Lengths that no number of values of the VR has.
  @Test func valuesOfAWrongLengthNeverCrash() throws {
    for vr in ["US", "SS", "UL", "SL", "FL", "FD", "AT", "DS", "IS", "UI"] {
      for length in [1, 2, 3, 5, 7, 9] {
        var f = RawFile.part10()
        f.identity()
        f.append(0x0099, 0x1001, vr, [UInt8](repeating: 0x31, count: length))
        f.text(0x0099, 0x1002, "LO", "AFTER")
        let path = try folder.write(f.bytes, "a.dcm")
        do throws(DICOMError) {
          // Whatever the value became, the element after it is intact, or the file is refused.
          let after = try DICOMFile.open(path).dataSet.string(Tag(0x0099, 0x1002))
          #expect(after == "AFTER")
        } catch {
          #expect(!error.description.isEmpty)
        }
      }
    }
  }

  /// UIDs that are paths, too long, or hold control characters never become a `UID`, the only type of which file
  /// names are made.
  @Test func uidsAreCheckedBeforeTheyAreUsed() throws {
    let hostile = [
      "../../etc/passwd", "1.2/3", "1.2\u{1B}$B", "1.2\0.3", String(repeating: "1.", count: 90) + "1", "1..2",
      ".", "",
      "1.2\\3.4", "１.２",
    ]
    for uid in hostile {
      var f = RawFile.part10()
      f.text(0x0008, 0x0016, "UI", "1.2.840.10008.5.1.4.1.1.7")
      f.text(0x0008, 0x0018, "UI", uid)
      let read = try open(f.bytes).dataSet.strings(.sopInstanceUID).joined(separator: "\\")
      #expect(UID(read) == nil, "\(uid)")
    }
  }

  @Test func controlCharactersInTextAreHarmless() throws {
    for set in ["ISO 2022 IR 87", "\\ISO 2022 IR 149", "ISO_IR 192", "GB18030", "NONSENSE", ""] {
      var f = RawFile.part10()
      f.text(0x0008, 0x0005, "CS", set)
      f.identity()
      f.raw(0x0010, 0x0010, "PN", [0x1B, 0x24, 0x42, 0, 0xFF, 0xFE, 0x5C, 0x5E, 0x3D, 0x1B, 0x1B, 0x28])
      #expect(try open(f.bytes).dataSet[.patientName] != nil, "\(set)")
    }
  }

  // MARK: No files at all

  @Test func whatIsNoFileCannotBeOpened() throws {
    let pipe = folder.file("pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    for path in [folder.path, pipe, "/dev/zero"] {
      #expect(throws: DICOMError.cannotOpen(path: path, detail: "it is not a regular file")) {
        try DICOMFile.open(path)
      }
    }
  }

  @Test func emptinessIsNotDICOM() throws {
    for bytes in [[], [8], [UInt8](repeating: 0, count: 1), [UInt8](repeating: 0, count: 100_000)] {
      let path = try folder.write(bytes, "a.dcm")
      #expect(throws: DICOMError.notDICOM(path: path)) { try DICOMFile.open(path) }
    }
  }
}
