import Foundation
import Vocabulary

/// How a value between voxel centres is made.
public enum Interpolation: Sendable {
  /// The nearest voxel.
  case nearest
  /// Trilinear.
  case linear
}

extension Volume {
  /// This volume on another frame's grid.
  ///
  /// - Parameters:
  ///   - grid: the target grid.
  ///   - transform: carries the target frame's points into this volume's frame.
  ///   - outside: value where the target lies outside this volume.
  /// - Returns: interpolated values. No smoothing is done: when the target is much coarser, blur first.
  public func resampled<Other: PatientFrame>(
    onto grid: Grid<Other>, by transform: RigidTransform<Other, Frame>,
    interpolation: Interpolation = .linear, outside: Float
  ) -> Volume<Unit, Other> {
    let map = self.grid.patientToVoxel * transform.affine * grid.voxelToPatient
    return Volume<Unit, Other>(
      grid: grid,
      voxels: sample(
        voxels, size: self.grid.size, onto: grid.size, map: map, interpolation: interpolation,
        outside: outside))
  }

  /// This volume on another grid of the same frame.
  public func resampled(
    onto grid: Grid<Frame>, interpolation: Interpolation = .linear, outside: Float
  ) -> Volume {
    Volume(
      grid: grid,
      voxels: sample(
        voxels, size: self.grid.size, onto: grid.size,
        map: self.grid.patientToVoxel * grid.voxelToPatient, interpolation: interpolation,
        outside: outside))
  }

  /// Trilinear value at a patient point; nil outside.
  public func value(at p: Point<Frame>) -> Float? {
    let v = sample(
      voxels, size: grid.size, onto: SIMD3(1, 1, 1),
      map: Affine(linear: .identity, translation: grid.voxel(at: p)), interpolation: .linear,
      outside: .nan)[0]
    return v.isNaN ? nil : v
  }
}

extension Mask {
  /// This mask carried onto another frame's grid: a voxel belongs when at least half of the trilinear
  /// membership does.
  public func resampled<Other: PatientFrame>(
    onto grid: Grid<Other>, by transform: RigidTransform<Other, Frame>
  ) -> Mask<Other> {
    let member = Volume<Dimensionless, Frame>(grid: self.grid, voxels: voxels.map { $0 ? 1 : 0 })
    let r = member.resampled(onto: grid, by: transform, outside: 0)
    return Mask<Other>(grid: grid, voxels: r.voxels.map { $0 >= 0.5 })
  }
}

/// Samples `source` at `map(x, y, z)` for every voxel of a grid of `target` size.
private func sample(
  _ source: [Float], size: SIMD3<Int>, onto target: SIMD3<Int>, map: Affine,
  interpolation: Interpolation, outside: Float
) -> [Float] {
  [Float](unsafeUninitializedCapacity: target.x * target.y * target.z) { buffer, count in
    // Every slice writes its own rows only.
    nonisolated(unsafe) let out = buffer
    source.withUnsafeBufferPointer { input in
      nonisolated(unsafe) let source = input
      parallelSlices(target.z) { z in
        for y in 0..<target.y {
          let start = map(SIMD3(0, Double(y), Double(z)))
          let row = target.x * (y + target.y * z)
          for x in 0..<target.x {
            let p = start + map.linear.c0 * Double(x)
            out[row + x] =
              interpolation == .linear
              ? trilinear(source, size, p, outside) : nearest(source, size, p, outside)
          }
        }
      }
    }
    count = target.x * target.y * target.z
  }
}

/// How far outside the outermost voxel centres a position still counts as the border voxel: half a voxel.
private let border = 0.5

@inline(__always)
private func trilinear(
  _ s: UnsafeBufferPointer<Float>, _ size: SIMD3<Int>, _ p: SIMD3<Double>, _ outside: Float
) -> Float {
  let top = SIMD3(Double(size.x - 1), Double(size.y - 1), Double(size.z - 1))
  guard
    p.x >= -border, p.y >= -border, p.z >= -border, p.x <= top.x + border, p.y <= top.y + border,
    p.z <= top.z + border
  else { return outside }
  let q = pointwiseMax(pointwiseMin(p, top), .zero)
  let x0 = Int(q.x)
  let y0 = Int(q.y)
  let z0 = Int(q.z)
  let fx = Float(q.x - Double(x0))
  let fy = Float(q.y - Double(y0))
  let fz = Float(q.z - Double(z0))
  let dx = x0 + 1 < size.x ? 1 : 0
  let dy = y0 + 1 < size.y ? size.x : 0
  let dz = z0 + 1 < size.z ? size.x * size.y : 0
  let o = x0 + size.x * (y0 + size.y * z0)
  @inline(__always) func line(_ i: Int) -> Float { s[i] + (s[i + dx] - s[i]) * fx }
  @inline(__always) func plane(_ i: Int) -> Float {
    let a = line(i)
    return a + (line(i + dy) - a) * fy
  }
  let a = plane(o)
  return a + (plane(o + dz) - a) * fz
}

@inline(__always)
private func nearest(
  _ s: UnsafeBufferPointer<Float>, _ size: SIMD3<Int>, _ p: SIMD3<Double>, _ outside: Float
) -> Float {
  let x = Int(p.x.rounded())
  let y = Int(p.y.rounded())
  let z = Int(p.z.rounded())
  guard x >= 0, y >= 0, z >= 0, x < size.x, y < size.y, z < size.z else { return outside }
  return s[x + size.x * (y + size.y * z)]
}
