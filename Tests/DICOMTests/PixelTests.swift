import DICOM
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
    var random = SplitMix64(state: seed)
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
}
