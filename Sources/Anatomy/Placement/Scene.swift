import Foundation
import Vocabulary
import Voxels

/// What the placement looks at: χ at two sharpnesses and the CSF likelihood, on one isotropic grid in LPS
/// axes.
struct Scene {
  /// Resolution of the grid, mm: finer than any slab is thick.
  static let stepMm = 1.5

  let grid: Grid<MRPatient>
  let coarse: [Float]
  let fine: [Float]
  let inside: [Bool]
  let fluid: [Float]?
  let toVoxel: Affine
  /// χ as given, and where it is defined, on the MR grid.
  let chi: MRVolume<PPM>
  let chiMask: MRMask
  /// CSF likelihood on the MR grid; nil where neither CT nor R2* shows it.
  let wet: MRVolume<Dimensionless>?
  /// The registered CT on the MR grid, and on `grid` as blurred as `fine`; nil without a CT.
  let ct: MRVolume<HU>?
  let attenuation: [Float]?

  init(
    chi: MRVolume<PPM>, chiMask: MRMask, fluid: MRVolume<Dimensionless>?, ct: MRVolume<HU>? = nil,
    _ p: NucleiParameters
  ) {
    self.chi = chi
    self.ct = ct
    self.chiMask = chiMask
    wet = fluid
    let box = chiMask.boundingBox ?? Box(lower: .zero, upper: chi.grid.size)
    let grid = isotropicGrid(around: box, of: chi.grid, stepMm: Scene.stepMm)
    self.grid = grid
    toVoxel = grid.patientToVoxel
    attenuation =
      ct?.resampled(onto: grid, outside: Float(p.tissueHU)).blurred(sigmaMm: p.placementBlurMm).voxels
    let member = MRVolume<Dimensionless>(grid: chi.grid, voxels: chiMask.voxels.map { $0 ? 1 : 0 })
    let weight = member.resampled(onto: grid, outside: 0)
    let mask = MRMask(grid: grid, voxels: weight.voxels.map { $0 >= 0.5 })
    let value = MRVolume<PPM>(grid: grid, voxels: chi.resampled(onto: grid, outside: 0).voxels)
    let middle = Float(Statistics.median(value.values(in: mask)))
    let low = middle - Float(p.clipBelowPPM)
    let high = middle + Float(p.clipAbovePPM)
    let clipped = MRVolume<PPM>(grid: grid, voxels: value.voxels.map { min(max($0, low), high) })
    coarse = clipped.blurred(sigmaMm: p.searchBlurMm, in: mask).voxels
    fine = clipped.blurred(sigmaMm: p.placementBlurMm, in: mask).voxels
    // Calcium lies below all tissue; it and its halo are no evidence on where a nucleus lies.
    let calcium = MRMask(grid: grid, voxels: zip(value.voxels, mask.voxels).map { $0 < low && $1 })
    inside = (calcium.isEmpty ? mask : mask.subtracting(calcium.dilated(byMm: p.depositHaloMm))).voxels
    self.fluid = fluid?.resampled(onto: grid, outside: 0).voxels
  }
}

/// A grid of cubes in LPS axes that covers `box` of another grid.
private func isotropicGrid(around box: Box, of grid: Grid<MRPatient>, stepMm: Double) -> Grid<MRPatient> {
  var low = SIMD3<Double>(repeating: .infinity)
  var high = SIMD3<Double>(repeating: -.infinity)
  for corner in 0..<8 {
    var v = SIMD3<Double>.zero
    for a in 0..<3 { v[a] = Double(corner >> a & 1 == 0 ? box.lower[a] : box.upper[a] - 1) }
    let q = grid.voxelToPatient(v)
    low = pointwiseMin(low, q)
    high = pointwiseMax(high, q)
  }
  let n = (high - low) / stepMm
  return Grid(
    size: SIMD3(Int(n.x.rounded(.up)) + 1, Int(n.y.rounded(.up)) + 1, Int(n.z.rounded(.up)) + 1),
    voxelToPatient: Affine(linear: Matrix3(diagonal: SIMD3(repeating: stepMm)), translation: low))
}

/// Likelihood 0…1 that a voxel is CSF: by attenuation, by R2*, or by the lesser of both; nil without either.
func csfLikelihood(
  ct: MRVolume<HU>?, r2star: MRVolume<PerSecond>?, intracranial: MRMask, _ p: NucleiParameters
) -> MRVolume<Dimensionless>? {
  func low<U>(_ v: Volume<U, MRPatient>, below limit: Double, width: Double) -> [Float] {
    let smooth = v.blurred(sigmaMm: p.fluidBlurMm, in: intracranial)
    return zip(smooth.voxels, intracranial.voxels).map { value, member in
      member ? Float(1 / (1 + exp((Double(value) - limit) / width))) : 0
    }
  }
  let byCT = ct.map { low($0, below: p.fluidHU, width: p.fluidWidthHU) }
  let byDecay = r2star.map { low($0, below: p.fluidR2Star, width: p.fluidWidthR2Star) }
  switch (byCT, byDecay) {
  case (let a?, let b?): return MRVolume(grid: intracranial.grid, voxels: zip(a, b).map { min($0, $1) })
  case (let a?, nil): return MRVolume(grid: intracranial.grid, voxels: a)
  case (nil, let b?): return MRVolume(grid: intracranial.grid, voxels: b)
  case (nil, nil): return nil
  }
}
