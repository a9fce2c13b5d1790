import Vocabulary
import Voxels

/// What the key images show.
///
/// Everything lies on the grid of the magnitude.
public struct KeyImageVolumes: Sendable {
  /// First or combined echo's magnitude.
  public var magnitude: MRVolume<Magnitude>
  /// Susceptibility, referenced.
  public var chi: MRVolume<PPM>
  /// Where `chi` counts.
  public var chiMask: MRMask
  /// CT resampled to the MR; nil where there is none or its registration failed.
  public var ctOnMR: MRVolume<HU>?
  /// CT resampled by a registration that failed, to show the reader why; nothing else is drawn from it.
  public var rejectedCTOnMR: MRVolume<HU>?
  /// Nuclei.
  public var masks: [SidedStructure: MRMask]
  /// CT foci of both sides.
  public var fociCT: MRMask?
  /// QSM foci of both sides.
  public var fociQSM: MRMask?

  /// The projected susceptibility-weighted image; nil to draw none.
  public var weighted: WeightedProjection?

  /// Microbleed candidates; nil to draw none.
  public var microbleeds: MicrobleedPictures?

  /// The volumes in order.
  public init(
    magnitude: MRVolume<Magnitude>, chi: MRVolume<PPM>, chiMask: MRMask, ctOnMR: MRVolume<HU>?,
    rejectedCTOnMR: MRVolume<HU>? = nil, masks: [SidedStructure: MRMask], fociCT: MRMask?, fociQSM: MRMask?,
    weighted: WeightedProjection? = nil
  ) {
    self.magnitude = magnitude
    self.chi = chi
    self.chiMask = chiMask
    self.ctOnMR = ctOnMR
    self.rejectedCTOnMR = rejectedCTOnMR
    self.masks = masks
    self.fociCT = fociCT
    self.fociQSM = fociQSM
    self.weighted = weighted
  }

  /// Throws if a volume lies on another grid than the magnitude.
  func checkGrids() throws(RenderingError) {
    let grid = magnitude.grid
    if chi.grid != grid { throw .gridsDiffer(volume: "the susceptibility map") }
    if chiMask.grid != grid { throw .gridsDiffer(volume: "the susceptibility mask") }
    for ct in [ctOnMR, rejectedCTOnMR] { if let ct, ct.grid != grid { throw .gridsDiffer(volume: "the CT") } }
    if let weighted, weighted.minimum.grid != grid { throw .gridsDiffer(volume: "the projection") }
    if let microbleeds, microbleeds.weighted.grid != grid { throw .gridsDiffer(volume: "the weighted image") }
    for mask in masks.values where mask.grid != grid { throw .gridsDiffer(volume: "the mask of a nucleus") }
    for mask in [fociCT, fociQSM] { if let mask, mask.grid != grid { throw .gridsDiffer(volume: "a focus") } }
  }

  /// Where to look: height and depth of the largest focus (CT before QSM), else of the globi pallidi;
  /// sideways midway between the globi pallidi.
  ///
  /// Falls back to the susceptibility mask, then to the grid's centre.
  func defaultCenter() -> Point<MRPatient> {
    let pallida = Side.allCases.compactMap { masks[SidedStructure(.globusPallidus, $0)]?.centroid?.lps }
    let middle = pallida.isEmpty ? nil : pallida.reduce(.zero, +) / Double(pallida.count)
    let focus = [fociCT, fociQSM].lazy.compactMap { $0?.largestComponent().centroid?.lps }.first
    switch (middle, focus) {
    case (let middle?, let focus?): return Point(middle.x, focus.y, focus.z)
    case (let middle?, nil): return Point(middle)
    case (nil, let focus?): return Point(focus)
    case (nil, nil): return chiMask.centroid ?? magnitude.grid.center
    }
  }
}
