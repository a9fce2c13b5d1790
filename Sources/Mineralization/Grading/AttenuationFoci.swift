import Foundation
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
  /// SD of a usual soft kernel's point spread in the slice plane, mm: 1.1 mm wide at half height.
  private static let pointSpreadMm = 1.1 / (8 * log(2)).squareRoot()
  /// Room in mm around the mask for recalculations with shifted masks.
  static let marginMm = 8.0

  /// The neighbourhood of a mask; nil where the CT does not reach.
  init?(ct: CTVolume, mask: MRMask, mrToCT: RigidTransform<MRPatient, CTPatient>) {
    guard let box = carriedMask(mask, onto: ct.grid, by: mrToCT).box else { return nil }
    let margin = SIMD3<Int>((SIMD3(repeating: Self.marginMm) / ct.grid.spacingMm).rounded(.up))
    raw = ct.cropped(to: box.expanded(by: margin, within: ct.grid.size))
    smooth = raw.blurred(sigmaMm: Self.smoothingMm)
  }

  /// SD along each axis of what blurs the smoothed image besides its voxels, mm.
  var sigmaMm: SIMD3<Double> {
    let plane = (Self.smoothingMm * Self.smoothingMm + Self.pointSpreadMm * Self.pointSpreadMm).squareRoot()
    // Slices thicker than the smoothing hardly mix: a kernel at whole slices has less variance than its Gaussian.
    let slice = smooth.grid.spacingMm.z
    let weight = exp(-slice * slice / (2 * Self.smoothingMm * Self.smoothingMm))
    return SIMD3(plane, plane, slice * (2 * weight / (1 + 2 * weight)).squareRoot())
  }
}

/// Foci on the CT within one mask.
struct AttenuationFindings {
  /// Foci of the neighbourhood's grid, largest first.
  let foci: [FocusExtent]
  /// Which of them touch the zone; only these count.
  let inZone: [Bool]
  /// The pallidum's level without its deposits, HU.
  let background: PallidalBackground
  let thresholdHU: Double
  /// Peak of the smoothed attenuation in the foci that count, or in the mask if there is none, HU.
  let peakHU: Double
  /// Every connected set above the threshold that touches the zone, however small.
  let touching: [FocusExtent]
  /// A focus that lies beside the zone.
  let outside: FocusOutsideZone?

  /// The foci that count for the grade.
  var counted: [FocusExtent] { zip(foci, inZone).filter(\.1).map(\.0) }
  /// Size of the largest set in the zone, mm³.
  var largestCandidateMm3: Double { touching.map(\.sizeMm3).max() ?? 0 }
  /// Their volume, partial volume considered, mm³.
  var volumeMm3: Double { counted.reduce(0) { $0 + $1.volumeMm3 } }
  /// Their volume above the threshold, mm³.
  var thresholdVolumeMm3: Double { counted.reduce(0) { $0 + $1.thresholdVolumeMm3 } }

  func grade(_ c: GradingCutoffs, _ estimate: VolumeEstimate = .plateau) -> Int {
    let leastHU = thresholdHU - background.median
    let counted = touching.filter { $0.isLarge(c, estimate, leastExcess: leastHU) }
    if counted.isEmpty { return 0 }
    let volume = counted.reduce(0) { $0 + $1.volumeMm3(estimate) }
    return volume >= c.ctGrade2VolumeMm3 - volumeRoundingMm3 || peakHU(counted, estimate, c) >= c.ctGrade2HU
      ? 2 : 1
  }

  /// The peak of foci; as balls, what slices took from it is given back, but for no more than the least focus holds.
  private func peakHU(_ counted: [FocusExtent], _ estimate: VolumeEstimate, _ c: GradingCutoffs) -> Double {
    guard estimate == .greatest else { return peakHU }
    let balls = counted.map { background.median + $0.excess / max($0.ballVolumeMm3, c.focusVolumeMm3) }
    return max(peakHU, balls.max() ?? peakHU)
  }
}

/// The threshold of CT foci for a level of the pallidum, HU.
private func threshold(_ median: Double, _ robustSd: Double, _ c: GradingCutoffs) -> Double {
  max(c.ctFocusHU, median + c.ctExcessRobustSd * robustSd)
}

/// The pallidum's level on CT from its own voxels; nil where deposits fill too much of it.
///
/// A median at or above the focus cut-off means that more than half of the pallidum is dense: then no statistics of its
/// own tell what it would read without.
private func ownLevel(_ smooth: CTVolume, _ offsets: [Int], _ c: GradingCutoffs) -> PallidalBackground? {
  guard Statistics.median(offsets.map { smooth.voxels[$0] }) < c.ctFocusHU else { return nil }
  return ownBackground(
    smooth, offsets: offsets, leaving: [Bool](repeating: false, count: smooth.grid.count),
    whole: offsets.count, focusVolumeMm3: c.focusVolumeMm3
  ) { threshold($0, $1, c) }
}

/// As `ownLevel`, from a mask.
func attenuationLevel(
  _ ct: CTNeighbourhood, mask: MRMask, mrToCT: RigidTransform<MRPatient, CTPatient>, cutoffs c: GradingCutoffs
) -> PallidalBackground? {
  let offsets = carriedMask(mask, onto: ct.smooth.grid, by: mrToCT).offsets
  return offsets.isEmpty ? nil : ownLevel(ct.smooth, offsets, c)
}

/// Attenuation at or above both cut-offs within the carried mask, connected, large enough.
/// - Parameters:
///   - other: the other side's level, for a pallidum that deposits fill; without it the published one stands in.
///   - shiftHU: moves the threshold, for the recalculations.
/// - Returns: nil where the CT covers none of the mask.
func attenuationFoci(
  _ ct: CTNeighbourhood, mask: MRMask, zone: MRMask, mrToCT: RigidTransform<MRPatient, CTPatient>,
  cutoffs c: GradingCutoffs, other: PallidalBackground? = nil, shiftHU: Double = 0
) -> AttenuationFindings? {
  let grid = ct.smooth.grid
  let offsets = carriedMask(mask, onto: grid, by: mrToCT).offsets
  guard let stats = RegionStatistics(offsets.map { ct.smooth.voxels[$0] }) else { return nil }
  let own = ownLevel(ct.smooth, offsets, c)
  let dense = offsets.reduce(0) { $0 + (Double(ct.smooth.voxels[$1]) >= c.ctFocusHU ? 1 : 0) }
  let share = Double(dense) / Double(offsets.count)
  let background =
    own ?? other?.ofOtherSide(excludedShare: share)
    ?? PallidalBackground(
      median: c.ctPublishedHU, robustSd: 0, source: .published, excludedShare: share)
  let limit = threshold(background.median, background.robustSd, c) + shiftHU
  var region = [Bool](repeating: false, count: grid.count)
  var above = Mask<CTPatient>(grid: grid)
  for o in offsets {
    region[o] = true
    above.voxels[o] = Double(ct.smooth.voxels[o]) >= limit
  }
  var inZone = [Bool](repeating: false, count: grid.count)
  for o in carriedMask(zone, onto: grid, by: mrToCT).offsets { inZone[o] = true }
  let candidates = focusExtents(
    above.components(), image: ct.smooth, region: region, background: background,
    sigmaMm: ct.sigmaMm)
  let touching = candidates.map { touches($0, zone: inZone, image: ct.smooth, threshold: limit) }
  let large = candidates.indices.filter { candidates[$0].isLarge(c) }
  let counted = large.filter { touching[$0] }
  let peak = counted.flatMap { candidates[$0].members }.map { Double(ct.smooth.voxels[$0]) }.max()
  return AttenuationFindings(
    foci: large.map { candidates[$0] }, inZone: large.map { touching[$0] }, background: background,
    thresholdHU: limit, peakHU: peak ?? stats.maximum,
    touching: zip(candidates, touching).filter(\.1).map(\.0),
    outside: FocusOutsideZone(
      zip(candidates, touching).filter { !$1 }.map(\.0), zone: inZone, grid: grid, cutoffs: c))
}
