import CaseRunner
import Foundation
import Testing
import Vocabulary

/// What cannot be trusted is withheld with its reason, in every output; what the user overrides is recorded.
@Suite struct WithholdingTests {
  /// The phase's sign is wrong: iron would read as calcium.
  ///
  /// The nuclei are found by susceptibility, so attenuation
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

  /// Read with pydicom, item by item: highdicom stops at a number without a value, which PS3.3 C.18.1 allows
  /// together with its qualifier.
  @Test(.enabled(if: ExternalProgram.pythonHas("pydicom"), "python3 with pydicom is not installed"))
  func withheldSusceptibilityIsNotInTheStructuredReport() throws {
    struct Items: Decodable {
      let numbers: [[String]]
      let codes: [[String]]
    }
    let c = try Shared.signFlipped.get()
    let r = try ExternalProgram.run("python3", "-W", "ignore", "-c", Self.script, c.folder + "/dicom/sr.dcm")
    let items = try JSONDecoder().decode(Items.self, from: Data(r.output.utf8))
    let chi = items.numbers.filter { $0[0] == "Magnetic Susceptibility" }
    #expect(chi.count == c.report.structures.count)
    #expect(chi.allSatisfy { $0[1].isEmpty && $0[2] == "Value indeterminate" })
    let grades = items.codes.filter { $0[0] == "Susceptibility grade of globus pallidus" }
    #expect(grades.count == 2 && grades.allSatisfy { !$0[1].hasPrefix("Grade") })
    let flags = items.codes.filter { $0[0] == "Paradoxical (paramagnetic) calcification" }
    #expect(flags.count == 2 && flags.allSatisfy { $0[1] != "Present" && $0[1] != "Absent" })
  }

  private static let script = """
    import json, sys, pydicom
    numbers, codes = [], []
    def walk(items):
        for i in items:
            name = i.ConceptNameCodeSequence[0].CodeMeaning if 'ConceptNameCodeSequence' in i else ''
            if i.ValueType == 'NUM':
                numbers.append([name, ' '.join(str(v.NumericValue) for v in i.MeasuredValueSequence),
                                ' '.join(q.CodeMeaning for q in i.get('NumericValueQualifierCodeSequence') or [])])
            if i.ValueType == 'CODE':
                codes.append([name, i.ConceptCodeSequence[0].CodeMeaning])
            walk(i.get('ContentSequence') or [])
    walk(pydicom.dcmread(sys.argv[1]).ContentSequence)
    json.dump(dict(numbers=numbers, codes=codes), sys.stdout)
    """

  @Test func identityOverrideIsRecordedEverywhere() throws {
    let c = try Shared.overridden.get()
    let reason = Shared.overrideReason
    #expect(c.outcome.status == .done)
    #expect(!c.report.identity.matches)
    #expect(c.report.identity.overrideReason == reason)
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
