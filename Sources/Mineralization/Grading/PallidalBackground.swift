import Vocabulary
import Voxels

/// What the pallidum would read without its deposits: the level that foci are told from.
///
/// The unit is that of the image it was taken from (HU or ppm).
public struct PallidalBackground: Sendable, Hashable {
  /// Where the level comes from.
  public enum Source: String, Sendable, Hashable, Codable {
    /// The pallidum's own voxels, those of foci left out.
    case ownPallidum
    /// The other side's pallidum: deposits fill too much of this one.
    case otherSide
    /// A published value: deposits fill too much of both.
    case published
  }

  /// Median.
  public let median: Double
  /// Robust standard deviation; 0 where the level is a published value.
  public let robustSd: Double
  /// Where both come from.
  public let source: Source
  /// The share (0…1) of the pallidum's voxels that deposits took out of the level.
  public let excludedShare: Double
  /// Median of the voxels whose six neighbours all lie in the pallidum.
  let interior: Double
  /// Median of the other voxels: they hold white matter too, so an excess over `median` would be missed in them.
  let border: Double

  /// A level from its parts.
  public init(median: Double, robustSd: Double, source: Source, excludedShare: Double) {
    self.init(
      median: median, interior: median, border: median, robustSd: robustSd, source: source,
      excludedShare: excludedShare)
  }

  init(
    median: Double, interior: Double, border: Double, robustSd: Double, source: Source, excludedShare: Double
  ) {
    self.median = median
    self.interior = interior
    self.border = border
    self.robustSd = robustSd
    self.source = source
    self.excludedShare = excludedShare
  }

  /// The same level as the other side sees it.
  func ofOtherSide(excludedShare: Double) -> PallidalBackground {
    PallidalBackground(
      median: median, interior: interior, border: border, robustSd: robustSd, source: .otherSide,
      excludedShare: excludedShare)
  }

  /// Least share of the pallidum that must be left for a level of its own: a fifth of a pallidum is some 300 mm³, more
  /// voxels than a median needs, but less would be the deposits' rims.
  static let leastOwnShare = 0.2
  /// Least share of the pallidum that has a level of its own as interior or border: fewer voxels take the whole's.
  static let leastClassShare = 0.05
  /// The iteration ends when nothing changes, or here: a deposit and its rim are out after the first rounds.
  static let maximumRounds = 10
}

/// Median and robust SD of the shortest interval that holds half of the values (Rousseeuw 1984, doi:10.2307/2288718).
///
/// A deposit that fills up to almost half of a pallidum is not in that half, whichever side of the level it lies on; the
/// median and its deviation of all values would take some of it for spread.
func shortestHalf(_ values: [Float]) -> (median: Double, robustSd: Double) {
  let sorted = values.sorted()
  let count = max(1, (sorted.count + 1) / 2)
  var first = 0
  for i in 0...(sorted.count - count)
  where sorted[i + count - 1] - sorted[i] < sorted[first + count - 1] - sorted[first] {
    first = i
  }
  let half = Array(sorted[first..<(first + count)])
  // Half of a normal distribution lies within 0.6745 SD of its middle.
  return (Statistics.median(half), Double(half[count - 1] - half[0]) / 2 / 0.6745)
}

/// Median and robust SD of a region without its foci, by turns: foci are found against the level, the level is taken
/// without them and their rims, until neither changes.
///
/// - Parameters:
///   - offsets: the region, voxels of `values`' grid.
///   - left: voxels that are known to be deposits and stay out.
///   - whole: number of voxels of the pallidum that shares refer to.
///   - focusVolumeMm3: clusters smaller than this are noise and stay in.
///   - threshold: from median and robust SD to the value from which a voxel is taken for a deposit.
/// - Returns: nil where less than `PallidalBackground.leastOwnShare` is left.
func ownBackground<Unit: VoxelUnit, Frame: PatientFrame>(
  _ image: Volume<Unit, Frame>, offsets: [Int], leaving left: [Bool], whole: Int, focusVolumeMm3: Double,
  threshold: (_ median: Double, _ robustSd: Double) -> Double
) -> PallidalBackground? {
  let candidates = offsets.filter { !left[$0] }
  let least = PallidalBackground.leastOwnShare * Double(whole)
  guard !candidates.isEmpty, Double(candidates.count) >= least else { return nil }
  let grid = image.grid
  let rim = Neighbourhood(grid: grid, radiusMm: FocusRim.radiusMm)
  let values = candidates.map { image.voxels[$0] }
  var (median, robustSd) = shortestHalf(values)
  var kept = candidates
  for _ in 0..<PallidalBackground.maximumRounds {
    let limit = threshold(median, robustSd)
    var above = Mask<Frame>(grid: grid)
    for o in candidates { above.voxels[o] = Double(image.voxels[o]) >= limit }
    var excluded = [Bool](repeating: false, count: grid.count)
    for focus in above.components()
    where Double(focus.count) * grid.voxelVolumeMm3 >= focusVolumeMm3 - volumeRoundingMm3 {
      for o in focus { rim.forEach(around: o) { n, _ in excluded[n] = true } }
    }
    let remaining = candidates.filter { !excluded[$0] }
    guard !remaining.isEmpty, Double(remaining.count) >= least else { return nil }
    let level = remaining.map { image.voxels[$0] }
    let next = (Statistics.median(level), Statistics.robustStandardDeviation(level))
    let settled = next == (median, robustSd)
    (median, robustSd, kept) = (next.0, next.1, remaining)
    if settled { break }
  }
  var region = [Bool](repeating: false, count: grid.count)
  for o in offsets { region[o] = true }
  func level(_ voxels: [Int]) -> Double {
    Double(voxels.count) < PallidalBackground.leastClassShare * Double(whole)
      ? median : Statistics.median(voxels.map { image.voxels[$0] })
  }
  return PallidalBackground(
    median: median, interior: level(kept.filter { !grid.isBorder($0, of: region) }),
    border: level(kept.filter { grid.isBorder($0, of: region) }), robustSd: robustSd, source: .ownPallidum,
    excludedShare: 1 - Double(kept.count) / Double(whole))
}

/// What rounding may take from a volume, mm³.
let volumeRoundingMm3 = 1e-6
