import DICOM
import Vocabulary

/// Coded concepts from public dictionaries.
///
/// Nothing here is invented: what no dictionary has is in `PrivateCodes`.
enum Codes {
  // MARK: Anatomy (SNOMED CT)
  static let anatomicalStructure = Code("91723000", "SCT", "Anatomical Structure")
  static let morphologicallyAbnormalStructure = Code(
    "49755003", "SCT", "Morphologically Abnormal Structure")
  static let head = Code("69536005", "SCT", "Head")
  static let brain = Code("12738006", "SCT", "Brain")
  static let cerebrospinalFluid = Code("65216001", "SCT", "Cerebrospinal Fluid")
  static let left = Code("7771000", "SCT", "Left")
  static let right = Code("24028007", "SCT", "Right")
  static let laterality = Code("272741003", "SCT", "Laterality")

  // MARK: Findings
  static let finding = Code("121071", "DCM", "Finding")
  static let findingSite = Code("363698007", "SCT", "Finding Site")
  static let present = Code("52101004", "SCT", "Present")
  static let absent = Code("272519000", "SCT", "Absent")

  // MARK: Quantities, statistics and units
  static let quantity = Code("246205007", "SCT", "Quantity")
  static let magneticSusceptibility = Code("126396", "DCM", "Magnetic Susceptibility")
  static let attenuation = Code("112031", "DCM", "Attenuation Coefficient")
  static let r2star = Code("126395", "DCM", "R2*")
  static let volume = Code("118565006", "SCT", "Volume")
  static let derivation = Code("121401", "DCM", "Derivation")
  static let mean = Code("373098007", "SCT", "Mean")
  static let standardDeviation = Code("386136009", "SCT", "Standard Deviation")
  static let median = Code("373099004", "SCT", "Median")
  static let minimum = Code("255605001", "SCT", "Minimum")
  static let maximum = Code("56851009", "SCT", "Maximum")
  static let ppm = Code("ppm", "UCUM", "ppm")
  static let hounsfieldUnit = Code("[hnsf'U]", "UCUM", "Hounsfield unit")
  static let cubicMillimeter = Code("mm3", "UCUM", "cubic millimeter")
  static let noUnits = Code("1", "UCUM", "no units")
  static let perSecond = Code("/s", "UCUM", "/s")
  static let valueIndeterminate = Code("114011", "DCM", "Value indeterminate")

  // MARK: Derivation and purpose of reference
  static let sourceImage = Code("121322", "DCM", "Source image for image processing operation")
  static let spatialResampling = Code("113085", "DCM", "Spatial resampling")
  static let segmentation = Code("113076", "DCM", "Segmentation")
  static let acquisitionEquipment = Code("109101", "DCM", "Acquisition Equipment")
  static let frameOfReferenceIdentity = Code("125021", "DCM", "Frame of Reference Identity")
  static let imageContentAlignment = Code("125024", "DCM", "Image Content-based Alignment")

  // MARK: Structured report
  static let imagingMeasurementReport = Code("126000", "DCM", "Imaging Measurement Report")
  static let language = Code("121049", "DCM", "Language of Content Item and Descendants")
  static let english = Code("en", "RFC5646", "English")
  static let observerType = Code("121005", "DCM", "Observer Type")
  static let person = Code("121006", "DCM", "Person")
  static let device = Code("121007", "DCM", "Device")
  static let personObserverName = Code("121008", "DCM", "Person Observer Name")
  static let personObserverOrganization = Code("121009", "DCM", "Person Observer's Organization Name")
  static let deviceObserverUID = Code("121012", "DCM", "Device Observer UID")
  static let deviceObserverName = Code("121013", "DCM", "Device Observer Name")
  static let deviceObserverManufacturer = Code("121014", "DCM", "Device Observer Manufacturer")
  static let deviceObserverModel = Code("121015", "DCM", "Device Observer Model Name")
  static let procedureReported = Code("121058", "DCM", "Procedure reported")
  static let imagingProcedure = Code("363679005", "SCT", "Imaging procedure")
  static let imageLibrary = Code("111028", "DCM", "Image Library")
  static let imageLibraryGroup = Code("126200", "DCM", "Image Library Group")
  static let modality = Code("121139", "DCM", "Modality")
  static let targetRegion = Code("123014", "DCM", "Target Region")
  static let frameOfReferenceUID = Code("112227", "DCM", "Frame of Reference UID")
  static let imagingMeasurements = Code("126010", "DCM", "Imaging Measurements")
  static let measurementGroup = Code("125007", "DCM", "Measurement Group")
  static let trackingIdentifier = Code("112039", "DCM", "Tracking Identifier")
  static let trackingUniqueIdentifier = Code("112040", "DCM", "Tracking Unique Identifier")
  static let referencedSegment = Code("121191", "DCM", "Referenced Segment")
  static let sourceSeries = Code("121232", "DCM", "Source series for segmentation")
  static let imageRegion = Code("111030", "DCM", "Image Region")
  static let algorithmName = Code("111001", "DCM", "Algorithm Name")
  static let algorithmVersion = Code("111003", "DCM", "Algorithm Version")
  static let qualitativeEvaluations = Code("C0034375", "UMLS", "Qualitative Evaluations")
  static let comment = Code("121106", "DCM", "Comment")
  static let impression = Code("121073", "DCM", "Impression")
  static let diagnosticImagingReport = Code("18748-4", "LN", "Diagnostic imaging study")

  /// A modality as a code.
  static func modality(_ value: String) -> Code {
    value == "CT" ? Code("CT", "DCM", "Computed Tomography") : Code("MR", "DCM", "Magnetic Resonance")
  }

  /// A side as a laterality modifier.
  static func side(_ side: Side) -> Code { side == .left ? left : right }

  /// A structure as SNOMED CT names it, or by the private scheme where no dictionary was found to have it.
  static func structure(_ structure: Structure) -> Code {
    switch structure {
    case .globusPallidus: Code("14738005", "SCT", "Globus Pallidus")
    case .putamen: Code("89278009", "SCT", "Putamen")
    case .caudate: Code("11000004", "SCT", "Caudate Nucleus")
    case .thalamus: Code("42695009", "SCT", "Thalamus")
    case .substantiaNigra: Code("70007007", "SCT", "Substantia nigra")
    case .redNucleus: PrivateCodes.redNucleus
    case .dentateNucleus: PrivateCodes.dentateNucleus
    }
  }
}
