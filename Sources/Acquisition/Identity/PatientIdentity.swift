import DICOM
import Foundation

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

  /// An identity from its values.
  public init(id: String, issuer: String, name: String, birthDate: String, sex: String) {
    self.id = id
    self.issuer = issuer
    self.name = name
    self.birthDate = birthDate
    self.sex = sex
  }

  /// The identity in a header or patient module.
  public init(_ dataSet: DataSet?) {
    func text(_ tag: Tag) -> String { dataSet?.text(tag)?.trimmed(" ") ?? "" }
    self.init(
      id: text(.patientID), issuer: text(.issuerOfPatientID), name: text(.patientName),
      birthDate: text(.patientBirthDate), sex: text(.patientSex))
  }
}

/// Whether two studies are of one patient.
public struct IdentityComparison: Hashable, Sendable {
  /// True if nothing differs and the patient ID, or name and birth date, were compared and are equal.
  public let matches: Bool
  /// Names of the attributes that differ; never their values.
  public let differences: [String]
  /// What could not be compared, a sentence each; never values.
  public let notes: [String]
}

/// Compares the patients of the MR and the CT study.
///
/// Names are compared without case, diacritics, trailing `^` and the difference between `^` and a space. An
/// attribute that one side lacks proves nothing: it is noted. IDs of different issuers are not comparable.
public func compareIdentity(mr: PatientIdentity, ct: PatientIdentity) -> IdentityComparison {
  var differences: [String] = []
  var notes: [String] = []
  var equal: Set<String> = []
  func compare(_ attribute: String, _ a: String, _ b: String, _ same: (String, String) -> Bool) {
    if a.isEmpty || b.isEmpty {
      let side = a.isEmpty && b.isEmpty ? "both studies" : a.isEmpty ? "the MR study" : "the CT study"
      notes.append("\(attribute) is missing in \(side) and was not compared.")
    } else if same(a, b) {
      equal.insert(attribute)
    } else {
      differences.append(attribute)
    }
  }
  if !mr.issuer.isEmpty, !ct.issuer.isEmpty, mr.issuer.uppercased() != ct.issuer.uppercased() {
    notes.append("PatientID comes from different issuers and was not compared.")
  } else {
    compare("PatientID", mr.id, ct.id) { $0.uppercased() == $1.uppercased() }
  }
  compare("PatientName", mr.name, ct.name) { !nameForms($0).isDisjoint(with: nameForms($1)) }
  compare("PatientBirthDate", mr.birthDate, ct.birthDate) { digits($0) == digits($1) }
  compare("PatientSex", mr.sex, ct.sex) { $0.uppercased() == $1.uppercased() }
  let isProven = equal.contains("PatientID") || equal.isSuperset(of: ["PatientName", "PatientBirthDate"])
  if differences.isEmpty, !isProven {
    notes.append(
      "Neither PatientID nor name with birth date are there on both sides: identity is not proven.")
  }
  return IdentityComparison(matches: differences.isEmpty && isProven, differences: differences, notes: notes)
}

private func digits(_ date: String) -> String { date.filter(\.isNumber) }

/// The spellings of a name that count as one: diacritics dropped, and German umlauts written out.
private func nameForms(_ name: String) -> Set<String> {
  // Only the alphabetic group counts: ideographic and phonetic ones follow a `=` (PS3.5 section 6.2.1.2).
  let alphabetic = name.split(separator: "=", omittingEmptySubsequences: false).first.map(String.init) ?? ""
  let written = [("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("ø", "oe"), ("å", "aa"), ("æ", "ae")]
    .reduce(alphabetic.lowercased()) { $0.replacingOccurrences(of: $1.0, with: $1.1) }
  return Set(
    [alphabetic, written].map { form in
      form.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
        .replacingOccurrences(of: "ß", with: "ss")
        .split { "^ ,".contains($0) }.joined(separator: " ")
    })
}
