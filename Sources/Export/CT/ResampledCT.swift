import DICOM
import Vocabulary
import Voxels

/// The CT on the MR grid, as a CT Image series (PS3.3 A.3) in the MR's frame of reference: any viewer fuses
/// it without knowing the registration.
///
/// Stored value = HU.
struct ResampledCT {
  /// The images in slice order.
  let instances: [DataSet]

  /// Brain window of the report, HU.
  static let window = (center: 40.0, width: 80.0)

  /// - Throws: `ExportError.gridMismatch`, `shearedGrid`, `noSourceImages`.
  init(_ volume: MRVolume<HU>, source ct: SourceImageSeries, _ c: ExportContext) throws(ExportError) {
    guard volume.grid == c.chi.grid else { throw .gridMismatch("The resampled CT") }
    guard !ct.instances.isEmpty else { throw .noSourceImages(modality: "CT") }
    let plane = try ImagePlane(volume.grid)
    let stored = StoredValues(volume.voxels, scale: 1) { _ in true }
    let size = volume.grid.size
    let sources = ct.instances
    let sourceItems = sources.map(\.sourceImageItem)
    let tree = ReferenceTree(sources)
    instances = (0..<size.z).map { slice in
      var d = c.header(
        DerivedSeries.resampledCT, sopClass: SOPClass.ctImage, instanceRole: "ct-resampled/\(slice)",
        instanceNumber: slice + 1)
      d.merge(c.frameOfReference())
      d.merge(plane.module(slice: slice))
      d.merge(plane.signedPixels())
      d.merge(Self.description(c, ct, padding: stored.padding))
      d.set(.sourceImageSequence, items: sourceItems)
      d.merge(tree.commonInstanceReference(inStudy: d.string(.studyInstanceUID) ?? ""))
      d.set(.contributingEquipmentSequence, items: [c.contributingEquipment(ct)])
      d.set(.pixelData, .OW, bytes: stored.bytes(from: slice * size.x * size.y, count: size.x * size.y))
      return d
    }
  }

  /// CT Image module (C.8.2.1) and General Image.
  private static func description(_ c: ExportContext, _ ct: SourceImageSeries, padding: Int16?) -> DataSet {
    var d = DataSet()
    d.set(.imageType, .CS, "DERIVED", "SECONDARY", "AXIAL")
    d.set(.patientPosition, .CS, c.mr.acquisition.string(.patientPosition) ?? "")
    d.set(.rescaleIntercept, .DS, doubles: [0])
    d.set(.rescaleSlope, .DS, doubles: [1])
    d.set(.rescaleType, .LO, "HU")
    d.set(.kvp, .DS)
    d.set(.acquisitionNumber, .IS)
    d.copy(
      [
        .kvp, .acquisitionNumber, .convolutionKernel, .acquisitionDate, .acquisitionTime,
        .lossyImageCompression, .lossyImageCompressionRatio, .lossyImageCompressionMethod,
      ], from: ct.acquisition)
    d.set(.windowCenter, .DS, doubles: [window.center])
    d.set(.windowWidth, .DS, doubles: [window.width])
    if let padding { d.set(.pixelPaddingValue, .SS, ints: [Int(padding)]) }
    d.set(.derivationDescription, .ST, "CT resampled onto the MR grid through a rigid registration")
    d.set(.derivationCodeSequence, items: [Codes.spatialResampling.item])
    var comment = "Not for diagnostic use. CT resampled to MR."
    if let verdict = c.report.registration?.verdict { comment += " Registration: \(verdict.rawValue)." }
    d.set(.imageComments, .LT, comment)
    return d
  }
}
