import CaseRunner
import Foundation
import Phantom
import Report
import Testing
import Vocabulary

/// A CT that lies wrongly or is of another head though every header reads well: only the registration notices.
@Suite struct WrongCTTests {
  private static let mirrored = "ct-mirrored"
  /// Wrong CTs that say nothing against the MR.
  private static let unfit = ["ct-turned", "ct-other-head"]

  /// Each is run once.
  private static let cases = Dictionary(
    uniqueKeysWithValues: ([mirrored] + unfit).map { name in
      (
        name,
        Result {
          let c = try #require(PhantomCase.named(name))
          return try c.withStudy { study in
            try FinishedCase([study], truth: try c.base().truth, name: name)
          }
        }
      )
    })

  private func finished(_ name: String) throws -> FinishedCase { try #require(Self.cases[name]).get() }

  /// Otherwise the wrong ones could fail for want of voxels.
  @Test func theSameScenariosRightCTPasses() throws {
    let c = try Shared.compact.get()
    #expect(c.outcome.status == .done)
    let registration = try #require(c.report.registration)
    #expect(registration.verdict == .pass, "\(registration.measures)")
  }

  @Test(arguments: [mirrored] + unfit) func nothingOfTheCTIsReported(_ name: String) throws {
    let c = try finished(name)
    #expect(c.outcome.status == .withheld && c.outcome.status.rawValue == 5)
    #expect(c.report.registration?.verdict == .fail)
    #expect(c.report.identity.matches)
    for side in Side.allCases {
      let p = c.report.pallidum(side)
      #expect(p.gpCT.grade == nil && p.gpCT.maxHU == nil && p.gpCT.focusVolumeMm3 == nil)
      #expect(p.paradoxicalCalcification.flag == nil)
      #expect(p.gpCT.withheld != nil && p.paradoxicalCalcification.withheld != nil)
      #expect(p.foci.allSatisfy { $0.modality != "ct" && $0.meanHU == nil && $0.maxHU == nil })
    }
    #expect(c.report.structures.count == 14)
    #expect(c.report.structures.allSatisfy { $0.ct == nil && $0.ctWithheld?.isEmpty == false })
    #expect(c.outcome.summary.contains("mean HU withheld"))
  }

  /// Neither the transform nor the CT carried by it leaves as an object that another program could use.
  @Test(arguments: [mirrored] + unfit) func theFailedFitIsNotExported(_ name: String) throws {
    let c = try finished(name)
    let here = try FileManager.default.contentsOfDirectory(atPath: c.folder + "/dicom")
    #expect(!here.contains("registration.dcm") && !here.contains("ct-resampled"))
    let kinds = Set(c.report.provenance.outputs.map(\.kind))
    #expect(!kinds.contains("registration") && !kinds.contains("ct-resampled") && kinds.contains("sr"))
    #expect(kinds.contains("qsm") == (name != Self.mirrored))
    #expect(!FileManager.default.fileExists(atPath: c.folder + "/nifti/ct.nii.gz"))
    let right = Set(try Shared.compact.get().report.provenance.outputs.map(\.kind))
    #expect(right.isSuperset(of: ["registration", "ct-resampled"]))
  }

  /// Which of the two images shows the sides exchanged is unknown: not even susceptibility has a side.
  @Test func aMirroredCTWithholdsSusceptibilityToo() throws {
    let c = try finished(Self.mirrored)
    let reason = "mirrored left to right"
    for side in Side.allCases {
      let p = c.report.pallidum(side)
      #expect(p.gpQSM.grade == nil && p.gpQSM.maxPpb == nil && p.foci.isEmpty)
      for held in [p.gpCT.withheld, p.gpQSM.withheld, p.paradoxicalCalcification.withheld] {
        #expect(held?.contains(reason) == true)
      }
    }
    #expect(c.report.structures.allSatisfy { $0.qsm == nil && $0.qsmWithheld?.contains(reason) == true })
    for file in ["findings.txt", "report.html"] { #expect(try c.text(file).contains(reason), "\(file)") }
  }

  /// The map did not fail; of which side its values are is what nobody knows.
  @Test func aMirroredCTLeavesTheMapsOwnVerdict() throws {
    let c = try finished(Self.mirrored)
    let right = try Shared.compact.get()
    #expect(c.report.susceptibility.verdict == right.report.susceptibility.verdict)
    #expect(c.report.susceptibility.withheld != nil && right.report.susceptibility.withheld == nil)
    #expect(c.report.registration?.lateralityContradiction != nil)
    for side in ["Right", "Left"] {
      #expect(
        try c.text("findings.txt").contains("\(side) globus pallidus (sides not proven): GP_CT is withheld"))
    }
    #expect(c.outcome.summary.components(separatedBy: " mm³ (sides not proven)").count == 3)
    let page = try c.text("report.html")
    #expect(page.contains(">withheld</span> Susceptibility map: sides not proven</li>"))
    for other in [right] + (try Self.unfit.map(finished)) {
      #expect(!other.outcome.summary.contains("not proven"))
      #expect(try !other.text("report.html").contains("not proven"))
    }
  }

  /// What a reader must know stands once in what is read from the top.
  @Test(arguments: [mirrored] + unfit) func aReasonIsToldOnce(_ name: String) throws {
    let c = try finished(name)
    let reason = try #require(c.report.pallidum.right.gpCT.withheld)
    for text in [try c.text("findings.txt"), c.outcome.summary] {
      #expect(text.components(separatedBy: reason).count == 2, "\(text)")
    }
    let measures = try #require(c.report.registration).measures
    #expect(c.report.notices.allSatisfy { notice in !measures.contains { $0.check == notice.subject } })
    #expect(
      c.report.quality.filter { q in measures.contains { $0.check == q.check } }.count == measures.count)
  }

  @Test(arguments: unfit) func anUnfitCTLeavesSusceptibilityAsItIs(_ name: String) throws {
    let c = try finished(name)
    let failed = try #require(c.report.registration).measures.filter { $0.verdict == .fail }
    #expect(failed.count >= 3, "several checks of different kinds must notice: \(failed)")
    let more = failed.count > 3 ? " and \(failed.count - 3) more" : ""
    for side in Side.allCases {
      let p = c.report.pallidum(side)
      let t = side == .left ? c.truth.pallidum.left : c.truth.pallidum.right
      #expect(p.gpQSM.withheld == nil && p.gpQSM.grade == t.qsmGrade)
      let reason = try #require(p.gpCT.withheld)
      #expect(reason.hasPrefix("The registration of the CT to the mGRE is not trusted: local shift "))
      #expect(reason.contains("\(more) (see quality). Check "))
      #expect(failed.filter { reason.contains(words($0.check)) }.count == 3)
      #expect(p.paradoxicalCalcification.withheld == reason)
      for file in ["findings.txt", "report.html"] { #expect(try c.text(file).contains(reason.prefix(80))) }
    }
    #expect(c.report.structures.allSatisfy { $0.qsm != nil })
  }

  /// The reader sees what does not fit; the CT appears nowhere else.
  @Test(arguments: [mirrored] + unfit) func thePicturesOfTheFailedFitAreShown(_ name: String) throws {
    let page = try finished(name).text("report.html")
    let right = try Shared.compact.get().text("report.html")
    for title in [
      "CT / magnitude checkerboard", "CT edges on magnitude, axial", "CT edges on magnitude, coronal",
      "CT edges, axial, enlarged",
    ] {
      let wrong = try #require(picture(title, in: page), "\(title)")
      // It shows this CT, not the magnitude alone.
      #expect(try #require(picture(title, in: right)) != wrong, "\(title)")
    }
    #expect(page.components(separatedBy: "Fit: fail.").count > 4)
    for title in ["CT on MR, axial", "CT on MR, coronal", "QSM + CT density, axial"] {
      #expect(picture(title, in: right) != nil && picture(title, in: page) == nil, "\(title)")
    }
  }

  /// `registrationLocalShift` as `local shift `.
  private func words(_ check: String) -> String {
    check.dropFirst("registration".count).reduce(into: "") { words, letter in
      words += letter.isUppercase && !words.isEmpty ? " " : ""
      words += letter.lowercased()
    } + " "
  }

  /// The data of the picture of a title in a page, nil if it is not there.
  private func picture(_ title: String, in page: String) -> Substring? {
    guard let text = page.range(of: "alt=\"\(title).")?.lowerBound,
      let source = page[..<text].range(of: "src=\"data:image/", options: .backwards)?.upperBound
    else { return nil }
    return page[source..<text]
  }
}
