import DICOM

/// Swift Testing has a `Tag` too.
typealias Tag = DICOM.Tag

/// A data set with nothing but identity, of Secondary Capture.
func identity(_ serial: Int = 1) -> DataSet {
  var d = DataSet()
  d.set(.sopClassUID, .UI, "1.2.840.10008.5.1.4.1.1.7")
  d.set(.sopInstanceUID, .UI, "2.25.\(serial)")
  d.set(.studyInstanceUID, .UI, "2.25.900")
  d.set(.seriesInstanceUID, .UI, "2.25.901")
  d.set(.modality, .CS, "OT")
  d.set(.patientName, .PN, "Phantom^Test")
  d.set(.patientID, .LO, "P-1")
  return d
}

/// An image of 16 bits allocated with these stored values.
func image(
  _ values: [Int], rows: Int, columns: Int, frames: Int = 1, bitsStored: Int = 16, signed: Bool = false
) -> DataSet {
  var d = identity()
  d.set(.samplesPerPixel, .US, ints: [1])
  d.set(.photometricInterpretation, .CS, "MONOCHROME2")
  d.set(.rows, .US, ints: [rows])
  d.set(.columns, .US, ints: [columns])
  if frames > 1 { d.set(.numberOfFrames, .IS, ints: [frames]) }
  d.set(.bitsAllocated, .US, ints: [16])
  d.set(.bitsStored, .US, ints: [bitsStored])
  d.set(.highBit, .US, ints: [bitsStored - 1])
  d.set(.pixelRepresentation, .US, ints: [signed ? 1 : 0])
  d.set(.pixelData, .OW, bytes: values.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8 & 0xff)] })
  return d
}
