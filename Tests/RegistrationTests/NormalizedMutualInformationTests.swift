import Foundation
import Testing
import Vocabulary
import Voxels

@testable import Registration

@Suite struct NormalizedMutualInformationTests {
  /// Smooth random images: 12 voxels a side, 4 mm apart, blurred.
  private func smooth<F>(_ frame: F.Type, seed: UInt64, shear: Double = 0) -> Volume<Dimensionless, F> {
    var random = TestRandom(seed: seed)
    let linear = Matrix3(columns: SIMD3(4, 0, 0), SIMD3(0, 4, 0), SIMD3(0, shear, 4))
    let grid = Grid<F>(
      size: SIMD3(24, 22, 20), voxelToPatient: Affine(linear: linear, translation: SIMD3(-46, -42, -38)))
    let noise = Volume<Dimensionless, F>(
      grid: grid, voxels: (0..<grid.count).map { _ in Float(random.unit()) })
    var v = noise.blurred(sigmaMm: 8)
    let lo = v.voxels.min() ?? 0
    let hi = v.voxels.max() ?? 1
    for i in 0..<v.voxels.count { v.voxels[i] = 2 + 27 * (v.voxels[i] - lo) / (hi - lo) }
    return v
  }

  private func mask(_ grid: Grid<MRPatient>, _ box: Box) -> Mask<MRPatient> {
    var mask = Mask(grid: grid)
    for z in box.lower.z..<box.upper.z {
      for y in box.lower.y..<box.upper.y { for x in box.lower.x..<box.upper.x { mask[x, y, z] = true } }
    }
    return mask
  }

  private func metric() -> NormalizedMutualInformation {
    let fixed = smooth(MRPatient.self, seed: 3)
    let near = mask(fixed.grid, Box(lower: SIMD3(6, 6, 5), upper: SIMD3(18, 16, 15)))
    let samples = FixedSamples(fixed, near: near, pitchMm: 1.5, centre: .zero, seed: 5) { $0 }
    return NormalizedMutualInformation(
      fixed: samples, moving: MovingImage(smooth(CTPatient.self, seed: 4, shear: 0.8)) { $0 },
      minimumOverlap: 0.25)
  }

  /// The same samples many times over, so that several runs are summed.
  private func repeated(_ m: NormalizedMutualInformation, _ times: Int) -> NormalizedMutualInformation {
    var fixed = m.fixed
    for _ in 1..<times {
      fixed.places += m.fixed.places
      fixed.bins += m.fixed.bins
    }
    return NormalizedMutualInformation(fixed: fixed, moving: m.moving, minimumOverlap: m.minimumOverlap)
  }

  private let pose = Pose(
    rotation: .rotation(about: SIMD3(1, -2, 0.5), radians: 0.1), translation: SIMD3(1.3, -0.7, 2.1))

  /// Central differences of a trilinear interpolant: exact but where a sample crosses a voxel's face.
  @Test func gradientIsTheSlope() {
    let metric = metric()
    let workspace = MetricWorkspace(samples: metric.fixed.count)
    let value = metric(pose, gradient: workspace, cores: true)
    #expect(abs(value.overlap - 1) < 1e-6)
    let h = 1e-2
    for axis in 0..<3 {
      var d = SIMD3<Double>.zero
      d[axis] = h
      let shift =
        (metric(pose.moved(turn: .zero, shift: d), cores: true).metric
          - metric(pose.moved(turn: .zero, shift: -d), cores: true).metric) / (2 * h)
      #expect(abs(shift - value.shift[axis]) < 0.02 * length(value.shift), "shift \(axis)")
      let e = d / 40  // 0.00025 rad moves the rim by as much
      let turn =
        (metric(pose.moved(turn: e, shift: .zero), cores: true).metric
          - metric(pose.moved(turn: -e, shift: .zero), cores: true).metric) / (2 * h / 40)
      #expect(abs(turn - value.turn[axis]) < 0.02 * length(value.turn), "turn \(axis)")
    }
  }

  /// The definition, term by term: interpolation from `Volume.value(at:)`, β³ from its formula.
  @Test func agreesWithANaiveTwin() throws {
    let metric = metric()
    let moving = smooth(CTPatient.self, seed: 4, shear: 0.8)
    func spline(_ x: Double) -> Double {
      let a = abs(x)
      return a < 1 ? 2.0 / 3 - a * a + a * a * a / 2 : a < 2 ? pow(2 - a, 3) / 6 : 0
    }
    var joint = [[Double]](repeating: [Double](repeating: 0, count: 32), count: 32)
    for i in 0..<metric.fixed.count {
      let q = metric.fixed.places[i]
      let p = pose(SIMD3(Double(q.x), Double(q.y), Double(q.z)))
      let c = Double(try #require(moving.value(at: Point(p))))
      for m in 0..<32 { joint[Int(metric.fixed.bins[i])][m] += spline(Double(m) - c) }
    }
    let total = joint.flatMap { $0 }.reduce(0, +)
    #expect(abs(total - Double(metric.fixed.count)) < 1e-3, "the weights of a sample sum to one")
    func entropy(_ p: [Double]) -> Double {
      -p.reduce(0) { $0 + ($1 > 0 ? $1 / total * log($1 / total) : 0) }
    }
    let columns = (0..<32).map { m in joint.reduce(0) { $0 + $1[m] } }
    let expected =
      (entropy(joint.map { $0.reduce(0, +) }) + entropy(columns)) / entropy(joint.flatMap { $0 })
    #expect(abs(metric(pose, cores: true).metric - expected) < 1e-6)
  }

  /// What the blocks contribute is the whole gradient, whatever their size.
  @Test(arguments: [5.0, 13, 30, 500]) func blockGradientsAddUp(blockMm: Double) {
    let metric = metric()
    let workspace = MetricWorkspace(samples: metric.fixed.count)
    let whole = metric(pose, gradient: workspace, cores: true)
    let blocks = metric.blockGradients(at: pose, workspace, blockMm: blockMm)
    for a in 0..<3 {
      #expect(abs(blocks.reduce(0) { $0 + $1[a] } - whole.turn[a]) < 1e-9 * length(whole.turn))
      #expect(abs(blocks.reduce(0) { $0 + $1[3 + a] } - whole.shift[a]) < 1e-9 * length(whole.shift))
    }
  }

  @Test func coresDoNotChangeABit() {
    let metric = repeated(metric(), 80)
    #expect(metric.fixed.count > 2 * NormalizedMutualInformation.run, "more than two runs of samples")
    let workspace = MetricWorkspace(samples: metric.fixed.count)
    let a = metric(pose, gradient: workspace, cores: true)
    let b = metric(pose, gradient: workspace, cores: false)
    #expect(a.metric == b.metric && a.turn == b.turn && a.shift == b.shift)
  }

  @Test func farAwayThereIsNoInformation() {
    let far = Pose(rotation: .identity, translation: SIMD3(500, 0, 0))
    let metric = metric()
    let value = metric(far, gradient: MetricWorkspace(samples: metric.fixed.count), cores: true)
    #expect(value.metric == 1 && value.overlap == 0 && value.shift == .zero && value.turn == .zero)
  }

  @Test func anImageKnowsItself() {
    let image = smooth(MRPatient.self, seed: 3)
    let near = mask(image.grid, Box(lower: SIMD3(4, 4, 4), upper: SIMD3(20, 18, 16)))
    let samples = FixedSamples(image, near: near, pitchMm: 2, centre: .zero, seed: 5) { $0 }
    let metric = NormalizedMutualInformation(
      fixed: samples, moving: MovingImage(image) { $0 }, minimumOverlap: 0.25)
    let away = Pose(
      rotation: .rotation(about: SIMD3(0, 1, 1), radians: 0.05), translation: SIMD3(2, -1.5, 1))
    let optimiser = BFGS(metric: metric, parameters: .init(), reachMm: 8, cores: true)
    let end = optimiser.maximum(from: away)
    #expect(end.pose.distance(to: Pose(rotation: .identity, translation: .zero), reachMm: 40) < 0.1)
  }
}
