import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Export

@Suite struct OutlineTests {
  private let grid = Grid<MRPatient>(
    size: SIMD3(9, 8, 2),
    voxelToPatient: Affine(linear: Matrix3(diagonal: SIMD3(2, 3, 5)), translation: SIMD3(10, 20, 30)))

  @Test func onePixelIsItsOwnRectangle() {
    var mask = MRMask(grid: grid)
    mask[4, 2, 1] = true
    let x = 10 + 2 * 4.0
    let y = 20 + 3 * 2.0
    #expect(
      Outline.polygons(of: mask) == [
        [
          SIMD3(x - 1, y - 1.5, 35), SIMD3(x + 1, y - 1.5, 35), SIMD3(x + 1, y + 1.5, 35),
          SIMD3(x - 1, y + 1.5, 35), SIMD3(x - 1, y - 1.5, 35),
        ]
      ])
  }

  @Test func emptyMaskHasNone() { #expect(Outline.polygons(of: MRMask(grid: grid)).isEmpty) }

  @Test func ringIsDrawnWithoutItsHole() {
    var mask = MRMask(grid: grid)
    for y in 2...4 { for x in 2...4 where !(x == 3 && y == 3) { mask[x, y, 0] = true } }
    let polygons = Outline.polygons(of: mask)
    #expect(polygons.count == 1)
    #expect(polygons.first?.count == 5)
  }

  @Test func pixelsThatTouchByACornerAreApart() {
    var mask = MRMask(grid: grid)
    mask[2, 2, 0] = true
    mask[3, 3, 0] = true
    mask[5, 3, 0] = true
    mask[4, 4, 0] = true
    #expect(Outline.polygons(of: mask).map(\.count) == [5, 5, 5, 5])
  }

  /// Over random masks, borders included: even-odd filling of the polygons gives the mask with its holes
  /// filled, pixel by pixel (4-connected components, background 8-connected).
  @Test(arguments: 0..<40)
  func fillingTheOutlinesGivesTheMaskBack(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    var mask = MRMask(grid: grid)
    let density = 2 + seed % 6
    for i in mask.voxels.indices { mask.voxels[i] = random.next() % 10 < UInt64(density) }
    let polygons = Outline.polygons(of: mask)
    for z in 0..<2 {
      let inSlice = polygons.filter { ($0.first?.z ?? 0) == 30 + 5 * Double(z) }
      let filled = holesFilled(mask, slice: z)
      for y in 0..<8 {
        for x in 0..<9 {
          let p = SIMD2(10 + 2 * Double(x), 20 + 3 * Double(y))
          #expect(
            inSlice.contains { contains($0, p) } == filled[x + 9 * y], "seed \(seed) at \(x), \(y), \(z)")
        }
      }
    }
  }

  /// Everything that the border cannot reach through the background, steps in eight directions.
  private func holesFilled(_ mask: MRMask, slice z: Int) -> [Bool] {
    var outside = Set<SIMD2<Int>>()
    var open = [SIMD2(-1, -1)]
    while let p = open.popLast() {
      guard (-1...9).contains(p.x), (-1...8).contains(p.y), !outside.contains(p) else { continue }
      if grid.contains(p.x, p.y, z), mask[p.x, p.y, z] { continue }
      outside.insert(p)
      for dy in -1...1 { for dx in -1...1 { open.append(SIMD2(p.x + dx, p.y + dy)) } }
    }
    return (0..<72).map { !outside.contains(SIMD2($0 % 9, $0 / 9)) }
  }

  private func contains(_ polygon: [SIMD3<Double>], _ p: SIMD2<Double>) -> Bool {
    var inside = false
    for (a, b) in zip(polygon, polygon.dropFirst()) where (a.y > p.y) != (b.y > p.y) {
      if p.x < a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x) { inside.toggle() }
    }
    return inside
  }
}
