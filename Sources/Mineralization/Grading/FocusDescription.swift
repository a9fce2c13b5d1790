import Vocabulary
import Voxels

/// A CT focus with its susceptibility and R2* underneath.
func describeCT(_ offsets: [Int], inZone: Bool, _ e: PallidumEvidence, _ part: CTPart) -> FocusResult {
  guard let ct = part.neighbourhood, let mrToCT = part.mrToCT else {
    preconditionFailure("a CT focus comes with its CT")
  }
  let grid = ct.raw.grid
  let mask = Mask<CTPatient>(grid: grid, offsets: offsets)
  let center = mask.centroid.map { mrToCT.inverse($0) } ?? Point(.zero)
  let chi =
    e.qsmWithheld == nil
    ? FocusSusceptibility(ctOffsets: offsets, ctGrid: grid, mrToCT: mrToCT, chi: e.chi, chiMask: e.chiMask)
    : nil
  let under = mask.resampled(onto: e.chi.grid, by: mrToCT)
  return FocusResult(
    modality: .ct, volumeMm3: mask.volumeMm3, centroid: center, inZone: inZone,
    meanHU: Statistics.mean(ct.raw.values(in: mask)),
    maxHU: ct.smooth.values(in: mask).max().map { Double($0) },
    meanPpb: chi.map { $0.meanPPM * ppbPerPPM }, maxPpb: chi.map { $0.maxPPM * ppbPerPPM },
    r2starPerSecond: e.r2star.flatMap { meanR2Star($0, in: under) })
}

/// A susceptibility focus with its attenuation underneath.
func describeQSM(_ offsets: [Int], inZone: Bool, _ e: PallidumEvidence, _ part: CTPart) -> FocusResult {
  let mask = MRMask(grid: e.chi.grid, offsets: offsets)
  let values = e.chi.values(in: mask)
  var dense: (mean: Double, peak: Double)?
  if let ct = part.neighbourhood, let mrToCT = part.mrToCT {
    let under = carriedMask(mask, onto: ct.raw.grid, by: mrToCT).offsets
    if let peak = under.map({ ct.smooth.voxels[$0] }).max() {
      dense = (Statistics.mean(under.map { ct.raw.voxels[$0] }), Double(peak))
    }
  }
  return FocusResult(
    modality: .qsm, volumeMm3: mask.volumeMm3, centroid: mask.centroid ?? Point(.zero), inZone: inZone,
    meanHU: dense?.mean, maxHU: dense?.peak, meanPpb: Statistics.mean(values) * ppbPerPPM,
    maxPpb: values.max().map { Double($0) * ppbPerPPM },
    r2starPerSecond: e.r2star.flatMap { meanR2Star($0, in: mask) })
}
