import Foundation
import Vocabulary
import Voxels

/// χ over CT foci, sampled at the CT voxels of their cores.
struct FocusSusceptibility {
  let meanPPM: Double
  let minPPM: Double
  let maxPPM: Double
  /// Distinct MR voxels under the focus: the independent samples.
  let voxels: Int

  init(meanPPM: Double, minPPM: Double, maxPPM: Double, voxels: Int) {
    self.meanPPM = meanPPM
    self.minPPM = minPPM
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
    minPPM = Double(values.min() ?? 0)
    maxPPM = Double(values.max() ?? 0)
    voxels = distinct.count
  }

  /// Paramagnetic: above the pallidum's level and above 0 by more than its standard error allows.
  ///
  /// Diamagnetic: below 0 by as much, or far below the level. Otherwise mixed. That a focus lies above the level needs no
  /// allowance for systematic error, which is smooth and moves both.
  func kind(level: PallidalBackground, noisePPM: Double, _ c: GradingCutoffs) -> ParadoxKind {
    let error = c.signStandardErrors * standardErrorPPM(level: level, noisePPM: noisePPM, c)
    // A level that is no measurement of this pallidum has no SD of its own: the least excess of a focus stands in.
    let far =
      level.source == .published
      ? c.qsmExcessPpb / ppbPerPPM : c.diamagneticRobustSd * level.robustSd
    if meanPPM < -error || meanPPM < level.median - max(far, error) { return .diamagnetic }
    return meanPPM > level.median && meanPPM > error ? .paradoxical : .mixed
  }

  /// Standard error of the mean in ppm: noise, and what the reconstruction gets wrong whatever the noise.
  ///
  /// Of noise the spread of the pallidum itself counts where it exceeds the map's noise. The systematic part does not
  /// shrink with the number of voxels.
  func standardErrorPPM(level: PallidalBackground, noisePPM: Double, _ c: GradingCutoffs) -> Double {
    let noise = max(noisePPM, level.robustSd) / Double(voxels).squareRoot()
    let systematic = c.qsmSystematicPpb / ppbPerPPM
    return (noise * noise + systematic * systematic).squareRoot()
  }
}

/// The magnetic sign of the dense foci in the zone.
func judgeParadox(_ e: PallidumEvidence, ct: CTPart, qsm: QSMPart, _ c: GradingCutoffs) -> ParadoxResult {
  if let reason = e.paradoxWithheld ?? ct.result.withheld ?? qsm.result.withheld { return .withheld(reason) }
  guard let dense = ct.findings, let around = ct.neighbourhood, let mrToCT = ct.mrToCT,
    let map = qsm.findings
  else { return .withheld("CT and susceptibility were not both graded.") }
  let offsets = dense.counted.flatMap(\.core)
  guard !offsets.isEmpty else {
    return ParadoxResult(
      flag: false, withheld: nil, kind: ParadoxKind.none, focusMeanPpb: nil, standardErrorPpb: nil,
      focusVoxels: 0, confidence: nil)
  }
  func judge(_ t: RigidTransform<MRPatient, CTPatient>) -> (FocusSusceptibility, ParadoxKind)? {
    guard
      let f = FocusSusceptibility(
        ctOffsets: offsets, ctGrid: around.raw.grid, mrToCT: t, chi: e.chi, chiMask: e.chiMask)
    else { return nil }
    return (f, f.kind(level: map.background, noisePPM: e.chiNoisePPM, c))
  }
  guard let (focus, kind) = judge(mrToCT) else {
    return .withheld("The susceptibility map does not cover the dense focus.")
  }
  let shifts = shiftedTransforms(mrToCT, byMm: e.registrationShiftMm)
  let agreeing = shifts.reduce(0) { $0 + (judge($1)?.1 == kind ? 1 : 0) }
  let error = focus.standardErrorPPM(level: map.background, noisePPM: e.chiNoisePPM, c)
  let confidence = String(
    format:
      "standard error %.0f ppb with %.0f ppb of systematic error, pallidal level %+.0f ppb; the same kind in %d of %d registration shifts of %.1f mm",
    error * ppbPerPPM, c.qsmSystematicPpb, map.background.median * ppbPerPPM, agreeing, shifts.count,
    e.registrationShiftMm)
  return ParadoxResult(
    flag: kind == .paradoxical, withheld: nil, kind: kind, focusMeanPpb: focus.meanPPM * ppbPerPPM,
    standardErrorPpb: error * ppbPerPPM, focusVoxels: focus.voxels, confidence: confidence)
}
