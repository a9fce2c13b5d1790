import Registration
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
    var random = TestRandom(state: 3)
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
    var random = TestRandom(state: 8)
    let ct = CTVolume(grid: ctGrid, voxels: (0..<ctGrid.count).map { _ in Float(random.unit() * 100) })
    let grid = Grid<MRPatient>(size: ctGrid.size, voxelToPatient: ctGrid.voxelToPatient)
    let mr = resample(ct, onto: grid, by: identity)
    #expect(zip(mr.voxels, ct.voxels).allSatisfy { abs($0 - $1) < 1e-2 })
  }
}
