import Registration
import TestSupport
import Testing
import Vocabulary
import Voxels

@Suite struct CTResamplingTests {
  private let ctGrid = Grid<CTPatient>(
    size: SIMD3(40, 40, 40),
    voxelToPatient: Affine(
      linear: Matrix3(diagonal: SIMD3(0.5, 0.5, 1)), translation: SIMD3(-9.75, -9.75, -19.5)))
  private let identity = RigidTransform<CTPatient, MRPatient>(rotation: .identity, translationMm: .zero)

  private func mrGrid(_ spacing: SIMD3<Double>, _ size: SIMD3<Int>, origin: SIMD3<Double>) -> Grid<MRPatient>
  {
    Grid(size: size, voxelToPatient: Affine(linear: Matrix3(diagonal: spacing), translation: origin))
  }

  /// Every MR voxel of 1×1×3 mm covers 2×2×3 CT voxels exactly: their mean, nothing else.
  @Test func aLargeVoxelIsTheMeanOfWhatItCovers() {
    var random = TestRandom(seed: 3)
    let ct = CTVolume(grid: ctGrid, voxels: (0..<ctGrid.count).map { _ in Float(random.unit() * 100) })
    let grid = mrGrid(SIMD3(1, 1, 3), SIMD3(20, 20, 13), origin: SIMD3(-9.5, -9.5, -18.5))
    let mr = resample(ct, onto: grid, by: identity)
    for o in 0..<grid.count {
      let i = grid.index(ofOffset: o)
      var sum = 0.0
      for z in 0..<3 {
        for y in 0..<2 { for x in 0..<2 { sum += Double(ct[2 * i.x + x, 2 * i.y + y, 3 * i.z + z]) } }
      }
      #expect(abs(Double(mr.voxels[o]) - sum / 12) < 1e-3)
    }
  }

  /// A focus of one CT voxel must not vanish between samples, and its mass must stay.
  @Test func aSmallFocusKeepsItsMass() {
    var ct = CTVolume(grid: ctGrid)
    ct[21, 19, 20] = 1000
    let turn = RigidTransform<CTPatient, MRPatient>(
      rotation: .rotation(about: SIMD3(1, 2, 3), radians: 0.2), translationMm: SIMD3(0.3, -0.2, 0.4))
    let grid = mrGrid(SIMD3(0.9, 0.9, 2.8), SIMD3(18, 18, 9), origin: SIMD3(-7.6, -7.6, -11))
    let mr = resample(ct, onto: grid, by: turn, outside: 0)
    let mass = mr.voxels.reduce(0.0) { $0 + Double($1) } * grid.voxelVolumeMm3
    #expect(abs(mass / (1000 * ctGrid.voxelVolumeMm3) - 1) < 0.1)
  }

  /// A plane of slope 3, −2, 5 HU/mm comes out as itself under any turn: interpolation and means are linear.
  @Test func aPlaneStaysAPlane() {
    let slope = SIMD3(3.0, -2, 5)
    let ct = CTVolume(
      grid: ctGrid,
      voxels: (0..<ctGrid.count).map {
        let i = ctGrid.index(ofOffset: $0)
        let p = ctGrid.point(atVoxel: SIMD3(Double(i.x), Double(i.y), Double(i.z)))
        return Float(dot(slope, p.lps))
      })
    let turn = RigidTransform<CTPatient, MRPatient>(
      rotation: .rotation(about: SIMD3(-1, 2, 1), radians: 0.3), translationMm: SIMD3(1, 2, -1))
    let grid = mrGrid(SIMD3(0.8, 0.8, 2), SIMD3(6, 6, 5), origin: SIMD3(-2, -1, -5))
    let mr = resample(ct, onto: grid, by: turn)
    for o in 0..<grid.count {
      let i = grid.index(ofOffset: o)
      let p = turn.inverse(grid.point(atVoxel: SIMD3(Double(i.x), Double(i.y), Double(i.z))))
      #expect(abs(Double(mr.voxels[o]) - dot(slope, p.lps)) < 1e-3)
    }
  }

  @Test func outsideIsNotMeasured() {
    let ct = CTVolume(grid: ctGrid, repeating: 30)
    let grid = mrGrid(SIMD3(1, 1, 3), SIMD3(3, 3, 3), origin: SIMD3(8.5, 0, 0))
    let mr = resample(ct, onto: grid, by: identity)
    #expect(mr[0, 0, 0] == 30 && mr[1, 1, 1] == 30)
    #expect(mr[2, 0, 0].isNaN)
    #expect(resample(ct, onto: grid, by: identity, outside: -1000)[2, 2, 2] == -1000)
  }

  @Test func anEqualGridIsCopied() {
    var random = TestRandom(seed: 8)
    let ct = CTVolume(grid: ctGrid, voxels: (0..<ctGrid.count).map { _ in Float(random.unit() * 100) })
    let grid = Grid<MRPatient>(size: ctGrid.size, voxelToPatient: ctGrid.voxelToPatient)
    let mr = resample(ct, onto: grid, by: identity)
    #expect(zip(mr.voxels, ct.voxels).allSatisfy { abs($0 - $1) < 1e-2 })
  }

  /// Random HU under an oblique transform against the formula written down plainly in Double.
  @Test(arguments: [Triple(0.8, 0.8, 2), Triple(0.43, 0.43, 1), Triple(1.3, 0.6, 4)])
  func agreesWithThePlainFormula(spacing: Triple<Double>) {
    let spacing = spacing.vector
    var random = TestRandom(seed: 5)
    let ct = CTVolume(grid: ctGrid, voxels: (0..<ctGrid.count).map { _ in Float(random.unit() * 100) })
    let turn = RigidTransform<CTPatient, MRPatient>(
      rotation: .rotation(about: SIMD3(2, -1, 1), radians: 0.15), translationMm: SIMD3(0.4, -0.3, 0.7))
    let grid = mrGrid(spacing, SIMD3(5, 6, 4), origin: SIMD3(-2.2, -1.7, -6.3))
    let mr = resample(ct, onto: grid, by: turn)
    let toCT = ctGrid.patientToVoxel * turn.inverse.affine * grid.voxelToPatient
    let edges = [toCT.linear.c0, toCT.linear.c1, toCT.linear.c2]
    var n = edges.map { e in Int(max(abs(e.x), abs(e.y), abs(e.z)).rounded(.up)) }
    if n[2] == 1 { n[2] = 3 }
    for o in 0..<grid.count {
      let i = SIMD3<Double>(grid.index(ofOffset: o))
      var sum = 0.0
      for z in 0..<n[2] {
        for y in 0..<n[1] {
          for x in 0..<n[0] {
            let part =
              (SIMD3(Double(x), Double(y), Double(z)) + 0.5) / SIMD3<Double>(SIMD3(n[0], n[1], n[2])) - 0.5
            sum += plainValue(ct, toCT(i + part))
          }
        }
      }
      #expect(abs(Double(mr.voxels[o]) - sum / Double(n[0] * n[1] * n[2])) < 0.01)
    }
  }

  /// Bilinear in the slice; across, the slice's own value and the limited slope.
  private func plainValue(_ ct: CTVolume, _ p: SIMD3<Double>) -> Double {
    let (x, y, k) = (Int(p.x.rounded(.down)), Int(p.y.rounded(.down)), Int(p.z.rounded()))
    let (fx, fy) = (p.x - Double(x), p.y - Double(y))
    let h = [k - 1, k, k + 1].map { z in
      Double(ct[x, y, z]) * (1 - fx) * (1 - fy) + Double(ct[x + 1, y, z]) * fx * (1 - fy)
        + Double(ct[x, y + 1, z]) * (1 - fx) * fy + Double(ct[x + 1, y + 1, z]) * fx * fy
    }
    let (a, b) = (h[1] - h[0], h[2] - h[1])
    let slope = a * b <= 0 ? 0 : min(2 * abs(a), 2 * abs(b), abs(a + b) / 2) * (a > 0 ? 1 : -1)
    return h[1] + slope * (p.z - Double(k))
  }

  /// One bright 5 mm slice stays as bright on thin MR slices, which share it by their overlap: no second blur.
  @Test func aThickSliceIsNotBlurredAgain() {
    let thick = Grid<CTPatient>(
      size: SIMD3(12, 12, 7),
      voxelToPatient: Affine(
        linear: Matrix3(diagonal: SIMD3(0.5, 0.5, 5)), translation: SIMD3(-2.75, -2.75, -15)))
    var ct = CTVolume(grid: thick, repeating: 30)
    for y in 0..<12 { for x in 0..<12 { ct[x, y, 3] = 130 } }
    // Three MR slices to a CT slice; the second begins a third of its thickness before the bright CT slice.
    let third = 5.0 / 9
    let grid = mrGrid(
      SIMD3(0.43, 0.43, 3 * third), SIMD3(6, 6, 6), origin: SIMD3(-1.2, -1.1, -2.5 - third - 1.5 * third))
    let mr = resample(ct, onto: grid, by: identity)
    for (z, share) in [0, 2.0 / 3, 1, 1, 1.0 / 3, 0].enumerated() {
      #expect(abs(Double(mr[3, 3, z]) - 30 - 100 * share) < 1e-3)
    }
  }

  /// MR voxels smaller than the CT's in every direction: no bias on average over their places.
  @Test(arguments: [1.0, 2.5, 5]) func smallVoxelsAreUnbiased(sliceMm: Double) {
    let grid = Grid<CTPatient>(
      size: SIMD3(16, 16, 9),
      voxelToPatient: Affine(
        linear: Matrix3(diagonal: SIMD3(0.5, 0.5, sliceMm)), translation: SIMD3(-3.75, -3.75, -4 * sliceMm)))
    var random = TestRandom(seed: 9)
    var ct = CTVolume(grid: grid)
    for z in 3..<6 { for y in 6..<10 { for x in 6..<10 { ct[x, y, z] = Float(random.unit() * 100) } } }
    let mass = ct.voxels.reduce(0.0) { $0 + Double($1) } * grid.voxelVolumeMm3
    let spacing = SIMD3(0.43, 0.43, 0.4 * sliceMm)
    let turn = RigidTransform<CTPatient, MRPatient>(
      rotation: .rotation(about: SIMD3(1, 1, 3), radians: 0.1), translationMm: .zero)
    var ratios = 0.0
    for _ in 0..<12 {
      let shift = SIMD3(random.unit(), random.unit(), random.unit()) * spacing
      let mr = mrGrid(spacing, SIMD3(18, 18, 19), origin: SIMD3(-3.9, -3.9, -3.6 * sliceMm) + shift)
      let carried = resample(ct, onto: mr, by: turn, outside: 0)
      ratios += carried.voxels.reduce(0.0) { $0 + Double($1) } * mr.voxelVolumeMm3 / mass
    }
    #expect(abs(ratios / 12 - 1) < 0.01)
  }

  /// Padding, −3024 or not-a-number, is not measured: it pulls no mean down, and what is mostly padding is outside.
  @Test(arguments: [-3024, -1025, Float.nan]) func paddingDoesNotCount(padding: Float) {
    var ct = CTVolume(grid: ctGrid, repeating: 30)
    for z in 0..<40 { for y in 0..<40 { for x in 24..<40 { ct[x, y, z] = padding } } }
    let turn = RigidTransform<CTPatient, MRPatient>(
      rotation: .rotation(about: SIMD3(0, 0, 1), radians: 0.1), translationMm: .zero)
    let mr = resample(
      ct, onto: mrGrid(SIMD3(0.8, 0.8, 2), SIMD3(20, 5, 3), origin: SIMD3(-6, 0, 0)), by: turn)
    #expect(mr.voxels.allSatisfy { $0.isNaN || abs($0 - 30) < 1e-3 })
    // The border stands at 2 mm: (24 − ½ − 19½) voxels of 0.5 mm.
    let border = (0..<20).first { mr[$0, 0, 1].isNaN }
    #expect(border == 10 || border == 11)
    #expect((0..<20).allSatisfy { mr[$0, 0, 1].isNaN == ($0 >= border ?? 0) })
    // Elsewhere nothing changes.
    var random = TestRandom(seed: 6)
    let whole = CTVolume(grid: ctGrid, voxels: (0..<ctGrid.count).map { _ in Float(random.unit() * 100) })
    var holed = whole
    holed[39, 39, 39] = padding
    let small = mrGrid(SIMD3(0.8, 0.8, 2), SIMD3(15, 15, 10), origin: SIMD3(-6, -6, -10))
    #expect(resample(whole, onto: small, by: turn).voxels == resample(holed, onto: small, by: turn).voxels)
  }

  /// −1024 HU is air, which is measured.
  @Test func airCounts() {
    let mr = resample(
      CTVolume(grid: ctGrid, repeating: -1024), onto: mrGrid(SIMD3(1, 1, 2), SIMD3(3, 3, 3), origin: .zero),
      by: identity)
    #expect(mr.voxels.allSatisfy { $0 == -1024 })
  }
}
