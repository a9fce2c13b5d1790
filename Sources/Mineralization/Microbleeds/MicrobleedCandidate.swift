import Vocabulary
import Voxels

/// Why something bright on the susceptibility map was not proposed.
public enum MicrobleedRejection: String, CaseIterable, Sendable, Hashable, Codable {
  /// Longer than twice its thickness, or going on beyond its end.
  case veinLike
  /// As round as a bleed, but above 10 mm.
  case tooLarge
  /// Below 2 mm.
  case tooSmall
  /// Dense on CT: calcium, or blood of the last days.
  case dense
  /// Beside something as strongly diamagnetic: a streak of the inversion.
  case besideDiamagnetic
  /// R2* does not rise where susceptibility does.
  case noRelaxation
  /// Near air or bone, where the signal is lost and susceptibility is not known.
  case nearAir
  /// Surrounded by fluid: choroid plexus, a vein in a cistern.
  case inFluid
}

/// Where a candidate lies, as far as the outlined nuclei tell.
public enum MicrobleedPlace: Sendable, Hashable {
  /// Inside an outlined nucleus.
  case inside(Structure)
  /// Within `MicrobleedPlace.deepMm` of a basal nucleus or thalamus: deep.
  case deep(near: Structure, distanceMm: Double)
  /// Within `infratentorialMm` of a dentate nucleus: cerebellum.
  case infratentorial(distanceMm: Double)
  /// The outlines do not tell.
  case elsewhere

  /// Capsules lie between the nuclei and within this distance, mm.
  public static let deepMm = 5.0
  /// The tentorium lies farther above a dentate nucleus than this, mm.
  public static let infratentorialMm = 10.0
}

/// Attenuation at the place of a candidate, on the CT's own voxels.
public struct MicrobleedAttenuation: Sendable, Hashable {
  /// Mean within the candidate.
  public let meanHU: Double
  /// 95th percentile within it and the registration's error about it.
  public let peakHU: Double
  /// What would be called dense here.
  public let limitHU: Double
}

/// A compact paramagnetic place that a reader may look at.
///
/// Proposed, not diagnosed.
public struct MicrobleedCandidate: Sendable, Hashable {
  /// Centre of its excess, MR LPS mm.
  public let centroid: Point<MRPatient>
  /// Patient's side by the placed template's midline; nil within `midlineMm` of it.
  public let side: Side?
  /// Where it lies.
  public let place: MicrobleedPlace
  /// Diameter of a ball of this volume, mm.
  public let diameterMm: Double
  /// Sum of the excess over the peak's, mm³.
  public let volumeMm3: Double
  /// Greatest susceptibility, ppb.
  public let maxPpb: Double
  /// Mean over the voxels above half the contrast, ppb.
  public let meanPpb: Double
  /// Greatest susceptibility above the surroundings' level, ppb.
  public let contrastPpb: Double
  /// Contrast over the surroundings' robust SD.
  public let contrastToNoise: Double
  /// Mean R2* over the voxels above half the contrast, 1/s; nil where the fit did not succeed.
  public let r2starPerSecond: Double?
  /// The same less the surroundings', 1/s.
  public let r2starContrastPerSecond: Double?
  /// Attenuation there; nil without a trusted CT.
  public let attenuation: MicrobleedAttenuation?
  /// Ratio of the greatest to the middle principal extent.
  public let elongation: Double
  /// Share of the contrast at which something leads away.
  public let continuation: Double
  /// Distance to the surface of the brain or of the map, mm.
  public let depthMm: Double

  /// Half the width of the midline, where no side is given, mm: the error of the template's placement.
  public static let midlineMm = 3.0
}

/// What the search for microbleeds found, and what it looked at.
public struct MicrobleedFindings: Sendable, Hashable {
  /// Everything that passed, the greatest contrast to noise first.
  public let candidates: [MicrobleedCandidate]
  /// How many bright places were set aside, and why.
  public let rejected: [MicrobleedRejection: Int]
  /// Volume that was searched, ml.
  public let searchedMl: Double
  /// True if a CT told what is dense.
  public let usedCT: Bool

  /// Bright places that were looked at.
  public var looked: Int { candidates.count + rejected.values.reduce(0, +) }
}
