import Vocabulary
import Voxels

/// The CT around one pallidum, as read and lightly smoothed, on the CT's own grid.
struct CTNeighbourhood {
  let raw: CTVolume
  let smooth: CTVolume

  /// Standard deviation of the smoothing, mm: uncorrelated noise is halved.
  ///
  /// On 1 mm slices a focus of 5 mm keeps its peak, one of 3 mm loses 17 % of its excess (`FocusBiasTests`).
  static let smoothingMm = 0.5
  /// Room in mm around the mask for recalculations with shifted masks.
  static let marginMm = 8.0

  /// The neighbourhood of a mask; nil where the CT does not reach.
  init?(ct: CTVolume, mask: MRMask, mrToCT: RigidTransform<MRPatient, CTPatient>) {
    guard let box = carriedMask(mask, onto: ct.grid, by: mrToCT).box else { return nil }
    let margin = SIMD3<Int>((SIMD3(repeating: Self.marginMm) / ct.grid.spacingMm).rounded(.up))
    raw = ct.cropped(to: box.expanded(by: margin, within: ct.grid.size))
    smooth = raw.blurred(sigmaMm: Self.smoothingMm)
  }
}

/// Foci on the CT within one mask.
struct AttenuationFindings {
  /// Offsets in the neighbourhood's grid, largest first; each at least `focusVolumeMm3`.
  let foci: [[Int]]
  let inZone: [Bool]
  let medianHU: Double
  let robustSdHU: Double
  let thresholdHU: Double
  /// Peak of the smoothed attenuation in the foci that count, or in the mask if there is none, HU.
  let peakHU: Double
  let largestCandidateMm3: Double
  /// Volume of the foci in the zone, mm³.
  let volumeMm3: Double

  func grade(_ c: GradingCutoffs) -> Int {
    volumeMm3 == 0 ? 0 : volumeMm3 >= c.ctGrade2VolumeMm3 || peakHU >= c.ctGrade2HU ? 2 : 1
  }
}

/// Attenuation at or above both cut-offs within the carried mask, connected, large enough.
/// - Parameter shiftHU: moves the threshold, for the recalculations.
/// - Returns: nil where the CT covers none of the mask.
func attenuationFoci(
  _ ct: CTNeighbourhood, mask: MRMask, zone: MRMask, mrToCT: RigidTransform<MRPatient, CTPatient>,
  cutoffs c: GradingCutoffs, shiftHU: Double = 0
) -> AttenuationFindings? {
  let grid = ct.smooth.grid
  let offsets = carriedMask(mask, onto: grid, by: mrToCT).offsets
  guard let stats = RegionStatistics(offsets.map { ct.smooth.voxels[$0] }) else { return nil }
  let threshold = max(c.ctFocusHU, stats.median + c.ctExcessRobustSd * stats.robustSd) + shiftHU
  var above = Mask<CTPatient>(grid: grid)
  for o in offsets { above.voxels[o] = Double(ct.smooth.voxels[o]) >= threshold }
  var inZone = [Bool](repeating: false, count: grid.count)
  for o in carriedMask(zone, onto: grid, by: mrToCT).offsets { inZone[o] = true }
  let candidates = above.components()
  let touching = candidates.map { $0.contains { inZone[$0] } }
  let voxel = grid.voxelVolumeMm3
  let large = candidates.indices.filter { Double(candidates[$0].count) * voxel >= c.focusVolumeMm3 - 1e-9 }
  let counted = large.filter { touching[$0] }
  let peak = counted.flatMap { candidates[$0] }.map { Double(ct.smooth.voxels[$0]) }.max() ?? stats.maximum
  return AttenuationFindings(
    foci: large.map { candidates[$0] }, inZone: large.map { touching[$0] }, medianHU: stats.median,
    robustSdHU: stats.robustSd, thresholdHU: threshold, peakHU: peak,
    largestCandidateMm3: zip(candidates, touching).filter(\.1).map { Double($0.0.count) * voxel }.max() ?? 0,
    volumeMm3: counted.reduce(0) { $0 + Double(candidates[$1].count) * voxel })
}
