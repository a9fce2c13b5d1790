import Shapes
import Vocabulary
import Voxels

/// The deep nuclei of one head on the MR grid.
public struct Nuclei: Sendable {
  /// Each nucleus; no voxel belongs to two.
  ///
  /// A structure outside the slab is absent.
  public let masks: [SidedStructure: MRMask]
  /// The internal segment of the pallidum: its mask, divided by the bent template alone.
  public let pallidumInternal: [Side: MRMask]
  /// The external segment: the rest of the pallidum.
  public let pallidumExternal: [Side: MRMask]
  /// The medial third of each pallidum's volume along its short axial axis.
  public let medialZones: [Side: MRMask]
  /// Both lateral ventricles; nil where neither CT nor R2* shows CSF.
  public let ventricles: MRMask?
  /// All CSF inside the intracranial space; empty where neither CT nor R2* was given.
  public let csf: MRMask
  /// Structures that the slab or the susceptibility map cuts.
  public let truncated: Set<SidedStructure>
  /// Outlines that are more the template's than this head's: there χ does not show where the nucleus ends.
  public let doubtful: Set<SidedStructure>
  /// Nuclei whose outline is the reader's, and differs from the one found here.
  public let corrected: Set<SidedStructure>
  /// Where the template was placed: template LPS mm to MR LPS mm.
  public let templateToMR: Affine
  /// How far it can be trusted.
  public let quality: [QualityCheck]
  /// The worst of `quality`; on `fail` nothing may be measured in the masks.
  public var verdict: Verdict { quality.map(\.verdict).max() ?? .fail }
}

/// Places the shape table in this head and outlines each nucleus on the susceptibility map.
///
/// 1. Multi-start affine placement of all shapes (`placedTemplate`), 2. each nucleus on its own by a few mm
/// (`refinedPoses`), 3. a smooth bending (`DeformationFit`), 4. outline by intensity with the bent shape as prior
/// (`outlinedNuclei`), labels exclusive, 5. checks.
/// - Parameters:
///   - chi: susceptibility, ppm; the reference may be any.
///   - r2star: 1/s, shows CSF where there is no CT; nil to do without.
///   - magnitude: one echo, only to prove the grid.
///   - ctOnMR: registered CT on the MR grid, or nil.
///   - masks: from `headMasks`.
///   - chiMask: where `chi` is defined.
///   - corrected: outlines of a reader, on the MR grid, that take the place of the program's own.
/// - Throws: `AnatomyError` if grids differ or too little of the deep brain is covered, or if a corrected outline
///   lies on the wrong side.
public func segmentNuclei(
  chi: MRVolume<PPM>, r2star: MRVolume<PerSecond>?, magnitude: MRVolume<Magnitude>, ctOnMR: MRVolume<HU>?,
  masks: HeadMasks, chiMask: MRMask, corrected: [SidedStructure: MRMask] = [:],
  parameters: NucleiParameters = NucleiParameters()
) throws(AnatomyError) -> Nuclei {
  let grid = chi.grid
  if magnitude.grid != grid { throw .gridsDiffer(what: "magnitude") }
  if let r = r2star, r.grid != grid { throw .gridsDiffer(what: "R2* map") }
  if let c = ctOnMR, c.grid != grid { throw .gridsDiffer(what: "CT") }
  if masks.intracranial.grid != grid { throw .gridsDiffer(what: "head mask") }
  if chiMask.grid != grid { throw .gridsDiffer(what: "susceptibility mask") }

  let fluid = csfLikelihood(ct: ctOnMR, r2star: r2star, intracranial: masks.intracranial, parameters)
  let scene = Scene(chi: chi, chiMask: chiMask, fluid: fluid, ct: ctOnMR, parameters)
  let placement = try placedTemplate(in: scene, intracranial: masks.intracranial, parameters)
  let poses = refinedPoses(from: placement, scene: scene, parameters)
  let fit = DeformationFit(scene: scene, parameters)
  let map = fit.fitted(pose: poses.common, own: poses.own)
  var outlines = outlinedNuclei(map: map, scene: scene, grid: grid, parameters)
  if !corrected.isEmpty {
    try outlines.replace(
      with: corrected, map: map, isPlaced: placementChecks(placement).allSatisfy { $0.verdict != .fail },
      head: masks.intracranial, chiMask: chiMask, parameters)
    for s in outlines.corrected.keys { outlines.wetShare[s] = wetShare(of: outlines.masks[s], fluid) }
  }
  for side in Side.allCases {
    outlines.denseShare[side] = denseShare(
      of: outlines.masks[SidedStructure(.globusPallidus, side)], ctOnMR, parameters)
  }
  let csf = fluid.map { f in
    MRMask(grid: grid, voxels: f.voxels.map { $0 >= 0.5 }).intersection(masks.intracranial)
  }
  let ventricles = csf.map { c in
    c.intersection(drawnVentricles(map: map, grid: grid, margin: parameters.ventricleMargin))
      .subtracting(union(outlines.masks.values, grid: grid))
  }
  let evidence = NucleiEvidence(
    outlines: outlines, placement: placement, map: map, agreement: fit.agreement(under: map),
    mineralHU: parameters.mineralHU)
  let doubtful = doubtfulNuclei(evidence)
  let quality = nucleiQuality(evidence, doubtful: doubtful)
  return Nuclei(
    masks: outlines.masks, pallidumInternal: outlines.internalSegments,
    pallidumExternal: outlines.externalSegments, medialZones: outlines.medialZones,
    ventricles: ventricles, csf: csf ?? MRMask(grid: grid), truncated: outlines.truncated,
    doubtful: doubtful, corrected: Set(outlines.corrected.keys), templateToMR: poses.common, quality: quality)
}

func union(_ masks: some Sequence<MRMask>, grid: Grid<MRPatient>) -> MRMask {
  masks.reduce(MRMask(grid: grid)) { $0.union($1) }
}
