import Vocabulary
import Voxels

/// Inverts a local field: total variation with strong sources treated on their own.
///
/// A calcification or bleeding of several ppm bends the map around it when it is inverted at the λ of the
/// brain. It is therefore found first with a strong λ, its field is subtracted, the rest is inverted with the
/// weak λ, and both are added (superposition; Sun et al. 2016, doi:10.1002/mrm.25895). Its voxels keep their
/// weight: to drop them would lose the lesion's moment.
///
/// - Parameters:
///   - localField: ppm of B0, background removed; anything outside `mask` is ignored.
///   - mask: where the field counts.
///   - noise: one standard deviation of the field in ppm; voxels where it is not finite get no weight. Without
///     it all members weigh the same and λ takes its smallest value.
///   - magnitude: used for the weights where `noise` is absent; optional.
///   - b0InVoxelAxes: direction of B0 along the grid's axes.
/// - Returns: susceptibility in ppm with mean zero inside `mask`, 0 outside.
/// - Throws: `SusceptibilityError` if a map does not fit, B0 has no direction or the mask is too small.
public func invertLocalField(
  _ localField: MRVolume<PPM>, mask: MRMask, noise: MRVolume<PPM>? = nil,
  magnitude: MRVolume<Magnitude>? = nil, b0InVoxelAxes: SIMD3<Double>,
  parameters: TotalVariation.Parameters = TotalVariation.Parameters(),
  progress: ProgressHandler = { _, _ in }
) throws(SusceptibilityError) -> MRVolume<PPM> {
  let grid = localField.grid
  try checkInversion(grid, mask: mask, b0InVoxelAxes: b0InVoxelAxes)
  for other in [noise?.grid, magnitude?.grid] {
    guard let other, other != grid else { continue }
    throw .maskOnOtherGrid(
      size: [other.size.x, other.size.y, other.size.z], expected: [grid.size.x, grid.size.y, grid.size.z])
  }
  guard let members = mask.boundingBox, mask.count >= fewestVoxels else {
    throw .maskTooSmall(voxels: mask.count, minimum: fewestVoxels)
  }
  let inside = mask.cropped(to: members)
  let weight = inversionWeights(
    noise?.cropped(to: members), magnitude?.cropped(to: members), mask: inside)
  let box = PaddedBox(inside.grid, paddingMm: parameters.paddingMm)
  let fft = RealFFT3D(size: box.size)
  let chi = inverted(
    maskedSamples(localField.cropped(to: members).voxels, inside.voxels), mask: inside.voxels,
    weight: weight.weight, medianNoise: weight.medianNoise, b0: b0InVoxelAxes, box: box, fft: fft,
    parameters, progress: progress)
  return embedded(chi, in: grid, at: members)
}

/// χ with mean zero in the mask, on the unpadded box.
func inverted(
  _ field: Samples, mask: [Bool], weight: Samples, medianNoise: Double, b0: SIMD3<Double>,
  box: PaddedBox, fft: borrowing RealFFT3D, _ p: TotalVariation.Parameters, progress: ProgressHandler
) -> Samples {
  let kernel = DipoleKernel(size: box.size, spacingMm: box.spacingMm, b0: b0)
  let members = Samples(zeros: mask.count)
  overRanges(mask.count) { range in for i in range where mask[i] { members.p[i] = 1 } }
  let paddedMask = box.padded(members)
  let paddedWeight = box.padded(weight)
  let paddedField = box.padded(field)
  let strong = strongSources(
    paddedField, weight: paddedWeight, mask: paddedMask, kernel: kernel, box: box, fft: fft, p)
  if let strong {
    let theirs = kernel.field(of: strong, fft: fft)
    overRanges(paddedField.count) { range in for i in range { paddedField.p[i] -= theirs.p[i] } }
  }
  progress(0.3, "inversion")
  let problem = TotalVariation.Problem(
    field: paddedField, weight: paddedWeight, mask: paddedMask, kernel: kernel, box: box)
  let solution = TotalVariation.invert(
    problem, lambda: p.lambda(forNoisePPM: medianNoise), iterations: p.iterations, fft: fft, p
  ) { progress(0.3 + 0.7 * $0, "inversion") }.chi
  if let strong {
    overRanges(solution.count) { range in for i in range { solution.p[i] += strong.p[i] } }
  }
  let chi = box.unpadded(solution)
  demean(chi, mask)
  return chi
}

/// The susceptibility of sources beyond the threshold, zero elsewhere; nil if there are none.
private func strongSources(
  _ field: Samples, weight: Samples, mask: Samples, kernel: DipoleKernel, box: PaddedBox,
  fft: borrowing RealFFT3D, _ p: TotalVariation.Parameters
) -> Samples? {
  let limit = Float(p.strongSourcePPM)
  // A source of χ makes a field of at least χ/3 in its own voxels or beside them; without such a field there is
  // nothing to look for.
  let fieldLimit = limit / 3
  let candidates = sumOverRanges(field.count) { range in
    var s = 0.0
    for i in range where abs(field.p[i]) > fieldLimit && weight.p[i] > 0 { s += 1 }
    return s
  }
  guard candidates > 0 else { return nil }
  let problem = TotalVariation.Problem(field: field, weight: weight, mask: mask, kernel: kernel, box: box)
  let chi = TotalVariation.invert(
    problem, lambda: p.strongSourceLambda, iterations: p.strongSourceIterations, fft: fft, p
  ).chi
  var found = false
  for i in 0..<chi.count {
    if mask.p[i] > 0, abs(chi.p[i]) > limit { found = true } else { chi.p[i] = 0 }
  }
  return found ? chi : nil
}

/// Weights 0…1 and the median noise in ppm, from the noise map or else the magnitude.
private func inversionWeights(
  _ noise: MRVolume<PPM>?, _ magnitude: MRVolume<Magnitude>?, mask: MRMask
) -> (weight: Samples, medianNoise: Double) {
  let n = mask.grid.count
  let weight = Samples(zeros: n)
  if let noise {
    let finite = zip(noise.voxels, mask.voxels).compactMap { $1 && $0.isFinite && $0 >= 0 ? $0 : nil }
    let median = Statistics.median(finite)
    for i in 0..<n where mask.voxels[i] && noise.voxels[i].isFinite && noise.voxels[i] >= 0 {
      weight.p[i] = noise.voxels[i] > 0 ? min(1, Float(median) / noise.voxels[i]) : 1
    }
    return (weight, median)
  }
  if let magnitude {
    let finite = zip(magnitude.voxels, mask.voxels).compactMap { $1 && $0.isFinite ? $0 : nil }
    let median = Float(Statistics.median(finite))
    for i in 0..<n where mask.voxels[i] && magnitude.voxels[i].isFinite && median > 0 {
      weight.p[i] = min(1, max(0, magnitude.voxels[i] / median))
    }
    return (weight, 0)
  }
  for i in 0..<n where mask.voxels[i] { weight.p[i] = 1 }
  return (weight, 0)
}

/// The box's values on the whole grid, zero elsewhere.
func embedded<Unit>(
  _ values: Samples, in grid: Grid<MRPatient>, at box: Box, outside: Float = 0
) -> MRVolume<Unit> {
  let out = Samples(zeros: grid.count)
  if outside != 0 { out.fill(outside) }
  let size = box.size
  for z in 0..<size.z {
    for y in 0..<size.y {
      (out.p + grid.offset(box.lower.x, y + box.lower.y, z + box.lower.z))
        .update(from: values.p + size.x * (y + size.y * z), count: size.x)
    }
  }
  return MRVolume(grid: grid, voxels: out.array)
}
