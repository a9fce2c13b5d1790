import Foundation
import Testing
import Vocabulary
import Voxels

@testable import Registration

@Suite(.serialized) struct PoseSpreadTests {
  private let centre = SIMD3(10.0, -20, 30)
  private let rotation = Matrix3.rotation(about: SIMD3(1, -2, 0.5), radians: 0.4)
  private let places = [SIMD3(10.0, -20, 30), SIMD3(60, 10, -20), SIMD3(-40, -70, 55)]

  /// The covariance of a single random number times `direction` (turn, then shift).
  private func spread(_ directions: [[Double]], sharedMm: Double = 0) -> PoseSpread {
    var covariance = [Double](repeating: 0, count: 36)
    for d in directions { for i in 0..<6 { for j in 0..<6 { covariance[6 * i + j] += d[i] * d[j] } } }
    return PoseSpread(mrCentre: centre, rotation: rotation, covariance: covariance, sharedMm: sharedMm)
  }

  @Test func aShiftIsTheSameErrorEverywhere() {
    let s = spread([[0, 0, 0, 0.3, 0, 0], [0, 0, 0, 0, 0.4, 0], [0, 0, 0, 0, 0, 1.2]], sharedMm: 0.5)
    for p in places { #expect(abs(s.errorMm(at: p) - (0.09 + 0.16 + 1.44 + 0.25).squareRoot()) < 1e-12) }
  }

  /// A turn about the y axis of the CT through the centre's image: the angle times the distance from that axis.
  @Test func aTurnGrowsWithTheDistanceFromItsAxis() {
    let s = spread([[0, 0.02, 0, 0, 0, 0]])
    for p in places {
      let u = rotation * (p - centre)
      #expect(abs(s.errorMm(at: p) - 0.02 * (u.x * u.x + u.z * u.z).squareRoot()) < 1e-12)
    }
  }

  /// Signs and cross terms: a turn ω about an axis through `pivot` is one about the centre and the shift −ω × pivot.
  @Test func aTurnAboutAnotherPivotLeavesThePivotFirm() {
    let omega = SIMD3(0.01, -0.02, 0.015)
    let pivot = SIMD3(25.0, -10, 40)
    let shift = -cross(omega, pivot)
    let s = spread([[omega.x, omega.y, omega.z, shift.x, shift.y, shift.z]])
    #expect(s.errorMm(at: centre + rotation.transpose * pivot) < 1e-7)
    for p in places {
      let u = rotation * (p - centre)
      #expect(abs(s.errorMm(at: p) - length(cross(omega, u - pivot))) < 1e-9)
    }
  }

  /// A drawn small pose change moves the point as `errorMm` says, by `Pose` itself.
  @Test func theErrorIsThatOfMovedPoses() {
    let pose = Pose(rotation: rotation, translation: SIMD3(3, 4, 5))
    let change = (turn: SIMD3(1e-4, -2e-4, 3e-4), shift: SIMD3(0.01, 0.02, -0.015))
    let s = spread([
      [change.turn.x, change.turn.y, change.turn.z, change.shift.x, change.shift.y, change.shift.z]
    ])
    let moved = pose.moved(turn: change.turn, shift: change.shift)
    for p in places {
      let error = length(moved(p - centre) - pose(p - centre))
      #expect(abs(s.errorMm(at: p) / error - 1) < 1e-3)
    }
  }

  @Test func withoutAMaximumThereIsNoBound() throws {
    let s = PoseSpread(mrCentre: centre, rotation: rotation, covariance: nil, sharedMm: 0.1)
    #expect(s.errorMm(at: centre) == .infinity)
    let far = Pose(rotation: .identity, translation: SIMD3(900, 0, 0))
    let metric = try Pyramid(SyntheticPair.turned.ct, SyntheticPair.turned.mr, .init()).forward(level: 0)
    #expect(metric.covariance(at: far, blockMm: 30, stepMm: 1, rotationScaleMm: 75) == nil)
  }

  /// Samples twice as dense see the same noise: nothing becomes more certain.
  @Test func repeatedSamplesAddNoCertainty() throws {
    let pair = SyntheticPair.turned
    let pyramid = try Pyramid(pair.ct, pair.mr, .init())
    let once = pyramid.forward(level: 1)
    var fixed = once.fixed
    fixed.places += once.fixed.places
    fixed.bins += once.fixed.bins
    let twice = NormalizedMutualInformation(
      fixed: fixed, moving: once.moving, minimumOverlap: once.minimumOverlap)
    let pose = Pose(pair.ctToMR, mrCentre: pyramid.mrHead.centre)
    func covariance(_ metric: NormalizedMutualInformation) throws -> [Double] {
      try #require(metric.covariance(at: pose, blockMm: 30, stepMm: 1, rotationScaleMm: 75))
    }
    let (a, b) = (try covariance(once), try covariance(twice))
    for i in 0..<6 { #expect(abs(b[7 * i] / a[7 * i] - 1) < 1e-6) }
  }

  /// Curvature by differences of the metric itself instead of its gradient, and the sandwich written out with a plain inverse.
  @Test func theCovarianceAgreesWithItsDefinition() throws {
    let pair = SyntheticPair.turned
    let pyramid = try Pyramid(pair.ct, pair.mr, .init())
    let metric = pyramid.forward(level: 1)
    let pose = Pose(pair.ctToMR, mrCentre: pyramid.mrHead.centre)
    let scale = 75.0
    let step = 1.0
    let found = try #require(metric.covariance(at: pose, blockMm: 30, stepMm: step, rotationScaleMm: scale))
    func moved(_ pose: Pose, _ i: Int, _ mm: Double) -> Pose {
      var v = [Double](repeating: 0, count: 6)
      v[i] = i < 3 ? mm / scale : mm
      return pose.moved(turn: SIMD3(v[0], v[1], v[2]), shift: SIMD3(v[3], v[4], v[5]))
    }
    func slope(_ pose: Pose, _ i: Int) -> Double {
      let h = 0.01
      let rise =
        metric(moved(pose, i, h), cores: true).metric - metric(moved(pose, i, -h), cores: true).metric
      return rise / (2 * h) * (i < 3 ? scale : 1)
    }
    var curvature = (0..<6).map { i in
      (0..<6).map { j in
        (slope(moved(pose, j, -step), i) - slope(moved(pose, j, step), i)) / (2 * step)
          * (j < 3 ? scale : 1)
      }
    }
    curvature = (0..<6).map { i in (0..<6).map { j in (curvature[i][j] + curvature[j][i]) / 2 } }
    let inverse = inverted(curvature)
    let workspace = MetricWorkspace(samples: metric.fixed.count)
    let blocks = metric.blockGradients(at: pose, workspace, blockMm: 30)
    let n = Double(blocks.count)
    for i in 0..<6 {
      let moves = blocks.map { g in (0..<6).reduce(0) { $0 + inverse[i][$1] * g[$1] } }
      let mean = moves.reduce(0, +) / n
      let variance = moves.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } * n / (n - 1)
      #expect(abs((found[7 * i] / variance).squareRoot() - 1) < 0.1)
    }
  }

  /// By Gauss and Jordan.
  private func inverted(_ matrix: [[Double]]) -> [[Double]] {
    let n = matrix.count
    var m = matrix.enumerated().map { i, row in row + (0..<n).map { $0 == i ? 1 : 0 } }
    for c in 0..<n {
      let pivot = (c..<n).max { abs(m[$0][c]) < abs(m[$1][c]) } ?? c
      m.swapAt(c, pivot)
      let p = m[c][c]
      for k in 0..<2 * n { m[c][k] /= p }
      for r in 0..<n where r != c {
        let f = m[r][c]
        for k in 0..<2 * n { m[r][k] -= f * m[c][k] }
      }
    }
    return m.map { Array($0[n...]) }
  }

  /// What is stated is how far registrations of different heads err, less what all parts share.
  ///
  /// Not the scatter of one head under different noise: that is a tenth, since every part of a head pulls a little
  /// elsewhere however often it is imaged, and the scatter of its parts shows that.
  @Test func theStatedUncertaintyIsTheErrorOfManyHeads() throws {
    var random = TestRandom(seed: 77)
    func pose() -> Affine {
      func next(_ most: Double) -> Double { most * (2 * random.unit() - 1) }
      return SyntheticPair.placed(next(8), next(8), next(8), shift: SIMD3(next(10), next(10), next(10)))
    }
    let heads = 8
    var (erred, stated) = (0.0, 0.0)
    for i in 0..<heads {
      let pair = SyntheticPair(
        headToCT: pose(), headToMR: pose(), of: SyntheticHead(sulciSeed: UInt64(10 + i))
      ).noisy(seed: UInt64(i))
      let parameters = RegistrationParameters()
      var pyramid = try Pyramid(pair.ct, pair.mr, parameters)
      let search = Search(parameters: parameters)
      let centre = pyramid.mrHead.centre
      let truth = Pose(pair.ctToMR, mrCentre: centre)
      let found = search.refined([truth], &pyramid, from: 1).pose
      let spread = FineFit(pyramid, search, found, reachMm: 50).spread
      let alone = PoseSpread(
        mrCentre: spread.mrCentre, rotation: spread.rotation, covariance: spread.covariance, sharedMm: 0)
      erred += pow(length(found.translation - truth.translation), 2) / Double(heads)
      stated += pow(alone.errorMm(at: centre), 2) / Double(heads)
    }
    let ratio = (stated / erred).squareRoot()
    #expect(
      ratio > 1 / 2.5 && ratio < 2.5, "stated \(stated.squareRoot()) mm, erred \(erred.squareRoot()) mm")
  }

  @Test func theErrorStatedForTheHeadIsThatAtItsCentre() throws {
    let r = try SyntheticPair.found.get()
    let centre = try Pyramid(SyntheticPair.turned.ct, SyntheticPair.turned.mr, .init()).mrHead.centre
    #expect(r.uncertaintyMm(at: Point(centre)) == r.uncertaintyMm)
    #expect(r.uncertaintyMm(at: Point(centre + SIMD3(0, 80, 0))) > r.uncertaintyMm)
  }
}
