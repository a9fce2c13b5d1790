import DICOM

/// Whom a study shows, and when it was made.
///
/// Kept apart from `StudySummary`, which anybody may see.
public struct StudyPatient: Codable, Hashable, Sendable {
  /// Study Instance UID.
  public let studyInstanceUID: String
  /// Patient's Name (0010,0010), DICOM form; empty if absent.
  public let name: String
  /// Patient ID (0010,0020); empty if absent.
  public let id: String
  /// Patient's Birth Date (0010,0030) as the tag has it; empty if absent.
  public let birthDate: String
  /// Patient's Sex (0010,0040); empty if absent.
  public let sex: String
  /// Study Date (0008,0020) as the tag has it; empty if absent.
  public let studyDate: String

  /// A patient and date from their values.
  public init(
    studyInstanceUID: String, name: String, id: String, birthDate: String, sex: String, studyDate: String
  ) {
    self.studyInstanceUID = studyInstanceUID
    self.name = name
    self.id = id
    self.birthDate = birthDate
    self.sex = sex
    self.studyDate = studyDate
  }
}

extension Inventory {
  /// The patients that the series of each study name, in the order of the studies.
  ///
  /// More than one for a study whose series contradict each other.
  public var patients: [StudyPatient] {
    var seen: Set<StudyPatient> = []
    return scanned.compactMap { series in
      let header = series.attributes.header
      let identity = PatientIdentity(header)
      let patient = StudyPatient(
        studyInstanceUID: series.studyUID, name: identity.name, id: identity.id,
        birthDate: identity.birthDate, sex: identity.sex, studyDate: header.text(.studyDate) ?? "")
      return seen.insert(patient).inserted ? patient : nil
    }
  }
}
