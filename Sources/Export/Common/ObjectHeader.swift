import DICOM
import Report

/// A series of derived objects inside the MR study.
struct SeriesDescriptor: Sendable {
  /// Seed role of its UIDs; also the folder or file name.
  let role: String
  /// Modality (0008,0060).
  let modality: String
  /// Series Number (0020,0011).
  let number: Int
  /// Series Description (0008,103E).
  let description: String
}

/// The series of one report.
///
/// Numbers start high, where scanners do not number.
enum DerivedSeries {
  static let qsm = SeriesDescriptor(
    role: "qsm", modality: "MR", number: 9101, description: "Pallidum QSM (ppb)")
  static let resampledCT = SeriesDescriptor(
    role: "ct-resampled", modality: "CT", number: 9102, description: "Pallidum CT resampled to MR")
  static let segmentation = SeriesDescriptor(
    role: "seg", modality: "SEG", number: 9103, description: "Pallidum deep nuclei")
  static let registration = SeriesDescriptor(
    role: "registration", modality: "REG", number: 9104, description: "Pallidum CT to MR")
  static let captures = SeriesDescriptor(
    role: "secondary-capture", modality: "OT", number: 9105, description: "Pallidum key images")
  static let pdf = SeriesDescriptor(
    role: "report-pdf", modality: "DOC", number: 9106, description: "Pallidum report (PDF)")
  static let structuredReport = SeriesDescriptor(
    role: "sr", modality: "SR", number: 9107, description: "Pallidum measurements (SR)")
}

extension ObjectOrigin {
  /// Patient, Study, Series, Equipment and SOP Common modules of an object: what all kinds share.
  ///
  /// Dates come from the origin, never from a clock. A mismatch of identity that was accepted is written into
  /// every object, without the values that differ.
  func header(
    _ series: SeriesDescriptor, sopClass: String, instanceRole: String, instanceNumber: Int
  ) -> DataSet {
    var d = mr.patientModule
    d.merge(mr.studyModule)
    for tag in [Tag.patientName] where d[tag] == nil { d.set(tag, .PN) }
    for tag in [Tag.patientID] where d[tag] == nil { d.set(tag, .LO) }
    for tag in [Tag.patientBirthDate, .studyDate] where d[tag] == nil { d.set(tag, .DA) }
    for tag in [Tag.patientSex] where d[tag] == nil { d.set(tag, .CS) }
    for tag in [Tag.studyTime] where d[tag] == nil { d.set(tag, .TM) }
    for tag in [Tag.studyID, .accessionNumber] where d[tag] == nil { d.set(tag, .SH) }
    for tag in [Tag.referringPhysicianName] where d[tag] == nil { d.set(tag, .PN) }

    d.set(.specificCharacterSet, .CS, "ISO_IR 192")
    d.set(.sopClassUID, .UI, sopClass)
    d.set(.sopInstanceUID, .UI, uid(instanceRole))
    d.set(.instanceCreationDate, .DA, contentDate)
    d.set(.instanceCreationTime, .TM, contentTime)
    d.set(.instanceNumber, .IS, ints: [instanceNumber])
    d.set(.codingSchemeIdentificationSequence, items: [PrivateCodes.identification])

    d.set(.modality, .CS, series.modality)
    d.set(.seriesInstanceUID, .UI, uid(series.role + "/series"))
    d.set(.seriesNumber, .IS, ints: [series.number])
    d.set(.seriesDescription, .LO, series.description)
    // Not a paired organ: without it Laterality would be asked for. Documents have no body part.
    if !["SR", "DOC"].contains(series.modality) { d.set(.bodyPartExamined, .CS, "BRAIN") }
    d.set(.seriesDate, .DA, contentDate)
    d.set(.seriesTime, .TM, contentTime)
    if let identityNote {
      // ST holds 1024 characters; the reason is the operator's own words, comes last and is cut.
      d.set(.commentsOnThePerformedProcedureStep, .ST, String(identityNote.prefix(1024)))
    }

    d.set(.manufacturer, .LO, Self.equipmentName)
    d.set(.manufacturerModelName, .LO, Self.equipmentName)
    d.set(.deviceSerialNumber, .LO, "software")  // type 1 in Enhanced General Equipment; a program has none
    d.set(.softwareVersions, .LO, softwareVersion)
    d.set(.contentDate, .DA, contentDate)
    d.set(.contentTime, .TM, contentTime)
    return d
  }

  /// Name of the maker and model: the program.
  static let equipmentName = "Pallidum"

  /// Content Creator's Name: no person, the program.
  public static let creatorName = "Pallidum^Automatic"

  /// Frame of Reference module of an object that lies in the MR's frame.
  func frameOfReference() -> DataSet {
    var d = DataSet()
    d.set(.frameOfReferenceUID, .UI, mr.frameOfReferenceUID)
    d.set(.positionReferenceIndicator, .LO, mr.acquisition.string(.positionReferenceIndicator) ?? "")
    return d
  }
}

extension ExportContext {
  /// What all objects of the report share.
  var origin: ObjectOrigin {
    ObjectOrigin(
      mr: mr, uidSeed: uidSeed, contentDate: contentDate, contentTime: contentTime,
      softwareVersion: softwareVersion, identityNote: identityNote)
  }

  /// As `ObjectOrigin.header`.
  func header(
    _ series: SeriesDescriptor, sopClass: String, instanceRole: String, instanceNumber: Int
  ) -> DataSet {
    origin.header(
      series, sopClass: sopClass, instanceRole: instanceRole, instanceNumber: instanceNumber)
  }

  /// As `ObjectOrigin.frameOfReference`.
  func frameOfReference() -> DataSet { origin.frameOfReference() }

  /// The identifier of a role, such as `seg` or `qsm/series`.
  func uid(_ role: String) -> String { origin.uid(role) }

  /// Name of the maker and model: the program.
  var equipmentName: String { ObjectOrigin.equipmentName }

  /// Content Creator's Name: no person, the program.
  var creatorName: String { ObjectOrigin.creatorName }

  /// What is written into every object when the identity of CT and MR differed and was accepted.
  private var identityNote: String? {
    guard let reason = report.identity.overrideReason else { return nil }
    let differing = report.identity.differences.joined(separator: ", ")
    return "CT and MR differ in patient identity (\(differing)); accepted: \(reason)"
  }

  /// The scanner as Contributing Equipment (PS3.3 C.12.1).
  func contributingEquipment(_ source: SourceImageSeries) -> DataSet {
    var item = DataSet()
    item.set(.purposeOfReferenceCodeSequence, items: [Codes.acquisitionEquipment.item])
    item.set(.manufacturer, .LO, source.acquisition.string(.manufacturer) ?? "unknown")
    item.copy(
      [.manufacturerModelName, .institutionName, .stationName, .deviceSerialNumber, .softwareVersions],
      from: source.acquisition)
    return item
  }
}

extension Tag {
  /// Comments on the Performed Procedure Step, ST.
  static let commentsOnThePerformedProcedureStep = Tag(0x0040, 0x0280)
}
