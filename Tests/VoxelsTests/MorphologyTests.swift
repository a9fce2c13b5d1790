import TestSupport
import Testing
import Vocabulary
import Voxels

@Suite struct MorphologyTests {
  private func brute(_ mask: Mask<MRPatient>) -> [Double] {
    let g = mask.grid
    let members = (0..<g.count).filter { mask.voxels[$0] }.map { position(g, $0) * g.spacingMm }
    return (0..<g.count).map { o in
      let p = position(g, o) * g.spacingMm
      return members.map { dot(p - $0, p - $0) }.min() ?? .infinity
    }
  }

  @Test(arguments: awkwardSizes, [0.03, 0.3])
  func distanceAgreesWithBruteForce(size: Triple<Int>, density: Double) {
    let size = size.vector
    for seed in UInt64(0)..<4 {
      var random = TestRandom(seed: seed)
      for g in [grid(size), obliqueGrid(size)] {
        let mask = random.mask(g, density: density)
        let found = mask.squaredDistanceMm2()
        #expect(
          zip(found, brute(mask)).allSatisfy {
            $1.isInfinite ? $0.isInfinite : abs(Double($0) - $1) < 1e-4 * max(1, $1)
          })
      }
    }
  }

  @Test func dilationAndErosionAgreeWithTheirDefinitions() {
    var random = TestRandom(seed: 9)
    let g = grid(SIMD3(9, 8, 6))
    let mask = random.mask(g, density: 0.4)
    for radius in [0.5, 0.8, 1.1, 1.2, 2.5, 3] {
      let toMember = brute(mask)
      let toOther = brute(mask.inverted)
      let r2 = radius * radius + 1e-6
      #expect(mask.dilated(byMm: radius).voxels == toMember.map { $0 <= r2 })
      #expect(mask.eroded(byMm: radius).voxels == toOther.map { $0 > r2 })
    }
  }

  @Test func closingFillsAndOpeningCuts() {
    let g = grid(SIMD3(11, 11, 11), spacing: SIMD3(1, 1, 1))
    var block = Mask(grid: g)
    for z in 3...7 { for y in 3...7 { for x in 3...7 { block[x, y, z] = true } } }
    var holed = block
    holed[5, 5, 5] = false
    #expect(holed.closed(byMm: 1) == block)
    #expect(holed.filled() == block)
    var bridged = block
    for x in 8...10 { bridged[x, 5, 5] = true }
    let opened = bridged.opened(byMm: 1)
    #expect(!opened[9, 5, 5] && !opened[10, 5, 5] && opened[5, 5, 5])
  }

  /// Components by repeated spreading of labels: slow, and nothing can be forgotten.
  private func naiveComponents(_ mask: Mask<MRPatient>) -> [[Int]] {
    let g = mask.grid
    var label = (0..<g.count).map { mask.voxels[$0] ? $0 : -1 }
    var changed = true
    while changed {
      changed = false
      for o in 0..<g.count where label[o] >= 0 {
        let i = g.index(ofOffset: o)
        for (dx, dy, dz) in [(1, 0, 0), (-1, 0, 0), (0, 1, 0), (0, -1, 0), (0, 0, 1), (0, 0, -1)] {
          let (x, y, z) = (i.x + dx, i.y + dy, i.z + dz)
          guard g.contains(x, y, z), label[g.offset(x, y, z)] >= 0 else { continue }
          if label[g.offset(x, y, z)] < label[o] {
            label[o] = label[g.offset(x, y, z)]
            changed = true
          }
        }
      }
    }
    let groups = Dictionary(grouping: (0..<g.count).filter { label[$0] >= 0 }) { label[$0] }
    return groups.sorted {
      $0.value.count != $1.value.count ? $0.value.count > $1.value.count : $0.key < $1.key
    }
    .map { $0.value.sorted() }
  }

  @Test(arguments: awkwardSizes)
  func componentsAgreeWithANaiveTwin(size: Triple<Int>) {
    let size = size.vector
    for seed in UInt64(0)..<5 {
      var random = TestRandom(seed: seed)
      let mask = random.mask(grid(size), density: 0.45)
      #expect(mask.components() == naiveComponents(mask))
      #expect(mask.largestComponent().count == naiveComponents(mask).first?.count ?? 0)
    }
  }

  @Test func holesAreWhatTheBorderCannotReach() {
    for seed in UInt64(0)..<5 {
      var random = TestRandom(seed: seed)
      let g = grid(SIMD3(7, 6, 6))
      let mask = random.mask(g, density: 0.7)
      let open = naiveComponents(mask.inverted).filter { component in
        component.contains { o in
          let i = g.index(ofOffset: o)
          return i.x == 0 || i.y == 0 || i.z == 0 || i.x == 6 || i.y == 5 || i.z == 5
        }
      }
      let outside = Set(open.flatMap { $0 })
      #expect(mask.filled().voxels == (0..<g.count).map { !outside.contains($0) })
    }
  }
}
