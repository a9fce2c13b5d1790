import DICOM
import Foundation
import Testing

/// What this module writes, pydicom reads; what pydicom writes, this module reads.
@Suite(.enabled(if: Python.hasPydicom, Python.reason))
struct PydicomTests {
  let folder: TemporaryFolder
  init() throws { folder = try TemporaryFolder() }

  @Test func pixelsAreReadEqual() throws {
    let script = """
      import sys, json, pydicom
      print(json.dumps([pydicom.dcmread(p).pixel_array.astype(int).ravel().tolist() for p in sys.argv[1:]]))
      """
    var paths: [String] = []
    var written: [[Int]] = []
    for syntax in PixelTests.syntaxes {
      for (signed, bits) in [(false, 12), (false, 16), (true, 12), (true, 16)] {
        let range = signed ? -(1 << (bits - 1))...(1 << (bits - 1)) - 1 : 0...(1 << bits) - 1
        let values = PixelTests.noise(5 * 7 * 3, range, seed: UInt64(written.count))
        let path = folder.file("\(written.count).dcm")
        try DICOMWriter.write(
          image(values, rows: 5, columns: 7, frames: 3, bitsStored: bits, signed: signed), to: path,
          transferSyntax: syntax)
        paths.append(path)
        written.append(values)
      }
    }
    let read = try JSONDecoder().decode([[Int]].self, from: Data(try Python.run(script, paths).utf8))
    for (i, path) in paths.enumerated() {
      #expect(read[i] == written[i], "\(PixelTests.syntaxes[i / 4]) \(path)")
    }
  }

  @Test func textAndSequencesAreReadEqual() throws {
    let path = folder.file("a.dcm")
    try DICOMWriter.write(RoundTripTests.everyVR, to: path)
    let script = """
      import sys, pydicom
      d = pydicom.dcmread(sys.argv[1])
      print(d.SpecificCharacterSet, d[0x99,0x100b].value[0], str(d[0x99,0x1013].value), d[0x99,0x1008].value[0],
            d[0x99,0x1022].value[0].ConceptNameCodeSequence[2].CodeMeaning, d[0x99,0x1003].value[0],
            d[0x99,0x1018].value[0], d.file_meta.ImplementationVersionName, sep='|', end='')
      """
    #expect(
      try Python.run(script, [path])
        == "ISO_IR 192|Grüße|Müller^Jörg^^Dr.|3.141592653589793|Kernspintomographie ä|(0020,0032)"
        + "|-9223372036854775808|PALLIDUM")
  }

  private static let header = """
    import sys, pydicom
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.uid import ImplicitVRLittleEndian, ExplicitVRLittleEndian
    def new(syntax):
        d = Dataset()
        d.file_meta = FileMetaDataset()
        d.file_meta.TransferSyntaxUID = syntax
        d.SOPClassUID = d.file_meta.MediaStorageSOPClassUID = '1.2.840.10008.5.1.4.1.1.7'
        d.SOPInstanceUID = d.file_meta.MediaStorageSOPInstanceUID = '2.25.1'
        return d
    def save(d, name):
        d.save_as(sys.argv[1] + '/' + name, enforce_file_format=True)

    """

  @Test func characterSetsBecomeUTF8() throws {
    let names = [
      "ISO_IR 100": "Müller^Jörg", "ISO_IR 144": "Люкceмбypг", "ISO_IR 126": "Διονυσιος", "GB18030": "王^小东",
      "ISO_IR 192": "Ωmega^ä",
    ]
    let script =
      Self.header + """
        import json
        for i, (charset, name) in enumerate(json.loads(sys.argv[2]).items()):
            d = new(ExplicitVRLittleEndian)
            d.SpecificCharacterSet = charset
            d.PatientName = name
            d.StudyDescription = 'plain'
            save(d, charset + '.dcm')
        """
    let json = String(decoding: try JSONEncoder().encode(names), as: UTF8.self)
    _ = try Python.run(script, [folder.path, json])
    for (charset, name) in names {
      let file = try DICOMFile.open(folder.file(charset + ".dcm"))
      #expect(file.dataSet.string(.patientName) == name, "\(charset)")
      #expect(file.dataSet.string(.studyDescription) == "plain")
    }
  }

  /// In implicit VR, Pixel Padding Value is US or SS as Pixel Representation says: read as the wrong one, the
  /// background of a CT becomes bone.
  @Test func implicitVRFollowsPixelRepresentation() throws {
    let script =
      Self.header + """
        for name, representation, padding in (('signed', 1, -2000), ('unsigned', 0, 63536)):
            d = new(ImplicitVRLittleEndian)
            d.PixelRepresentation = representation
            d.add_new(0x00280120, 'SS' if representation else 'US', padding)
            save(d, name + '.dcm')
        """
    _ = try Python.run(script, [folder.path])
    let signed = try DICOMFile.open(folder.file("signed.dcm")).dataSet
    #expect(signed[.pixelPaddingValue] == DataElement(vr: .SS, value: .integers([-2000])))
    let unsigned = try DICOMFile.open(folder.file("unsigned.dcm")).dataSet
    #expect(unsigned[.pixelPaddingValue] == DataElement(vr: .US, value: .integers([63536])))
  }

  /// Philips keeps a private sequence at (2005,140F); relays store it as UN, of defined or undefined length.
  @Test func privateSequencesAreItems() throws {
    let script =
      Self.header + """
        def private(syntax):
            d = new(syntax)
            item = Dataset()
            item.EchoTime = '4.9'
            d.add_new(0x20050014, 'LO', 'Philips MR Imaging DD 005')
            d.add_new(0x2005140F, 'SQ', [item])
            return d
        save(private(ImplicitVRLittleEndian), 'implicit.dcm')
        d = private(ExplicitVRLittleEndian)
        save(d, 'explicit.dcm')
        d[0x2005140F].is_undefined_length = True
        save(d, 'undefined.dcm')
        # As UN the value is implicit VR little endian (PS3.5 section 6.2.2).
        value = bytes.fromhex('feff00e00c000000' '1800810004000000') + b'4.9 '
        d = new(ExplicitVRLittleEndian)
        d.add_new(0x20050014, 'LO', 'Philips MR Imaging DD 005')
        d.add_new(0x2005140F, 'UN', value)
        save(d, 'un.dcm')
        """
    _ = try Python.run(script, [folder.path])
    for name in ["implicit", "explicit", "undefined", "un"] {
      let items = try DICOMFile.open(folder.file(name + ".dcm")).dataSet.items(Tag(0x2005, 0x140F))
      #expect(items.first?.double(.echoTime) == 4.9, "\(name)")
    }
  }

  @Test func colourIsInterleavedWhateverThePlanarConfiguration() throws {
    let script =
      Self.header + """
        for planar in (0, 1):
            d = new(ExplicitVRLittleEndian)
            d.Rows, d.Columns, d.SamplesPerPixel, d.PlanarConfiguration = 1, 2, 3, planar
            d.BitsAllocated = d.BitsStored = 8
            d.HighBit, d.PixelRepresentation, d.PhotometricInterpretation = 7, 0, 'RGB'
            d.PixelData = bytes([1, 2, 3, 4, 5, 6] if planar == 0 else [1, 4, 2, 5, 3, 6])
            save(d, str(planar) + '.dcm')
        """
    _ = try Python.run(script, [folder.path])
    for name in ["0", "1"] {
      #expect(try DICOMFile.open(folder.file(name + ".dcm")).storedValues(frame: 0) == [1, 2, 3, 4, 5, 6])
    }
  }

  /// Binary segmentation frames follow each other bit by bit.
  @Test func bitFramesAreUnpacked() throws {
    let script =
      Self.header + """
        from pydicom.pixels import pack_bits
        import numpy
        d = new(ExplicitVRLittleEndian)
        d.Rows, d.Columns, d.NumberOfFrames, d.SamplesPerPixel = 3, 5, 3, 1
        d.BitsAllocated = d.BitsStored = 1
        d.HighBit, d.PixelRepresentation, d.PhotometricInterpretation = 0, 0, 'MONOCHROME2'
        bits = (numpy.arange(45) * 7 % 3 == 0).astype('uint8')
        d.PixelData = pack_bits(bits)
        save(d, 'bits.dcm')
        """
    _ = try Python.run(script, [folder.path])
    let file = try DICOMFile.open(folder.file("bits.dcm"))
    for frame in 0..<3 {
      let expected = (0..<15).map { Int32((frame * 15 + $0) * 7 % 3 == 0 ? 1 : 0) }
      #expect(try file.storedValues(frame: frame) == expected)
    }
  }

  @Test func decodedByPydicomsEncoders() throws {
    let script =
      Self.header + """
        import numpy
        a = (numpy.arange(2 * 16 * 16) * 37 % 4096 - 2048).astype('int16').reshape(2, 16, 16)
        for name, uid in (('rle', '1.2.840.10008.1.2.5'), ('jls', '1.2.840.10008.1.2.4.80')):
            d = new(ExplicitVRLittleEndian)
            d.Rows, d.Columns, d.NumberOfFrames, d.SamplesPerPixel = 16, 16, 2, 1
            d.BitsAllocated, d.BitsStored, d.HighBit, d.PixelRepresentation = 16, 12, 11, 1
            d.PhotometricInterpretation = 'MONOCHROME2'
            d.PixelData = a.tobytes()
            d.compress(uid, generate_instance_uid=False)
            save(d, name + '.dcm')
        """
    _ = try Python.run(script, [folder.path])
    for name in ["rle", "jls"] {
      let file = try DICOMFile.open(folder.file(name + ".dcm"))
      for frame in [1, 0] {
        let expected = (0..<256).map { Int32((frame * 256 + $0) * 37 % 4096 - 2048) }
        #expect(try file.storedValues(frame: frame) == expected, "\(name)")
      }
    }
  }
}
