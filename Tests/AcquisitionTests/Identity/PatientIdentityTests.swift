import DICOM
import Testing

@testable import Acquisition

struct PatientIdentityTests {
  let mr = PatientIdentity(id: "4711", issuer: "", name: "Müller^Anna^^^", birthDate: "19600102", sex: "F")

  func comparison(_ change: (inout Fields) -> Void) -> IdentityComparison {
    var f = Fields()
    change(&f)
    return compareIdentity(
      mr: mr,
      ct: PatientIdentity(id: f.id, issuer: f.issuer, name: f.name, birthDate: f.birthDate, sex: f.sex))
  }

  struct Fields {
    var id = "4711"
    var issuer = ""
    var name = "Müller^Anna"
    var birthDate = "19600102"
    var sex = "F"
  }

  @Test(arguments: [
    "Müller^Anna", "MÜLLER^ANNA", "Muller Anna", "MUELLER^ANNA^", "müller^anna^^^=別^名", "Müller, Anna",
  ])
  func spellingsOfOneNameMatch(_ name: String) {
    let result = comparison { $0.name = name }
    #expect(result.matches)
    #expect(result.differences == [])
    #expect(result.notes == [])
  }

  @Test(arguments: ["Miller^Anna", "Müller^Anne", "Müller", "Anna^Müller"])
  func otherNamesDiffer(_ name: String) {
    let result = comparison { $0.name = name }
    #expect(!result.matches)
    #expect(result.differences == ["PatientName"])
  }

  @Test func everyOtherAttributeCanDiffer() {
    #expect(comparison { $0.id = "4712" }.differences == ["PatientID"])
    #expect(comparison { $0.birthDate = "19600103" }.differences == ["PatientBirthDate"])
    #expect(comparison { $0.sex = "M" }.differences == ["PatientSex"])
    let all = comparison {
      $0 = Fields(id: "1", issuer: "", name: "X^Y", birthDate: "20000101", sex: "M")
    }
    #expect(all.differences == ["PatientID", "PatientName", "PatientBirthDate", "PatientSex"])
    #expect(!all.matches)
  }

  @Test func datesMayBeWrittenWithDots() {
    #expect(comparison { $0.birthDate = "1960.01.02" }.matches)
  }

  @Test func aMissingAttributeIsNotedAndProvesNothing() {
    let noDate = comparison { $0.birthDate = "" }
    #expect(noDate.matches)
    #expect(noDate.notes == ["PatientBirthDate is missing in the CT study and was not compared."])
    let nameOnly = comparison {
      $0.id = ""
      $0.birthDate = ""
    }
    #expect(!nameOnly.matches)
    #expect(nameOnly.differences == [])
    #expect(
      nameOnly.notes == [
        "PatientID is missing in the CT study and was not compared.",
        "PatientBirthDate is missing in the CT study and was not compared.",
        "Neither PatientID nor name with birth date are there on both sides: identity is not proven.",
      ])
  }

  @Test func differentIssuersMakeIDsIncomparable() {
    let a = PatientIdentity(id: "1", issuer: "A", name: "X^Y", birthDate: "19700101", sex: "M")
    let b = PatientIdentity(id: "2", issuer: "B", name: "X^Y", birthDate: "19700101", sex: "M")
    let result = compareIdentity(mr: a, ct: b)
    #expect(result.matches)
    #expect(result.notes == ["PatientID comes from different issuers and was not compared."])
    let sameIDOtherPerson = PatientIdentity(
      id: "1", issuer: "B", name: "Q^R", birthDate: "19700101", sex: "M")
    #expect(compareIdentity(mr: a, ct: sameIDOtherPerson).differences == ["PatientName"])
  }

  @Test func noValueEverAppearsInTheResult() {
    let result = comparison {
      $0 = Fields(id: "8812345", issuer: "", name: "Secret^Name", birthDate: "19991231", sex: "M")
    }
    let text = (result.differences + result.notes).joined()
    for value in ["4711", "8812345", "Secret", "Müller", "1999", "1960"] { #expect(!text.contains(value)) }
  }
}
