import DICOM
import Vocabulary

/// A small head CT of classic instances.
struct SyntheticCT {
  var columns = 8
  var rows = 8
  /// Position of each slice along `step`, mm.
  var positions: [Double] = (0..<6).map { Double($0) * 25 }
  var origin = SIMD3(-30.0, -40.0, -70.0)
  var columnDirection = SIMD3(0.0, 1.0, 0.0)
  /// Unit vector from slice to slice.
  var step = SIMD3(0.0, 0.0, 1.0)
  var pixelSpacing = 1.0
  var seriesUID = "1.2.4.10"
  var seriesNumber = 3
  var kernel = ["H31s"]
  var imageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
  var contrastAgent = ""
  var tiltTag = 0.0
  var padding: Int?
  var slope = 1.0
  var intercept = -1024.0
  /// Thickness of a slice in mm; nil leaves the tag out.
  var thickness: (_ slice: Int) -> Double? = { _ in nil }
  /// Without a `thickness`: at least 5 mm, and no holes between the first slices.
  private var usualThickness: Double { positions.count > 1 ? max(5, positions[1] - positions[0]) : 5 }
  var hasThickness = true
  var isSigned = true
  var kVp = 120.0
  var seriesDescription = ""
  var protocolName = ""
  var acquisition: (_ slice: Int) -> Int = { _ in 1 }
  /// Stored value of pixel (x, y) of a slice.
  var stored: (_ x: Int, _ y: Int, _ slice: Int) -> Int32 = { x, y, z in Int32(1024 + x + 8 * y + 64 * z) }

  var instances: [SyntheticInstance] { positions.indices.map(instance) }

  func instance(_ slice: Int) -> SyntheticInstance {
    var d = DataSet()
    d.set(.modality, .CS, "CT")
    d.set(.manufacturer, .LO, "SIEMENS")
    d.set(.patientName, .PN, "SYNTHETIC CASE")
    d.set(.patientID, .LO, "SYN-1")
    d.set(.patientBirthDate, .DA, "19600102")
    d.set(.patientSex, .CS, "F")
    d.set(.studyDate, .DA, "20260225")
    d.set(.studyInstanceUID, .UI, "1.2.4.1")
    d.set(.frameOfReferenceUID, .UI, "1.2.4.2")
    d.set(.sopClassUID, .UI, "1.2.840.10008.5.1.4.1.1.2")
    d.set(.sopInstanceUID, .UI, "\(seriesUID).\(slice + 1)")
    d.set(.seriesInstanceUID, .UI, seriesUID)
    d.set(.seriesNumber, .IS, ints: [seriesNumber])
    d[.imageType] = DataElement(vr: .CS, value: .strings(imageType))
    d.set(.bodyPartExamined, .CS, "HEAD")
    d[.convolutionKernel] = DataElement(vr: .SH, value: .strings(kernel))
    if hasThickness { d.set(.sliceThickness, .DS, doubles: [thickness(slice) ?? usualThickness]) }
    d.set(.kvp, .DS, doubles: [kVp])
    d.set(.acquisitionNumber, .IS, ints: [acquisition(slice)])
    if !seriesDescription.isEmpty { d.set(.seriesDescription, .LO, seriesDescription) }
    if !protocolName.isEmpty { d.set(.protocolName, .LO, protocolName) }
    d.set(.gantryDetectorTilt, .DS, doubles: [tiltTag])
    if !contrastAgent.isEmpty { d.set(.contrastBolusAgent, .LO, contrastAgent) }
    d.set(.rows, .US, ints: [rows])
    d.set(.columns, .US, ints: [columns])
    d.set(.samplesPerPixel, .US, ints: [1])
    d.set(.photometricInterpretation, .CS, "MONOCHROME2")
    d.set(.bitsAllocated, .US, ints: [16])
    d.set(.bitsStored, .US, ints: [16])
    d.set(.highBit, .US, ints: [15])
    d.set(.pixelRepresentation, .US, ints: [isSigned ? 1 : 0])
    if let padding { d.set(.pixelPaddingValue, .SS, ints: [padding]) }
    d.set(.rescaleSlope, .DS, doubles: [slope])
    d.set(.rescaleIntercept, .DS, doubles: [intercept])
    d.set(.pixelSpacing, .DS, doubles: [pixelSpacing, pixelSpacing])
    d.set(
      .imageOrientationPatient, .DS,
      doubles: [1, 0, 0] + [columnDirection.x, columnDirection.y, columnDirection.z])
    let p = origin + step * positions[slice]
    d.set(.imagePositionPatient, .DS, doubles: [p.x, p.y, p.z])
    let values = (0..<rows).flatMap { y in (0..<columns).map { x in stored(x, y, slice) } }
    return SyntheticInstance(header: d, frames: [values])
  }
}
