import Vocabulary
import Voxels

/// Both images at every level, the head in both, and the metric in both directions.
struct Pyramid: Sendable {
  let parameters: RegistrationParameters
  let mrHead: HeadOutline<MRPatient>
  let ctHead: HeadOutline<CTPatient>
  /// Both images of a level, blurred; the MR keeps all its slices and its coil's gain.
  let levels: [(mm: Double, ct: CTVolume, mr: MRVolume<Magnitude>)]
  /// The CT of each level as the metric reads it.
  private let movingCT: [MovingImage]
  /// The MR of each level, without the gain once that is known.
  private(set) var magnitudes: [MRVolume<Magnitude>]
  /// MR magnitude that fills the last bin, for each level.
  private(set) var fullMagnitude: [Float]

  /// Checks, cleans, reduces and blurs both images.
  init(_ ct: CTVolume, _ mr: MRVolume<Magnitude>, _ parameters: RegistrationParameters)
    throws(RegistrationError)
  {
    self.parameters = parameters
    try Self.check(ct, RegistrationError.ct, parameters)
    try Self.check(mr, RegistrationError.mr, parameters)
    let finest = parameters.levelsMm.min() ?? 1
    // −1000 HU is air and what is below is padding; 3000 HU ends the range of a 12-bit scanner.
    let attenuations: ClosedRange<Float> = -1000...3000
    let nonNegative: ClosedRange<Float> = 0...(.greatestFiniteMagnitude)
    let ctFine = ct.reduced(by: ct.reductionFactor(levelMm: finest), clampedTo: attenuations)
    let mrFine = mr.reduced(by: Self.inPlane(mr, finest), clampedTo: nonNegative)
    levels = parameters.levelsMm.map { mm in
      // The finest level is what both images were reduced to.
      let ctLevel =
        mm == finest
        ? ctFine : ctFine.reduced(by: ctFine.reductionFactor(levelMm: mm), clampedTo: attenuations)
      let mrLevel =
        mm == finest ? mrFine : mrFine.reduced(by: Self.inPlane(mrFine, mm), clampedTo: nonNegative)
      let sigma = parameters.blurPerLevel * mm
      return (mm, ctLevel.blurred(sigmaMm: sigma), mrLevel.blurred(sigmaMm: sigma))
    }
    movingCT = levels.map { MovingImage($0.ct, position: BinScale.position(hu:)) }
    magnitudes = levels.map(\.mr)
    fullMagnitude = magnitudes.map { Self.full($0, parameters) }
    let otsu = Statistics.otsuThreshold(levels[0].mr.voxels)
    mrHead = try HeadOutline(
      levels[0].mr, above: Float(otsu * parameters.headAboveOtsu), modality: RegistrationError.mr,
      parameters: parameters)
    ctHead = try HeadOutline(
      levels[0].ct, above: parameters.headAboveHU, modality: RegistrationError.ct, parameters: parameters)
  }

  private static func full(_ mr: MRVolume<Magnitude>, _ p: RegistrationParameters) -> Float {
    // A hundred thousand voxels fix a percentile to far below a bin.
    let every = max(1, mr.voxels.count / 100_000)
    let some = stride(from: 0, to: mr.voxels.count, by: every).map { mr.voxels[$0] }
    return Float(Statistics.percentile(p.magnitudePercentile, of: some))
  }

  /// Index of the finest level.
  var last: Int { levels.count - 1 }

  /// Takes the coil's gain, as level `first` shows it at a pose, out of the MR of that and the finer levels.
  ///
  /// Where that pose does not show it nothing is taken out: what an earlier pose showed does not count any more.
  mutating func removeBias(at pose: Pose, from first: Int) {
    let (_, ct, mr) = levels[first]
    let bias = ReceiveBias(
      ct: ct, mr: mr, pose: pose, centre: mrHead.centre, head: mrHead.mask, pitchMm: parameters.biasPitchMm)
    for i in first..<levels.count {
      magnitudes[i] = bias?.removed(from: levels[i].mr) ?? levels[i].mr
      fullMagnitude[i] = Self.full(magnitudes[i], parameters)
    }
  }

  /// The metric of MR samples (fixed) against the CT (moving); poses turn about the MR head's centre.
  /// - Parameter pitchMm: distance of the samples, the level's own if nil; wider is faster and noisier.
  func forward(level i: Int, pitchMm: Double? = nil) -> NormalizedMutualInformation {
    let (level, full) = (levels[i], fullMagnitude[i])
    let samples = FixedSamples(
      magnitudes[i], near: mrHead.surroundings, pitchMm: pitchMm ?? level.mm, centre: mrHead.centre,
      seed: parameters.seed
    ) { BinScale.position(magnitude: $0, full: full) }
    return NormalizedMutualInformation(
      fixed: samples, moving: movingCT[i], minimumOverlap: parameters.minimumOverlap)
  }

  /// The metric with exchanged roles; poses turn about `centre` in CT space.
  ///
  /// The CT may show neck and shoulders, so no least overlap is asked but a tenth of that of the MR.
  func backward(level i: Int, pitchMm: Double, centre: SIMD3<Double>) -> NormalizedMutualInformation {
    let (level, full) = (levels[i], fullMagnitude[i])
    let samples = FixedSamples(
      level.ct, near: ctHead.surroundings, pitchMm: pitchMm, centre: centre, seed: parameters.seed,
      position: BinScale.position(hu:))
    let moving = MovingImage(magnitudes[i]) { BinScale.position(magnitude: $0, full: full) }
    return NormalizedMutualInformation(
      fixed: samples, moving: moving, minimumOverlap: parameters.minimumOverlap / 10)
  }

  private static func inPlane<U, F>(_ volume: Volume<U, F>, _ levelMm: Double) -> SIMD3<Int> {
    var factor = volume.reductionFactor(levelMm: levelMm)
    factor.z = 1
    return factor
  }

  private static func check<U, F>(_ volume: Volume<U, F>, _ modality: String, _ p: RegistrationParameters)
    throws(RegistrationError)
  {
    // Four voxels: the least that trilinear interpolation and a centred difference can use.
    let least = 4
    let size = volume.grid.size
    guard size.min() >= least else {
      throw .tooFewVoxels(modality: modality, size: [size.x, size.y, size.z], minimum: least)
    }
    let spacing = volume.grid.spacingMm.max()
    guard spacing <= p.maximumSpacingMm else {
      throw .slicesTooFarApart(modality: modality, spacingMm: spacing, limitMm: p.maximumSpacingMm)
    }
    let first = volume.voxels.first { $0.isFinite } ?? 0
    guard volume.voxels.contains(where: { $0.isFinite && $0 != first }) else {
      throw .constantImage(modality: modality, value: Double(first))
    }
  }
}
