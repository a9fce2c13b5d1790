import Testing

@testable import Phantom

/// What each vendor's files say, read by a program that shares nothing with the writer.
@Suite(.enabled(if: PythonReader.isAvailable, "python3 with pydicom and numpy is not installed"))
struct VendorFormatTests {
  /// Series of each format where there are three echoes.
  private static let series: [ScannerFormat: Int] = [
    .siemensClassic: 2, .siemensEnhanced: 2, .siemensSeriesAnEcho: 6, .siemensSplit: 2, .philipsClassic: 1,
    .philipsEnhanced: 1, .philipsRealImaginary: 1, .geMagnitudePhase: 1, .geMagnitudeRealImaginary: 1,
    .geRealImaginary: 1, .canonEnhanced: 2, .unitedImaging: 2, .unitedImagingRescaled: 2,
  ]

  /// Every voxel's complex signal comes back within the rounding of the stored numbers.
  @Test(arguments: ScannerFormat.allCases) func signalIsTheSimulatedOne(format: ScannerFormat) throws {
    let s = try #require(SmallPhantom.simulation).written(as: format)
    let folder = ScratchFolder()
    try writePhantom(s, to: folder.path, writesVolumes: false)
    let answer = try PythonReader.answer(folder.path, s)
    #expect(answer.worst <= 1.001, "a multiple of half a step: \(answer.worst)")
    #expect(answer.voxels == 3 * s.imageGrid.count)
    #expect(answer.parts == Dictionary(uniqueKeysWithValues: format.parts.map { ($0.rawValue, 72) }))
    #expect(answer.series == Self.series[format])
    #expect(abs(answer.determinant - 1) < 1e-6)
  }

  /// The patient's position and zero-filling change geometry and matrix, not the meaning.
  @Test(arguments: ["prone", "feet-first", "zero-filled"]) func variantIsTheSimulatedOne(name: String) throws
  {
    let s = try #require(PhantomCase.named(name)).varied(try #require(SmallPhantom.simulation))
    let folder = ScratchFolder()
    try writePhantom(s, to: folder.path, writesVolumes: false)
    let answer = try PythonReader.answer(folder.path, s)
    #expect(answer.worst <= 1.001)
    #expect(abs(answer.determinant - 1) < 1e-6, "right-handed whichever way the patient lies")
  }
}
