extension SignProof {
  /// Choices of the proof.
  public struct Parameters: Codable, Hashable, Sendable {
    /// Attenuation in HU below which a CT voxel is air.
    public var airBelowHU: Float = -400
    /// Attenuation in HU above which a CT voxel is compact bone; what is beyond, metal, counts as bone.
    public var boneAboveHU: Float = 300
    /// Susceptibility of air relative to tissue in ppm (Schenck 1996, doi:10.1118/1.597854: 0.36 against −9.05).
    public var airPPM: Float = 9.4
    /// Susceptibility of bone relative to tissue in ppm (2019 reconstruction challenge: −2.1).
    public var bonePPM: Float = -2.1
    /// Edge in mm of the cells of the forward computation; fields of sinuses vary over centimetres.
    public var cellMm = 3.0
    /// Spacing in mm of the samples of the measured field.
    public var fieldStepMm = 4.0
    /// Samples of the CT along each edge of a cell: one a millimetre.
    public var samplesAnEdge = 3
    /// Depth in mm of the layer under the brain's surface that is compared.
    public var layerMm = 25.0
    /// Edge in mm of the blocks whose fields count as independent: the size of a sinus with its field.
    public var fieldBlockMm = 30.0
    /// Least |correlation| that decides, beside its own standard error: with less, nine tenths of the measured
    /// field come from something that the CT does not show.
    public var leastCorrelation = 0.3
    /// Fewest samples of the field: 100 cells are 3 ml.
    public var leastFieldSamples = 100

    /// Least |χ| in ppb against tissue that decides for a structure, beside its own standard error: the map's own
    /// bias.
    public var leastPPB = 15.0
    /// Fewest voxels of a structure.
    public var leastVoxels = 10

    /// R2* in 1/s by which a vein exceeds its surroundings at 3 T, in proportion to the field.
    ///
    /// Venous blood at 3 T has R2* of 38…60 1/s and tissue 15…25; noise of one voxel is 1…3 1/s. White matter's
    /// bundles, which are diamagnetic, exceed gray matter by 4…6 1/s only.
    public var veinExcessAt3T = 12.0
    /// Least signal of a vein at time zero as a part of its surroundings': blood has 0.8…1.2 of the water signal of brain,
    /// bone and calcium 0…0.6.
    public var leastVeinWater = 0.7
    /// Standard deviation in mm of the blur before derivatives: about the voxel and a small vein's radius.
    public var veinScaleMm = 0.8
    /// Largest second derivative along a tube as a part of the smaller one across.
    public var veinFlatness = 0.5
    /// Radius in mm of the widest vein inside the brain, the vein of Galen; what is wider is a bleed or a nucleus.
    public var widestVeinMm = 4.0
    /// Depth in mm under the mask's surface from which veins are sought: above, air shortens T2* and background
    /// fields remain.
    public var veinRimMm = 10.0
    /// Radius in mm of the ball that gives the surroundings' values: some times a vein's, less than a gyrus.
    public var surroundingsMm = 8.0
    /// Largest share of that ball with fast decay: a tube of 2.5 mm radius through its middle fills 0.15.
    public var largestVeinShare = 0.15
    /// Spacing in mm of the samples in that ball.
    public var surroundingsStepMm = 1.5
    /// Largest |χ| in ppm of blood: wholly deoxygenated blood reaches 0.7 and veins half of it; calcium and
    /// bleeding are beyond.
    public var strongestVeinPPM = 0.5
    /// Most voxels of fast decay that are looked at.
    public var mostVeinCandidates = 60000
    /// Standard errors that decide for veins: more than for the others, since bone inside a poor mask decays fast too and
    /// is diamagnetic.
    public var leastVeinZ = 4.0
    /// Edge in mm of the blocks that count as independent for veins.
    public var veinBlockMm = 15.0

    /// Distance in mm kept from nuclei and from what is dense on CT.
    public var clearanceMm = 3.0
    /// Attenuation in HU above which a CT voxel is calcium, fresh blood or metal; veins have 50…70.
    public var denseHU: Float = 80

    /// Margin in mm about the outlines of substantia nigra and red nucleus in which iron is sought: how far a wrong
    /// sign displaces them.
    public var midbrainMarginMm = 5.0
    /// Depth in mm under the mask's surface from which iron is sought.
    public var midbrainRimMm = 5.0
    /// R2* in 1/s by which iron-rich nuclei exceed the midbrain's median at 3 T, in proportion to the field.
    ///
    /// Red nucleus and substantia nigra have 30…40 1/s and their surroundings 18…22.
    public var ironExcessAt3T = 7.0
    /// Least χ in ppb of iron in the midbrain against its surroundings that decides: half of what substantia nigra and
    /// red nucleus of adults have (Liu 2025: 79 and 74).
    public var leastIronPPB = 40.0
    /// Edge in mm of the blocks that count as independent in the midbrain: half a nucleus.
    public var ironBlockMm = 6.0
    /// Edge in mm of the blocks that count as independent in calcium: two or three voxels.
    public var calciumBlockMm = 4.0

    /// The defaults.
    public init() {}

    /// Susceptibility in ppm relative to tissue of a CT voxel; what was not measured is air.
    func susceptibility(of hu: Float) -> Float {
      hu.isNaN || hu < airBelowHU ? airPPM : hu > boneAboveHU ? bonePPM : 0
    }
  }
}
