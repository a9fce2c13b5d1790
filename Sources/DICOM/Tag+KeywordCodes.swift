// The attributes this project reads or writes, under their keywords in the DICOM data dictionary
// (PS3.6 section 6 and 7; lower camel case). A table, generated once from the dictionary's keywords; add to it
// by hand, keeping each topic in ascending order.

// MARK: File meta information

extension Tag {
  /// File Meta Information Version, OB.
  public static let fileMetaInformationVersion = Tag(0x0002, 0x0001)
  /// Media Storage SOP Class UID, UI.
  public static let mediaStorageSOPClassUID = Tag(0x0002, 0x0002)
  /// Media Storage SOP Instance UID, UI.
  public static let mediaStorageSOPInstanceUID = Tag(0x0002, 0x0003)
  /// Transfer Syntax UID, UI.
  public static let transferSyntaxUID = Tag(0x0002, 0x0010)
  /// Implementation Class UID, UI.
  public static let implementationClassUID = Tag(0x0002, 0x0012)
  /// Implementation Version Name, SH.
  public static let implementationVersionName = Tag(0x0002, 0x0013)
}

// MARK: SOP common and study

extension Tag {
  /// Specific Character Set, CS.
  public static let specificCharacterSet = Tag(0x0008, 0x0005)
  /// Image Type, CS.
  public static let imageType = Tag(0x0008, 0x0008)
  /// Instance Creation Date, DA.
  public static let instanceCreationDate = Tag(0x0008, 0x0012)
  /// Instance Creation Time, TM.
  public static let instanceCreationTime = Tag(0x0008, 0x0013)
  /// Instance Creator UID, UI.
  public static let instanceCreatorUID = Tag(0x0008, 0x0014)
  /// SOP Class UID, UI.
  public static let sopClassUID = Tag(0x0008, 0x0016)
  /// SOP Instance UID, UI.
  public static let sopInstanceUID = Tag(0x0008, 0x0018)
  /// Study Date, DA.
  public static let studyDate = Tag(0x0008, 0x0020)
  /// Series Date, DA.
  public static let seriesDate = Tag(0x0008, 0x0021)
  /// Acquisition Date, DA.
  public static let acquisitionDate = Tag(0x0008, 0x0022)
  /// Content Date, DA.
  public static let contentDate = Tag(0x0008, 0x0023)
  /// Acquisition DateTime, DT.
  public static let acquisitionDateTime = Tag(0x0008, 0x002A)
  /// Study Time, TM.
  public static let studyTime = Tag(0x0008, 0x0030)
  /// Series Time, TM.
  public static let seriesTime = Tag(0x0008, 0x0031)
  /// Acquisition Time, TM.
  public static let acquisitionTime = Tag(0x0008, 0x0032)
  /// Content Time, TM.
  public static let contentTime = Tag(0x0008, 0x0033)
  /// Accession Number, SH.
  public static let accessionNumber = Tag(0x0008, 0x0050)
  /// Issuer of Accession Number Sequence, SQ.
  public static let issuerOfAccessionNumberSequence = Tag(0x0008, 0x0051)
  /// Query/Retrieve Level, CS.
  public static let queryRetrieveLevel = Tag(0x0008, 0x0052)
  /// Retrieve AE Title, AE.
  public static let retrieveAETitle = Tag(0x0008, 0x0054)
  /// Instance Availability, CS.
  public static let instanceAvailability = Tag(0x0008, 0x0056)
  /// Modality, CS.
  public static let modality = Tag(0x0008, 0x0060)
  /// Modalities in Study, CS.
  public static let modalitiesInStudy = Tag(0x0008, 0x0061)
  /// Conversion Type, CS.
  public static let conversionType = Tag(0x0008, 0x0064)
  /// Presentation Intent Type, CS.
  public static let presentationIntentType = Tag(0x0008, 0x0068)
  /// Manufacturer, LO.
  public static let manufacturer = Tag(0x0008, 0x0070)
  /// Institution Name, LO.
  public static let institutionName = Tag(0x0008, 0x0080)
  /// Institution Address, ST.
  public static let institutionAddress = Tag(0x0008, 0x0081)
  /// Referring Physician's Name, PN.
  public static let referringPhysicianName = Tag(0x0008, 0x0090)
  /// Timezone Offset From UTC, SH.
  public static let timezoneOffsetFromUTC = Tag(0x0008, 0x0201)
  /// Station Name, SH.
  public static let stationName = Tag(0x0008, 0x1010)
  /// Study Description, LO.
  public static let studyDescription = Tag(0x0008, 0x1030)
  /// Procedure Code Sequence, SQ.
  public static let procedureCodeSequence = Tag(0x0008, 0x1032)
  /// Series Description, LO.
  public static let seriesDescription = Tag(0x0008, 0x103E)
  /// Series Description Code Sequence, SQ.
  public static let seriesDescriptionCodeSequence = Tag(0x0008, 0x103F)
  /// Institutional Department Name, LO.
  public static let institutionalDepartmentName = Tag(0x0008, 0x1040)
  /// Physician(s) of Record, PN.
  public static let physiciansOfRecord = Tag(0x0008, 0x1048)
  /// Performing Physician's Name, PN.
  public static let performingPhysicianName = Tag(0x0008, 0x1050)
  /// Operators' Name, PN.
  public static let operatorsName = Tag(0x0008, 0x1070)
  /// Manufacturer's Model Name, LO.
  public static let manufacturerModelName = Tag(0x0008, 0x1090)
  /// Referenced Study Sequence, SQ.
  public static let referencedStudySequence = Tag(0x0008, 0x1110)
  /// Referenced Performed Procedure Step Sequence, SQ.
  public static let referencedPerformedProcedureStepSequence = Tag(0x0008, 0x1111)
  /// Body Part Examined, CS.
  public static let bodyPartExamined = Tag(0x0018, 0x0015)
  /// Protocol Name, LO.
  public static let protocolName = Tag(0x0018, 0x1030)
  /// Study Instance UID, UI.
  public static let studyInstanceUID = Tag(0x0020, 0x000D)
  /// Series Instance UID, UI.
  public static let seriesInstanceUID = Tag(0x0020, 0x000E)
  /// Study ID, SH.
  public static let studyID = Tag(0x0020, 0x0010)
  /// Series Number, IS.
  public static let seriesNumber = Tag(0x0020, 0x0011)
  /// Acquisition Number, IS.
  public static let acquisitionNumber = Tag(0x0020, 0x0012)
  /// Instance Number, IS.
  public static let instanceNumber = Tag(0x0020, 0x0013)
  /// Patient Orientation, CS.
  public static let patientOrientation = Tag(0x0020, 0x0020)
  /// Image Position (Patient), DS.
  public static let imagePositionPatient = Tag(0x0020, 0x0032)
  /// Image Orientation (Patient), DS.
  public static let imageOrientationPatient = Tag(0x0020, 0x0037)
  /// Frame of Reference UID, UI.
  public static let frameOfReferenceUID = Tag(0x0020, 0x0052)
  /// Laterality, CS.
  public static let laterality = Tag(0x0020, 0x0060)
  /// Image Laterality, CS.
  public static let imageLaterality = Tag(0x0020, 0x0062)
  /// Temporal Position Identifier, IS.
  public static let temporalPositionIdentifier = Tag(0x0020, 0x0100)
  /// Number of Temporal Positions, IS.
  public static let numberOfTemporalPositions = Tag(0x0020, 0x0105)
  /// Images in Acquisition, IS.
  public static let imagesInAcquisition = Tag(0x0020, 0x1002)
  /// Position Reference Indicator, LO.
  public static let positionReferenceIndicator = Tag(0x0020, 0x1040)
  /// Slice Location, DS.
  public static let sliceLocation = Tag(0x0020, 0x1041)
  /// Number of Study Related Instances, IS.
  public static let numberOfStudyRelatedInstances = Tag(0x0020, 0x1208)
  /// Number of Series Related Instances, IS.
  public static let numberOfSeriesRelatedInstances = Tag(0x0020, 0x1209)
  /// Image Comments, LT.
  public static let imageComments = Tag(0x0020, 0x4000)
  /// Quality Control Image, CS.
  public static let qualityControlImage = Tag(0x0028, 0x0300)
  /// Burned In Annotation, CS.
  public static let burnedInAnnotation = Tag(0x0028, 0x0301)
  /// Recognizable Visual Features, CS.
  public static let recognizableVisualFeatures = Tag(0x0028, 0x0302)
  /// Lossy Image Compression, CS.
  public static let lossyImageCompression = Tag(0x0028, 0x2110)
  /// Lossy Image Compression Ratio, DS.
  public static let lossyImageCompressionRatio = Tag(0x0028, 0x2112)
  /// Lossy Image Compression Method, CS.
  public static let lossyImageCompressionMethod = Tag(0x0028, 0x2114)
  /// Requested Procedure Description, LO.
  public static let requestedProcedureDescription = Tag(0x0032, 0x1060)
  /// Requested Procedure Code Sequence, SQ.
  public static let requestedProcedureCodeSequence = Tag(0x0032, 0x1064)
  /// Scheduled Procedure Step ID, SH.
  public static let scheduledProcedureStepID = Tag(0x0040, 0x0009)
  /// Performed Procedure Step Start Date, DA.
  public static let performedProcedureStepStartDate = Tag(0x0040, 0x0244)
  /// Performed Procedure Step Start Time, TM.
  public static let performedProcedureStepStartTime = Tag(0x0040, 0x0245)
  /// Performed Procedure Step ID, SH.
  public static let performedProcedureStepID = Tag(0x0040, 0x0253)
  /// Performed Procedure Step Description, LO.
  public static let performedProcedureStepDescription = Tag(0x0040, 0x0254)
  /// Performed Protocol Code Sequence, SQ.
  public static let performedProtocolCodeSequence = Tag(0x0040, 0x0260)
  /// Request Attributes Sequence, SQ.
  public static let requestAttributesSequence = Tag(0x0040, 0x0275)
  /// Requested Procedure ID, SH.
  public static let requestedProcedureID = Tag(0x0040, 0x1001)
  /// Reason For Performed Procedure Code Sequence, SQ.
  public static let reasonForPerformedProcedureCodeSequence = Tag(0x0040, 0x1012)
  /// Placer Order Number / Imaging Service Request, LO.
  public static let placerOrderNumberImagingServiceRequest = Tag(0x0040, 0x2016)
  /// Filler Order Number / Imaging Service Request, LO.
  public static let fillerOrderNumberImagingServiceRequest = Tag(0x0040, 0x2017)
}

// MARK: Patient

extension Tag {
  /// Patient's Name, PN.
  public static let patientName = Tag(0x0010, 0x0010)
  /// Patient ID, LO.
  public static let patientID = Tag(0x0010, 0x0020)
  /// Issuer of Patient ID, LO.
  public static let issuerOfPatientID = Tag(0x0010, 0x0021)
  /// Patient's Birth Date, DA.
  public static let patientBirthDate = Tag(0x0010, 0x0030)
  /// Patient's Sex, CS.
  public static let patientSex = Tag(0x0010, 0x0040)
  /// Other Patient IDs, LO.
  public static let otherPatientIDs = Tag(0x0010, 0x1000)
  /// Patient's Age, AS.
  public static let patientAge = Tag(0x0010, 0x1010)
  /// Patient's Size, DS.
  public static let patientSize = Tag(0x0010, 0x1020)
  /// Patient's Weight, DS.
  public static let patientWeight = Tag(0x0010, 0x1030)
  /// Ethnic Group, SH.
  public static let ethnicGroup = Tag(0x0010, 0x2160)
  /// Additional Patient History, LT.
  public static let additionalPatientHistory = Tag(0x0010, 0x21B0)
  /// Pregnancy Status, US.
  public static let pregnancyStatus = Tag(0x0010, 0x21C0)
  /// Patient Comments, LT.
  public static let patientComments = Tag(0x0010, 0x4000)
  /// Patient Identity Removed, CS.
  public static let patientIdentityRemoved = Tag(0x0012, 0x0062)
  /// De-identification Method, LO.
  public static let deidentificationMethod = Tag(0x0012, 0x0063)
  /// De-identification Method Code Sequence, SQ.
  public static let deidentificationMethodCodeSequence = Tag(0x0012, 0x0064)
  /// Patient Position, CS.
  public static let patientPosition = Tag(0x0018, 0x5100)
}

// MARK: Equipment

extension Tag {
  /// Device Serial Number, LO.
  public static let deviceSerialNumber = Tag(0x0018, 0x1000)
  /// Device UID, UI.
  public static let deviceUID = Tag(0x0018, 0x1002)
  /// Software Versions, LO.
  public static let softwareVersions = Tag(0x0018, 0x1020)
  /// Date of Last Calibration, DA.
  public static let dateOfLastCalibration = Tag(0x0018, 0x1200)
  /// Time of Last Calibration, TM.
  public static let timeOfLastCalibration = Tag(0x0018, 0x1201)
  /// Contributing Equipment Sequence, SQ.
  public static let contributingEquipmentSequence = Tag(0x0018, 0xA001)
  /// Contribution DateTime, DT.
  public static let contributionDateTime = Tag(0x0018, 0xA002)
  /// Contribution Description, ST.
  public static let contributionDescription = Tag(0x0018, 0xA003)
  /// Purpose of Reference Code Sequence, SQ.
  public static let purposeOfReferenceCodeSequence = Tag(0x0040, 0xA170)
}

// MARK: Coded concepts

extension Tag {
  /// Code Value, SH.
  public static let codeValue = Tag(0x0008, 0x0100)
  /// Coding Scheme Designator, SH.
  public static let codingSchemeDesignator = Tag(0x0008, 0x0102)
  /// Coding Scheme Version, SH.
  public static let codingSchemeVersion = Tag(0x0008, 0x0103)
  /// Code Meaning, LO.
  public static let codeMeaning = Tag(0x0008, 0x0104)
  /// Mapping Resource, CS.
  public static let mappingResource = Tag(0x0008, 0x0105)
  /// Context Group Version, DT.
  public static let contextGroupVersion = Tag(0x0008, 0x0106)
  /// Coding Scheme UID, UI.
  public static let codingSchemeUID = Tag(0x0008, 0x010C)
  /// Context Identifier, CS.
  public static let contextIdentifier = Tag(0x0008, 0x010F)
  /// Coding Scheme Identification Sequence, SQ.
  public static let codingSchemeIdentificationSequence = Tag(0x0008, 0x0110)
  /// Coding Scheme Registry, LO.
  public static let codingSchemeRegistry = Tag(0x0008, 0x0112)
  /// Coding Scheme External ID, ST.
  public static let codingSchemeExternalID = Tag(0x0008, 0x0114)
  /// Coding Scheme Name, ST.
  public static let codingSchemeName = Tag(0x0008, 0x0115)
  /// Coding Scheme Responsible Organization, ST.
  public static let codingSchemeResponsibleOrganization = Tag(0x0008, 0x0116)
  /// Context UID, UI.
  public static let contextUID = Tag(0x0008, 0x0117)
  /// Mapping Resource UID, UI.
  public static let mappingResourceUID = Tag(0x0008, 0x0118)
  /// Long Code Value, UC.
  public static let longCodeValue = Tag(0x0008, 0x0119)
  /// URN Code Value, UR.
  public static let urnCodeValue = Tag(0x0008, 0x0120)
}

// MARK: References

extension Tag {
  /// Referenced Series Sequence, SQ.
  public static let referencedSeriesSequence = Tag(0x0008, 0x1115)
  /// Referenced Waveform Sequence, SQ.
  public static let referencedWaveformSequence = Tag(0x0008, 0x113A)
  /// Referenced Image Sequence, SQ.
  public static let referencedImageSequence = Tag(0x0008, 0x1140)
  /// Referenced Instance Sequence, SQ.
  public static let referencedInstanceSequence = Tag(0x0008, 0x114A)
  /// Referenced SOP Class UID, UI.
  public static let referencedSOPClassUID = Tag(0x0008, 0x1150)
  /// Referenced SOP Instance UID, UI.
  public static let referencedSOPInstanceUID = Tag(0x0008, 0x1155)
  /// Referenced Frame Number, IS.
  public static let referencedFrameNumber = Tag(0x0008, 0x1160)
  /// Studies Containing Other Referenced Instances Sequence, SQ.
  public static let studiesContainingOtherReferencedInstancesSequence = Tag(0x0008, 0x1200)
  /// Derivation Description, ST.
  public static let derivationDescription = Tag(0x0008, 0x2111)
  /// Source Image Sequence, SQ.
  public static let sourceImageSequence = Tag(0x0008, 0x2112)
  /// Referenced Image Evidence Sequence, SQ.
  public static let referencedImageEvidenceSequence = Tag(0x0008, 0x9092)
  /// Referenced Raw Data Sequence, SQ.
  public static let referencedRawDataSequence = Tag(0x0008, 0x9121)
  /// Derivation Image Sequence, SQ.
  public static let derivationImageSequence = Tag(0x0008, 0x9124)
  /// Source Image Evidence Sequence, SQ.
  public static let sourceImageEvidenceSequence = Tag(0x0008, 0x9154)
  /// Derivation Code Sequence, SQ.
  public static let derivationCodeSequence = Tag(0x0008, 0x9215)
  /// Spatial Locations Preserved, CS.
  public static let spatialLocationsPreserved = Tag(0x0028, 0x135A)
  /// Source Instance Sequence, SQ.
  public static let sourceInstanceSequence = Tag(0x0042, 0x0013)
  /// Referenced Segment Number, US.
  public static let referencedSegmentNumber = Tag(0x0062, 0x000B)
  /// Referenced Frame of Reference UID, UI.
  public static let referencedFrameOfReferenceUID = Tag(0x3006, 0x0024)
}

// MARK: MR acquisition

extension Tag {
  /// Volumetric Properties, CS.
  public static let volumetricProperties = Tag(0x0008, 0x9206)
  /// Volume Based Calculation Technique, CS.
  public static let volumeBasedCalculationTechnique = Tag(0x0008, 0x9207)
  /// Complex Image Component, CS.
  public static let complexImageComponent = Tag(0x0008, 0x9208)
  /// Acquisition Contrast, CS.
  public static let acquisitionContrast = Tag(0x0008, 0x9209)
  /// Contrast/Bolus Agent, LO.
  public static let contrastBolusAgent = Tag(0x0018, 0x0010)
  /// Contrast/Bolus Agent Sequence, SQ.
  public static let contrastBolusAgentSequence = Tag(0x0018, 0x0012)
  /// Scanning Sequence, CS.
  public static let scanningSequence = Tag(0x0018, 0x0020)
  /// Sequence Variant, CS.
  public static let sequenceVariant = Tag(0x0018, 0x0021)
  /// Scan Options, CS.
  public static let scanOptions = Tag(0x0018, 0x0022)
  /// MR Acquisition Type, CS.
  public static let mrAcquisitionType = Tag(0x0018, 0x0023)
  /// Sequence Name, SH.
  public static let sequenceName = Tag(0x0018, 0x0024)
  /// Angio Flag, CS.
  public static let angioFlag = Tag(0x0018, 0x0025)
  /// Slice Thickness, DS.
  public static let sliceThickness = Tag(0x0018, 0x0050)
  /// Repetition Time, DS.
  public static let repetitionTime = Tag(0x0018, 0x0080)
  /// Echo Time, DS.
  public static let echoTime = Tag(0x0018, 0x0081)
  /// Inversion Time, DS.
  public static let inversionTime = Tag(0x0018, 0x0082)
  /// Number of Averages, DS.
  public static let numberOfAverages = Tag(0x0018, 0x0083)
  /// Imaging Frequency, DS.
  public static let imagingFrequency = Tag(0x0018, 0x0084)
  /// Imaged Nucleus, SH.
  public static let imagedNucleus = Tag(0x0018, 0x0085)
  /// Echo Number(s), IS.
  public static let echoNumbers = Tag(0x0018, 0x0086)
  /// Magnetic Field Strength, DS.
  public static let magneticFieldStrength = Tag(0x0018, 0x0087)
  /// Spacing Between Slices, DS.
  public static let spacingBetweenSlices = Tag(0x0018, 0x0088)
  /// Number of Phase Encoding Steps, IS.
  public static let numberOfPhaseEncodingSteps = Tag(0x0018, 0x0089)
  /// Echo Train Length, IS.
  public static let echoTrainLength = Tag(0x0018, 0x0091)
  /// Percent Sampling, DS.
  public static let percentSampling = Tag(0x0018, 0x0093)
  /// Percent Phase Field of View, DS.
  public static let percentPhaseFieldOfView = Tag(0x0018, 0x0094)
  /// Pixel Bandwidth, DS.
  public static let pixelBandwidth = Tag(0x0018, 0x0095)
  /// Trigger Time, DS.
  public static let triggerTime = Tag(0x0018, 0x1060)
  /// Receive Coil Name, SH.
  public static let receiveCoilName = Tag(0x0018, 0x1250)
  /// Transmit Coil Name, SH.
  public static let transmitCoilName = Tag(0x0018, 0x1251)
  /// Acquisition Matrix, US.
  public static let acquisitionMatrix = Tag(0x0018, 0x1310)
  /// In-plane Phase Encoding Direction, CS.
  public static let inPlanePhaseEncodingDirection = Tag(0x0018, 0x1312)
  /// Flip Angle, DS.
  public static let flipAngle = Tag(0x0018, 0x1314)
  /// Variable Flip Angle Flag, CS.
  public static let variableFlipAngleFlag = Tag(0x0018, 0x1315)
  /// SAR, DS.
  public static let sar = Tag(0x0018, 0x1316)
  /// dB/dt, DS.
  public static let dBdt = Tag(0x0018, 0x1318)
  /// B1rms, FL.
  public static let b1rms = Tag(0x0018, 0x1320)
  /// Pulse Sequence Name, SH.
  public static let pulseSequenceName = Tag(0x0018, 0x9005)
  /// MR Imaging Modifier Sequence, SQ.
  public static let mrImagingModifierSequence = Tag(0x0018, 0x9006)
  /// Echo Pulse Sequence, CS.
  public static let echoPulseSequence = Tag(0x0018, 0x9008)
  /// Multiple Spin Echo, CS.
  public static let multipleSpinEcho = Tag(0x0018, 0x9011)
  /// Phase Contrast, CS.
  public static let phaseContrast = Tag(0x0018, 0x9014)
  /// Time of Flight Contrast, CS.
  public static let timeOfFlightContrast = Tag(0x0018, 0x9015)
  /// Steady State Pulse Sequence, CS.
  public static let steadyStatePulseSequence = Tag(0x0018, 0x9017)
  /// Echo Planar Pulse Sequence, CS.
  public static let echoPlanarPulseSequence = Tag(0x0018, 0x9018)
  /// Spectrally Selected Suppression, CS.
  public static let spectrallySelectedSuppression = Tag(0x0018, 0x9025)
  /// Geometry of k-Space Traversal, CS.
  public static let geometryOfKSpaceTraversal = Tag(0x0018, 0x9032)
  /// Segmented k-Space Traversal, CS.
  public static let segmentedKSpaceTraversal = Tag(0x0018, 0x9033)
  /// Rectilinear Phase Encode Reordering, CS.
  public static let rectilinearPhaseEncodeReordering = Tag(0x0018, 0x9034)
  /// Partial Fourier Direction, CS.
  public static let partialFourierDirection = Tag(0x0018, 0x9036)
  /// MR Receive Coil Sequence, SQ.
  public static let mrReceiveCoilSequence = Tag(0x0018, 0x9042)
  /// Receive Coil Type, CS.
  public static let receiveCoilType = Tag(0x0018, 0x9043)
  /// Multi-Coil Definition Sequence, SQ.
  public static let multiCoilDefinitionSequence = Tag(0x0018, 0x9045)
  /// Multi-Coil Element Name, SH.
  public static let multiCoilElementName = Tag(0x0018, 0x9047)
  /// Multi-Coil Element Used, CS.
  public static let multiCoilElementUsed = Tag(0x0018, 0x9048)
  /// MR Transmit Coil Sequence, SQ.
  public static let mrTransmitCoilSequence = Tag(0x0018, 0x9049)
  /// Chemical Shift Reference, FD.
  public static let chemicalShiftReference = Tag(0x0018, 0x9053)
  /// MR Acquisition Frequency Encoding Steps, US.
  public static let mrAcquisitionFrequencyEncodingSteps = Tag(0x0018, 0x9058)
  /// Parallel Reduction Factor In-plane, FD.
  public static let parallelReductionFactorInPlane = Tag(0x0018, 0x9069)
  /// Acquisition Duration, FD.
  public static let acquisitionDuration = Tag(0x0018, 0x9073)
  /// Parallel Acquisition, CS.
  public static let parallelAcquisition = Tag(0x0018, 0x9077)
  /// Parallel Acquisition Technique, CS.
  public static let parallelAcquisitionTechnique = Tag(0x0018, 0x9078)
  /// Partial Fourier, CS.
  public static let partialFourier = Tag(0x0018, 0x9081)
  /// Effective Echo Time, FD.
  public static let effectiveEchoTime = Tag(0x0018, 0x9082)
  /// Transmitter Frequency, FD.
  public static let transmitterFrequency = Tag(0x0018, 0x9098)
  /// Resonant Nucleus, CS.
  public static let resonantNucleus = Tag(0x0018, 0x9100)
  /// MR Timing and Related Parameters Sequence, SQ.
  public static let mrTimingAndRelatedParametersSequence = Tag(0x0018, 0x9112)
  /// MR Echo Sequence, SQ.
  public static let mrEchoSequence = Tag(0x0018, 0x9114)
  /// MR Modifier Sequence, SQ.
  public static let mrModifierSequence = Tag(0x0018, 0x9115)
  /// MR Diffusion Sequence, SQ.
  public static let mrDiffusionSequence = Tag(0x0018, 0x9117)
  /// MR Averages Sequence, SQ.
  public static let mrAveragesSequence = Tag(0x0018, 0x9119)
  /// MR FOV/Geometry Sequence, SQ.
  public static let mrFOVGeometrySequence = Tag(0x0018, 0x9125)
  /// MR Metabolite Map Sequence, SQ.
  public static let mrMetaboliteMapSequence = Tag(0x0018, 0x9152)
  /// Parallel Reduction Factor out-of-plane, FD.
  public static let parallelReductionFactorOutOfPlane = Tag(0x0018, 0x9155)
  /// Bulk Motion Compensation Technique, CS.
  public static let bulkMotionCompensationTechnique = Tag(0x0018, 0x9172)
  /// MR Image Frame Type Sequence, SQ.
  public static let mrImageFrameTypeSequence = Tag(0x0018, 0x9226)
  /// MR Acquisition Phase Encoding Steps in-plane, US.
  public static let mrAcquisitionPhaseEncodingStepsInPlane = Tag(0x0018, 0x9231)
  /// RF Echo Train Length, US.
  public static let rfEchoTrainLength = Tag(0x0018, 0x9240)
  /// Gradient Echo Train Length, US.
  public static let gradientEchoTrainLength = Tag(0x0018, 0x9241)
}

// MARK: CT acquisition

extension Tag {
  /// KVP, DS.
  public static let kvp = Tag(0x0018, 0x0060)
  /// Data Collection Diameter, DS.
  public static let dataCollectionDiameter = Tag(0x0018, 0x0090)
  /// Reconstruction Diameter, DS.
  public static let reconstructionDiameter = Tag(0x0018, 0x1100)
  /// Distance Source to Detector, DS.
  public static let distanceSourceToDetector = Tag(0x0018, 0x1110)
  /// Distance Source to Patient, DS.
  public static let distanceSourceToPatient = Tag(0x0018, 0x1111)
  /// Gantry/Detector Tilt, DS.
  public static let gantryDetectorTilt = Tag(0x0018, 0x1120)
  /// Table Height, DS.
  public static let tableHeight = Tag(0x0018, 0x1130)
  /// Rotation Direction, CS.
  public static let rotationDirection = Tag(0x0018, 0x1140)
  /// Exposure Time, IS.
  public static let exposureTime = Tag(0x0018, 0x1150)
  /// X-Ray Tube Current, IS.
  public static let xRayTubeCurrent = Tag(0x0018, 0x1151)
  /// Exposure, IS.
  public static let exposure = Tag(0x0018, 0x1152)
  /// Filter Type, SH.
  public static let filterType = Tag(0x0018, 0x1160)
  /// Generator Power, IS.
  public static let generatorPower = Tag(0x0018, 0x1170)
  /// Focal Spot(s), DS.
  public static let focalSpots = Tag(0x0018, 0x1190)
  /// Convolution Kernel, SH.
  public static let convolutionKernel = Tag(0x0018, 0x1210)
  /// CT Acquisition Type Sequence, SQ.
  public static let ctAcquisitionTypeSequence = Tag(0x0018, 0x9301)
  /// CT Acquisition Details Sequence, SQ.
  public static let ctAcquisitionDetailsSequence = Tag(0x0018, 0x9304)
  /// Revolution Time, FD.
  public static let revolutionTime = Tag(0x0018, 0x9305)
  /// Single Collimation Width, FD.
  public static let singleCollimationWidth = Tag(0x0018, 0x9306)
  /// Total Collimation Width, FD.
  public static let totalCollimationWidth = Tag(0x0018, 0x9307)
  /// CT Table Dynamics Sequence, SQ.
  public static let ctTableDynamicsSequence = Tag(0x0018, 0x9308)
  /// Table Feed per Rotation, FD.
  public static let tableFeedPerRotation = Tag(0x0018, 0x9310)
  /// Spiral Pitch Factor, FD.
  public static let spiralPitchFactor = Tag(0x0018, 0x9311)
  /// CT Geometry Sequence, SQ.
  public static let ctGeometrySequence = Tag(0x0018, 0x9312)
  /// CT Reconstruction Sequence, SQ.
  public static let ctReconstructionSequence = Tag(0x0018, 0x9314)
  /// Reconstruction Algorithm, CS.
  public static let reconstructionAlgorithm = Tag(0x0018, 0x9315)
  /// CT Exposure Sequence, SQ.
  public static let ctExposureSequence = Tag(0x0018, 0x9321)
  /// Exposure Modulation Type, CS.
  public static let exposureModulationType = Tag(0x0018, 0x9323)
  /// CT X-Ray Details Sequence, SQ.
  public static let ctXRayDetailsSequence = Tag(0x0018, 0x9325)
  /// CT Position Sequence, SQ.
  public static let ctPositionSequence = Tag(0x0018, 0x9326)
  /// CT Image Frame Type Sequence, SQ.
  public static let ctImageFrameTypeSequence = Tag(0x0018, 0x9329)
  /// CTDIvol, FD.
  public static let ctdiVol = Tag(0x0018, 0x9345)
  /// Multi-energy CT Acquisition, CS.
  public static let multienergyCTAcquisition = Tag(0x0018, 0x9361)
  /// Reconstruction Method, LO.
  public static let reconstructionMethod = Tag(0x0054, 0x1103)
}

// MARK: Image pixel

extension Tag {
  /// Date of Secondary Capture, DA.
  public static let dateOfSecondaryCapture = Tag(0x0018, 0x1012)
  /// Time of Secondary Capture, TM.
  public static let timeOfSecondaryCapture = Tag(0x0018, 0x1014)
  /// Secondary Capture Device Manufacturer, LO.
  public static let secondaryCaptureDeviceManufacturer = Tag(0x0018, 0x1016)
  /// Secondary Capture Device Manufacturer's Model Name, LO.
  public static let secondaryCaptureDeviceManufacturerModelName = Tag(0x0018, 0x1018)
  /// Secondary Capture Device Software Versions, LO.
  public static let secondaryCaptureDeviceSoftwareVersions = Tag(0x0018, 0x1019)
  /// Nominal Scanned Pixel Spacing, DS.
  public static let nominalScannedPixelSpacing = Tag(0x0018, 0x2010)
  /// Samples per Pixel, US.
  public static let samplesPerPixel = Tag(0x0028, 0x0002)
  /// Photometric Interpretation, CS.
  public static let photometricInterpretation = Tag(0x0028, 0x0004)
  /// Planar Configuration, US.
  public static let planarConfiguration = Tag(0x0028, 0x0006)
  /// Number of Frames, IS.
  public static let numberOfFrames = Tag(0x0028, 0x0008)
  /// Frame Increment Pointer, AT.
  public static let frameIncrementPointer = Tag(0x0028, 0x0009)
  /// Rows, US.
  public static let rows = Tag(0x0028, 0x0010)
  /// Columns, US.
  public static let columns = Tag(0x0028, 0x0011)
  /// Pixel Spacing, DS.
  public static let pixelSpacing = Tag(0x0028, 0x0030)
  /// Pixel Aspect Ratio, IS.
  public static let pixelAspectRatio = Tag(0x0028, 0x0034)
  /// Bits Allocated, US.
  public static let bitsAllocated = Tag(0x0028, 0x0100)
  /// Bits Stored, US.
  public static let bitsStored = Tag(0x0028, 0x0101)
  /// High Bit, US.
  public static let highBit = Tag(0x0028, 0x0102)
  /// Pixel Representation, US.
  public static let pixelRepresentation = Tag(0x0028, 0x0103)
  /// Smallest Image Pixel Value, US or SS.
  public static let smallestImagePixelValue = Tag(0x0028, 0x0106)
  /// Largest Image Pixel Value, US or SS.
  public static let largestImagePixelValue = Tag(0x0028, 0x0107)
  /// Pixel Padding Value, US or SS.
  public static let pixelPaddingValue = Tag(0x0028, 0x0120)
  /// Pixel Padding Range Limit, US or SS.
  public static let pixelPaddingRangeLimit = Tag(0x0028, 0x0121)
  /// Pixel Spacing Calibration Type, CS.
  public static let pixelSpacingCalibrationType = Tag(0x0028, 0x0A02)
  /// Pixel Intensity Relationship, CS.
  public static let pixelIntensityRelationship = Tag(0x0028, 0x1040)
  /// Window Center, DS.
  public static let windowCenter = Tag(0x0028, 0x1050)
  /// Window Width, DS.
  public static let windowWidth = Tag(0x0028, 0x1051)
  /// Rescale Intercept, DS.
  public static let rescaleIntercept = Tag(0x0028, 0x1052)
  /// Rescale Slope, DS.
  public static let rescaleSlope = Tag(0x0028, 0x1053)
  /// Rescale Type, LO.
  public static let rescaleType = Tag(0x0028, 0x1054)
  /// Window Center & Width Explanation, LO.
  public static let windowCenterWidthExplanation = Tag(0x0028, 0x1055)
  /// VOI LUT Function, CS.
  public static let voiLUTFunction = Tag(0x0028, 0x1056)
  /// Red Palette Color Lookup Table Descriptor, US or SS.
  public static let redPaletteColorLookupTableDescriptor = Tag(0x0028, 0x1101)
  /// ICC Profile, OB.
  public static let iccProfile = Tag(0x0028, 0x2000)
  /// Icon Image Sequence, SQ.
  public static let iconImageSequence = Tag(0x0088, 0x0200)
  /// Presentation LUT Shape, CS.
  public static let presentationLUTShape = Tag(0x2050, 0x0020)
  /// Extended Offset Table, OV.
  public static let extendedOffsetTable = Tag(0x7FE0, 0x0001)
  /// Extended Offset Table Lengths, OV.
  public static let extendedOffsetTableLengths = Tag(0x7FE0, 0x0002)
  /// Float Pixel Data, OF.
  public static let floatPixelData = Tag(0x7FE0, 0x0008)
  /// Double Float Pixel Data, OD.
  public static let doubleFloatPixelData = Tag(0x7FE0, 0x0009)
  /// Pixel Data, OB or OW.
  public static let pixelData = Tag(0x7FE0, 0x0010)
}

// MARK: Real-world values

extension Tag {
  /// LUT Explanation, LO.
  public static let lutExplanation = Tag(0x0028, 0x3003)
  /// Measurement Units Code Sequence, SQ.
  public static let measurementUnitsCodeSequence = Tag(0x0040, 0x08EA)
  /// Real World Value Mapping Sequence, SQ.
  public static let realWorldValueMappingSequence = Tag(0x0040, 0x9096)
  /// LUT Label, SH.
  public static let lutLabel = Tag(0x0040, 0x9210)
  /// Real World Value Last Value Mapped, US or SS.
  public static let realWorldValueLastValueMapped = Tag(0x0040, 0x9211)
  /// Double Float Real World Value Last Value Mapped, FD.
  public static let doubleFloatRealWorldValueLastValueMapped = Tag(0x0040, 0x9213)
  /// Double Float Real World Value First Value Mapped, FD.
  public static let doubleFloatRealWorldValueFirstValueMapped = Tag(0x0040, 0x9214)
  /// Real World Value First Value Mapped, US or SS.
  public static let realWorldValueFirstValueMapped = Tag(0x0040, 0x9216)
  /// Quantity Definition Sequence, SQ.
  public static let quantityDefinitionSequence = Tag(0x0040, 0x9220)
  /// Real World Value Intercept, FD.
  public static let realWorldValueIntercept = Tag(0x0040, 0x9224)
  /// Real World Value Slope, FD.
  public static let realWorldValueSlope = Tag(0x0040, 0x9225)
}

// MARK: Multi-frame functional groups

extension Tag {
  /// Anatomic Region Sequence, SQ.
  public static let anatomicRegionSequence = Tag(0x0008, 0x2218)
  /// Anatomic Region Modifier Sequence, SQ.
  public static let anatomicRegionModifierSequence = Tag(0x0008, 0x2220)
  /// Primary Anatomic Structure Sequence, SQ.
  public static let primaryAnatomicStructureSequence = Tag(0x0008, 0x2228)
  /// Frame Type, CS.
  public static let frameType = Tag(0x0008, 0x9007)
  /// Pixel Presentation, CS.
  public static let pixelPresentation = Tag(0x0008, 0x9205)
  /// Frame Acquisition DateTime, DT.
  public static let frameAcquisitionDateTime = Tag(0x0018, 0x9074)
  /// Frame Reference DateTime, DT.
  public static let frameReferenceDateTime = Tag(0x0018, 0x9151)
  /// Frame Acquisition Duration, FD.
  public static let frameAcquisitionDuration = Tag(0x0018, 0x9220)
  /// SOP Instance UID of Concatenation Source, UI.
  public static let sopInstanceUIDOfConcatenationSource = Tag(0x0020, 0x0242)
  /// Stack ID, SH.
  public static let stackID = Tag(0x0020, 0x9056)
  /// In-Stack Position Number, UL.
  public static let inStackPositionNumber = Tag(0x0020, 0x9057)
  /// Frame Anatomy Sequence, SQ.
  public static let frameAnatomySequence = Tag(0x0020, 0x9071)
  /// Frame Laterality, CS.
  public static let frameLaterality = Tag(0x0020, 0x9072)
  /// Frame Content Sequence, SQ.
  public static let frameContentSequence = Tag(0x0020, 0x9111)
  /// Plane Position Sequence, SQ.
  public static let planePositionSequence = Tag(0x0020, 0x9113)
  /// Plane Orientation Sequence, SQ.
  public static let planeOrientationSequence = Tag(0x0020, 0x9116)
  /// Temporal Position Index, UL.
  public static let temporalPositionIndex = Tag(0x0020, 0x9128)
  /// Frame Acquisition Number, US.
  public static let frameAcquisitionNumber = Tag(0x0020, 0x9156)
  /// Dimension Index Values, UL.
  public static let dimensionIndexValues = Tag(0x0020, 0x9157)
  /// Frame Comments, LT.
  public static let frameComments = Tag(0x0020, 0x9158)
  /// Concatenation UID, UI.
  public static let concatenationUID = Tag(0x0020, 0x9161)
  /// In-concatenation Number, US.
  public static let inConcatenationNumber = Tag(0x0020, 0x9162)
  /// In-concatenation Total Number, US.
  public static let inConcatenationTotalNumber = Tag(0x0020, 0x9163)
  /// Dimension Organization UID, UI.
  public static let dimensionOrganizationUID = Tag(0x0020, 0x9164)
  /// Dimension Index Pointer, AT.
  public static let dimensionIndexPointer = Tag(0x0020, 0x9165)
  /// Functional Group Pointer, AT.
  public static let functionalGroupPointer = Tag(0x0020, 0x9167)
  /// Dimension Index Private Creator, LO.
  public static let dimensionIndexPrivateCreator = Tag(0x0020, 0x9213)
  /// Dimension Organization Sequence, SQ.
  public static let dimensionOrganizationSequence = Tag(0x0020, 0x9221)
  /// Dimension Index Sequence, SQ.
  public static let dimensionIndexSequence = Tag(0x0020, 0x9222)
  /// Concatenation Frame Offset Number, UL.
  public static let concatenationFrameOffsetNumber = Tag(0x0020, 0x9228)
  /// Functional Group Private Creator, LO.
  public static let functionalGroupPrivateCreator = Tag(0x0020, 0x9238)
  /// Dimension Organization Type, CS.
  public static let dimensionOrganizationType = Tag(0x0020, 0x9311)
  /// Dimension Description Label, LO.
  public static let dimensionDescriptionLabel = Tag(0x0020, 0x9421)
  /// Frame Label, LO.
  public static let frameLabel = Tag(0x0020, 0x9453)
  /// Pixel Measures Sequence, SQ.
  public static let pixelMeasuresSequence = Tag(0x0028, 0x9110)
  /// Frame VOI LUT Sequence, SQ.
  public static let frameVOILUTSequence = Tag(0x0028, 0x9132)
  /// Pixel Value Transformation Sequence, SQ.
  public static let pixelValueTransformationSequence = Tag(0x0028, 0x9145)
  /// Frame Pixel Data Properties Sequence, SQ.
  public static let framePixelDataPropertiesSequence = Tag(0x0028, 0x9443)
  /// Referenced Image Real World Value Mapping Sequence, SQ.
  public static let referencedImageRealWorldValueMappingSequence = Tag(0x0040, 0x9094)
  /// Shared Functional Groups Sequence, SQ.
  public static let sharedFunctionalGroupsSequence = Tag(0x5200, 0x9229)
  /// Per-Frame Functional Groups Sequence, SQ.
  public static let perFrameFunctionalGroupsSequence = Tag(0x5200, 0x9230)
}

// MARK: Segmentation

extension Tag {
  /// Algorithm Source, LO.
  public static let algorithmSource = Tag(0x0024, 0x0202)
  /// Segmentation Type, CS.
  public static let segmentationType = Tag(0x0062, 0x0001)
  /// Segment Sequence, SQ.
  public static let segmentSequence = Tag(0x0062, 0x0002)
  /// Segmented Property Category Code Sequence, SQ.
  public static let segmentedPropertyCategoryCodeSequence = Tag(0x0062, 0x0003)
  /// Segment Number, US.
  public static let segmentNumber = Tag(0x0062, 0x0004)
  /// Segment Label, LO.
  public static let segmentLabel = Tag(0x0062, 0x0005)
  /// Segment Description, ST.
  public static let segmentDescription = Tag(0x0062, 0x0006)
  /// Segmentation Algorithm Identification Sequence, SQ.
  public static let segmentationAlgorithmIdentificationSequence = Tag(0x0062, 0x0007)
  /// Segment Algorithm Type, CS.
  public static let segmentAlgorithmType = Tag(0x0062, 0x0008)
  /// Segment Algorithm Name, LO.
  public static let segmentAlgorithmName = Tag(0x0062, 0x0009)
  /// Segment Identification Sequence, SQ.
  public static let segmentIdentificationSequence = Tag(0x0062, 0x000A)
  /// Recommended Display Grayscale Value, US.
  public static let recommendedDisplayGrayscaleValue = Tag(0x0062, 0x000C)
  /// Recommended Display CIELab Value, US.
  public static let recommendedDisplayCIELabValue = Tag(0x0062, 0x000D)
  /// Maximum Fractional Value, US.
  public static let maximumFractionalValue = Tag(0x0062, 0x000E)
  /// Segmented Property Type Code Sequence, SQ.
  public static let segmentedPropertyTypeCodeSequence = Tag(0x0062, 0x000F)
  /// Segmentation Fractional Type, CS.
  public static let segmentationFractionalType = Tag(0x0062, 0x0010)
  /// Segmented Property Type Modifier Code Sequence, SQ.
  public static let segmentedPropertyTypeModifierCodeSequence = Tag(0x0062, 0x0011)
  /// Segments Overlap, CS.
  public static let segmentsOverlap = Tag(0x0062, 0x0013)
  /// Tracking ID, UT.
  public static let trackingID = Tag(0x0062, 0x0020)
  /// Tracking UID, UI.
  public static let trackingUID = Tag(0x0062, 0x0021)
  /// Algorithm Family Code Sequence, SQ.
  public static let algorithmFamilyCodeSequence = Tag(0x0066, 0x002F)
  /// Algorithm Name Code Sequence, SQ.
  public static let algorithmNameCodeSequence = Tag(0x0066, 0x0030)
  /// Algorithm Version, LO.
  public static let algorithmVersion = Tag(0x0066, 0x0031)
  /// Algorithm Parameters, LT.
  public static let algorithmParameters = Tag(0x0066, 0x0032)
  /// Algorithm Name, LO.
  public static let algorithmName = Tag(0x0066, 0x0036)
}

// MARK: Structured report

extension Tag {
  /// Institution Code Sequence, SQ.
  public static let institutionCodeSequence = Tag(0x0008, 0x0082)
  /// Referenced SOP Sequence, SQ.
  public static let referencedSOPSequence = Tag(0x0008, 0x1199)
  /// Person Identification Code Sequence, SQ.
  public static let personIdentificationCodeSequence = Tag(0x0040, 0x1101)
  /// Relationship Type, CS.
  public static let relationshipType = Tag(0x0040, 0xA010)
  /// Verifying Organization, LO.
  public static let verifyingOrganization = Tag(0x0040, 0xA027)
  /// Verification DateTime, DT.
  public static let verificationDateTime = Tag(0x0040, 0xA030)
  /// Observation DateTime, DT.
  public static let observationDateTime = Tag(0x0040, 0xA032)
  /// Value Type, CS.
  public static let valueType = Tag(0x0040, 0xA040)
  /// Concept Name Code Sequence, SQ.
  public static let conceptNameCodeSequence = Tag(0x0040, 0xA043)
  /// Continuity Of Content, CS.
  public static let continuityOfContent = Tag(0x0040, 0xA050)
  /// Verifying Observer Sequence, SQ.
  public static let verifyingObserverSequence = Tag(0x0040, 0xA073)
  /// Verifying Observer Name, PN.
  public static let verifyingObserverName = Tag(0x0040, 0xA075)
  /// Author Observer Sequence, SQ.
  public static let authorObserverSequence = Tag(0x0040, 0xA078)
  /// Participant Sequence, SQ.
  public static let participantSequence = Tag(0x0040, 0xA07A)
  /// Custodial Organization Sequence, SQ.
  public static let custodialOrganizationSequence = Tag(0x0040, 0xA07C)
  /// Participation Type, CS.
  public static let participationType = Tag(0x0040, 0xA080)
  /// Participation DateTime, DT.
  public static let participationDateTime = Tag(0x0040, 0xA082)
  /// Observer Type, CS.
  public static let observerType = Tag(0x0040, 0xA084)
  /// Verifying Observer Identification Code Sequence, SQ.
  public static let verifyingObserverIdentificationCodeSequence = Tag(0x0040, 0xA088)
  /// DateTime, DT.
  public static let dateTime = Tag(0x0040, 0xA120)
  /// Date, DA.
  public static let date = Tag(0x0040, 0xA121)
  /// Time, TM.
  public static let time = Tag(0x0040, 0xA122)
  /// Person Name, PN.
  public static let personName = Tag(0x0040, 0xA123)
  /// UID, UI.
  public static let uid = Tag(0x0040, 0xA124)
  /// Temporal Range Type, CS.
  public static let temporalRangeType = Tag(0x0040, 0xA130)
  /// Text Value, UT.
  public static let textValue = Tag(0x0040, 0xA160)
  /// Floating Point Value, FD.
  public static let floatingPointValue = Tag(0x0040, 0xA161)
  /// Rational Numerator Value, SL.
  public static let rationalNumeratorValue = Tag(0x0040, 0xA162)
  /// Rational Denominator Value, UL.
  public static let rationalDenominatorValue = Tag(0x0040, 0xA163)
  /// Concept Code Sequence, SQ.
  public static let conceptCodeSequence = Tag(0x0040, 0xA168)
  /// Observation UID, UI.
  public static let observationUID = Tag(0x0040, 0xA171)
  /// Measured Value Sequence, SQ.
  public static let measuredValueSequence = Tag(0x0040, 0xA300)
  /// Numeric Value Qualifier Code Sequence, SQ.
  public static let numericValueQualifierCodeSequence = Tag(0x0040, 0xA301)
  /// Numeric Value, DS.
  public static let numericValue = Tag(0x0040, 0xA30A)
  /// Predecessor Documents Sequence, SQ.
  public static let predecessorDocumentsSequence = Tag(0x0040, 0xA360)
  /// Referenced Request Sequence, SQ.
  public static let referencedRequestSequence = Tag(0x0040, 0xA370)
  /// Performed Procedure Code Sequence, SQ.
  public static let performedProcedureCodeSequence = Tag(0x0040, 0xA372)
  /// Current Requested Procedure Evidence Sequence, SQ.
  public static let currentRequestedProcedureEvidenceSequence = Tag(0x0040, 0xA375)
  /// Pertinent Other Evidence Sequence, SQ.
  public static let pertinentOtherEvidenceSequence = Tag(0x0040, 0xA385)
  /// Completion Flag, CS.
  public static let completionFlag = Tag(0x0040, 0xA491)
  /// Completion Flag Description, LO.
  public static let completionFlagDescription = Tag(0x0040, 0xA492)
  /// Verification Flag, CS.
  public static let verificationFlag = Tag(0x0040, 0xA493)
  /// Preliminary Flag, CS.
  public static let preliminaryFlag = Tag(0x0040, 0xA496)
  /// Content Template Sequence, SQ.
  public static let contentTemplateSequence = Tag(0x0040, 0xA504)
  /// Identical Documents Sequence, SQ.
  public static let identicalDocumentsSequence = Tag(0x0040, 0xA525)
  /// Content Sequence, SQ.
  public static let contentSequence = Tag(0x0040, 0xA730)
  /// Template Identifier, CS.
  public static let templateIdentifier = Tag(0x0040, 0xDB00)
  /// Referenced Content Item Identifier, UL.
  public static let referencedContentItemIdentifier = Tag(0x0040, 0xDB73)
  /// Pixel Origin Interpretation, CS.
  public static let pixelOriginInterpretation = Tag(0x0048, 0x0301)
  /// Graphic Data, FL.
  public static let graphicData = Tag(0x0070, 0x0022)
  /// Graphic Type, CS.
  public static let graphicType = Tag(0x0070, 0x0023)
}

// MARK: Content and presentation

extension Tag {
  /// Content Qualification, CS.
  public static let contentQualification = Tag(0x0018, 0x9004)
  /// Document Title, ST.
  public static let documentTitle = Tag(0x0042, 0x0010)
  /// Encapsulated Document, OB.
  public static let encapsulatedDocument = Tag(0x0042, 0x0011)
  /// MIME Type of Encapsulated Document, LO.
  public static let mimeTypeOfEncapsulatedDocument = Tag(0x0042, 0x0012)
  /// List of MIME Types, LO.
  public static let listOfMIMETypes = Tag(0x0042, 0x0014)
  /// Encapsulated Document Length, UL.
  public static let encapsulatedDocumentLength = Tag(0x0042, 0x0015)
  /// Content Label, CS.
  public static let contentLabel = Tag(0x0070, 0x0080)
  /// Content Description, LO.
  public static let contentDescription = Tag(0x0070, 0x0081)
  /// Content Creator's Name, PN.
  public static let contentCreatorName = Tag(0x0070, 0x0084)
  /// Content Creator's Identification Code Sequence, SQ.
  public static let contentCreatorIdentificationCodeSequence = Tag(0x0070, 0x0086)
  /// Instance Origin Status, CS.
  public static let instanceOriginStatus = Tag(0x0400, 0x0600)
  /// Digital Signatures Sequence, SQ.
  public static let digitalSignaturesSequence = Tag(0xFFFA, 0xFFFA)
}

// MARK: Spatial registration

extension Tag {
  /// Registration Sequence, SQ.
  public static let registrationSequence = Tag(0x0070, 0x0308)
  /// Matrix Registration Sequence, SQ.
  public static let matrixRegistrationSequence = Tag(0x0070, 0x0309)
  /// Matrix Sequence, SQ.
  public static let matrixSequence = Tag(0x0070, 0x030A)
  /// Frame of Reference Transformation Matrix Type, CS.
  public static let frameOfReferenceTransformationMatrixType = Tag(0x0070, 0x030C)
  /// Registration Type Code Sequence, SQ.
  public static let registrationTypeCodeSequence = Tag(0x0070, 0x030D)
  /// Used Fiducials Sequence, SQ.
  public static let usedFiducialsSequence = Tag(0x0070, 0x0314)
  /// Fiducial UID, UI.
  public static let fiducialUID = Tag(0x0070, 0x031A)
  /// Frame of Reference Transformation Matrix, DS.
  public static let frameOfReferenceTransformationMatrix = Tag(0x3006, 0x00C6)
  /// Frame of Reference Transformation Comment, LO.
  public static let frameOfReferenceTransformationComment = Tag(0x3006, 0x00C8)
}

// MARK: Network

extension Tag {
  /// Transaction UID, UI.
  public static let transactionUID = Tag(0x0008, 0x1195)
  /// Failure Reason, US.
  public static let failureReason = Tag(0x0008, 0x1197)
  /// Failed SOP Sequence, SQ.
  public static let failedSOPSequence = Tag(0x0008, 0x1198)
}
