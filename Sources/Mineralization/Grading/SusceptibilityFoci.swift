import Vocabulary
import Voxels

/// Foci on the susceptibility map within one mask.
struct SusceptibilityFindings {
  /// Foci on the MR grid, largest first.
  let foci: [FocusExtent]
  /// Which of them touch the zone.
  let inZone: [Bool]
  /// Length and thickness of each with what continues it.
  let shapes: [FocusShape]
  /// Which of them run on beyond the pallidum as a vessel does and are not dense: these do not count.
  let vesselLike: [Bool]
  /// The pallidum's level without its deposits, ppm.
  let background: PallidalBackground
  let thresholdPPM: Double
  /// Greatest value in the foci that count, or in the mask without its vessels if there is none, ppm.
  let peakPPM: Double
  /// Every connected set above the threshold that touches the zone, however small, but for what is like a vessel.
  let touching: [FocusExtent]
  /// A focus that lies beside the zone.
  let outside: FocusOutsideZone?

  /// The foci that count for the grade.
  var counted: [FocusExtent] { foci.indices.filter { counts($0) }.map { foci[$0] } }
  /// Their volume, partial volume considered, mm³.
  var volumeMm3: Double { counted.reduce(0) { $0 + $1.volumeMm3 } }
  /// Their volume above the threshold, mm³.
  var thresholdVolumeMm3: Double { counted.reduce(0) { $0 + $1.thresholdVolumeMm3 } }

  /// True if a focus counts for the grade.
  func counts(_ focus: Int) -> Bool { inZone[focus] && !vesselLike[focus] }

  /// Size of the largest set in the zone, mm³.
  var largestCandidateMm3: Double { touching.map(\.sizeMm3).max() ?? 0 }

  func grade(_ c: GradingCutoffs, _ estimate: VolumeEstimate = .plateau) -> Int {
    let leastPPM = thresholdPPM - background.median
    return grade(touching.filter { $0.isLarge(c, estimate, leastExcess: leastPPM) }, c, estimate)
  }

  /// The grade if what is like a vessel counted too.
  func gradeWithVessels(_ c: GradingCutoffs) -> Int {
    grade(foci.indices.filter { inZone[$0] }.map { foci[$0] }, c, .plateau)
  }

  private func grade(_ counted: [FocusExtent], _ c: GradingCutoffs, _ estimate: VolumeEstimate) -> Int {
    let volume = counted.reduce(0) { $0 + $1.volumeMm3(estimate) }
    return counted.isEmpty ? 0 : volume < c.qsmGrade2VolumeMm3 - volumeRoundingMm3 ? 1 : 2
  }
}

/// What is known besides the map when foci are sought on it.
struct SusceptibilityContext {
  /// Voxels of dense foci on the MR grid: they do not make the pallidum's level; nil without a CT.
  var dense: MRMask?
  /// Voxels of the dense foci that touch the zone on CT: what lies on them is the same deposit, and in the zone too.
  var denseInZone: MRMask?
  /// The other side's level, ppm.
  var other: PallidalBackground?
  /// True where a focus is dense on CT, and so no vessel; nil without a CT.
  var isDense: (([Int]) -> Bool)?
}

private func excessPPM(_ robustSdPPM: Double, _ c: GradingCutoffs) -> Double {
  max(c.qsmExcessRobustSd * robustSdPPM, c.qsmExcessPpb / ppbPerPPM)
}

/// The pallidum's level on the map from its own voxels, those of dense foci left out; nil where too little is left.
func susceptibilityLevel(
  chi: MRVolume<PPM>, usable: MRMask, dense: MRMask?, cutoffs c: GradingCutoffs
) -> PallidalBackground? {
  let offsets = usable.voxels.indices.filter { usable.voxels[$0] }
  var left = [Bool](repeating: false, count: chi.grid.count)
  if let dense {
    let rim = Neighbourhood(grid: chi.grid, radiusMm: FocusRim.radiusMm)
    for o in dense.voxels.indices where dense.voxels[o] { rim.forEach(around: o) { n, _ in left[n] = true } }
  }
  return ownBackground(
    chi, offsets: offsets, leaving: left, whole: offsets.count, focusVolumeMm3: c.focusVolumeMm3
  ) { $0 + excessPPM($1, c) }
}

/// The level that foci are told from: the pallidum's own unless a deposit must be what makes it.
///
/// A map has no level that is dense by itself, as 50 HU is. So a level counts as a deposit's where it lies below 0, or
/// above that of the other side by what makes a focus and above what published pallida show.
private func level(
  own: PallidalBackground?, other: PallidalBackground?, cutoffs c: GradingCutoffs
) -> PallidalBackground {
  let other = other.flatMap { $0.median >= 0 ? $0 : nil }
  let published = PallidalBackground(
    median: c.qsmPublishedPpb / ppbPerPPM, robustSd: 0, source: .published, excludedShare: 1)
  guard let own, own.median >= 0 else { return other?.ofOtherSide(excludedShare: 1) ?? published }
  if let other, own.median > other.median + excessPPM(other.robustSd, c),
    own.median > c.qsmPublishedUpperPpb / ppbPerPPM
  {
    return other.ofOtherSide(excludedShare: 1)
  }
  return own
}

/// χ above the pallidum's level by more than both cut-offs, connected, large enough.
/// - Parameter shiftPPM: moves the threshold, for the recalculations.
/// - Returns: nil where the map covers none of the mask.
func susceptibilityFoci(
  chi: MRVolume<PPM>, chiMask: MRMask, mask: MRMask, zone: MRMask, cutoffs c: GradingCutoffs,
  context: SusceptibilityContext = SusceptibilityContext(), shiftPPM: Double = 0
) -> SusceptibilityFindings? {
  let usable = mask.intersection(chiMask)
  guard let stats = RegionStatistics(chi.values(in: usable)) else { return nil }
  let background = level(
    own: susceptibilityLevel(chi: chi, usable: usable, dense: context.dense, cutoffs: c),
    other: context.other, cutoffs: c)
  let threshold = background.median + excessPPM(background.robustSd, c) + shiftPPM
  var above = usable
  for i in 0..<above.voxels.count where above.voxels[i] {
    above.voxels[i] = Double(chi.voxels[i]) > threshold
  }
  let candidates = focusExtents(
    above.components(), image: chi, region: usable.voxels, background: background, sigmaMm: .zero)
  let touching = candidates.map { focus in
    touches(focus, zone: zone.voxels, image: chi, threshold: threshold)
      || focus.members.contains { context.denseInZone?.voxels[$0] == true }
  }
  let large = candidates.indices.filter { candidates[$0].isLarge(c) }
  // Beyond the pallidum a vessel lies in tissue near 0, not in the pallidum's level.
  let outside = excessPPM(0, c)
  let shapes = large.map {
    FocusShape(members: candidates[$0].members, mask: mask, chi: chi, chiMask: chiMask, outside: outside)
  }
  let vesselLike = zip(large, shapes).map { k, shape in
    shape.isVesselLike(c) && context.isDense?(candidates[k].members) != true
  }
  let counted = zip(large, vesselLike).filter { touching[$0] && !$1 }.map(\.0)
  let like = Set(zip(large, vesselLike).filter(\.1).map(\.0))
  let vessels = Set(like.flatMap { candidates[$0].members })
  let peak =
    counted.isEmpty
    ? usable.voxels.indices.filter { usable.voxels[$0] && !vessels.contains($0) }
      .map { Double(chi.voxels[$0]) }.max()
    : counted.flatMap { candidates[$0].members }.map { Double(chi.voxels[$0]) }.max()
  return SusceptibilityFindings(
    foci: large.map { candidates[$0] }, inZone: large.map { touching[$0] }, shapes: shapes,
    vesselLike: vesselLike, background: background, thresholdPPM: threshold,
    peakPPM: peak ?? stats.maximum,
    touching: candidates.indices.filter { touching[$0] && !like.contains($0) }.map { candidates[$0] },
    outside: FocusOutsideZone(
      candidates.indices.filter { !touching[$0] && !like.contains($0) }.map { candidates[$0] },
      zone: zone.voxels, grid: chi.grid, cutoffs: c))
}
