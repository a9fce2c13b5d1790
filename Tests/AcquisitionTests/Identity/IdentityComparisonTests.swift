import DICOM
import Testing

@testable import Acquisition

struct IdentityComparisonTests {
  static let base = PatientIdentity(id: "4711", issuer: "", name: "DOE^JANE", birthDate: "19600102", sex: "F")

  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    var mr = IdentityComparisonTests.base
    var ct: PatientIdentity
    let matches: Bool
    var differences: [String] = []
    var note = ""
    var testDescription: String { name }
  }

  static func identity(
    id: String = "4711", issuer: String = "", name: String = "DOE^JANE", birth: String = "19600102",
    sex: String = "F", others: [QualifiedPatientID] = []
  ) -> PatientIdentity {
    PatientIdentity(id: id, issuer: issuer, name: name, birthDate: birth, sex: sex, otherIDs: others)
  }

  static let table: [Case] = [
    Case(name: "all equal", ct: base, matches: true),
    Case(
      name: "case and spaces of an ID", mr: identity(id: "ab 12"), ct: identity(id: "AB12"), matches: true),
    Case(
      name: "leading zeros, name and date prove", ct: identity(id: "0004711"), matches: true,
      note: "leading zeros"),
    Case(
      name: "leading zeros alone prove nothing", ct: identity(id: "0004711", birth: ""), matches: false,
      note: "not proven"),
    Case(name: "another ID", ct: identity(id: "4712"), matches: false, differences: ["PatientID"]),
    Case(
      name: "other IDs of one issuer prove", mr: identity(id: "A1", issuer: "A"),
      ct: identity(id: "B9", issuer: "B", name: "", birth: "", others: [.init(id: "a1", issuer: "A")]),
      matches: true, note: "Other Patient IDs of one issuer"),
    Case(
      name: "other IDs without issuer prove nothing", mr: identity(birth: ""),
      ct: identity(id: "B9", birth: "", others: [.init(id: "4711", issuer: "")]), matches: false,
      note: "without an issuer"),
    Case(
      name: "different issuers are not compared", mr: identity(issuer: "A"),
      ct: identity(id: "1", issuer: "B"),
      matches: true, note: "different issuers"),
    Case(
      name: "equal IDs of different issuers are no proof", mr: identity(issuer: "A", birth: ""),
      ct: identity(issuer: "B"), matches: false, note: "different issuers"),
    Case(
      name: "placeholder IDs prove nothing", mr: identity(id: "0", birth: ""),
      ct: identity(id: "0", birth: ""),
      matches: false, note: "PatientID is missing in both studies"),
    Case(
      name: "placeholder names prove nothing", mr: identity(id: "", name: "ANON"),
      ct: identity(id: "", name: "ANON"), matches: false, note: "PatientName is missing in both studies"),
    Case(
      name: "an initial and a birth date are no proof", mr: identity(id: "", name: "DOE^J"), ct: base,
      matches: false, note: "initial"),
    Case(
      name: "a middle name is noted and name with date prove", mr: identity(id: ""),
      ct: identity(name: "DOE^JANE^MARY"), matches: true, note: "middle name"),
    Case(name: "dots in the birth date", ct: identity(birth: "1960.01.02"), matches: true),
    Case(
      name: "a birth year agrees", ct: identity(birth: "19600000"), matches: true, note: "known in part"),
    Case(
      name: "a birth year and a name are no proof", mr: identity(id: ""), ct: identity(birth: "1960"),
      matches: false, note: "known in part"),
    Case(
      name: "another birth year", ct: identity(birth: "19610000"), matches: false,
      differences: ["PatientBirthDate"]),
    Case(
      name: "an anonymiser's birth date is none", ct: identity(birth: "19000101"), matches: true,
      note: "PatientBirthDate is missing in the CT study"),
    Case(name: "sex O is not known", ct: identity(sex: "O"), matches: true, note: "PatientSex is missing"),
    Case(name: "sex U is not known", ct: identity(sex: "U"), matches: true, note: "PatientSex is missing"),
    Case(name: "another sex", ct: identity(sex: "M"), matches: false, differences: ["PatientSex"]),
    Case(
      name: "exchanged names differ", ct: identity(name: "JANE^DOE"), matches: false,
      differences: ["PatientName"], note: "exchanged"),
    Case(
      name: "a new family name differs", ct: identity(name: "SMITH^JANE"), matches: false,
      differences: ["PatientName"]),
  ]

  @Test(arguments: table)
  func comparison(_ c: Case) {
    for result in [compareIdentity(mr: c.mr, ct: c.ct), compareIdentity(mr: c.ct, ct: c.mr)] {
      #expect(result.matches == c.matches)
      #expect(result.differences == c.differences)
    }
    let notes = compareIdentity(mr: c.mr, ct: c.ct).notes.joined(separator: " ")
    #expect(c.note.isEmpty || notes.contains(c.note), "\(notes)")
    #expect(!notes.contains("4711") && !notes.uppercased().contains("DOE") && !notes.contains("1960"))
  }

  @Test func issuersComeFromTagsQualifiersAndOtherIDs() {
    var qualifier = DataSet()
    qualifier.set(DICOM.Tag(0x0040, 0x0032), .UT, "1.2.3")
    var other = DataSet()
    other.set(.patientID, .LO, "X7")
    other.set(.issuerOfPatientID, .LO, "WARD")
    var header = DataSet()
    header.set(.patientID, .LO, "4711")
    header.set(DICOM.Tag(0x0010, 0x0024), items: [qualifier])
    header.set(DICOM.Tag(0x0010, 0x1002), items: [other])
    let identity = PatientIdentity(header)
    #expect(identity.issuer == "1.2.3")
    #expect(identity.otherIDs == [QualifiedPatientID(id: "X7", issuer: "WARD")])
  }
}
