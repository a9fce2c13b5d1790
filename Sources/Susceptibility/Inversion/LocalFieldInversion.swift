import Vocabulary
import Voxels

/// Inverts a local field by total variation, on cells first and then on voxels.
///
/// Voxels of calcifications and bleedings keep the weight that their noise gives them: to drop them would lose the
/// lesion's moment and leave streaks.
///
/// - Parameters:
///   - localField: ppm of B0, background removed; anything outside `mask` is ignored.
///   - mask: where the field counts.
///   - noise: one standard deviation of the field in ppm; voxels where it is not finite get no weight. Without
///     it all members weigh the same and λ follows from the field's own roughness.
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
  let field = localField.cropped(to: members)
  let weight = inversionWeights(
    noise?.cropped(to: members), magnitude?.cropped(to: members), field: field, mask: inside)
  let chi = inverted(
    maskedSamples(field.voxels, inside.voxels), mask: inside.voxels,
    weight: weight.weight, medianNoise: weight.medianNoise, b0: b0InVoxelAxes, grid: inside.grid,
    parameters, progress: progress)
  return embedded(chi, in: grid, at: members)
}

/// χ with mean zero in the mask, on the unpadded box.
///
/// Coarse cells first: there the harmonic residue and the slowly varying part of χ are found at a fraction of the cost.
/// The voxels then start from them and need few iterations.
func inverted(
  _ field: Samples, mask: [Bool], weight: Samples, medianNoise: Double, b0: SIMD3<Double>,
  grid: Grid<MRPatient>, _ p: TotalVariation.Parameters, progress: ProgressHandler
) -> Samples {
  let lambda = p.lambda(forNoisePPM: medianNoise)
  let members = Samples(zeros: mask.count)
  overRanges(mask.count) { range in for i in range where mask[i] { members.p[i] = 1 } }
  let data = InversionData(field: field, weight: weight, mask: members)
  let cells = CellGrid(grid, cellMm: p.coarseCellMm)
  var start: CoarseSolution?
  if !cells.isTrivial {
    start = coarseSolution(data, cells, lambda: lambda, b0: b0, p) { progress(0.4 * $0, "inversion, coarse") }
  }
  progress(start == nil ? 0 : 0.4, "inversion")
  let box = PaddedBox(grid, paddingMm: p.paddingMm)
  let fft = RealFFT3D(size: box.size)
  let kernel = DipoleKernel(size: box.size, spacingMm: box.spacingMm, b0: b0)
  if let start {
    let h = start.harmonicField
    overRanges(field.count) { range in for i in range { h.p[i] = (field.p[i] - h.p[i]) * members.p[i] } }
  }
  let problem = TotalVariation.Problem(
    field: box.padded(start?.harmonicField ?? field), weight: box.padded(weight),
    mask: box.padded(members), kernel: kernel, box: box)
  let solution = TotalVariation.invert(
    problem, lambda: lambda, iterations: start == nil ? p.iterations : p.refinementIterations,
    fitsHarmonicField: start == nil,
    start: start.map {
      ADMMState.Start(chi: box.padded($0.chi), multiplier1: $0.multiplier1.map(box.padded))
    }, fft: fft, p
  ) { progress(start == nil ? $0 : 0.4 + 0.6 * $0, "inversion") }
  let chi = box.unpadded(solution.state.chi)
  demean(chi, mask)
  return chi
}

/// What is inverted, on an unpadded grid: field in ppm, weight 0…1, membership 0 or 1.
struct InversionData {
  let field: Samples
  let weight: Samples
  let mask: Samples
}

/// A solution on cells, carried to the voxels.
private struct CoarseSolution {
  let chi: Samples
  let multiplier1: [Samples]
  let harmonicField: Samples
}

private func coarseSolution(
  _ data: InversionData, _ cells: CellGrid, lambda: Double, b0: SIMD3<Double>,
  _ p: TotalVariation.Parameters, progress: (Double) -> Void
) -> CoarseSolution {
  let box = PaddedBox(cells.coarse, paddingMm: p.paddingMm)
  let fft = RealFFT3D(size: box.size)
  let kernel = DipoleKernel(size: box.size, spacingMm: box.spacingMm, b0: b0)
  let averaged = averaged(data, cells)
  let problem = TotalVariation.Problem(
    field: box.padded(averaged.field), weight: box.padded(averaged.weight),
    mask: box.padded(averaged.mask), kernel: kernel, box: box)
  let state = TotalVariation.invert(
    problem, lambda: lambda, iterations: p.iterations, fft: fft, p, progress: progress
  ).state
  return CoarseSolution(
    chi: cells.interpolated(box.unpadded(state.chi)),
    multiplier1: state.multiplier1.map { cells.interpolated(box.unpadded($0)) },
    harmonicField: cells.interpolated(box.unpadded(state.harmonicField(kernel, fft: fft))))
}

/// Cells that weigh as much as their voxels: field ΣW²φ/ΣW², weight √(ΣW²/n), members where half of the voxels are.
private func averaged(_ data: InversionData, _ cells: CellGrid) -> InversionData {
  let n = data.field.count
  let squares = Samples(zeros: n)
  let products = Samples(zeros: n)
  overRanges(n) { range in
    for i in range {
      squares.p[i] = data.weight.p[i] * data.weight.p[i]
      products.p[i] = squares.p[i] * data.field.p[i]
    }
  }
  let (weight, field, mask) = (cells.sums(of: squares), cells.sums(of: products), cells.sums(of: data.mask))
  let inverse = 1 / Float(cells.cell.x * cells.cell.y * cells.cell.z)
  overRanges(weight.count) { range in
    for i in range {
      field.p[i] = weight.p[i] > 0 ? field.p[i] / weight.p[i] : 0
      weight.p[i] = (weight.p[i] * inverse).squareRoot()
      mask.p[i] = mask.p[i] * inverse >= 0.5 ? 1 : 0
    }
  }
  return InversionData(field: field, weight: weight, mask: mask)
}

/// Weights 0…1 and the median noise in ppm: from the noise map, or else weights from the magnitude and noise from the
/// field's roughness.
private func inversionWeights(
  _ noise: MRVolume<PPM>?, _ magnitude: MRVolume<Magnitude>?, field: MRVolume<PPM>, mask: MRMask
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
  let roughness = fieldRoughness(field, mask: mask)
  if let magnitude {
    let finite = zip(magnitude.voxels, mask.voxels).compactMap { $1 && $0.isFinite ? $0 : nil }
    let median = Float(Statistics.median(finite))
    for i in 0..<n where mask.voxels[i] && magnitude.voxels[i].isFinite && median > 0 {
      weight.p[i] = min(1, max(0, magnitude.voxels[i] / median))
    }
    return (weight, roughness)
  }
  for i in 0..<n where mask.voxels[i] { weight.p[i] = 1 }
  return (weight, roughness)
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
