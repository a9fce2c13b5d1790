import DICOM
import Foundation
import Phantom
import Registration
import Susceptibility
import TestSupport
import Testing
import Vocabulary

@testable import CaseRunner

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

  /// A vendor's rule may stand without a vote; an assumption needs the image's proof.
  @Test func anUnverifiedVendorNeedsTheImagesProof() {
    func proof(_ verdicts: SignVerdict...) -> SignProof {
      SignProof(
        votes: verdicts.map { SignVote(name: "ironNuclei", value: nil, verdict: $0, message: "Seen.") })
    }
    let undecided = proof(.inconclusive, .inconclusive)
    #expect(Withholding.signReason(undecided, unverifiedVendor: nil) == nil)
    #expect(Withholding.signReason(undecided, unverifiedVendor: "UIH")?.contains("vendor UIH") == true)
    #expect(Withholding.signReason(proof(.pass), unverifiedVendor: "UIH") == nil)
    #expect(Withholding.signReason(proof(.fail), unverifiedVendor: nil)?.contains("contradicts") == true)
  }

  /// Votes against each other withhold, whatever the vendor's rule says.
  @Test func contradictoryVotesWithhold() throws {
    let proof = SignProof(votes: [
      SignVote(name: "airBoneField", value: 0.9, verdict: .pass, message: "For."),
      SignVote(name: "veins", value: -90, verdict: .fail, message: "Against."),
    ])
    #expect(proof.verdict == .inconclusive)
    let reason = try #require(Withholding.signReason(proof, unverifiedVendor: nil))
    #expect(reason.contains("sign of the phase contradict each other"))
    #expect(reason.contains("against: veins -90 ppb; for: field of air and bone 0.9"))
  }

  /// `pallidum qsm` has veins only, and warns.
  @Test func aSignThatLooksWrongIsAWarning() throws {
    func proof(_ v: SignVerdict) -> SignProof {
      SignProof(votes: [SignVote(name: "veins", value: -90, verdict: v, message: "Veins are negative.")])
    }
    #expect(signWarning(proof(.pass)) == nil && signWarning(proof(.inconclusive)) == nil)
    let warning = try #require(signWarning(proof(.fail)))
    #expect(warning.hasPrefix("Warning: the sign of the phase looks wrong"))
    #expect(warning.hasSuffix("Veins are negative."))
  }

  private func registration(
    _ measures: [(check: String, value: Double, unit: String, verdict: Verdict)], contradiction: String? = nil
  ) -> CTRegistration {
    CTRegistration(
      ctToMR: RigidTransform(rotation: .identity, translationMm: .zero),
      measures: measures.map {
        QualityCheck(check: $0.check, value: $0.value, unit: $0.unit, verdict: $0.verdict, message: "Seen.")
      }, uncertaintyMm: 0.2, lateralityContradiction: contradiction)
  }

  /// Which of the two images shows the sides exchanged is unknown, so the reason holds for both, whatever else failed.
  @Test(arguments: [Verdict.pass, .fail]) func exchangedSidesWithholdBothImages(_ verdict: Verdict) {
    let measures = [(check: "registrationGain", value: 0.3, unit: "", verdict: verdict)]
    let contradicted = registration(measures, contradiction: "The sides are exchanged.")
    #expect(Withholding.lateralityReason(contradicted) == "The sides are exchanged.")
    #expect(Withholding.registrationReason(contradicted) == "The sides are exchanged.")
    let silent = registration(measures)
    #expect(Withholding.lateralityReason(silent) == nil)
    #expect((Withholding.registrationReason(silent) == nil) == (verdict == .pass))
  }

  /// A mirror check that fails without a contradiction says nothing against the MR.
  @Test func anUntrustedRegistrationIsNoReasonAgainstTheMR() {
    let failed = registration([("registrationMirrorLoss", 0.02, "", .fail)])
    #expect(Withholding.lateralityReason(failed) == nil)
    #expect(Withholding.registrationReason(failed)?.contains("is not trusted: mirror loss 0.02 (see") == true)
    #expect(Withholding.lateralityReason(nil) == nil)
    #expect(Withholding.registrationReason(nil) == "The CT could not be registered to the mGRE.")
    #expect(Withholding.registrationReason(nil, "It shows no head.") == "It shows no head.")
  }

  /// What is missing in the CT comes first, then how far off it is; the table holds the rest.
  @Test func aSentenceNamesThreeFailedChecksAtMost() throws {
    let reason = try #require(
      Withholding.registrationReason(
        registration([
          ("registrationGain", 0.054, "", .fail), ("registrationOverlap", 0.9, "", .pass),
          ("registrationScatter", .infinity, "mm", .fail), ("registrationRestartSpread", 3, "mm", .warn),
          ("registrationLocalShift", 12.4, "mm", .fail), ("registrationRival", 0.99, "", .fail),
          ("registrationDeepCoverage", 0.42, "", .fail),
        ])))
    #expect(
      reason.hasPrefix(
        "The registration of the CT to the mGRE is not trusted: deep coverage 0.42, local shift 12 mm, "
          + "scatter not measurable and 2 more (see quality). Check "), "\(reason)")
    #expect(!reason.contains("gain") && !reason.contains("overlap") && !reason.contains("restart"))
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
    // The reason may hold a name: it is in every output, and in no log.
    #expect(c.events.contains { $0.contains("accepted by the user with a reason") })
    #expect(!c.events.contains { $0.contains(reason) })
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

  /// CT slices are gone where the pallida lie: what stands there was interpolated.
  @Test func aHoleInTheCTAtThePallidumWithholdsItsGrade() throws {
    let study = try Shared.compactStudy.get()
    let pallidum = try #require(
      study.simulation.truth.structures.first { $0.name == .globusPallidus && $0.side == .left })
    let height = try #require(ctHeight(of: pallidum.centroidLPS, study.simulation.truth))
    let c = try finished(study, withoutCTSlices: (height - 5)...(height + 5))
    #expect(c.outcome.status == .withheld)
    for side in Side.allCases {
      let p = c.report.pallidum(side)
      let reason = try #require(p.gpCT.withheld)
      #expect(p.gpCT.grade == nil && p.paradoxicalCalcification.flag == nil)
      #expect(reason.contains("lies between CT slices, where nothing was measured (limit 33 %)"))
      #expect(p.gpQSM.withheld == nil)
    }
    #expect(
      c.report.structures.filter { $0.name == .globusPallidus }.allSatisfy {
        $0.ct == nil && $0.ctWithheld?.contains("between CT slices") == true
      })
  }

  @Test func aHoleElsewhereIsAWarning() throws {
    let study = try Shared.compactStudy.get()
    let pallidum = try #require(
      study.simulation.truth.structures.first { $0.name == .globusPallidus && $0.side == .left })
    let height = try #require(ctHeight(of: pallidum.centroidLPS, study.simulation.truth))
    let c = try finished(study, withoutCTSlices: (height + 30)...(height + 40))
    for side in Side.allCases { #expect(c.report.pallidum(side).gpCT.withheld == nil) }
    #expect(
      c.report.notices.contains {
        $0.severity == "warning" && $0.subject == "ct" && $0.message.hasPrefix("Between CT slices")
      })
  }

  /// No ID and no birth date in the CT: nothing differs, nothing is proven.
  @Test func anOverrideOfAnUnprovenIdentityIsRecorded() throws {
    let source = try Shared.smallStudy.get()
    let folder = try Scratch.folder("unproven")
    for (i, name) in try files(below: source.path).enumerated() {
      var bytes = try Data(contentsOf: URL(filePath: source.path + "/" + name))
      let d = try DICOMFile.open(source.path + "/" + name).dataSet
      if d.string(.modality) == "CT" {
        // Blanks of the same length: the files stay valid.
        for value in [d.string(.patientID), d.string(.patientBirthDate)].compactMap({ $0 }) {
          let range = try #require(bytes.range(of: Data(value.utf8)))
          bytes.replaceSubrange(range, with: Data(repeating: 0x20, count: value.utf8.count))
        }
      }
      try bytes.write(to: URL(filePath: folder + "/\(i)"))
    }
    let options = CaseOptions(inputs: [folder], output: try Scratch.absent("unproven"))
    do throws(CaseError) {
      _ = try runCase(options) { _ in }
      Issue.record("reported without a proof of identity")
    } catch {
      #expect(error.status == .identityDiffers)
      #expect(error.description.contains("not proven to be of one patient"))
    }
    let c = try FinishedCase([folder], truth: source.simulation.truth, name: "unproven") {
      $0.identityOverride = Shared.overrideReason
    }
    #expect(!c.report.identity.matches && c.report.identity.differences.isEmpty)
    #expect(c.report.identity.overrideReason == Shared.overrideReason)
    #expect(try c.text("report.html").contains(Shared.overrideReason))
    #expect(c.events.contains { $0.contains("is not proven; accepted by the user") })
    #expect(c.report.notices.contains { $0.subject == "identity" && $0.message.contains("not proven") })
  }

  /// Where a point of the MR lies along the CT's long axis, mm.
  private func ctHeight(of mrLPS: [Double], _ truth: PhantomTruth) -> Double? {
    guard mrLPS.count == 3, truth.ctToMR.count == 16 else { return nil }
    // z of Rᵀ·(p − t).
    var height = 0.0
    for row in 0..<3 {
      let offset = mrLPS[row] - truth.ctToMR[4 * row + 3]
      height += truth.ctToMR[4 * row + 2] * offset
    }
    return height
  }

  private func finished(
    _ study: SimulatedStudy, withoutCTSlices heights: ClosedRange<Double>
  ) throws -> FinishedCase {
    let folder = try Scratch.folder("hole")
    var removed = 0
    for (i, name) in try files(below: study.path).enumerated() {
      let d = try DICOMFile.open(study.path + "/" + name).dataSet
      let z = d.doubles(.imagePositionPatient).last ?? 0
      if d.string(.modality) == "CT", heights.contains(z) {
        removed += 1
      } else {
        try FileManager.default.copyItem(atPath: study.path + "/" + name, toPath: folder + "/\(i)")
      }
    }
    try #require(removed >= 3)
    return try FinishedCase([folder], truth: study.simulation.truth, name: "hole")
  }
}
