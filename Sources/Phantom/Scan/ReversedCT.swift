import Voxels

extension CTVolume {
  /// The voxels in another order under the same affine: what a wrong orientation in the header amounts to.
  ///
  /// Columns alone exchange left and right; both together turn the head by half a turn about the body's axis.
  func reversed(columns: Bool, rows: Bool) -> CTVolume {
    let n = grid.size
    var out = self
    for z in 0..<n.z {
      for y in 0..<n.y {
        for x in 0..<n.x {
          out.voxels[grid.offset(x, y, z)] =
            voxels[grid.offset(columns ? n.x - 1 - x : x, rows ? n.y - 1 - y : y, z)]
        }
      }
    }
    return out
  }
}
