import Report
import Testing

@testable import Rendering

@Suite struct HeadFieldsTests {
  private func values(_ volumes: ReportDocument.HeadVolumes) -> [String: String] {
    Dictionary(uniqueKeysWithValues: ReportView.headFields(volumes).map { ($0.label, $0.value) })
  }

  /// Shares stand beside the published ones.
  @Test func sharesOfAWholeHead() {
    let v = values(
      .init(
        intracranialMl: 1500, brainMl: 1300, csfMl: 180,
        pallidumPercentOfIntracranial: 0.221, pallidumSharePercent: .init(left: 0.11, right: 0.111)))
    #expect(v["CSF of intracranial volume"]?.hasPrefix("not computed:") == true)
    #expect(v["Both globi pallidi of intracranial volume"]?.hasPrefix("0.22 % (Kim 2022: 0.33") == true)
    #expect(v["Right globus pallidus of intracranial volume"] == "0.11 %")
    #expect(v["Grey and white matter"]?.hasPrefix("not computed:") == true)
  }

  /// A slab that cuts the head shows the reason in the place of every share.
  @Test func sharesOfASlabAreWithheld() {
    let v = values(
      .init(
        intracranialMl: 700, brainMl: 600, csfMl: 80, pallidumPercentOfIntracranial: nil,
        sharesWithheld: "the slab ends inside the skull"))
    #expect(v.values.filter { $0 == "withheld: the slab ends inside the skull" }.count == 3)
    #expect(v["CSF found, a lower bound"] == "80 ml")
  }
}
