import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Anatomy

@Suite struct WatershedTests {
  /// Each cell goes to the marker with the better worst cell on the way, as a plain relaxation finds it.
  @Test func agreesWithBestPaths() {
    let size = SIMD3(14, 12, 9)
    let grid = Grid<MRPatient>(size: size, voxelToPatient: .identity)
    var rng = SplitMix64(seed: 3)
    let (levels, floor) = (11, 0.5)
    // Values in the middle of a level, so that rounding decides nothing.
    let steps = (0..<grid.count).map { _ in Int(rng.next() % 13) }
    let v = MRVolume<Dimensionless>(
      grid: grid, voxels: steps.map { $0 >= levels ? 0.2 : Float(1 - (Double($0) + 0.5) * 0.05) })
    var (inside, outside) = (MRMask(grid: grid), MRMask(grid: grid))
    inside[2, 3, 4] = true
    outside[11, 8, 4] = true
    var start = v
    for m in [inside, outside] { m.forEach { x, y, z in start[x, y, z] = 0.99 } }
    let basins = watershed(start, inside: inside, outside: outside, floor: floor, levels: levels)
    let level = start.voxels.map {
      Double($0) < floor ? Int.max : min(levels - 1, Int((1 - Double($0)) * 20))
    }
    let a = worstOnTheWay(from: inside, level: level, size: size)
    let b = worstOnTheWay(from: outside, level: level, size: size)
    var decided = 0
    var wrong = 0
    for o in 0..<grid.count {
      if a[o] == b[o] {
        if a[o] == Int.max, basins[o] != .none { wrong += 1 }
        continue
      }
      decided += 1
      if basins[o] != (a[o] < b[o] ? .inside : .outside) { wrong += 1 }
    }
    #expect(wrong == 0)
    #expect(decided > 100)
  }

  private func worstOnTheWay(from marker: MRMask, level: [Int], size: SIMD3<Int>) -> [Int] {
    var worst = marker.voxels.enumerated().map { $1 ? level[$0] : Int.max }
    var changed = true
    while changed {
      changed = false
      for z in 0..<size.z {
        for y in 0..<size.y {
          for x in 0..<size.x {
            let o = x + size.x * (y + size.y * z)
            guard level[o] < Int.max else { continue }
            let steps = [
              (x > 0, -1), (x + 1 < size.x, 1), (y > 0, -size.x), (y + 1 < size.y, size.x),
              (z > 0, -size.x * size.y), (z + 1 < size.z, size.x * size.y),
            ]
            for (possible, step) in steps where possible && worst[o + step] < Int.max {
              let through = max(worst[o + step], level[o])
              if through < worst[o] {
                worst[o] = through
                changed = true
              }
            }
          }
        }
      }
    }
    return worst
  }
}
