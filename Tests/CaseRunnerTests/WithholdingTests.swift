import CaseRunner
import Foundation
import Testing
import Vocabulary

/// What cannot be trusted is withheld with its reason, in every output; what the user overrides is recorded.
@Suite struct WithholdingTests {
  /// The phase's sign is wrong: iron would read as calcium. The nuclei are found by susceptibility, so attenuation
  /// is graded rightly or, where the outlines are not trusted either, withheld too.
  @Test func wrongPhaseSignWithholdsSusceptibility() throws {
    let c = try Shared.signFlipped.get()
    #expect(c.outcome.status == .withheld)
    #expect(c.report.susceptibility.signCheck.verdict == "fail")
    for side in Side.allCases {
      let p = c.report.pallidum(side)
      #expect(p.gpQSM.grade == nil && p.paradoxicalCalcification.flag == nil)
      let reason = try #require(p.gpQSM.withheld)
      #expect(reason.contains("sign of the phase"))
      #expect(p.paradoxicalCalcification.withheld?.isEmpty == false)
      let truth = side == .left ? c.truth.pallidum.left : c.truth.pallidum.right
      #expect(p.gpCT.grade == nil ? p.gpCT.withheld != nil : p.gpCT.grade == truth.ctGrade)
      #expect(c.outcome.summary.contains("GP_QSM withheld"))
      #expect(try c.text("findings.txt").contains(reason.prefix(60)))
      #expect(try c.text("report.html").contains(reason.prefix(60)))
    }
  }

  @Test(.enabled(if: ReadBack.isAvailable, Comment(rawValue: ReadBack.reason)))
  func withheldSusceptibilityIsNotInTheStructuredReport() throws {
    let c = try Shared.signFlipped.get()
    let groups = try ReadBack(c.folder).groups.filter { $0.site == ReadBack.pallidum }
    #expect(groups.count == 2)
    for group in groups {
      #expect(group.value("Attenuation Coefficient", "Mean") != nil)
      #expect(group.codes["Attenuation grade of globus pallidus"] != nil)
      let grade = group.codes["Susceptibility grade of globus pallidus"]
      #expect(grade?.hasPrefix("Grade") != true, "\(grade ?? "")")
      let flag = group.codes["Paradoxical (paramagnetic) calcification"]
      #expect(flag != "Present" && flag != "Absent", "\(flag ?? "")")
    }
  }

  @Test func identityOverrideIsRecordedEverywhere() throws {
    let c = try Shared.overridden.get()
    let reason = Shared.overrideReason
    #expect(c.outcome.status == .done)
    #expect(!c.report.identity.matches)
    #expect(c.report.identity.overrideReason == reason)
    #expect(c.report.notices.contains { $0.subject == "identity" && $0.message.contains(reason) })
    #expect(try c.text("report.html").contains(reason))
    #expect(c.events.contains { $0.contains(reason) })
    // The other patient's name does not come in through the back door.
    #expect(try !c.text("report.html").contains("Other Sample"))
    #expect(try !c.text("report.html").contains("Pallidum^Other"))
    #expect(try !c.text("report.json").contains("PHANTOM-9999"))
  }

  @Test(.enabled(if: ExternalProgram.exists("dsrdump"), "dsrdump (dcmtk) is not installed"))
  func identityOverrideIsInTheStructuredReport() throws {
    let c = try Shared.overridden.get()
    let r = try ExternalProgram.run("dsrdump", "+Pl", c.folder + "/dicom/sr.dcm")
    #expect(r.status == 0 && r.output.contains(Shared.overrideReason))
  }
}
