import DICOM
import TestSupport
import Testing

struct PixelTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  static let syntaxes: [TransferSyntax] = [
    .implicitVRLittleEndian, .explicitVRLittleEndian, .deflatedExplicitVRLittleEndian, .explicitVRBigEndian,
    .rleLossless, .jpegLosslessSV1, .jpegLSLossless,
  ]

  /// Noise of all stored bits: no coder can hide behind smoothness.
  static func noise(_ count: Int, _ range: ClosedRange<Int>, seed: UInt64) -> [Int] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { _ in Int.random(in: range, using: &random) }
  }

  @Test(arguments: syntaxes, [12, 16])
  func unsignedFramesSurvive(syntax: TransferSyntax, bitsStored: Int) throws {
    let values = Self.noise(5 * 7 * 3, 0...(1 << bitsStored) - 1, seed: 1)
    let path = folder.file("a.dcm")
    try DICOMWriter.write(
      image(values, rows: 5, columns: 7, frames: 3, bitsStored: bitsStored), to: path, transferSyntax: syntax)
    let file = try DICOMFile.open(path)
    #expect(file.transferSyntax == syntax.uid)
    for frame in [2, 0, 1, 1] {
      #expect(
        try file.storedValues(frame: frame).map(Int.init) == Array(values[frame * 35..<frame * 35 + 35]))
    }
  }

  @Test(arguments: syntaxes, [12, 16])
  func signedFramesSurvive(syntax: TransferSyntax, bitsStored: Int) throws {
    let half = 1 << (bitsStored - 1)
    let values = Self.noise(5 * 7 * 2, -half...half - 1, seed: 2)
    let path = folder.file("a.dcm")
    try DICOMWriter.write(
      image(values, rows: 5, columns: 7, frames: 2, bitsStored: bitsStored, signed: true), to: path,
      transferSyntax: syntax)
    let file = try DICOMFile.open(path)
    for frame in 0..<2 {
      #expect(
        try file.storedValues(frame: frame).map(Int.init) == Array(values[frame * 35..<frame * 35 + 35]))
    }
  }

  /// Bits above Bits Stored may hold anything (overlays once did); they are not part of the value.
  @Test(arguments: [TransferSyntax.explicitVRLittleEndian, .rleLossless, .jpegLSLossless])
  func bitsAboveTheStoredOnesAreIgnored(syntax: TransferSyntax) throws {
    let path = folder.file("a.dcm")
    let values = Self.noise(64, -2048...2047, seed: 5)
    let dirty = values.enumerated().map { i, v in v & 0xfff | (i & 15) << 12 }
    try DICOMWriter.write(
      image(dirty, rows: 8, columns: 8, bitsStored: 12, signed: true), to: path, transferSyntax: syntax)
    #expect(try DICOMFile.open(path).storedValues(frame: 0).map(Int.init) == values)
  }
}

/// What is refused, and with which reason.
struct PixelRefusalTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  @Test func aLyingSizeIsRefusedBeforeAllocation() throws {
    let path = folder.file("a.dcm")
    for (rows, columns, frames) in [(65535, 65535, 1), (65535, 65535, 2_147_483_647), (8, 8, 2_147_483_647)] {
      var d = image(Array(0..<64), rows: 8, columns: 8)
      d.set(.rows, .US, ints: [rows])
      d.set(.columns, .US, ints: [columns])
      d.set(.numberOfFrames, .IS, ints: [frames])
      try DICOMWriter.write(d, to: path)
      #expect(throws: DICOMError.self) { _ = try DICOMFile.open(path).storedValues(frame: 0) }
    }
  }

  @Test func moreFramesThanPixelDataIsMalformed() throws {
    let path = folder.file("a.dcm")
    var d = image(Array(0..<64), rows: 8, columns: 8)
    d.set(.numberOfFrames, .IS, ints: [2])
    try DICOMWriter.write(d, to: path)
    let detail = "Pixel Data has 128 bytes, its attributes ask for 256"
    #expect(throws: DICOMError.malformed(path: path, detail: detail)) {
      _ = try DICOMFile.open(path).storedValues(frame: 0)
    }
  }

  @Test func contradictoryBitsAreRefused() throws {
    let path = folder.file("a.dcm")
    for (stored, high) in [(17, 16), (0, 0), (12, 3), (12, 16)] {
      var d = image(Array(0..<64), rows: 8, columns: 8)
      d.set(.bitsStored, .US, ints: [stored])
      d.set(.highBit, .US, ints: [high])
      try DICOMWriter.write(d, to: path)
      #expect(
        throws: DICOMError.unusablePixels(
          path: path, detail: "Bits Stored is \(stored), High Bit \(high), Bits Allocated 16")
      ) {
        _ = try DICOMFile.open(path).storedValues(frame: 0)
      }
    }
  }

  @Test func framesOutsideAreRefused() throws {
    let path = folder.file("a.dcm")
    try DICOMWriter.write(image(Array(0..<64), rows: 8, columns: 8), to: path)
    let file = try DICOMFile.open(path)
    for frame in [-1, 1, Int.max] {
      #expect(throws: DICOMError.noSuchFrame(path: path, frame: frame, frames: 1)) {
        _ = try file.storedValues(frame: frame)
      }
    }
  }

  @Test func anObjectWithoutPixelsSaysSo() throws {
    let path = folder.file("a.dcm")
    try DICOMWriter.write(identity(), to: path)
    let file = try DICOMFile.open(path)
    #expect(file.pixelDescription == nil)
    #expect(throws: DICOMError.noPixelData(path: path)) { _ = try file.storedValues(frame: 0) }
  }

  /// MPEG-2, a transfer syntax with a name; and one that the toolkit does not know.
  @Test(arguments: ["1.2.840.10008.1.2.4.100", "1.2.840.10008.1.2.4.201", "1.2.840.10008.1.2.4.92"])
  func otherTransferSyntaxesAreRefusedByName(uid: String) throws {
    var f = RawFile.part10(transferSyntax: uid)
    f.identity()
    f.describe(rows: 1, columns: 2)
    f.encapsulate([[0xFF, 0x4F, 0xFF, 0x51]])
    let path = try folder.write(f.bytes, "other.dcm")
    let error = DICOMError.unsupportedTransferSyntax(path: path, uid: uid)
    #expect(throws: error) { _ = try DICOMFile.open(path).storedValues(frame: 0) }
    #expect(error.description.contains("\(uid) (\(TransferSyntax.name(ofUID: uid)))"))
    #expect(TransferSyntax.name(ofUID: uid) != "unknown transfer syntax")
  }

  /// A release between two frames changes nothing.
  @Test(arguments: [TransferSyntax.explicitVRLittleEndian, .rleLossless])
  func releasingIsHarmless(syntax: TransferSyntax) throws {
    let path = folder.file("a.dcm")
    let values = PixelTests.noise(4 * 4 * 3, 0...65535, seed: 9)
    try DICOMWriter.write(image(values, rows: 4, columns: 4, frames: 3), to: path, transferSyntax: syntax)
    let file = try DICOMFile.open(path)
    let before = try file.storedValues(frame: 1)
    file.releasePixels()
    #expect(try file.storedValues(frame: 1) == before)
    #expect(before.map(Int.init) == Array(values[16..<32]))
  }

  /// Damaged compressed frames; CharLS and the JPEG decoder see every one of them.
  @Test(arguments: [TransferSyntax.rleLossless, .jpegLosslessSV1, .jpegLSLossless])
  func damagedFramesNeverCrash(syntax: TransferSyntax) throws {
    let path = folder.file("a.dcm")
    let values = PixelTests.noise(16 * 16, 0...4095, seed: 4)
    try DICOMWriter.write(
      image(values, rows: 16, columns: 16, bitsStored: 12), to: path, transferSyntax: syntax)
    let whole = try readBytes(path)
    var random = SplitMix64(seed: 11)
    for _ in 0..<200 {
      var changed = whole
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        // The compressed frame and its header are the last 700 bytes or so of the file.
        let at = Int.random(in: whole.count - 700..<whole.count, using: &random)
        changed[at] = UInt8.random(in: 0...255, using: &random)
      }
      let damaged = try folder.write(changed, "damaged.dcm")
      _ = try? DICOMFile.open(damaged).storedValues(frame: 0)
    }
  }
}
