import DICOM
import Foundation
import Testing

/// The compressed files that pydicom brings for its own tests: written by other encoders than those used here.
@Suite(.enabled(if: Python.hasPydicom, Python.reason))
struct PydicomFilesTests {
  private struct Frame: Decodable {
    let file: String
    let samples: [Int32]
  }

  /// First frames as pydicom decodes them, without conversion of colour.
  private static let script = """
    import json, os, sys, pydicom
    from pydicom.pixels import pixel_array
    folder = os.path.join(os.path.dirname(pydicom.__file__), 'data', 'test_files')
    out = []
    for name in sys.argv[1:]:
        path = os.path.join(folder, name)
        a = pixel_array(path, index=0, raw=True)
        out.append({'file': path, 'samples': a.astype('int64').ravel().tolist()})
    print(json.dumps(out))
    """

  private func frames(_ names: String...) throws -> [Frame] {
    try JSONDecoder().decode([Frame].self, from: Data(try Python.run(Self.script, names).utf8))
  }

  @Test func losslessFilesAreReadEqual() throws {
    let expected = try frames(
      "MR_small_jp2klossless.dcm", "MR_small_jpeg_ls_lossless.dcm", "MR_small_RLE.dcm", "SC_rgb_rle.dcm",
      "SC_rgb_rle_2frame.dcm", "SC_rgb_rle_16bit.dcm", "examples_jpeg2k.dcm")
    for frame in expected {
      #expect(
        try DICOMFile.open(frame.file).storedValues(frame: 0) == frame.samples,
        "\((frame.file as NSString).lastPathComponent)")
    }
  }

  /// Two decoders of the same irreversible codestream may round apart.
  @Test func irreversibleFilesAreReadWithinRounding() throws {
    for frame in try frames("JPEG2000.dcm", "693_J2KI.dcm") {
      let name = (frame.file as NSString).lastPathComponent
      let file = try DICOMFile.open(frame.file)
      let read = try file.storedValues(frame: 0)
      #expect(read.count == frame.samples.count)
      #expect(zip(read, frame.samples).allSatisfy { abs($0 - $1) <= 1 }, "\(name)")
      #expect(file.isLossy, "\(name)")
    }
  }

  /// 3 × 3 pixels of one byte: an odd number of bytes.
  @Test func oddFramesAreRead() throws {
    for frame in try frames("SC_rgb_small_odd_jpeg.dcm") {
      #expect(try DICOMFile.open(frame.file).storedValues(frame: 0).count == frame.samples.count)
    }
  }

  /// Signed by its tags, unsigned in its codestream; and a codestream inside a JP2 file.
  @Test(
    arguments: [
      ("J2K_pixelrep_mismatch.dcm", "the codestream's sign differs from Pixel Representation"),
      ("GDCMJ2K_TextGBR.dcm", "this is no codestream"),
    ])
  func ambiguousFilesAreRefused(name: String, reason: String) throws {
    let script = """
      import os, sys, pydicom
      print(os.path.join(os.path.dirname(pydicom.__file__), 'data', 'test_files', sys.argv[1]), end='')
      """
    let path = try Python.run(script, [name])
    #expect(throws: DICOMError.codec(path: path, detail: "JPEG 2000: " + reason)) {
      try DICOMFile.open(path).storedValues(frame: 0)
    }
  }
}
