import DICOM
import Foundation
import Testing

private let sharedData = ProcessInfo.processInfo.environment["PALLIDUM_SHARED_DATA"]

/// Realistic studies of three vendors' kinds, every frame against pydicom.
@Suite(
  .enabled(if: sharedData != nil, "needs PALLIDUM_SHARED_DATA, the folder that holds cases/"),
  .enabled(if: Python.hasPydicom, "needs python3 with pydicom, numpy and python-gdcm"))
struct CaseFilesTests {
  private struct Sums: Decodable { let frames: Int, sum: Int, weighted: Int }

  @Test(arguments: ["siemens-classic-b", "siemens-xa-c", "philips-enhanced-d"])
  func everyFileIsReadAsPydicomReadsIt(name: String) throws {
    let folder = "\(sharedData ?? "")/cases/\(name)/study"
    let script = """
      import sys, os, json, numpy, pydicom
      out = {}
      for root, _, names in os.walk(sys.argv[1]):
          for name in names:
              path = os.path.join(root, name)
              try: d = pydicom.dcmread(path)
              except pydicom.errors.InvalidDicomError: continue
              if 'PixelData' not in d: continue
              a = d.pixel_array.astype('int64').ravel()
              out[os.path.relpath(path, sys.argv[1])] = {'frames': int(d.get('NumberOfFrames') or 1),
                  'sum': int(a.sum()), 'weighted': int((a * (numpy.arange(a.size) % 9973)).sum())}
      print(json.dumps(out))
      """
    let expected = try JSONDecoder().decode(
      [String: Sums].self, from: Data(try Python.run(script, [folder]).utf8))
    #expect(!expected.isEmpty)
    for (path, sums) in expected {
      let file = try DICOMFile.open(folder + "/" + path)
      #expect(file.pixelDescription?.frames == sums.frames)
      var sum = 0
      var weighted = 0
      var at = 0
      for frame in 0..<sums.frames {
        for value in try file.storedValues(frame: frame) {
          sum += Int(value)
          weighted += Int(value) * (at % 9973)
          at += 1
        }
      }
      #expect(sum == sums.sum && weighted == sums.weighted, "\(path)")
    }
  }
}
