import Vocabulary
import Voxels

/// The tissue whose mean is called zero.
public enum ReferenceRegion: String, CaseIterable, Codable, Hashable, Sendable {
  /// The whole brain within the map's mask, its rim left out.
  case wholeBrain
  /// All cerebrospinal fluid inside the brain's outline, told by its slow R2*.
  case csf
  /// Cerebrospinal fluid in the atria of the lateral ventricles.
  case atrialCSF
}

/// One reference region on an unreferenced map.
public struct ReferenceMeasure: Sendable {
  /// Which region.
  public let region: ReferenceRegion
  /// Its voxels; too few of them where it is withheld.
  public let mask: MRMask
  /// Mean in ppm; nil where the region is withheld.
  public let meanPPM: Double?
  /// Standard deviation in ppm; nil where the region is withheld.
  public let sdPPM: Double?
  /// Why there is no mean, in a sentence.
  public let withheld: String?

  /// Mean of χ over `mask`, unless there is a reason to withhold it.
  init(_ region: ReferenceRegion, _ mask: MRMask, of chi: MRVolume<PPM>, withheld: String?) {
    self.region = region
    self.mask = mask
    let values = withheld == nil ? chi.values(in: mask) : []
    meanPPM = values.isEmpty ? nil : Statistics.mean(values)
    sdPPM = values.isEmpty ? nil : Statistics.standardDeviation(values)
    self.withheld = values.isEmpty ? withheld ?? "The region holds no voxel." : nil
  }
}

/// The reference regions on an unreferenced map.
public struct SusceptibilityReference: Sendable {
  /// One a region, in the order of `ReferenceRegion`.
  public let measures: [ReferenceMeasure]

  /// The measure of a region.
  public subscript(_ region: ReferenceRegion) -> ReferenceMeasure {
    // Made with one measure a case.
    measures.first { $0.region == region } ?? measures[0]
  }

  /// Mean over the brain in ppm.
  public var wholeBrainMeanPPM: Double { self[.wholeBrain].meanPPM ?? .nan }
  /// Standard deviation over the brain in ppm.
  public var wholeBrainSdPPM: Double { self[.wholeBrain].sdPPM ?? .nan }
  /// Mean over the CSF in ppm; nil where there is too little.
  public var csfMeanPPM: Double? { self[.csf].meanPPM }
  /// Number of CSF voxels.
  public var csfVoxels: Int { self[.csf].mask.count }
  /// The CSF voxels.
  public var csfMask: MRMask { self[.csf].mask }

  /// The value that becomes zero; nil where the region is missing.
  public func zeroPPM(_ region: ReferenceRegion) -> Double? { self[region].meanPPM }

  /// Choices of the reference regions.
  public struct Parameters: Codable, Hashable, Sendable {
    /// Rim in mm that is left out of every region: there the map is least certain.
    public var rimMm: Double
    /// Largest R2* in 1/s of CSF.
    ///
    /// 5 in Liu et al. 2018, doi:10.1002/mrm.26946, and for the CSF of the whole brain in Dimov et al. 2021,
    /// doi:10.1111/jon.12923.
    public var largestCSFRate: Float
    /// Least volume of CSF in mm³ that makes a mean; smaller samples are mostly partial volume.
    public var leastCSFMm3: Double
    /// Choices of the atria.
    public var atria: Atria.Parameters

    /// The defaults.
    public init(
      rimMm: Double = 2, largestCSFRate: Float = 5, leastCSFMm3: Double = 500,
      atria: Atria.Parameters = .init()
    ) {
      self.rimMm = rimMm
      self.largestCSFRate = largestCSFRate
      self.leastCSFMm3 = leastCSFMm3
      self.atria = atria
    }
  }
}

/// Measures the reference regions.
///
/// - Parameters:
///   - map: the unreferenced map.
///   - brain: the brain; its rim is left out.
///   - csfCandidates: where CSF may be, e.g. what is fluid on CT; without it, anywhere in the brain. Of these, voxels of
///     low R2* count, less a layer of one voxel where enough remains.
///   - ventricles: both lateral ventricles, for the atria.
///   - thalami: tell where the ventricles' atria begin.
public func reference(
  _ map: SusceptibilityMap, brain: MRMask, csfCandidates: MRMask? = nil, ventricles: MRMask? = nil,
  thalami: [Side: MRMask] = [:], parameters p: SusceptibilityReference.Parameters = .init()
) -> SusceptibilityReference {
  let core = map.mask.intersection(brain.eroded(byMm: p.rimMm))
  let fluid = FluidVoxels(map: map, core: core, p)
  let csf = fluid.members(of: csfCandidates ?? core)
  let csfReason =
    csf.volumeMm3 < p.leastCSFMm3
    ? "Only \(Int(csf.volumeMm3.rounded())) mm³ inside the brain decay as slowly as CSF (R2* below "
      + "\(text(p.largestCSFRate)) 1/s); \(Int(p.leastCSFMm3)) mm³ are needed." : nil
  var atrial = MRMask(grid: map.chi.grid)
  var atrialReason: String?
  switch Atria.found(ventricles: ventricles, thalami: thalami, p.atria) {
  case .failure(let missing): atrialReason = missing.description
  case .success(let atria):
    atrial = fluid.members(of: atria)
    if atrial.volumeMm3 < p.leastCSFMm3 {
      atrialReason =
        "Only \(Int(atrial.volumeMm3.rounded())) mm³ of fluid lie in the atria of the lateral ventricles within the map; "
        + "\(Int(p.leastCSFMm3)) mm³ are needed."
    }
  }
  return SusceptibilityReference(measures: [
    ReferenceMeasure(.wholeBrain, core.isEmpty ? map.mask : core, of: map.chi, withheld: nil),
    ReferenceMeasure(.csf, csf, of: map.chi, withheld: csfReason),
    ReferenceMeasure(.atrialCSF, atrial, of: map.chi, withheld: atrialReason),
  ])
}

/// Tells CSF by its R2*.
private struct FluidVoxels {
  let map: SusceptibilityMap
  let core: MRMask
  let parameters: SusceptibilityReference.Parameters

  init(map: SusceptibilityMap, core: MRMask, _ parameters: SusceptibilityReference.Parameters) {
    self.map = map
    self.core = core
    self.parameters = parameters
  }

  /// The voxels of `candidates` with the R2* of CSF and a known field.
  func members(of candidates: MRMask) -> MRMask {
    var fluid = candidates.intersection(core)
    for i in 0..<fluid.voxels.count where fluid.voxels[i] {
      fluid.voxels[i] =
        map.r2star.voxels[i] < parameters.largestCSFRate && map.fieldNoise.voxels[i].isFinite
    }
    // Choroid and walls share the outer voxels of a ventricle; single voxels of noise go too.
    let spacing = fluid.grid.spacingMm
    let eroded = fluid.eroded(byMm: min(spacing.x, spacing.y, spacing.z))
    return eroded.volumeMm3 >= parameters.leastCSFMm3 ? eroded : fluid
  }
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
