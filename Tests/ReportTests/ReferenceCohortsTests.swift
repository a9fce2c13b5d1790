import Testing

@testable import Report

struct ReferenceCohortsTests {
  @Test func kimGroupsAddUpToThePublishedNumberOfPatients() {
    #expect(ReferenceCohorts.kimAttenuationByCT.compactMap(\.count) == [71, 17, 17])
    #expect(ReferenceCohorts.kimSusceptibilityByQSM.compactMap(\.count) == [37, 35, 33])
    #expect(ReferenceCohorts.kimCounts.joined().reduce(0, +) == 105)
  }

  @Test func ironCurveStartsLowAndReachesItsPlateau() {
    #expect(abs(ReferenceCohorts.pallidalIron(atAge: 0) - 0.37) < 1e-12)
    #expect(abs(ReferenceCohorts.pallidalIron(atAge: 1000) - 21.78) < 1e-9)
    #expect(abs(ReferenceCohorts.putaminalIron(atAge: 0) - 0.46) < 1e-12)
    #expect(abs(ReferenceCohorts.putaminalIron(atAge: 1000) - 15.08) < 1e-9)
    #expect(abs(ReferenceCohorts.caudateIron(atAge: 0) - 0.33) < 1e-12)
    #expect(abs(ReferenceCohorts.caudateIron(atAge: 1000) - 9.99) < 1e-9)
  }
}
