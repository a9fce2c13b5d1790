import Vocabulary
import Voxels

/// A CT focus with its susceptibility and R2* underneath.
func describeCT(
  _ focus: FocusExtent, inZone: Bool, _ e: PallidumEvidence, _ part: CTPart, _ qsm: QSMPart,
  _ c: GradingCutoffs
) -> (FocusResult, FocusCore) {
  guard let ct = part.neighbourhood, let mrToCT = part.mrToCT else {
    preconditionFailure("a CT focus comes with its CT")
  }
  let grid = ct.raw.grid
  let mask = Mask<CTPatient>(grid: grid, offsets: focus.core)
  let center = mask.centroid.map { mrToCT.inverse($0) } ?? Point(.zero)
  let chi =
    e.qsmWithheld == nil
    ? FocusSusceptibility(
      ctOffsets: focus.core, ctGrid: grid, mrToCT: mrToCT, chi: e.chi, chiMask: e.chiMask)
    : nil
  let under = mask.resampled(onto: e.chi.grid, by: mrToCT)
  let smooth = focus.members.map { Double(ct.smooth.voxels[$0]) }
  let zone = Set(carriedMask(e.medialZone, onto: grid, by: mrToCT).offsets)
  let kind = kindOfDense(chi, qsm, noisePPM: e.chiNoisePPM, c)
  let result = FocusResult(
    modality: .ct, kind: kind, volumeMm3: focus.volumeMm3, thresholdVolumeMm3: focus.thresholdVolumeMm3,
    excess: focus.excess, centroid: center, inZone: inZone, zoneShare: share(of: focus.core, in: zone),
    counts: inZone, meanHU: Statistics.mean(ct.raw.values(in: mask)),
    minHU: ct.smooth.values(in: mask).min().map { Double($0) }, maxHU: smooth.max(),
    meanPpb: chi.map { $0.meanPPM * ppbPerPPM }, minPpb: chi.map { $0.minPPM * ppbPerPPM },
    maxPpb: chi.map { $0.maxPPM * ppbPerPPM },
    r2starPerSecond: e.r2star.flatMap { meanR2Star($0, in: under) },
    shape: nil)
  return (result, .ct(mask))
}

private func kindOfDense(
  _ chi: FocusSusceptibility?, _ qsm: QSMPart, noisePPM: Double, _ c: GradingCutoffs
) -> FocusKind {
  guard let chi, let map = qsm.findings else { return .dense }
  switch chi.kind(level: map.background, noisePPM: noisePPM, c) {
  case .paradoxical: return .paradoxical
  case .diamagnetic: return .diamagnetic
  case .mixed, .none: return .mixed
  }
}

/// A susceptibility focus with its attenuation underneath.
func describeQSM(
  _ index: Int, of findings: SusceptibilityFindings, _ e: PallidumEvidence, _ part: CTPart
) -> (FocusResult, FocusCore) {
  let focus = findings.foci[index]
  let mask = MRMask(grid: e.chi.grid, offsets: focus.core)
  let values = e.chi.values(in: mask)
  let under = part.attenuation(under: mask)
  let kind: FocusKind =
    if findings.vesselLike[index] {
      .vesselLike
    } else if let dense = part.isDense(focus.members, on: e.chi.grid) {
      dense ? .paramagneticDense : .paramagneticNotDense
    } else {
      .paramagnetic
    }
  let zone = Set(e.medialZone.voxels.indices.filter { e.medialZone.voxels[$0] })
  let result = FocusResult(
    modality: .qsm, kind: kind, volumeMm3: focus.volumeMm3, thresholdVolumeMm3: focus.thresholdVolumeMm3,
    excess: focus.excess * ppbPerPPM, centroid: mask.centroid ?? Point(.zero), inZone: findings.inZone[index],
    zoneShare: share(of: focus.core, in: zone), counts: findings.counts(index), meanHU: under?.mean,
    minHU: under?.least, maxHU: under?.peak, meanPpb: Statistics.mean(values) * ppbPerPPM,
    minPpb: values.min().map { Double($0) * ppbPerPPM }, maxPpb: values.max().map { Double($0) * ppbPerPPM },
    r2starPerSecond: e.r2star.flatMap { meanR2Star($0, in: mask) }, shape: findings.shapes[index])
  return (result, .qsm(mask))
}

private func share(of core: [Int], in zone: Set<Int>) -> Double {
  core.isEmpty ? 0 : Double(core.reduce(0) { $0 + (zone.contains($1) ? 1 : 0) }) / Double(core.count)
}

extension CTPart {
  /// Mean, least and peak attenuation under an MR mask, HU; nil without a CT or where it has no voxel there.
  func attenuation(under mask: MRMask) -> (mean: Double, least: Double, peak: Double)? {
    guard let ct = neighbourhood, let mrToCT else { return nil }
    let under = carriedMask(mask, onto: ct.raw.grid, by: mrToCT).offsets
    let smooth = under.map { Double(ct.smooth.voxels[$0]) }
    guard let least = smooth.min(), let peak = smooth.max() else { return nil }
    return (Statistics.mean(under.map { ct.raw.voxels[$0] }), least, peak)
  }

  /// True if the CT reaches its focus threshold under the voxels of a susceptibility focus; nil without a graded CT.
  func isDense(_ offsets: [Int], on grid: Grid<MRPatient>) -> Bool? {
    guard let findings, let peak = attenuation(under: MRMask(grid: grid, offsets: offsets))?.peak else {
      return nil
    }
    return peak >= findings.thresholdHU
  }

  /// The voxels of dense foci on the MR grid, all or those that count; nil where there are none.
  func denseOnMR(_ grid: Grid<MRPatient>, inZone: Bool = false) -> MRMask? {
    guard let ct = neighbourhood, let mrToCT, let foci = inZone ? findings?.counted : findings?.foci,
      !foci.isEmpty
    else { return nil }
    return carried(
      Mask<CTPatient>(grid: ct.raw.grid, offsets: foci.flatMap(\.members)), onto: grid, by: mrToCT)
  }
}
