import DICOM
import Foundation
import Testing

/// What an independent encoder (pydicom with its own build of OpenJPEG) writes, this module reads.
@Suite(.enabled(if: Python.hasPydicom, Python.reason))
struct JPEG2000Tests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  /// `new(...)` makes a data set and its samples, `save` encapsulates codestreams; both print nothing.
  private static let header = """
    import sys, numpy
    from openjpeg.utils import encode_array
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.encaps import encapsulate, encapsulate_extended
    LOSSLESS, EITHER = '1.2.840.10008.1.2.4.90', '1.2.840.10008.1.2.4.91'
    def noise(count, low, high):
        x, out = 12345, []
        for _ in range(count):
            x = (x * 1103515245 + 12345) & 0x7fffffff
            out.append(low + (x >> 8) % (high - low + 1))
        return out
    def new(rows, columns, frames, bits, signed, samples=1, allocated=None):
        d = Dataset()
        d.file_meta = FileMetaDataset()
        d.SOPClassUID = d.file_meta.MediaStorageSOPClassUID = '1.2.840.10008.5.1.4.1.1.7'
        d.SOPInstanceUID = d.file_meta.MediaStorageSOPInstanceUID = '2.25.1'
        d.Rows, d.Columns, d.NumberOfFrames, d.SamplesPerPixel = rows, columns, frames, samples
        d.BitsAllocated = allocated or (8 if bits == 8 else 16)
        d.BitsStored, d.HighBit, d.PixelRepresentation = bits, bits - 1, int(signed)
        d.PhotometricInterpretation = 'RGB' if samples == 3 else 'MONOCHROME2'
        if samples == 3: d.PlanarConfiguration = 0
        low, high = (-(1 << (bits - 1)), (1 << (bits - 1)) - 1) if signed else (0, (1 << bits) - 1)
        kind = ('i' if signed else 'u') + str(d.BitsAllocated // 8)
        shape = (frames, rows, columns) + ((samples,) if samples == 3 else ())
        return d, numpy.array(noise(rows * columns * frames * samples, low, high)).astype(kind).reshape(shape)
    def encode(frame, bits, mct=False, **options):
        return encode_array(numpy.ascontiguousarray(frame), bits_stored=bits, use_mct=mct,
            photometric_interpretation=1 if frame.ndim == 3 else 2, **options)
    def save(d, data, syntax=LOSSLESS):
        d.file_meta.TransferSyntaxUID = syntax
        d.PixelData = data
        d['PixelData'].VR = 'OB'
        d['PixelData'].is_undefined_length = True
        d.save_as(sys.argv[1], enforce_file_format=True)

    """

  /// Runs a script that makes one file and prints its samples; the path, and the samples frame by frame.
  private func make(_ script: String, _ arguments: String...) throws -> (path: String, samples: [[Int32]]) {
    let path = folder.file("a.dcm")
    let end = "\nimport json; print(json.dumps([f.astype(int).ravel().tolist() for f in a]))"
    let text = try Python.run(Self.header + script + end, [path] + arguments)
    return (path, try JSONDecoder().decode([[Int32]].self, from: Data(text.utf8)))
  }

  private func expectEqual(_ path: String, _ samples: [[Int32]]) throws {
    let file = try DICOMFile.open(path)
    for frame in samples.indices.reversed() {
      #expect(try file.storedValues(frame: frame) == samples[frame], "frame \(frame)")
    }
  }

  @Test(
    arguments: [(8, false), (10, false), (12, false), (16, false), (12, true), (13, true), (16, true)])
  func noiseIsReadEqual(bits: Int, isSigned: Bool) throws {
    let made = try make(
      """
      bits, signed = int(sys.argv[2]), sys.argv[3] == 'true'
      d, a = new(33, 47, 3, bits, signed)
      save(d, encapsulate([encode(f, bits) for f in a]))
      """, "\(bits)", "\(isSigned)")
    try expectEqual(made.path, made.samples)
    #expect(try !DICOMFile.open(made.path).isLossy)
  }

  @Test(arguments: ["True", "False"], [0, 1])
  func colourIsReadEqual(transformed: String, planar: Int) throws {
    let made = try make(
      """
      d, a = new(36, 40, 2, 8, False, samples=3)
      d.PlanarConfiguration = int(sys.argv[3])
      d.PhotometricInterpretation = 'YBR_RCT' if sys.argv[2] == 'True' else 'RGB'
      save(d, encapsulate([encode(f, 8, mct=sys.argv[2] == 'True') for f in a]))
      """, transformed, "\(planar)")
    try expectEqual(made.path, made.samples)
  }

  /// Which fragments make a frame: all, one each, by either offset table.
  @Test(arguments: ["basic", "one", "extended", "single", "absent"])
  func fragmentsAreFound(table: String) throws {
    let made = try make(
      """
      table = sys.argv[2]
      d, a = new(32, 32, 1 if table == 'single' else 3, 12, False)
      streams = [encode(f, 12) for f in a]
      if table == 'extended':
          data, d.ExtendedOffsetTable, d.ExtendedOffsetTableLengths = encapsulate_extended(streams)
      else:
          several = table in ('basic', 'single', 'absent')
          data = encapsulate(streams, fragments_per_frame=3 if several else 1, has_bot=table == 'basic')
      save(d, data)
      """, table)
    if table == "absent" {
      #expect(throws: DICOMError.self) { try DICOMFile.open(made.path).storedValues(frame: 0) }
    } else {
      try expectEqual(made.path, made.samples)
    }
  }

  /// Tiles, precincts, layers, tile-parts, progressions and an image that does not begin at the grid's origin.
  @Test(
    .enabled(if: Python.hasProgram("opj_compress"), "needs opj_compress (Debian: libopenjp2-tools)"),
    arguments: [
      "-t 64,64", "-c [64,64],[32,32],[16,16]", "-r 20,10,1", "-TP R -t 50,70 -n 3", "-SOP -EPH", "-p RPCL",
      "-d 7,9", "-M 63", "-b 4,64",
    ])
  func everyEncoderOptionIsRead(options: String) throws {
    let made = try make(
      """
      import subprocess
      d, a = new(150, 100, 1, 16, False)
      base = sys.argv[1]
      with open(base + '.pgm', 'wb') as f: f.write(b'P5\\n100 150\\n65535\\n' + a[0].astype('>u2').tobytes())
      subprocess.run(['opj_compress', '-i', base + '.pgm', '-o', base + '.j2k'] + sys.argv[2].split(),
          check=True, stdout=subprocess.DEVNULL)
      with open(base + '.j2k', 'rb') as f: save(d, encapsulate([f.read()]))
      """, options)
    try expectEqual(made.path, made.samples)
  }

  /// Irreversible coding stays near, is called lossy, and is refused where the transfer syntax denies it.
  @Test func irreversibleCodingIsNamed() throws {
    let script = """
      d, _ = new(32, 32, 1, 12, True)
      y, x = numpy.mgrid[0:32, 0:32]
      a = (500 * numpy.sin(x / 5) + 300 * numpy.cos(y / 7)).astype('i2')[None]
      if len(sys.argv) > 3: d.LossyImageCompression = sys.argv[3]
      save(d, encapsulate([encode(a[0], 12, compression_ratios=[4])]), sys.argv[2])
      """
    let made = try make(script, TransferSyntax.jpeg2000.uid, "01")
    let file = try DICOMFile.open(made.path)
    let read = try file.storedValues(frame: 0)
    #expect(zip(read, made.samples[0]).allSatisfy { abs($0 - $1) < 20 })
    #expect(file.isLossy)
    _ = try make(script, TransferSyntax.jpeg2000.uid)
    #expect(try DICOMFile.open(made.path).isLossy)
    _ = try make(script, TransferSyntax.jpeg2000Lossless.uid)
    let detail = "JPEG 2000: the transfer syntax says lossless, the codestream is coded irreversibly"
    #expect(throws: DICOMError.codec(path: made.path, detail: detail)) {
      try DICOMFile.open(made.path).storedValues(frame: 0)
    }
  }

  @Test func losslessIsNotLossyIfTheFileSaysSo() throws {
    let made = try make(
      """
      d, a = new(32, 32, 1, 12, False)
      d.LossyImageCompression = '00'
      save(d, encapsulate([encode(a[0], 12)]), EITHER)
      """)
    try expectEqual(made.path, made.samples)
    #expect(try !DICOMFile.open(made.path).isLossy)
  }

  /// Tags that contradict the codestream: refused, unless every value fits.
  @Test(
    arguments: [
      ("Rows", 33, "columns, rows or samples per pixel differ from the attributes"),
      ("Columns", 65535, "columns, rows or samples per pixel differ from the attributes"),
      ("PixelRepresentation", 1, "the codestream's sign differs from Pixel Representation"),
      ("BitsStored", 10, "a value does not fit into Bits Stored"),
      ("HighBit", 15, "Bits Allocated, Bits Stored and High Bit are not of 8 or 16 bits"),
    ])
  func contradictionsAreRefused(attribute: String, value: Int, reason: String) throws {
    let made = try make(
      """
      d, a = new(32, 32, 1, 12, False)
      setattr(d, sys.argv[2], int(sys.argv[3]))
      if sys.argv[2] == 'BitsStored': d.HighBit = d.BitsStored - 1
      save(d, encapsulate([encode(a[0], 12)]))
      """, attribute, "\(value)")
    #expect(throws: DICOMError.codec(path: made.path, detail: "JPEG 2000: " + reason)) {
      try DICOMFile.open(made.path).storedValues(frame: 0)
    }
  }

  /// A CT of 12 significant bits coded as whole words: the number coded is the number stored.
  @Test(arguments: [(16, 12), (12, 16)])
  func precisionMayDifferIfTheValuesFit(coded: Int, stored: Int) throws {
    let made = try make(
      """
      coded, stored = int(sys.argv[2]), int(sys.argv[3])
      d, _ = new(32, 32, 1, stored, True)
      a = numpy.array(noise(1024, -2048, 2047)).astype("i2").reshape(1, 32, 32)
      save(d, encapsulate([encode(a[0], coded)]))
      """, "\(coded)", "\(stored)")
    try expectEqual(made.path, made.samples)
  }

  /// A codestream that ends early is an error, never a smooth picture.
  @Test func everyTruncationIsRefused() throws {
    let made = try make(
      """
      d, a = new(40, 40, 1, 12, True)
      whole = encode(a[0], 12)
      save(d, encapsulate([whole[:len(whole) - 2]]))
      """)
    try expectEqual(made.path, made.samples)  // without its end marker nothing is missing
    for cut in [3, 10, 50, 200, 300] {
      let truncated = try make(
        """
        d, a = new(40, 40, 1, 12, True)
        whole = encode(a[0], 12)
        save(d, encapsulate([whole[:len(whole) - int(sys.argv[2])]]))
        """, "\(cut)")
      #expect(throws: DICOMError.self) { try DICOMFile.open(truncated.path).storedValues(frame: 0) }
    }
  }
}
