import Foundation
import Vocabulary
import Voxels

/// Carries a CT onto an MR grid, averaging over each MR voxel.
///
/// Where the MR voxel is larger than the CT's, its box is filled with sub-samples no farther apart than the CT
/// voxels and their mean is taken: a 3 mm slice holds what a scanner with 3 mm slices would have measured,
/// and no small focus falls between two samples. Where the MR voxel is smaller, this is plain trilinear
/// interpolation.
/// - Parameters:
///   - ct: attenuation in HU.
///   - grid: the MR grid, slices along its third axis.
///   - transform: CT points to MR points, as `registerCT` gives it.
///   - outside: value of MR voxels of which less than half lies inside the CT; nan says "not measured".
/// - Returns: HU on the MR grid. Sub-samples outside the CT do not count in a mean.
public func resample(
  _ ct: CTVolume, onto grid: Grid<MRPatient>, by transform: RigidTransform<CTPatient, MRPatient>,
  outside: Float = .nan
) -> MRVolume<HU> {
  let map = ct.grid.patientToVoxel * transform.inverse.affine * grid.voxelToPatient
  // Length of an MR voxel's edges counted in CT voxels, along each CT axis.
  func subdivisions(_ edge: SIMD3<Double>) -> Int {
    // Rounding noise of an equal voxel size must not double the samples.
    let tolerance = 1e-6
    let reach = max(abs(edge.x), max(abs(edge.y), abs(edge.z)))
    return max(1, Int((reach - tolerance).rounded(.up)))
  }
  let m = map.linear
  let n = SIMD3(subdivisions(m.c0), subdivisions(m.c1), subdivisions(m.c2))
  var offsets: [SIMD3<Float>] = []
  for k in 0..<n.z {
    for j in 0..<n.y {
      for i in 0..<n.x {
        // Centres of equal parts of the voxel, which reaches from −½ to ½.
        let x = (Double(i) + 0.5) / Double(n.x) - 0.5
        let y = (Double(j) + 0.5) / Double(n.y) - 0.5
        let z = (Double(k) + 0.5) / Double(n.z) - 0.5
        offsets.append(float(m * SIMD3(x, y, z)))
      }
    }
  }
  let size = ct.grid.size
  let edge = SIMD3(Float(size.x - 1), Float(size.y - 1), Float(size.z - 1))
  let voxels = [Float](unsafeUninitializedCapacity: grid.count) { buffer, count in
    // Every slice writes its own rows only.
    nonisolated(unsafe) let out = buffer
    let parts = offsets
    ct.voxels.withUnsafeBufferPointer { input in
      nonisolated(unsafe) let source = input
      parallelSlices(grid.size.z) { z in
        for y in 0..<grid.size.y {
          for x in 0..<grid.size.x {
            let centre = float(map(SIMD3(Double(x), Double(y), Double(z))))
            var sum = 0.0
            var inside = 0
            for offset in parts {
              if let v = trilinear(source, size, edge, centre + offset) {
                sum += Double(v)
                inside += 1
              }
            }
            out[grid.offset(x, y, z)] = 2 * inside >= parts.count ? Float(sum / Double(inside)) : outside
          }
        }
      }
    }
    count = grid.count
  }
  return MRVolume<HU>(grid: grid, voxels: voxels)
}

private func float(_ v: SIMD3<Double>) -> SIMD3<Float> { SIMD3(Float(v.x), Float(v.y), Float(v.z)) }

/// Trilinear value at a voxel position; nil beyond half a voxel outside the outermost centres.
@inline(__always)
private func trilinear(
  _ s: UnsafeBufferPointer<Float>, _ size: SIMD3<Int>, _ edge: SIMD3<Float>, _ p: SIMD3<Float>
) -> Float? {
  guard
    p.x >= -0.5, p.y >= -0.5, p.z >= -0.5, p.x <= edge.x + 0.5, p.y <= edge.y + 0.5, p.z <= edge.z + 0.5
  else { return nil }
  let q = pointwiseMax(pointwiseMin(p, edge), SIMD3<Float>.zero)
  let (x, y, z) = (Int(q.x), Int(q.y), Int(q.z))
  let f = q - SIMD3(Float(x), Float(y), Float(z))
  let dx = x + 1 < size.x ? 1 : 0
  let dy = y + 1 < size.y ? size.x : 0
  let dz = z + 1 < size.z ? size.x * size.y : 0
  let o = x + size.x * (y + size.y * z)
  @inline(__always) func plane(_ i: Int) -> Float {
    let a = s[i] + (s[i + dx] - s[i]) * f.x
    let b = s[i + dy] + (s[i + dy + dx] - s[i + dy]) * f.x
    return a + (b - a) * f.y
  }
  let lower = plane(o)
  return lower + (plane(o + dz) - lower) * f.z
}
