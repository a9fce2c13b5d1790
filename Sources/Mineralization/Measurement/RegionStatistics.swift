import Vocabulary
import Voxels

/// First-order statistics of one region; the unit is that of the samples.
public struct RegionStatistics: Sendable, Hashable, Codable {
  /// Number of samples.
  public let count: Int
  /// Arithmetic mean.
  public let mean: Double
  /// Sample standard deviation.
  public let sd: Double
  /// Median.
  public let median: Double
  /// Robust standard deviation, 1.4826 × median absolute deviation.
  public let robustSd: Double
  /// 5th percentile.
  public let p5: Double
  /// 95th percentile.
  public let p95: Double
  /// Least sample.
  public let minimum: Double
  /// Greatest sample.
  public let maximum: Double

  /// Statistics of `samples` times `scale`; nil for no sample.
  public init?(_ samples: [Float], scale: Double = 1) {
    guard let low = samples.min(), let high = samples.max() else { return nil }
    let sorted = samples.sorted()
    count = samples.count
    mean = Statistics.mean(samples) * scale
    sd = Statistics.standardDeviation(samples) * scale
    median = Statistics.percentile(50, ofSorted: sorted) * scale
    robustSd = Statistics.robustStandardDeviation(samples) * scale
    p5 = Statistics.percentile(5, ofSorted: sorted) * scale
    p95 = Statistics.percentile(95, ofSorted: sorted) * scale
    minimum = Double(low) * scale
    maximum = Double(high) * scale
  }
}

/// Attenuation of one region on the CT's own grid.
public struct AttenuationStatistics: Sendable, Hashable, Codable {
  /// Statistics in HU.
  public let region: RegionStatistics
  /// Volume at or above the cut-off, mm³.
  public let volumeAboveCutoffMm3: Double
  /// The cut-off, HU.
  public let cutoffHU: Double
}

/// ppb in a ppm.
let ppbPerPPM = 1000.0

/// Susceptibility in `mask` in ppb; nil where the map covers none of it.
/// - Parameters:
///   - chi: the map, ppm.
///   - chiMask: where the map is defined.
public func measureSusceptibility(chi: MRVolume<PPM>, chiMask: MRMask, in mask: MRMask) -> RegionStatistics? {
  RegionStatistics(chi.values(in: mask.intersection(chiMask)), scale: ppbPerPPM)
}

/// Mean R2* in `mask`, 1/s; nil for the empty mask.
public func meanR2Star(_ r2star: MRVolume<PerSecond>, in mask: MRMask) -> Double? {
  let v = r2star.values(in: mask)
  return v.isEmpty ? nil : Statistics.mean(v)
}

/// Attenuation in an MR mask, measured on the CT's own grid: HU are never interpolated.
/// - Parameters:
///   - mrToCT: the registration.
///   - cutoffHU: attenuation from which volume counts as dense.
/// - Returns: nil where the mask carries no CT voxel.
public func measureAttenuation(
  ct: CTVolume, mask: MRMask, mrToCT: RigidTransform<MRPatient, CTPatient>, cutoffHU: Double
) -> AttenuationStatistics? {
  let carried = carriedMask(mask, onto: ct.grid, by: mrToCT)
  let values = carried.offsets.map { ct.voxels[$0] }
  guard let region = RegionStatistics(values) else { return nil }
  let above = values.reduce(0) { $0 + (Double($1) >= cutoffHU ? 1 : 0) }
  return AttenuationStatistics(
    region: region, volumeAboveCutoffMm3: Double(above) * ct.grid.voxelVolumeMm3, cutoffHU: cutoffHU)
}
