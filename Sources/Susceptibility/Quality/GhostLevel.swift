import Vocabulary
import Voxels

/// Signal beside the head along one image axis over that in the corners, in percent of the brain's.
///
/// Motion repeats the head along the phase-encoding axis, so the air beside it is brighter along one axis than in
/// the corners, where there is noise alone. Nil where the images hold no air or it was set to zero.
func ghostPercent(_ magnitude: MRVolume<Magnitude>, brain: MRMask, scalpMm: Double) -> Double? {
  guard let box = brain.boundingBox?.grown(byMm: scalpMm, in: magnitude.grid) else { return nil }
  let size = magnitude.grid.size
  // Sums and counts: beside along x, beside along y, corners.
  var sums = [SIMD2<Double>](repeating: .zero, count: 3)
  var inside = SIMD2<Double>.zero
  var zeros = 0
  for z in stride(from: box.lower.z, to: box.upper.z, by: 2) {
    for y in 0..<size.y {
      let inY = y >= box.lower.y && y < box.upper.y
      for x in stride(from: 0, to: size.x, by: 2) {
        let inX = x >= box.lower.x && x < box.upper.x
        let o = magnitude.grid.offset(x, y, z)
        let m = Double(magnitude.voxels[o])
        guard m.isFinite else { continue }
        if inX && inY {
          if brain.voxels[o] { inside += SIMD2(m, 1) }
          continue
        }
        if m == 0 { zeros += 1 }
        sums[inY ? 0 : inX ? 1 : 2] += SIMD2(m, 1)
      }
    }
  }
  let air = sums.reduce(0) { $0 + $1.y }
  let fewest = 500.0
  guard inside.y > 0, inside.x > 0, sums[2].y >= fewest, 2 * Double(zeros) < air else { return nil }
  let corner = sums[2].x / sums[2].y
  let beside = sums[0...1].compactMap { $0.y >= fewest ? $0.x / $0.y : nil }.max()
  return beside.map { max(0, $0 - corner) / (inside.x / inside.y) * 100 }
}
