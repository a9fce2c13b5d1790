import DICOM
import Testing

@testable import Phantom

struct StudyIdentityTests {
  @Test func identifiersFollowFromTheScenarioAlone() {
    var changed = PhantomScenario.small
    changed.signalToNoise += 1
    let a = StudyIdentity.mr(.small)
    #expect(a.uid("study") == StudyIdentity.mr(.small).uid("study"))
    #expect(a.uid("study") != a.uid("series"))
    #expect(a.uid("study") != StudyIdentity.ct(.small).uid("study"))
    #expect(a.uid("study") != StudyIdentity.mr(changed).uid("study"))
    #expect(UID(a.uid("study")) != nil)
  }

  @Test func bothStudiesAreOfOnePatientUnlessAskedOtherwise() {
    #expect(StudyIdentity.mr(.small).patientID == StudyIdentity.ct(.small).patientID)
    #expect(StudyIdentity.mr(.small).birthDate == StudyIdentity.ct(.small).birthDate)
    var other = PhantomScenario.small
    other.ctOfOtherPatient = true
    #expect(StudyIdentity.mr(other).patientID != StudyIdentity.ct(other).patientID)
    #expect(StudyIdentity.mr(other).patientName != StudyIdentity.ct(other).patientName)
    #expect(StudyIdentity.mr(other).birthDate != StudyIdentity.ct(other).birthDate)
  }
}
