import DICOM

/// A patient's identifier and who issued it.
public struct QualifiedPatientID: Hashable, Sendable {
  /// The identifier; empty if absent.
  public let id: String
  /// Issuer of Patient ID (0010,0021), else the universal entity of its qualifiers (0010,0024); empty if absent.
  public let issuer: String

  /// An identifier from its parts.
  public init(id: String, issuer: String) {
    self.id = id
    self.issuer = issuer
  }

  /// The identifier in a header or in an item of Other Patient IDs Sequence.
  init(_ dataSet: DataSet?) {
    func text(_ tag: Tag) -> String { dataSet?.text(tag)?.trimmed(" ") ?? "" }
    let qualifiers = dataSet?.items(.issuerOfPatientIDQualifiers).first
    let issuer = text(.issuerOfPatientID)
    self.init(
      id: text(.patientID),
      issuer: issuer.isEmpty ? qualifiers?.text(.universalEntityID)?.trimmed(" ") ?? "" : issuer)
  }
}

/// Who a study says its patient is.
public struct PatientIdentity: Hashable, Sendable {
  /// Patient ID (0010,0020); empty if absent.
  public let id: String
  /// Issuer of Patient ID (0010,0021); empty if absent.
  public let issuer: String
  /// Patient's Name (0010,0010), DICOM form; empty if absent.
  public let name: String
  /// Patient's Birth Date (0010,0030), YYYYMMDD; empty if absent.
  public let birthDate: String
  /// Patient's Sex (0010,0040); empty if absent.
  public let sex: String
  /// Other Patient IDs Sequence (0010,1002).
  public let otherIDs: [QualifiedPatientID]

  /// An identity from its values.
  public init(
    id: String, issuer: String, name: String, birthDate: String, sex: String,
    otherIDs: [QualifiedPatientID] = []
  ) {
    self.id = id
    self.issuer = issuer
    self.name = name
    self.birthDate = birthDate
    self.sex = sex
    self.otherIDs = otherIDs
  }

  /// The identity in a header or patient module.
  public init(_ dataSet: DataSet?) {
    func text(_ tag: Tag) -> String { dataSet?.text(tag)?.trimmed(" ") ?? "" }
    let primary = QualifiedPatientID(dataSet)
    self.init(
      id: primary.id, issuer: primary.issuer, name: text(.patientName), birthDate: text(.patientBirthDate),
      sex: text(.patientSex),
      otherIDs: (dataSet?.items(.otherPatientIDsSequence) ?? []).map { QualifiedPatientID($0) }
        .filter { !$0.id.isEmpty })
  }
}
