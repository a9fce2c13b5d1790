import Vocabulary
import Voxels

/// Outlines of a mask in its slices, along pixel edges: what viewers draw that show no segmentation.
///
/// ```
///  corners      (0,0)──(1,0)      a pixel (x, y) has corners (x, y) … (x+1, y+1); corner (i, j) lies at
///                 │ pixel │       voxel index (i − ½, j − ½). Walking, the inside is on the right hand
///               (0,1)──(1,1)      (y points down): the pixel above runs (0,0) → (1,0) → (1,1) → (0,1).
/// ```
enum Outline {
  /// Closed polygons (first vertex repeated at the end) in patient mm, slice by slice.
  ///
  /// Holes are not drawn; pixels that touch at a corner only belong to separate polygons.
  static func polygons(of mask: MRMask) -> [[SIMD3<Double>]] {
    guard let box = mask.boundingBox else { return [] }
    return (box.lower.z..<box.upper.z).flatMap { z in
      loops(in: mask, slice: z, box: box).filter { signedArea($0) > 0 }.map { loop in
        (loop + loop.prefix(1)).map { corner in
          mask.grid.point(atVoxel: SIMD3(Double(corner.x) - 0.5, Double(corner.y) - 0.5, Double(z))).lps
        }
      }
    }
  }

  /// All boundary loops of a slice, corners only where the direction changes.
  private static func loops(in mask: MRMask, slice z: Int, box: Box) -> [[SIMD2<Int>]] {
    func inside(_ x: Int, _ y: Int) -> Bool { mask.grid.contains(x, y, z) && mask[x, y, z] }
    // Outgoing edge directions of every corner, as bits: 1 right, 2 down, 4 left, 8 up.
    var outgoing: [SIMD2<Int>: Int] = [:]
    var starts: [SIMD2<Int>] = []  // in scan order, so that the result does not depend on hashing
    func add(_ x: Int, _ y: Int, _ direction: Int) {
      let corner = SIMD2(x, y)
      outgoing[corner, default: 0] |= 1 << direction
      starts.append(corner)
    }
    for y in box.lower.y..<box.upper.y {
      for x in box.lower.x..<box.upper.x where inside(x, y) {
        if !inside(x, y - 1) { add(x, y, 0) }
        if !inside(x + 1, y) { add(x + 1, y, 1) }
        if !inside(x, y + 1) { add(x + 1, y + 1, 2) }
        if !inside(x - 1, y) { add(x, y + 1, 3) }
      }
    }
    let steps = [SIMD2(1, 0), SIMD2(0, 1), SIMD2(-1, 0), SIMD2(0, -1)]
    var found: [[SIMD2<Int>]] = []
    for start in starts {
      while let bits = outgoing[start], bits != 0 {
        let first = bits.trailingZeroBitCount
        var loop: [SIMD2<Int>] = []
        var corner = start
        var direction = first
        var previous = -1
        repeat {
          if direction != previous { loop.append(corner) }
          previous = direction
          corner = corner &+ steps[direction]
          // A right turn first: it stays with the same pixel where two touch at a corner. Every corner has as
          // many ways out as in, so there is always one.
          let ways = outgoing[corner, default: 0]
          direction = [1, 0, 3].map { (direction + $0) & 3 }.first { ways >> $0 & 1 == 1 } ?? first
          outgoing[corner] = ways & ~(1 << direction)
        } while corner != start || direction != first
        found.append(loop)
      }
    }
    return found
  }

  /// Twice the area of a loop, positive for an outer boundary.
  private static func signedArea(_ loop: [SIMD2<Int>]) -> Int {
    zip(loop, loop.dropFirst() + loop.prefix(1)).reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y }
  }
}
