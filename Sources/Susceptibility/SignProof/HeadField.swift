import Vocabulary
import Voxels

/// The field that the air and bone of a registered CT must make, computed forward.
struct HeadField {
  /// Field in ppm at the coarse grid's points; the grid is aligned with the patient's axes.
  let ppm: MRVolume<PPM>

  /// - Parameters:
  ///   - ct: HU in the MR frame on any grid. NaN is air. Above and below its field of view the outermost known
  ///     value goes on, since neck and vertex do not end there; in front, behind and beside it is air.
  ///   - b0: direction of B0 in patient LPS.
  init(ct: MRVolume<HU>, b0: SIMD3<Double>, _ p: SignProof.Parameters) {
    let coarse = Self.grid(around: ct.grid, cellMm: p.cellMm, marginMm: 8 * p.cellMm)
    let n = coarse.count
    let chi = Samples(zeros: n)
    let fine = Self.susceptibility(ct, p)
    let averaged = MRVolume<PPM>(grid: ct.grid, voxels: fine.array)
      .blurred(sigmaMm: p.cellMm / 2).voxels
    let toVoxel = ct.grid.patientToVoxel * coarse.voxelToPatient
    let size = ct.grid.size
    let top = SIMD3<Double>(Double(size.x - 1), Double(size.y - 1), Double(size.z - 1))
    let air = p.airPPM
    parallelSlices(coarse.size.z) { z in
      for y in 0..<coarse.size.y {
        for x in 0..<coarse.size.x {
          var v = toVoxel(SIMD3(Double(x), Double(y), Double(z)))
          v.z = min(max(v.z, 0), top.z)
          let inside = v.x >= -0.5 && v.y >= -0.5 && v.x <= top.x + 0.5 && v.y <= top.y + 0.5
          let i = SIMD3(Int(v.x.rounded()), Int(v.y.rounded()), Int(v.z.rounded()))
          chi.p[coarse.offset(x, y, z)] =
            inside ? averaged[ct.grid.offset(i.x, i.y, i.z)] : air
        }
      }
    }
    // Relative to the air around: then the padding's zeros are air as well.
    overRanges(n) { range in for i in range { chi.p[i] -= air } }
    let box = PaddedBox(coarse, paddingMm: Double(coarse.size.max()) * p.cellMm / 2)
    let fft = RealFFT3D(size: box.size)
    let kernel = DipoleKernel(size: box.size, spacingMm: box.spacingMm, b0: b0)
    let field = box.unpadded(kernel.field(of: box.padded(chi), fft: fft))
    ppm = MRVolume(grid: coarse, voxels: field.array)
  }

  private static func susceptibility(_ ct: MRVolume<HU>, _ p: SignProof.Parameters) -> Samples {
    let out = Samples(ct.voxels)
    overRanges(out.count) { range in
      for i in range {
        let hu = out.p[i]
        out.p[i] = hu.isNaN || hu < p.airBelowHU ? p.airPPM : hu > p.boneAboveHU ? p.bonePPM : 0
      }
    }
    return out
  }

  /// A grid along the patient's axes that covers `grid` and a margin.
  private static func grid(around grid: Grid<MRPatient>, cellMm: Double, marginMm: Double)
    -> Grid<MRPatient>
  {
    var lower = SIMD3<Double>(repeating: .infinity)
    var upper = SIMD3<Double>(repeating: -.infinity)
    for corner in 0..<8 {
      var v = SIMD3<Double>.zero
      for a in 0..<3 where corner & (1 << a) != 0 { v[a] = Double(grid.size[a] - 1) }
      let p = grid.point(atVoxel: v).lps
      lower = pointwiseMin(lower, p)
      upper = pointwiseMax(upper, p)
    }
    let extent = (upper - lower + 2 * marginMm) / cellMm
    return Grid(
      size: SIMD3(
        Int(extent.x.rounded(.up)) + 1, Int(extent.y.rounded(.up)) + 1, Int(extent.z.rounded(.up)) + 1),
      voxelToPatient: Affine(
        linear: Matrix3(diagonal: SIMD3(repeating: cellMm)), translation: lower - marginMm))
  }
}
