import Vocabulary
import Voxels

/// The tissue whose mean is called zero.
public enum ReferenceRegion: String, CaseIterable, Codable, Hashable, Sendable {
  /// The whole brain within the map's mask, its rim left out.
  case wholeBrain
  /// Cerebrospinal fluid of the ventricles.
  case csf
}

/// Means of the reference regions on an unreferenced map.
public struct SusceptibilityReference: Sendable {
  /// Mean over the brain in ppm.
  public let wholeBrainMeanPPM: Double
  /// Standard deviation over the brain in ppm.
  public let wholeBrainSdPPM: Double
  /// Mean over the CSF in ppm; nil where there is too little.
  public let csfMeanPPM: Double?
  /// Number of CSF voxels.
  public let csfVoxels: Int
  /// The CSF voxels.
  public let csfMask: MRMask

  /// The value that becomes zero; nil where the region is missing.
  public func zeroPPM(_ region: ReferenceRegion) -> Double? {
    switch region {
    case .wholeBrain: wholeBrainMeanPPM
    case .csf: csfMeanPPM
    }
  }

  /// Choices of the reference regions.
  public struct Parameters: Codable, Hashable, Sendable {
    /// Rim in mm that is left out of the whole brain: there the map is least certain.
    public var rimMm: Double
    /// Largest R2* in 1/s of CSF.
    ///
    /// 5 in Liu et al. 2018, doi:10.1002/mrm.26946.
    public var largestCSFRate: Float
    /// Distance in mm from the brain's centre within which CSF is sought: the lateral ventricles (Liu 2018: 30).
    public var csfRadiusMm: Double
    /// Least volume of CSF in mm³ that makes a mean; smaller samples are mostly partial volume.
    public var leastCSFMm3: Double

    /// The defaults.
    public init(
      rimMm: Double = 2, largestCSFRate: Float = 5, csfRadiusMm: Double = 30, leastCSFMm3: Double = 500
    ) {
      self.rimMm = rimMm
      self.largestCSFRate = largestCSFRate
      self.csfRadiusMm = csfRadiusMm
      self.leastCSFMm3 = leastCSFMm3
    }
  }
}

/// Measures the reference regions.
///
/// - Parameters:
///   - map: the unreferenced map.
///   - brain: the brain; its rim is left out.
///   - csfCandidates: where CSF may be, e.g. the ventricles from the CT; without it, a sphere about the brain's
///     centre. Of these, voxels of low R2* count, less a layer of one voxel where enough remains.
public func reference(
  _ map: SusceptibilityMap, brain: MRMask, csfCandidates: MRMask? = nil,
  parameters p: SusceptibilityReference.Parameters = .init()
) -> SusceptibilityReference {
  let grid = map.chi.grid
  let core = map.mask.intersection(brain.eroded(byMm: p.rimMm))
  let values = map.chi.values(in: core.isEmpty ? map.mask : core)
  var csf = csfCandidates ?? ball(grid, around: brain.centroid, radiusMm: p.csfRadiusMm)
  csf = csf.intersection(core)
  for i in 0..<csf.voxels.count where csf.voxels[i] {
    let r = map.r2star.voxels[i]
    csf.voxels[i] = r < p.largestCSFRate && map.fieldNoise.voxels[i].isFinite
  }
  // Choroid and walls share the outer voxels of a ventricle.
  let spacing = grid.spacingMm
  let eroded = csf.eroded(byMm: min(spacing.x, spacing.y, spacing.z))
  if eroded.volumeMm3 >= p.leastCSFMm3 { csf = eroded }
  let enough = csf.volumeMm3 >= p.leastCSFMm3
  return SusceptibilityReference(
    wholeBrainMeanPPM: Statistics.mean(values),
    wholeBrainSdPPM: Statistics.standardDeviation(values),
    csfMeanPPM: enough ? Statistics.mean(map.chi.values(in: csf)) : nil, csfVoxels: csf.count,
    csfMask: csf)
}

/// `map.chi` relative to a region: its mean there is zero.
///
/// Voxels outside the map's mask stay 0.
/// - Returns: nil where the region is missing.
public func referenced(
  _ map: SusceptibilityMap, by reference: SusceptibilityReference, to region: ReferenceRegion
) -> MRVolume<PPM>? {
  guard let zero = reference.zeroPPM(region) else { return nil }
  var chi = map.chi
  for i in 0..<chi.voxels.count where map.mask.voxels[i] { chi.voxels[i] -= Float(zero) }
  return chi
}

extension SusceptibilityReference {
  /// `chi` relative to a region; nil where the region is missing.
  ///
  /// The value is taken from every voxel.
  public func referenced(_ chi: MRVolume<PPM>, to region: ReferenceRegion) -> MRVolume<PPM>? {
    guard let zero = zeroPPM(region) else { return nil }
    return MRVolume(grid: chi.grid, voxels: chi.voxels.map { $0 - Float(zero) })
  }
}

/// The voxels within a distance of a point; none without a point.
private func ball(_ grid: Grid<MRPatient>, around centre: Point<MRPatient>?, radiusMm: Double) -> MRMask {
  var mask = MRMask(grid: grid)
  guard let centre else { return mask }
  for z in 0..<grid.size.z {
    for y in 0..<grid.size.y {
      for x in 0..<grid.size.x {
        let p = grid.point(atVoxel: SIMD3(Double(x), Double(y), Double(z)))
        if p.distance(to: centre) <= radiusMm { mask.voxels[grid.offset(x, y, z)] = true }
      }
    }
  }
  return mask
}
