import Vocabulary
import Voxels

/// Foci on the susceptibility map within one mask.
struct SusceptibilityFindings {
  /// Offsets on the MR grid, largest first; each at least `focusVolumeMm3`.
  let foci: [[Int]]
  /// Which of them touch the zone.
  let inZone: [Bool]
  let medianPPM: Double
  let robustSdPPM: Double
  let thresholdPPM: Double
  /// Greatest value in the mask, ppm.
  let peakPPM: Double
  /// The largest connected set above the threshold that touches the zone, however small, mm³.
  let largestCandidateMm3: Double
  /// Volume of the foci in the zone, mm³.
  let volumeMm3: Double

  func grade(_ c: GradingCutoffs) -> Int {
    volumeMm3 == 0 ? 0 : volumeMm3 < c.qsmGrade2VolumeMm3 ? 1 : 2
  }
}

/// χ above the pallidum's median by more than both cut-offs, connected, large enough.
/// - Parameter shiftPPM: moves the threshold, for the recalculations.
/// - Returns: nil where the map covers none of the mask.
func susceptibilityFoci(
  chi: MRVolume<PPM>, chiMask: MRMask, mask: MRMask, zone: MRMask, cutoffs c: GradingCutoffs,
  shiftPPM: Double = 0
) -> SusceptibilityFindings? {
  let usable = mask.intersection(chiMask)
  let values = chi.values(in: usable)
  guard let stats = RegionStatistics(values) else { return nil }
  let excess = max(c.qsmExcessRobustSd * stats.robustSd, c.qsmExcessPpb / ppbPerPPM)
  let threshold = stats.median + excess + shiftPPM
  var above = usable
  for i in 0..<above.voxels.count where above.voxels[i] {
    above.voxels[i] = Double(chi.voxels[i]) > threshold
  }
  let voxel = chi.grid.voxelVolumeMm3
  let candidates = above.components()
  let touching = candidates.map { $0.contains { zone.voxels[$0] } }
  let large = candidates.indices.filter { Double(candidates[$0].count) * voxel >= c.focusVolumeMm3 - 1e-9 }
  let counted = large.filter { touching[$0] }
  return SusceptibilityFindings(
    foci: large.map { candidates[$0] }, inZone: large.map { touching[$0] }, medianPPM: stats.median,
    robustSdPPM: stats.robustSd, thresholdPPM: threshold, peakPPM: stats.maximum,
    largestCandidateMm3: zip(candidates, touching).filter(\.1).map { Double($0.0.count) * voxel }.max() ?? 0,
    volumeMm3: counted.reduce(0) { $0 + Double(candidates[$1].count) * voxel })
}
