import Vocabulary
import Voxels

/// Susceptibility from a multi-echo gradient echo.
///
/// Coil offset → unwrapping → field → background → inversion, each documented at its own type. All work is
/// done in the box of the brain mask.
///
/// - Parameters:
///   - signal: the echoes; paramagnetic matter makes the phase grow.
///   - brain: where tissue is; voxels of poor phase inside it (calcium, bleeding) belong to it and lose their
///     weight here.
///   - parameters: all choices.
///   - progress: told the fraction done and the step.
/// - Throws: `SusceptibilityError` if the mask does not fit or carries too little signal.
public func reconstructSusceptibility(
  _ signal: MultiEchoSignal, brain: MRMask,
  parameters: SusceptibilityParameters = SusceptibilityParameters(),
  progress: ProgressHandler = { _, _ in }
) throws(SusceptibilityError) -> SusceptibilityMap {
  let grid = signal.grid
  try checkInversion(grid, mask: brain, b0InVoxelAxes: signal.b0InVoxelAxes)
  guard let box = brain.boundingBox else { throw .maskTooSmall(voxels: 0, minimum: fewestVoxels) }

  let inside = brain.cropped(to: box).voxels
  progress(0, "coil offset")
  var train = EchoTrain(signal, box: box)
  let carrying = (0..<train.count).reduce(0) { n, i in
    n + (inside[i] && train.magnitudes.allSatisfy { $0.p[i] > 0 } ? 1 : 0)
  }
  guard carrying >= fewestVoxels else { throw .maskTooSmall(voxels: carrying, minimum: fewestVoxels) }
  train = BipolarCorrection.removed(from: train, mask: inside)
  train = CoilOffset.removed(from: train, mask: inside, parameters.offset)
  progress(0.1, "unwrapping")
  let unwrapped = ROMEO.unwrapped(train, mask: inside, parameters.unwrapping)
  progress(0.2, "field")
  let fit = FieldFit.fit(train, unwrapped: unwrapped, mask: inside, parameters.field)
  let total = TotalField(
    fit, mask: inside, hertzPerPPM: signal.fieldStrength.hertzPerPPM, parameters.field)

  progress(0.25, "background")
  let padded = PaddedBox(train.grid, paddingMm: parameters.background.paddingMm)
  let fft = RealFFT3D(size: padded.size)
  let weight = total.weight
  let tissue = UnreliableVoxels.trimmed(inside, weight: weight, size: train.grid.size)
  UnreliableVoxels.fill(total.ppm, weight: weight, mask: tissue, grid: train.grid)
  let background = VSHARP.localField(
    total.ppm, mask: tissue, grid: train.grid, box: padded, fft: fft, parameters.background)
  overRanges(weight.count) { range in
    for i in range where background.radius.p[i] == 0 { weight.p[i] = 0 }
  }

  progress(0.4, "inversion")
  let chi = inverted(
    background.local, mask: background.mask, weight: weight, medianNoise: total.medianNoise,
    b0: signal.b0InVoxelAxes, grid: train.grid, parameters.inversion
  ) { progress(0.4 + 0.55 * $0, $1) }

  progress(0.95, "R2*")
  let r2star = estimateR2Star(
    signal, mask: brain, noise: fit.signalNoise, parameters: parameters.relaxation)
  progress(0.98, "quality")
  let mask = embedded(background.mask, in: grid, at: box)
  let map = SusceptibilityMap(
    chi: embedded(chi, in: grid, at: box), totalField: embedded(total.ppm, in: grid, at: box),
    localField: embedded(background.local, in: grid, at: box), mask: mask,
    fieldNoise: embedded(total.noise, in: grid, at: box, outside: .infinity),
    chiNoisePPM: chiNoise(total.medianNoise), r2star: r2star, quality: [])
  let measured = (0..<train.count).map { background.mask[$0] && total.noise.p[$0].isFinite }
  let misfit = echoMisfit(
    train, fieldHertz: fit.hertz, usable: measured, blockMm: QualityLimits.blockMm)
  let quality = reconstructionQuality(map, signal: signal, brain: brain, misfit: misfit)
  progress(1, "done")
  return map.with(quality: quality)
}

/// σ of χ in one voxel from the field's.
///
/// The mean of 1/D² over the frequencies that are inverted at all
/// (|D| ≥ 0.2) is about 14, so the noise grows by 3.7. Total variation lowers it; this is the upper end.
private func chiNoise(_ fieldNoise: Double) -> Double {
  let amplification = 3.7
  return fieldNoise * amplification
}

/// The box's members on the whole grid.
private func embedded(_ members: [Bool], in grid: Grid<MRPatient>, at box: Box) -> MRMask {
  var mask = MRMask(grid: grid)
  let size = box.size
  for z in 0..<size.z {
    for y in 0..<size.y {
      let row = size.x * (y + size.y * z)
      let start = grid.offset(box.lower.x, y + box.lower.y, z + box.lower.z)
      for x in 0..<size.x { mask.voxels[start + x] = members[row + x] }
    }
  }
  return mask
}
