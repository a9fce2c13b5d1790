import Vocabulary
import Voxels

/// At every voxel the least value within a slab around it, over members of `mask` only.
///
/// The slab is `slabMm` thick, whatever the slice thickness h: a voxel covers h of it, so the voxel centres taken lie
/// within ±(slabMm − h)/2, and where that ends between two centres the value there is interpolated. A slab thinner
/// than a slice is the slice.
/// ```
///  slab   ├────────── 12 mm ──────────┤          h = 5 mm
///  slices    │····•····│····•····│····•····│
///            interpolated ↑  centre  ↑ interpolated, 3.5 mm away
/// ```
/// - Parameters:
///   - axis: grid axis (0, 1, 2) that the slab is thick along.
/// - Returns: the projection, 0 where the slab holds no member. Cost: N × slices of the slab.
func minimumProjection(
  _ volume: MRVolume<Dimensionless>, in mask: MRMask, slabMm: Double, axis: Int
) -> MRVolume<Dimensionless> {
  precondition(volume.grid == mask.grid, "mask and volume share a grid")
  let size = volume.grid.size
  let h = volume.grid.spacingMm[axis]
  let reach = max(0, slabMm - h) / 2 / h
  // Rounding must not drop a slice whose centre lies exactly at the end.
  let whole = Int(reach + 1e-9)
  let rest = Float(max(0, reach - Double(whole)))
  let step = SIMD3(1, size.x, size.x * size.y)[axis]
  let out = Samples(zeros: volume.voxels.count)
  parallelSlices(size.z) { z in
    for y in 0..<size.y {
      for x in 0..<size.x {
        let o = x + size.x * (y + size.y * z)
        let position = SIMD3(x, y, z)[axis]
        var least = Float.infinity
        for k in -min(whole, position)...min(whole, size[axis] - 1 - position)
        where mask.voxels[o + k * step] {
          least = min(least, volume.voxels[o + k * step])
        }
        if rest > 0 {
          for direction in stride(from: -1, through: 1, by: 2) {
            let near = position + direction * whole
            guard near + direction >= 0, near + direction < size[axis], near >= 0, near < size[axis] else {
              continue
            }
            let a = o + direction * whole * step
            let b = a + direction * step
            guard mask.voxels[a], mask.voxels[b] else { continue }
            least = min(least, volume.voxels[a] + (volume.voxels[b] - volume.voxels[a]) * rest)
          }
        }
        out.p[o] = least.isFinite ? least : 0
      }
    }
  }
  return MRVolume(grid: volume.grid, voxels: out.array)
}
