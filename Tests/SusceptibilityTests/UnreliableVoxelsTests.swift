import Testing
import Vocabulary
import Voxels

@testable import Susceptibility

@Suite struct UnreliableVoxelsTests {
  let grid = centredGrid(SIMD3(12, 12, 12), spacing: SIMD3(1, 1, 1))

  /// A mask of 2…9 along each axis with weight 1 but for two groups: one at the rim, one inside.
  func scene() -> (mask: [Bool], weight: Samples, rim: [Int], hole: [Int]) {
    var mask = [Bool](repeating: false, count: grid.count)
    let weight = Samples(zeros: grid.count)
    for z in 2...9 {
      for y in 2...9 {
        for x in 2...9 {
          mask[grid.offset(x, y, z)] = true
          weight.p[grid.offset(x, y, z)] = 1
        }
      }
    }
    let rim = [grid.offset(2, 5, 5), grid.offset(3, 5, 5), grid.offset(4, 5, 5)]
    let hole = [grid.offset(7, 7, 7), grid.offset(6, 7, 7)]
    for i in rim + hole { weight.p[i] = 0 }
    return (mask, weight, rim, hole)
  }

  /// What is connected with the outside goes, however deep it reaches; what is enclosed stays.
  @Test func trimsTheRimOnly() {
    let s = scene()
    let trimmed = UnreliableVoxels.trimmed(s.mask, weight: s.weight, size: grid.size)
    #expect(s.rim.allSatisfy { !trimmed[$0] })
    #expect(s.hole.allSatisfy { trimmed[$0] })
    #expect(trimmed.filter { $0 }.count == 512 - s.rim.count)
  }

  /// A hole takes its neighbours' field, a linear one to 0.3 of its step (the mask ends near); other voxels do not change.
  @Test func bridgesHoles() {
    let s = scene()
    let field = Samples(zeros: grid.count)
    for i in 0..<grid.count { field.p[i] = Float(grid.index(ofOffset: i).z) }
    for i in s.hole { field.p[i] = 1000 }
    UnreliableVoxels.fill(field, weight: s.weight, mask: s.mask, grid: grid)
    for i in s.hole { #expect(abs(field.p[i] - 7) < 0.3) }
    #expect(field.p[grid.offset(5, 5, 5)] == 5)
  }
}
