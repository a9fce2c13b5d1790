import DICOM
import Report
import Vocabulary
import Voxels

/// The susceptibility map as a classic MR Image series (PS3.3 A.4): what every PACS shows.
///
/// A stored value is the susceptibility in ppb. There is no Rescale, which the MR Image IOD does not have;
/// the Real World Value Mapping (slope 0.001) says ppm. Voxels outside the mask hold the padding value.
/// ```
///  stored 57  ──·1──▶ 57 ppb on any viewer  ──RWVM·0.001──▶ 0.057 ppm (126396, DCM, "Magnetic Susceptibility")
/// ```
struct SusceptibilityMap {
  /// The images in slice order.
  let instances: [DataSet]

  /// Parts per billion in a part per million.
  static let ppbPerPPM = 1000.0
  /// Display window of the report, −100…200 ppb.
  static let window = (center: 50.0, width: 300.0)

  init(_ c: ExportContext) throws(ExportError) {
    let plane = try ImagePlane(c.chi.grid)
    guard c.chiMask.grid == c.chi.grid else { throw .gridMismatch("The mask of the map") }
    guard !c.mr.instances.isEmpty else { throw .noSourceImages(modality: "MR") }
    let stored = StoredValues(c.chi.voxels, scale: Self.ppbPerPPM) { c.chiMask.voxels[$0] }
    let size = c.chi.grid.size
    instances = (0..<size.z).map { slice in
      var d = c.header(
        DerivedSeries.qsm, sopClass: SOPClass.mrImage, instanceRole: "qsm/\(slice)",
        instanceNumber: slice + 1)
      d.merge(c.frameOfReference())
      d.merge(plane.module(slice: slice))
      d.merge(plane.signedPixels())
      d.merge(Self.acquisition(c))
      d.merge(Self.mapping(c, padding: stored.padding))
      let sources = c.mr.images(ofSlice: slice)
      d.set(.sourceImageSequence, items: sources.map(\.sourceImageItem))
      d.merge(ReferenceTree(sources).commonInstanceReference(inStudy: d.string(.studyInstanceUID) ?? ""))
      d.set(.contributingEquipmentSequence, items: [c.contributingEquipment(c.mr)])
      d.set(.pixelData, .OW, bytes: stored.bytes(from: slice * size.x * size.y, count: size.x * size.y))
      return d
    }
  }

  /// MR Image module (C.8.3.1) and General Image: what the source's acquisition says, nothing guessed.
  private static func acquisition(_ c: ExportContext) -> DataSet {
    let source = c.mr.acquisition
    let input = c.report.inputs.mgre
    var d = DataSet()
    d.set(.imageType, .CS, "DERIVED", "PRIMARY", "OTHER", "QSM")
    d.set(.patientPosition, .CS, source.string(.patientPosition) ?? "")
    d.set(.scanningSequence, .CS, "GR")
    d.set(.sequenceVariant, .CS, "NONE")
    d.set(.scanOptions, .CS)
    d.set(.mrAcquisitionType, .CS)
    d.set(.echoTime, .DS)  // many echoes went in; the source images name them
    d.set(.echoTrainLength, .IS, ints: [input.echoTimesMs.count])
    d.copy(
      [
        .sequenceVariant, .scanOptions, .mrAcquisitionType, .imagedNucleus, .lossyImageCompression,
        .lossyImageCompressionRatio, .lossyImageCompressionMethod, .acquisitionDate, .acquisitionTime,
      ], from: source)
    d.set(.repetitionTime, .DS, doubles: input.repetitionTimeMs.map { [$0] } ?? [])
    d.set(.magneticFieldStrength, .DS, doubles: [input.fieldStrengthTesla])
    if let f = input.imagingFrequencyMHz { d.set(.imagingFrequency, .DS, doubles: [f]) }
    if let angle = input.flipAngleDegrees { d.set(.flipAngle, .DS, doubles: [angle]) }
    return d
  }

  /// What the stored values mean: window, padding, derivation and Real World Value Mapping (C.7.6.16.2.11).
  private static func mapping(_ c: ExportContext, padding: Int16?) -> DataSet {
    var d = DataSet()
    d.set(.windowCenter, .DS, doubles: [window.center])
    d.set(.windowWidth, .DS, doubles: [window.width])
    d.set(.windowCenterWidthExplanation, .LO, "-100 to 200 ppb")
    if let padding { d.set(.pixelPaddingValue, .SS, ints: [Int(padding)]) }
    let reference = c.report.referenceRegionName
    d.set(
      .derivationDescription, .ST,
      "Quantitative susceptibility map, stored value in ppb, reference region: \(reference)")
    d.set(.derivationCodeSequence, items: [PrivateCodes.qsm.item])
    d.set(
      .imageComments, .LT, "Not for diagnostic use. Susceptibility in ppb relative to \(reference).")

    var quantity = DataSet()
    quantity.set(.valueType, .CS, "CODE")
    quantity.set(.conceptNameCodeSequence, items: [Codes.quantity.item])
    quantity.set(.conceptCodeSequence, items: [Codes.magneticSusceptibility.item])
    var item = DataSet()
    item.set(.realWorldValueFirstValueMapped, .SS, ints: [-32767])
    item.set(.realWorldValueLastValueMapped, .SS, ints: [32767])
    item.set(.realWorldValueIntercept, .FD, doubles: [0])
    item.set(.realWorldValueSlope, .FD, doubles: [1 / ppbPerPPM])
    item.set(.lutExplanation, .LO, "Magnetic susceptibility in ppm")
    item.set(.lutLabel, .SH, "QSM")
    item.set(.measurementUnitsCodeSequence, items: [Codes.ppm.item])
    item.set(.quantityDefinitionSequence, items: [quantity])
    d.set(.realWorldValueMappingSequence, items: [item])
    return d
  }
}
