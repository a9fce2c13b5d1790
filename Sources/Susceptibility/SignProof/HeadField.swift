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
    let toVoxel = ct.grid.patientToVoxel * coarse.voxelToPatient
    let size = ct.grid.size
    let top = SIMD3<Double>(Double(size.x - 1), Double(size.y - 1), Double(size.z - 1))
    let air = p.airPPM
    let n3 = p.samplesAnEdge
    // A lattice inside each cell, in voxels of the CT: the cost does not grow with the CT's matrix.
    let lattice = (0..<(n3 * n3 * n3)).map { k in
      let step = SIMD3(Double(k % n3), Double(k / n3 % n3), Double(k / (n3 * n3))) - (Double(n3) - 1) / 2
      return toVoxel.linear * (step / Double(n3))
    }
    ct.voxels.withUnsafeBufferPointer { buffer in
      nonisolated(unsafe) let hu = buffer
      parallelSlices(coarse.size.z) { z in
        for y in 0..<coarse.size.y {
          for x in 0..<coarse.size.x {
            let centre = toVoxel(SIMD3(Double(x), Double(y), Double(z)))
            var sum: Float = 0
            for step in lattice {
              var v = centre + step
              v.z = min(max(v.z, 0), top.z)
              guard v.x > -0.5, v.y > -0.5, v.x < top.x + 0.5, v.y < top.y + 0.5 else {
                sum += air
                continue
              }
              // Truncation of v + ½ rounds to the nearest voxel.
              let i = SIMD3(Int(v.x + 0.5), Int(v.y + 0.5), Int(v.z + 0.5))
              sum += p.susceptibility(of: hu[i.x + size.x * (i.y + size.y * i.z)])
            }
            chi.p[coarse.offset(x, y, z)] = sum / Float(lattice.count)
          }
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

  /// Trilinear value in ppm at a point in LPS mm; nil outside.
  func value(at p: SIMD3<Double>) -> Float? {
    let v = ppm.grid.patientToVoxel(p)
    let size = ppm.grid.size
    let i = SIMD3(Int(v.x.rounded(.down)), Int(v.y.rounded(.down)), Int(v.z.rounded(.down)))
    for a in 0..<3 where i[a] < 0 || i[a] + 1 >= size[a] { return nil }
    let f = SIMD3<Float>(Float(v.x) - Float(i.x), Float(v.y) - Float(i.y), Float(v.z) - Float(i.z))
    var sum: Float = 0
    for k in 0..<8 {
      let (x, y, z) = (k & 1, k >> 1 & 1, k >> 2)
      let w = (x == 1 ? f.x : 1 - f.x) * (y == 1 ? f.y : 1 - f.y) * (z == 1 ? f.z : 1 - f.z)
      sum += w * ppm.voxels[ppm.grid.offset(i.x + x, i.y + y, i.z + z)]
    }
    return sum
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
