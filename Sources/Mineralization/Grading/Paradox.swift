import Foundation
import Vocabulary
import Voxels

/// χ over the CT foci that count, sampled at their CT voxels.
struct FocusSusceptibility {
  let meanPPM: Double
  let maxPPM: Double
  /// Distinct MR voxels under the focus: the independent samples.
  let voxels: Int

  init(meanPPM: Double, maxPPM: Double, voxels: Int) {
    self.meanPPM = meanPPM
    self.maxPPM = maxPPM
    self.voxels = voxels
  }

  /// Nil where the map covers none of the focus.
  init?(
    ctOffsets: [Int], ctGrid: Grid<CTPatient>, mrToCT: RigidTransform<MRPatient, CTPatient>,
    chi: MRVolume<PPM>, chiMask: MRMask
  ) {
    let ctToMR = mrToCT.inverse
    var values: [Float] = []
    var distinct = Set<Int>()
    for o in ctOffsets {
      let i = ctGrid.index(ofOffset: o)
      let q = ctToMR(ctGrid.point(atVoxel: SIMD3(Double(i.x), Double(i.y), Double(i.z))))
      let v = chi.grid.voxel(at: q)
      let (x, y, z) = (Int(v.x.rounded()), Int(v.y.rounded()), Int(v.z.rounded()))
      guard chi.grid.contains(x, y, z), chiMask[x, y, z], let value = chi.value(at: q) else { continue }
      values.append(value)
      distinct.insert(chi.grid.offset(x, y, z))
    }
    guard !values.isEmpty else { return nil }
    meanPPM = Statistics.mean(values)
    maxPPM = Double(values.max() ?? 0)
    voxels = distinct.count
  }

  /// Paramagnetic: above the pallidum's median and above 0 by more than its standard error allows.
  ///
  /// Diamagnetic: below 0, or far below the median. Otherwise mixed.
  func kind(medianPPM: Double, robustSdPPM: Double, noisePPM: Double, _ c: GradingCutoffs) -> ParadoxKind {
    if meanPPM < 0 || meanPPM < medianPPM - c.diamagneticRobustSd * robustSdPPM { return .diamagnetic }
    let error = standardErrorPPM(robustSdPPM: robustSdPPM, noisePPM: noisePPM)
    return meanPPM > medianPPM && meanPPM > c.signStandardErrors * error ? .paradoxical : .mixed
  }

  /// Standard error of the mean in ppm.
  ///
  /// The spread of the pallidum itself counts where it exceeds the noise: it holds the errors of the
  /// reconstruction, which the field's noise does not know of.
  func standardErrorPPM(robustSdPPM: Double, noisePPM: Double) -> Double {
    max(noisePPM, robustSdPPM) / Double(voxels).squareRoot()
  }
}

/// The magnetic sign of the dense foci in the zone.
func judgeParadox(_ e: PallidumEvidence, ct: CTPart, qsm: QSMPart, _ c: GradingCutoffs) -> ParadoxResult {
  if let reason = e.paradoxWithheld ?? ct.result.withheld ?? qsm.result.withheld { return .withheld(reason) }
  guard let dense = ct.findings, let around = ct.neighbourhood, let mrToCT = ct.mrToCT,
    let map = qsm.findings
  else { return .withheld("CT and susceptibility were not both graded.") }
  let offsets = zip(dense.foci, dense.inZone).filter(\.1).flatMap(\.0)
  guard !offsets.isEmpty else {
    return ParadoxResult(
      flag: false, withheld: nil, kind: ParadoxKind.none, focusMeanPpb: nil, focusVoxels: 0, confidence: nil)
  }
  func judge(_ t: RigidTransform<MRPatient, CTPatient>) -> (FocusSusceptibility, ParadoxKind)? {
    guard
      let f = FocusSusceptibility(
        ctOffsets: offsets, ctGrid: around.raw.grid, mrToCT: t, chi: e.chi, chiMask: e.chiMask)
    else { return nil }
    let kind = f.kind(
      medianPPM: map.medianPPM, robustSdPPM: map.robustSdPPM, noisePPM: e.chiNoisePPM, c)
    return (f, kind)
  }
  guard let (focus, kind) = judge(mrToCT) else {
    return .withheld("The susceptibility map does not cover the dense focus.")
  }
  let shifts = shiftedTransforms(mrToCT, byMm: e.registrationShiftMm)
  let agreeing = shifts.reduce(0) { $0 + (judge($1)?.1 == kind ? 1 : 0) }
  let error = focus.standardErrorPPM(robustSdPPM: map.robustSdPPM, noisePPM: e.chiNoisePPM)
  let confidence = String(
    format:
      "standard error %.0f ppb, pallidal median %+.0f ppb; the same kind in %d of %d registration shifts of %.1f mm",
    error * ppbPerPPM, map.medianPPM * ppbPerPPM, agreeing, shifts.count, e.registrationShiftMm)
  return ParadoxResult(
    flag: kind == .paradoxical, withheld: nil, kind: kind, focusMeanPpb: focus.meanPPM * ppbPerPPM,
    focusVoxels: focus.voxels, confidence: confidence)
}

/// A line on a pattern of grades that was not seen in Kim 2022's 105 patients.
func patternComment(ct: Int?, qsm: Int?, paradox: ParadoxKind?) -> String? {
  guard let ct, let qsm, qsm < ct else { return nil }
  let usual =
    "The susceptibility grade (\(qsm)) is below the CT grade (\(ct)), "
    + "which none of 105 patients showed (Kim 2022)"
  return paradox == .diamagnetic
    ? "\(usual): the dense focus is diamagnetic, as true calcification is."
    : "\(usual): check the registration, the outline and the susceptibility map."
}
