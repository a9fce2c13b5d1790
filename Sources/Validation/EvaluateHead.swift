import Foundation
import NIfTI
import Phantom
import Report
import Vocabulary
import Voxels

/// How one report ended.
public struct ReportEnding: Sendable {
  /// Exit code; below 0 the signal that ended it.
  public var status: Int32
  /// The sentence on standard error, empty if none.
  public var message: String

  /// An ending from its parts.
  public init(status: Int32, message: String) {
    self.status = status
    self.message = message
  }
}

/// Reports on a study: given its folder and the folder to be made, with NIfTI and without DICOM objects.
public typealias ReportRunner = @Sendable (_ study: String, _ output: String) -> ReportEnding

/// Makes a head in `folder` (`study/`, `report/`), reports on it, and compares the report with the truth.
///
/// Whatever goes wrong is part of the result: nothing is thrown.
func evaluateHead(_ scenario: PhantomScenario, in folder: String, report: ReportRunner) -> HeadResult {
  let start = ContinuousClock.now
  let v = scenario.slab.voxelMm
  var result = HeadResult(
    name: scenario.name, summary: scenario.summary, ageYears: scenario.ageYears,
    acquisition: String(
      format: "%@, %.1f T, %d echoes, %.2f × %.2f × %.2f mm, tilt %.0f°; CT %.2f × %.2f mm",
      scenario.format.rawValue, scenario.imagingFrequencyMHz / 42.577, scenario.echoTimesMs.count, v.x, v.y,
      v.z, scenario.slab.tiltDegrees, scenario.ct.pixelMm, scenario.ct.sliceMm),
    exit: 70, failure: nil, registrationVerdict: nil, nuclei: [], pallida: [], notices: [], seconds: 0)
  do {
    let simulation = try simulate(scenario)
    let truth =
      simulation.truth.grading
      ?? GradingTruth(scenario, zeroPpb: simulation.truth.referenceMeansPpb.wholeBrain)
    result.pallida = Side.allCases.map { HeadResult.Pallidum(side: $0, truth: truth.of($0)) }
    try writePhantom(simulation, to: folder, writesVolumes: false)
    let ending = report(folder + "/study", folder + "/report")
    result.exit = ending.status
    if ending.status == 0 || ending.status == 5 {
      let json = try Data(contentsOf: URL(filePath: folder + "/report/report.json"))
      try compare(
        ReportDocument(json: json), labels: folder + "/report/nifti/labels.nii.gz", with: simulation, &result)
    } else {
      result.failure =
        ending.message.isEmpty ? "ended with code \(ending.status) and no sentence" : ending.message
    }
  } catch {
    result.exit = 70
    result.failure = "\(error)"
  }
  result.seconds = (ContinuousClock.now - start) / .seconds(1)
  return result
}

/// Fills in what the report says.
private func compare(
  _ report: ReportDocument, labels: String, with simulation: PhantomSimulation, _ result: inout HeadResult
) throws {
  result.nuclei = try nuclei(report, labels: labels, simulation)
  result.registrationVerdict = report.registration?.verdict
  result.notices = report.notices.map {
    HeadResult.Notice(severity: $0.severity, subject: $0.subject, message: $0.message)
  }
  for i in result.pallida.indices {
    let side = result.pallida[i].side
    let found = side == .left ? report.pallidum.left : report.pallidum.right
    result.pallida[i].ct = HeadResult.Grade(found.gpCT)
    result.pallida[i].qsm = HeadResult.Grade(found.gpQSM)
    result.pallida[i].kind = found.paradoxicalCalcification.kind
    result.pallida[i].flag = found.paradoxicalCalcification.flag
    result.pallida[i].paradoxWithheld = found.paradoxicalCalcification.withheld
    result.pallida[i].focusMeanPpb = found.paradoxicalCalcification.focusMeanPpb
    result.pallida[i].registrationErrorMm = registrationError(report, side, simulation)
  }
}

extension HeadResult.Grade {
  fileprivate init(_ grade: ReportDocument.Grade) {
    self.init(
      grade: grade.grade, withheld: grade.withheld, stability: grade.stability,
      focusVolumeMm3: grade.focusVolumeMm3, maxHU: grade.maxHU)
  }
}

/// Distance in mm between the two places in the MR where a pallidum of the CT comes to lie.
private func registrationError(
  _ report: ReportDocument, _ side: Side, _ simulation: PhantomSimulation
) -> Double? {
  guard let found = report.registration.flatMap({ Affine(rowMajor16: $0.ctToMR) }),
    let centroid = simulation.nuclei[SidedStructure(.globusPallidus, side)]?.centroid
  else { return nil }
  return length(found(simulation.ctToMR.inverse(centroid).lps) - centroid.lps)
}

private func nuclei(
  _ report: ReportDocument, labels path: String, _ simulation: PhantomSimulation
) throws -> [HeadResult.Nucleus] {
  let labels = try NIfTI.read(path, as: Magnitude.self, frame: MRPatient.self)
  let truth = simulation.truth
  let zero =
    report.susceptibility.referenceRegion == "csf"
    ? truth.referenceMeansPpb.csf : truth.referenceMeansPpb.wholeBrain
  return truth.structures.compactMap { t in
    let which = SidedStructure(t.name, t.side)
    guard let mask = simulation.nuclei[which], let index = SidedStructure.all.firstIndex(of: which),
      let label = labels.first
    else { return nil }
    let found = report.measurement(t.name, t.side)
    let centre = found?.centroidLPS ?? []
    return HeadResult.Nucleus(
      name: t.name, side: t.side, dice: dice(mask, label, value: Float(index + 1)),
      centroidErrorMm: centre.count == 3
        ? length(
          SIMD3(centre[0], centre[1], centre[2])
            - SIMD3(t.centroidLPS[0], t.centroidLPS[1], t.centroidLPS[2])) : nil,
      volumeRatio: found.map { $0.volumeMm3 / t.volumeMm3 },
      chiErrorPpb: found?.qsm.map { $0.meanPpb - (t.qsm.meanPpb - zero) },
      huError: found?.ct.map { $0.meanHU - t.ct.meanHU })
  }
}

/// Dice overlap of a mask with the voxels of a label, which may lie on a grid of other order: voxels are compared by
/// where they are in the patient.
func dice(_ mask: MRMask, _ labels: MRVolume<Magnitude>, value: Float) -> Double {
  let map = labels.grid.patientToVoxel * mask.grid.voxelToPatient
  var both = 0
  var members = 0
  mask.forEach { x, y, z in
    members += 1
    let v = map(SIMD3(Double(x), Double(y), Double(z)))
    let i = SIMD3<Int>(v.rounded(.toNearestOrEven))
    if labels.grid.contains(i.x, i.y, i.z), labels[i.x, i.y, i.z] == value { both += 1 }
  }
  // Both in units of the mask's voxels.
  let found =
    Double(labels.voxels.lazy.filter { $0 == value }.count) * labels.grid.voxelVolumeMm3
    / mask.grid.voxelVolumeMm3
  return members == 0 && found == 0 ? 1 : 2 * Double(both) / (Double(members) + found)
}
