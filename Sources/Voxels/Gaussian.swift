import Foundation
import Vocabulary

extension Volume {
  /// Gaussian blur with standard deviation in mm along the grid's axes.
  ///
  /// Separable, truncated at 3σ, renormalised at the border (as if the outside did not exist), so a constant
  /// stays constant. An axis with σ below 0.1 voxel is left alone. Cost: O(N·σ).
  public func blurred(sigmaMm: Double) -> Volume {
    var result = self
    let spacing = grid.spacingMm
    for axis in 0..<3 {
      let sigma = sigmaMm / spacing[axis]
      guard sigma >= 0.1, grid.size[axis] > 1 else { continue }
      result.voxels = convolved(result.voxels, size: grid.size, axis: axis, sigmaVoxels: sigma)
    }
    return result
  }

  /// Blur of the values inside `mask` only: Σ w·m·v / Σ w·m; 0 where no member is within reach.
  public func blurred(sigmaMm: Double, in mask: Mask<Frame>) -> Volume {
    precondition(mask.grid == grid, "mask and volume share a grid")
    let members = Volume(grid: grid, voxels: mask.voxels.map { $0 ? 1 : 0 }).blurred(sigmaMm: sigmaMm)
    var masked = self
    for i in 0..<voxels.count where !mask.voxels[i] { masked.voxels[i] = 0 }
    var result = masked.blurred(sigmaMm: sigmaMm)
    for i in 0..<voxels.count {
      let w = members.voxels[i]
      result.voxels[i] = w > 1e-6 ? result.voxels[i] / w : 0
    }
    return result
  }
}

private func convolved(_ input: [Float], size: SIMD3<Int>, axis: Int, sigmaVoxels: Double) -> [Float] {
  let radius = max(1, Int((3 * sigmaVoxels).rounded(.up)))
  let kernel = (-radius...radius).map { Float(exp(-0.5 * pow(Double($0) / sigmaVoxels, 2))) }
  let n = size[axis]
  // Norm of the part of the kernel that lies inside, for every position along the axis.
  let norm = (0..<n).map { p -> Float in
    1 / ((-radius...radius).reduce(Float(0)) { $0 + (p + $1 >= 0 && p + $1 < n ? kernel[$1 + radius] : 0) })
  }
  let stride = axis == 0 ? 1 : axis == 1 ? size.x : size.x * size.y
  return [Float](unsafeUninitializedCapacity: input.count) { buffer, count in
    nonisolated(unsafe) let out = buffer
    input.withUnsafeBufferPointer { source in
      nonisolated(unsafe) let s = source
      parallelSlices(size.z) { z in
        for y in 0..<size.y {
          let row = size.x * (y + size.y * z)
          for x in 0..<size.x { out[row + x] = 0 }
          // Tap by tap over whole rows: the inner loops are vectors.
          if axis == 0 {
            for k in -radius...radius {
              let w = kernel[k + radius]
              for x in max(0, -k)..<max(max(0, -k), min(n, n - k)) { out[row + x] += w * s[row + x + k] }
            }
            for x in 0..<size.x { out[row + x] *= norm[x] }
          } else {
            let p = axis == 1 ? y : z
            for k in max(-radius, -p)...min(radius, n - 1 - p) {
              let w = kernel[k + radius]
              let source = row + k * stride
              for x in 0..<size.x { out[row + x] += w * s[source + x] }
            }
            let scale = norm[p]
            for x in 0..<size.x { out[row + x] *= scale }
          }
        }
      }
    }
    count = input.count
  }
}
