import DICOM

/// The key images as Secondary Capture Images (PS3.3 A.8.1), RGB: what every viewer opens.
struct SecondaryCaptures {
  /// The pictures in order.
  let instances: [DataSet]

  init(_ c: ExportContext) throws(ExportError) {
    var built: [DataSet] = []
    for (i, image) in c.captures.enumerated() {
      for n in [image.width, image.height] where n > Int(UInt16.max) { throw .tooLarge(n) }
      var d = c.header(
        DerivedSeries.captures, sopClass: SOPClass.secondaryCapture,
        instanceRole: "secondary-capture/\(i)", instanceNumber: i + 1)
      d.set(.conversionType, .CS, "WSD")
      d.set(.imageType, .CS, "DERIVED", "SECONDARY")
      d.set(.patientOrientation, .CS)
      d.set(.samplesPerPixel, .US, ints: [3])
      d.set(.photometricInterpretation, .CS, "RGB")
      d.set(.planarConfiguration, .US, ints: [0])
      d.set(.rows, .US, ints: [image.height])
      d.set(.columns, .US, ints: [image.width])
      d.set(.bitsAllocated, .US, ints: [8])
      d.set(.bitsStored, .US, ints: [8])
      d.set(.highBit, .US, ints: [7])
      d.set(.pixelRepresentation, .US, ints: [0])
      d.set(.burnedInAnnotation, .CS, "YES")  // study dates stand in the banner
      d.set(.derivationDescription, .ST, image.title)
      d.set(.imageComments, .LT, image.title + ". Not for diagnostic use.")
      let padded = image.rgb.count.isMultiple(of: 2) ? image.rgb : image.rgb + [0]
      d.set(.pixelData, .OB, bytes: padded)
      built.append(d)
    }
    instances = built
  }
}
