import Vocabulary
import Voxels

/// Carries a CT onto an MR grid, averaging over each MR voxel.
///
/// The box of each MR voxel is filled with sub-samples and their mean is taken, so that a 3 mm slice holds what a scanner
/// with 3 mm slices would have measured and no small focus falls between two samples. What stands between the CT's voxel
/// centres is `SliceSampler`'s: a thick CT slice is an average already and is not blurred again.
///
/// Attenuation that is reported is measured on the CT's own grid; this volume is for pictures and for finding structures.
/// - Parameters:
///   - ct: attenuation in HU. Not-a-number and what lies below −1024 HU is padding: not measured.
///   - grid: the MR grid, slices along its third axis.
///   - transform: CT points to MR points, as `registerCT` gives it.
///   - outside: value of MR voxels of which less than half was measured by the CT; nan says "not measured".
/// - Returns: HU on the MR grid. Sub-samples that were not measured do not count in a mean.
public func resample(
  _ ct: CTVolume, onto grid: Grid<MRPatient>, by transform: RigidTransform<CTPatient, MRPatient>,
  outside: Float = .nan
) -> MRVolume<HU> {
  let map = ct.grid.patientToVoxel * transform.inverse.affine * grid.voxelToPatient
  let parts = subsampleOffsets(map.linear)
  let allMeasured = isMeasured(ct)
  let size = grid.size
  let voxels = [Float](unsafeUninitializedCapacity: grid.count) { buffer, count in
    // Every slice writes its own rows only.
    nonisolated(unsafe) let out = buffer
    ct.voxels.withUnsafeBufferPointer { input in
      nonisolated(unsafe) let sampler = SliceSampler(input, size: ct.grid.size, allMeasured: allMeasured)
      parallelSlices(size.z) { z in
        // Of one row: the sums over the measured sub-samples, and how many these are.
        var sums = [Double](repeating: 0, count: size.x)
        var counts = [Int32](repeating: 0, count: size.x)
        let step = SIMD3<Float>(map.linear.c0)
        for y in 0..<size.y {
          for x in 0..<size.x {
            sums[x] = 0
            counts[x] = 0
          }
          let start = map(SIMD3(0, Double(y), Double(z)))
          for part in parts {
            let first = SIMD3<Float>(start + part)
            for x in 0..<size.x {
              let v = sampler.value(first + step * Float(x))
              if !v.isNaN {
                sums[x] += Double(v)
                counts[x] += 1
              }
            }
          }
          let row = grid.offset(0, y, z)
          for x in 0..<size.x {
            out[row + x] = 2 * Int(counts[x]) >= parts.count ? Float(sums[x] / Double(counts[x])) : outside
          }
        }
      }
    }
    count = grid.count
  }
  return MRVolume<HU>(grid: grid, voxels: voxels)
}

/// Sub-samples along the slice axis of an MR voxel that is no longer than a CT slice is thick: it lies in one slice or
/// reaches into two, of which each counts by its share.
private let partsOfThinSlice = 3

/// Where the sub-samples of an MR voxel lie around its centre, in CT voxels.
///
/// Along each of its edges they are no farther apart than the CT's voxels.
/// - Parameter m: the edges of an MR voxel in CT voxels, as columns.
private func subsampleOffsets(_ m: Matrix3) -> [SIMD3<Double>] {
  func subdivisions(_ edge: SIMD3<Double>) -> Int {
    // Rounding noise of an equal voxel size must not double the samples.
    let tolerance = 1e-6
    let reach = max(abs(edge.x), max(abs(edge.y), abs(edge.z)))
    return max(1, Int((reach - tolerance).rounded(.up)))
  }
  // Centres of equal parts of the voxel, which reaches from −½ to ½.
  func centres(_ n: Int) -> [Double] { (0..<n).map { (Double($0) + 0.5) / Double(n) - 0.5 } }
  let slices = subdivisions(m.c2)
  let across = centres(slices == 1 ? partsOfThinSlice : slices)
  let (rows, columns) = (centres(subdivisions(m.c1)), centres(subdivisions(m.c0)))
  return across.flatMap { z in rows.flatMap { y in columns.map { x in m * SIMD3(x, y, z) } } }
}

/// True when no voxel is padding.
private func isMeasured(_ ct: CTVolume) -> Bool {
  let layer = ct.grid.size.x * ct.grid.size.y
  let unmeasured = ct.voxels.withUnsafeBufferPointer { input in
    nonisolated(unsafe) let voxels = input
    return parallelSum(ct.grid.size.z) { z in
      // Not-a-number compares false.
      voxels[z * layer..<(z + 1) * layer].allSatisfy { $0 >= lowestMeasuredHU } ? 0 : 1
    }
  }
  return unmeasured == 0
}
