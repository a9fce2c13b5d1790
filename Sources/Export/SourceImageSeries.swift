import DICOM

/// One image of an input series, as other objects refer to it.
public struct SourceImageInstance: Hashable, Sendable {
  /// SOP Class UID.
  public let sopClassUID: String
  /// SOP Instance UID.
  public let sopInstanceUID: String
  /// Series Instance UID.
  public let seriesInstanceUID: String
  /// Study Instance UID.
  public let studyInstanceUID: String
  /// Frames of a multi-frame instance that were used, from 1; nil: the whole instance.
  public let frameNumbers: [Int]?
  /// Slice of the grid that the image shows, from 0; nil where it shows several or all.
  public let sliceIndex: Int?

  /// A reference from its parts.
  public init(
    sopClassUID: String, sopInstanceUID: String, seriesInstanceUID: String, studyInstanceUID: String,
    frameNumbers: [Int]? = nil, sliceIndex: Int? = nil
  ) {
    self.sopClassUID = sopClassUID
    self.sopInstanceUID = sopInstanceUID
    self.seriesInstanceUID = seriesInstanceUID
    self.studyInstanceUID = studyInstanceUID
    self.frameNumbers = frameNumbers
    self.sliceIndex = sliceIndex
  }
}

/// The input series of one modality: what derived objects copy from it and refer to.
public struct SourceImageSeries: Sendable {
  /// Patient module (PS3.3 C.7.1.1), copied into every object.
  public let patientModule: DataSet
  /// General Study and Patient Study modules (C.7.2), copied into every object.
  public let studyModule: DataSet
  /// Frame of Reference UID.
  public let frameOfReferenceUID: String
  /// Modality, MR or CT.
  public let modality: String
  /// All images that were used.
  ///
  /// An enhanced instance may appear once a slice, with that slice's frames.
  public let instances: [SourceImageInstance]
  /// Acquisition attributes that a derived image keeps, equipment included; may lack any of them.
  public let acquisition: DataSet

  /// A series from its parts.
  public init(
    patientModule: DataSet, studyModule: DataSet, frameOfReferenceUID: String, modality: String,
    instances: [SourceImageInstance], acquisition: DataSet
  ) {
    self.patientModule = patientModule
    self.studyModule = studyModule
    self.frameOfReferenceUID = frameOfReferenceUID
    self.modality = modality
    self.instances = instances
    self.acquisition = acquisition
  }

  /// A series whose modules are taken out of one of its instances.
  ///
  /// - Parameters:
  ///   - dataSet: any instance of the series, as it was read.
  ///   - instances: all images that were used.
  /// - Returns: nil where the instance names no study or frame of reference.
  public init?(describedBy dataSet: DataSet, instances: [SourceImageInstance]) {
    guard dataSet.string(.studyInstanceUID) != nil,
      let frameOfReference = dataSet.string(.frameOfReferenceUID)
    else { return nil }
    func part(_ tags: [Tag]) -> DataSet {
      var d = DataSet()
      d.copy(tags, from: dataSet)
      return d
    }
    self.init(
      patientModule: part(patientTags), studyModule: part(studyTags),
      frameOfReferenceUID: frameOfReference, modality: dataSet.string(.modality) ?? "",
      instances: instances, acquisition: part(acquisitionTags))
  }

  /// The images that show one slice of the grid; all of them where no image is of a single slice.
  func images(ofSlice slice: Int) -> [SourceImageInstance] {
    let own = instances.filter { $0.sliceIndex == slice }
    return own.isEmpty ? instances.filter { $0.sliceIndex == nil } : own
  }
}

/// Attributes of the Patient module that are kept.
private let patientTags: [Tag] = [
  .patientName, .patientID, .issuerOfPatientID, .patientBirthDate, .patientSex, .otherPatientIDs,
  .ethnicGroup, .patientComments, .patientIdentityRemoved, .deidentificationMethod,
  .deidentificationMethodCodeSequence,
]

/// Attributes of the General Study and Patient Study modules that are kept.
private let studyTags: [Tag] = [
  .studyInstanceUID, .studyDate, .studyTime, .studyID, .studyDescription, .accessionNumber,
  .issuerOfAccessionNumberSequence, .referringPhysicianName, .physiciansOfRecord, .procedureCodeSequence,
  .patientAge, .patientSize, .patientWeight,
]

/// Attributes of acquisition and equipment that derived images keep.
private let acquisitionTags: [Tag] = [
  .manufacturer, .manufacturerModelName, .institutionName, .stationName, .deviceSerialNumber,
  .softwareVersions, .positionReferenceIndicator, .patientPosition, .acquisitionDate, .acquisitionTime,
  .acquisitionNumber, .lossyImageCompression, .lossyImageCompressionRatio, .lossyImageCompressionMethod,
  .scanningSequence, .sequenceVariant, .scanOptions, .mrAcquisitionType, .echoTrainLength,
  .imagingFrequency, .magneticFieldStrength, .imagedNucleus, .kvp, .convolutionKernel, .rotationDirection,
]
