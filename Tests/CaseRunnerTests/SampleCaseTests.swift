import CaseRunner
import Foundation
import NIfTI
import Phantom
import Report
import Testing
import Vocabulary
import Voxels

/// The committed study, from DICOM files to the report, against what was simulated.
@Suite struct SampleCaseTests {
  private func truth(_ c: FinishedCase, _ name: Structure, _ side: Side) throws -> PhantomTruth.StructureTruth
  {
    try #require(c.truth.structures.first { $0.name == name && $0.side == side })
  }

  @Test func everythingIsTrusted() throws {
    let c = try Shared.sample.get()
    #expect(c.outcome.status == .done)
    #expect(c.report.registration?.verdict == .pass)
    #expect(c.report.susceptibility.signCheck.verdict == "pass")
    #expect(c.report.susceptibility.verdict == .pass)
    #expect(!c.report.notices.contains { $0.severity == "withheld" })
    #expect(c.report.verification == nil)
  }

  @Test(arguments: Side.allCases)
  func gradesAreThoseOfTheSimulatedDeposits(_ side: Side) throws {
    let c = try Shared.sample.get()
    let found = c.report.pallidum(side)
    let expected = side == .left ? c.truth.pallidum.left : c.truth.pallidum.right
    #expect(found.gpCT.grade == expected.ctGrade && found.gpCT.withheld == nil)
    #expect(found.gpQSM.grade == expected.qsmGrade && found.gpQSM.withheld == nil)
    #expect(found.paradoxicalCalcification.flag == expected.paradox)
    #expect(found.paradoxicalCalcification.withheld == nil)
    #expect(found.paradoxicalCalcification.kind == (side == .right ? "paradoxical" : "none"))
  }

  @Test(arguments: Side.allCases)
  func pallidumIsFoundWhereItIs(_ side: Side) throws {
    let c = try Shared.sample.get()
    let t = try truth(c, .globusPallidus, side)
    let m = try #require(c.report.measurement(.globusPallidus, side))
    let found = Point<MRPatient>(m.centroidLPS[0], m.centroidLPS[1], m.centroidLPS[2])
    let there = Point<MRPatient>(t.centroidLPS[0], t.centroidLPS[1], t.centroidLPS[2])
    #expect(found.distance(to: there) < 1)
    #expect((0.75...1.25).contains(m.volumeMm3 / t.volumeMm3))
  }

  /// Mean attenuation within 2 HU: the CT's noise of 4 HU averages out over 400 voxels; what remains is blur of
  /// the deposit over the outline.
  @Test(arguments: Side.allCases)
  func attenuationIsTheSimulatedOne(_ side: Side) throws {
    let c = try Shared.sample.get()
    let m = try #require(c.report.measurement(.globusPallidus, side)?.ct)
    #expect(abs(m.meanHU - (try truth(c, .globusPallidus, side)).ct.meanHU) < 2)
  }

  /// Mean susceptibility within 15 ppb of the simulated one, both relative to the whole brain.
  ///
  /// Twice the RMS bias of the nuclei that docs/algorithms/susceptibility.md states for noisy phase, with room for the
  /// outlines. What the reconstruction loses is lost on both sides: their difference within 10 ppb.
  @Test func susceptibilityIsNearTheSimulatedOne() throws {
    let c = try Shared.sample.get()
    var errors: [Side: Double] = [:]
    for side in Side.allCases {
      let m = try #require(c.report.measurement(.globusPallidus, side)?.qsm)
      let t = try truth(c, .globusPallidus, side)
      errors[side] = m.meanPpb - (t.qsm.meanPpb - c.truth.referenceMeansPpb.wholeBrain)
    }
    let (left, right) = (try #require(errors[.left]), try #require(errors[.right]))
    #expect(abs(left) < 15 && abs(right) < 15)
    #expect(abs(left - right) < 10)
  }

  /// Target registration error at the pallida, as the median user would see it: at most 0.5 mm.
  @Test(arguments: Side.allCases)
  func computedTomographyIsRegisteredAtThePallidum(_ side: Side) throws {
    let c = try Shared.sample.get()
    #expect(try registrationErrorMm(c, at: side) < 0.5)
  }

  /// The whole pipeline loses no outline: Dice of the pallidum at least 0.85 against the head that was simulated.
  ///
  /// Only the masks are simulated again; field, echoes and CT do not matter to them, so they are made tiny.
  @Test func outlinesOverlapTheSimulatedPallida() throws {
    let c = try Shared.sample.get()
    var scenario = PhantomScenario.sample
    scenario.fieldSpacingMm = 6
    scenario.echoTimesMs = [6]
    scenario.ct.matrix = 16
    scenario.ct.slices = 4
    let head = try simulate(scenario)
    for side in Side.allCases {
      let mask = try #require(head.nuclei[SidedStructure(.globusPallidus, side)])
      // The same head as the committed one, or the comparison means nothing.
      #expect(abs(mask.volumeMm3 - (try truth(c, .globusPallidus, side)).volumeMm3) < 1e-6)
      #expect(try dice(c, mask, side) >= 0.85)
    }
  }

  /// Voxels of 1.6 × 1.6 × 2.4 mm are a fifth of the nucleus's width: a boundary layer costs more, so at least 0.75.
  @Test func coarseOutlinesOverlapToo() throws {
    let c = try Shared.compact.get()
    let nuclei = try Shared.compactStudy.get().simulation.nuclei
    for side in Side.allCases {
      let mask = try #require(nuclei[SidedStructure(.globusPallidus, side)])
      #expect(try dice(c, mask, side) >= 0.75)
      #expect(try registrationErrorMm(c, at: side) < 0.5)
    }
  }

  /// No stage tells the terminal or a log file who the patient is; the report does.
  @Test func progressNamesNoPatient() throws {
    let c = try Shared.sample.get()
    #expect(c.events.count > 20)
    let spoken = c.events.joined(separator: "\n") + c.outcome.summary
    var options = InspectionOptions()
    let table = try inspect([checkout + "/SampleDICOM/study"], options: options)
    options.asJSON = true
    let json = try inspect([checkout + "/SampleDICOM/study"], options: options)
    let p = c.report.patient
    #expect(p.id == "PHANTOM-2026" && p.name == "Pallidum^Phantom^Sample")
    for text in [spoken, table, json] {
      for secret in ["PHANTOM-2026", "Pallidum^", "Phantom^", "1965", "20260914", "2026-09-14", "MR2026"] {
        #expect(!text.contains(secret), "\(secret)")
      }
    }
  }
}

/// Distance by which the found transform moves the pallidum's true centre away from the true transform, mm.
func registrationErrorMm(_ c: FinishedCase, at side: Side) throws -> Double {
  let registration = try #require(c.report.registration)
  let found = try #require(Affine(rowMajor16: registration.ctToMR))
  let true_ = try #require(Affine(rowMajor16: c.truth.ctToMR))
  let center = try #require(
    c.truth.structures.first { $0.name == .globusPallidus && $0.side == side }?.centroidLPS)
  let p = SIMD3(center[0], center[1], center[2])
  return length(found(true_.inverse(p)) - p)
}

/// Dice of a simulated mask with the one that the case wrote to `nifti/labels.nii.gz`.
func dice(_ c: FinishedCase, _ mask: MRMask, _ side: Side) throws -> Double {
  let volumes = try NIfTI.read(
    c.folder + "/nifti/labels.nii.gz", as: Dimensionless.self, frame: MRPatient.self)
  let labels = try #require(volumes.first)
  try #require(labels.grid.size == mask.grid.size)
  for (a, b) in zip(labels.grid.voxelToPatient.rowMajor16, mask.grid.voxelToPatient.rowMajor16) {
    #expect(abs(a - b) < 1e-3)
  }
  let line = try #require(
    try c.text("nifti/labels.tsv").split(separator: "\n").first {
      $0.hasSuffix("\tglobusPallidus\t\(side.rawValue)")
    })
  let label = try #require(Float(line.split(separator: "\t")[0]))
  var both = 0
  var found = 0
  for (l, t) in zip(labels.voxels, mask.voxels) where l == label {
    found += 1
    if t { both += 1 }
  }
  return 2 * Double(both) / Double(found + mask.count)
}
