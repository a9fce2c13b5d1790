import Foundation
import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Susceptibility

@Suite struct SusceptibilityWeightingTests {
  private let parameters = SusceptibilityWeighting.Parameters()

  /// W² at the corners of the mask and half way, by hand.
  @Test func factorIsTheSquaredMask() {
    let p = parameters
    for (chi, expected): (Float, Float) in [
      (-3, 1), (0, 1), (0.1125, 0.5625), (0.225, 0.25), (0.45, 0), (2, 0),
    ] {
      #expect(abs(SusceptibilityWeighting.factor(chi, p) - expected) < 1e-6)
    }
    var cubic = p
    cubic.maskExponent = 3
    #expect(abs(SusceptibilityWeighting.factor(0.225, cubic) - 0.125) < 1e-6)
  }

  @Test func echoWeightsAreEchoTimeTimesSignal() throws {
    let times = try [5.0, 10, 20].map { try EchoTime(milliseconds: $0) }
    let w = SusceptibilityWeighting.echoWeights(times, meanMagnitudes: [8, 6, 4])
    for (a, b) in zip(w, [40.0 / 180, 60.0 / 180, 80.0 / 180]) { #expect(abs(Double(a) - b) < 1e-6) }
  }

  /// A ball of brain in coils of uneven sensitivity: a vein, a calcification and a nucleus in constant tissue.
  private struct Scene {
    let grid = centredGrid(SIMD3(48, 48, 24), spacing: SIMD3(1, 1, 2))
    var chi: MRVolume<PPM>
    var mask: MRMask
    var magnitudes: [MRVolume<Magnitude>]
    let times: [EchoTime]

    init(gain: (SIMD3<Double>) -> Double, scale: Double = 1) throws {
      let grid = self.grid
      var chi = MRVolume<PPM>(grid: grid)
      var mask = MRMask(grid: grid)
      let milliseconds = [6.0, 12, 18]
      var magnitudes = milliseconds.map { _ in MRVolume<Magnitude>(grid: grid) }
      forEachVoxel(grid) { i, p in
        mask.voxels[i] = length(p) < 22
        let ppm = length(p - SIMD3(10, 0, 0)) < 3 ? 0.3 : length(p - SIMD3(-10, 0, 0)) < 3 ? -2 : 0
        chi.voxels[i] = Float(ppm)
        for (e, te) in milliseconds.enumerated() {
          // Around the brain it is dark.
          let signal = mask.voxels[i] ? 100 * exp(-20 * te / 1000) : 1
          magnitudes[e].voxels[i] = Float(scale * gain(p) * signal)
        }
      }
      self.chi = chi
      self.mask = mask
      self.magnitudes = magnitudes
      times = try milliseconds.map { try EchoTime(milliseconds: $0) }
    }

    func image(_ p: SusceptibilityWeighting.Parameters) -> SusceptibilityWeightedImage {
      susceptibilityWeighted(magnitudes: magnitudes, echoTimes: times, chi: chi, mask: mask, parameters: p)
    }
  }

  /// Constant tissue has 1, paramagnetic matter W², diamagnetic matter keeps its magnitude.
  @Test func onlyParamagneticMatterDarkens() throws {
    let scene = try Scene(gain: { _ in 1 })
    let image = scene.image(parameters).image
    #expect(abs(image[24, 24, 12] - 1) < 1e-4)
    #expect(abs(image[34, 24, 12] - 1 / 9) < 1e-4)
    #expect(abs(image[14, 24, 12] - 1) < 1e-4)
    #expect(image[0, 0, 0] == 0)
  }

  /// A sensitivity that falls off as an exponential divides out where the mean reaches no edge.
  ///
  /// Within 2 %, where the magnitude itself differs by 30 %. A factor leaves nothing at all.
  @Test func coilsDoNotShow() throws {
    let gain = { (p: SIMD3<Double>) in exp(p.y / 60) }
    var p = parameters
    p.sensitivityMm = 5
    let image = try Scene(gain: gain).image(p).image
    #expect(gain(SIMD3(0, 8, 0)) / gain(SIMD3(0, -8, 0)) > 1.3)
    #expect(abs(image[24, 32, 12] / image[24, 16, 12] - 1) < 0.02)
    let loud = try Scene(gain: gain, scale: 1000).image(p).image
    for (a, b) in zip(image.voxels, loud.voxels) { #expect(abs(a - b) < 1e-4) }
  }

  /// The dark skull never shows, whatever the slab: inside the mask the minimum is 1 wherever no source lies.
  @Test func skullStaysOut() throws {
    let scene = try Scene(gain: { _ in 1 })
    let result = scene.image(parameters)
    #expect(result.slabMm == 12)
    let far = (0..<scene.grid.count).filter { i in
      let v = scene.grid.index(ofOffset: i)
      return scene.mask.voxels[i] && abs(v.x - 34) > 5
    }
    #expect(far.allSatisfy { result.minimum.voxels[$0] == 0 || abs(result.minimum.voxels[$0] - 1) < 1e-4 })
    #expect(far.filter { result.minimum.voxels[$0] > 0 }.count > far.count * 9 / 10)
    #expect(zip(result.minimum.voxels, scene.mask.voxels).allSatisfy { $1 || $0 == 0 })
  }

  /// NaN, which some scanners store outside the head, counts as no signal.
  @Test func missingSignalIsNotANumberNowhere() throws {
    var scene = try Scene(gain: { _ in 1 })
    scene.magnitudes[1][24, 24, 12] = .nan
    let result = scene.image(parameters)
    #expect(result.image.voxels.allSatisfy(\.isFinite) && result.minimum.voxels.allSatisfy(\.isFinite))
  }

  /// Slabs are thick along the body whatever axis of the grid that is.
  @Test func projectsAlongTheBody() {
    func grid(_ a: SIMD3<Double>, _ b: SIMD3<Double>, _ c: SIMD3<Double>) -> Grid<MRPatient> {
      Grid(
        size: SIMD3(2, 2, 2), voxelToPatient: Affine(linear: Matrix3(columns: a, b, c), translation: .zero))
    }
    let (x, y, z) = (SIMD3(1.0, 0, 0), SIMD3(0.0, 1, 0), SIMD3(0.0, 0, 1))
    let body = SIMD3(0.0, 0, 1)
    #expect(axisNearest(grid(x, y, z * 3), to: body) == 2)
    // Sagittal: columns run to the back, rows to the feet.
    #expect(axisNearest(grid(y, -z, x), to: body) == 1)
    // Axial, tilted by 25°.
    let (c, s) = (cos(25 * Double.pi / 180), sin(25 * Double.pi / 180))
    #expect(axisNearest(grid(x, SIMD3(0, c, s) * 0.8, SIMD3(0, -s, c) * 2), to: body) == 2)
  }
}

@Suite struct MinimumProjectionTests {
  /// Offsets in mm of a slab's samples and the least linear interpolation between two members, the slow way.
  private func naive(
    _ v: MRVolume<Dimensionless>, _ mask: MRMask, slabMm: Double, axis: Int
  ) -> [Float] {
    let grid = v.grid
    let h = grid.spacingMm[axis]
    let half = max(0, slabMm - h) / 2
    return (0..<grid.count).map { o in
      let i = grid.index(ofOffset: o)
      var values: [Float] = []
      func at(_ n: Int) -> (Float, Bool)? {
        var j = i
        j[axis] = n
        guard n >= 0, n < grid.size[axis] else { return nil }
        return (v[j.x, j.y, j.z], mask[j.x, j.y, j.z])
      }
      for n in 0..<grid.size[axis] where abs(Double(n - i[axis])) * h <= half + 1e-9 {
        if let (value, member) = at(n), member { values.append(value) }
      }
      for end in [-half / h, half / h] {
        let t = Double(i[axis]) + end
        let (low, high) = (Int(t.rounded(.down)), Int(t.rounded(.up)))
        guard low != high, let a = at(low), let b = at(high), a.1, b.1 else { continue }
        values.append(a.0 + (b.0 - a.0) * Float(t - Double(low)))
      }
      return values.min() ?? 0
    }
  }

  @Test(arguments: [
    (SIMD3(7, 5, 9), SIMD3(1, 1.2, 3), 12.0, 2), (SIMD3(6, 8, 5), SIMD3(2, 1, 2), 7, 1),
    (SIMD3(9, 4, 4), SIMD3(1.7, 1, 1), 10, 0), (SIMD3(3, 3, 1), SIMD3(1, 1, 5), 12, 2),
    (SIMD3(3, 3, 6), SIMD3(1, 1, 4), 2, 2),
  ])
  func equalsTheSlowWay(size: SIMD3<Int>, spacing: SIMD3<Double>, slabMm: Double, axis: Int) {
    var random = SplitMix64(seed: 11)
    let grid = centredGrid(size, spacing: spacing)
    var v = MRVolume<Dimensionless>(grid: grid)
    var mask = MRMask(grid: grid)
    for i in 0..<grid.count {
      v.voxels[i] = Float(random.unit())
      mask.voxels[i] = random.unit() < 0.7
    }
    let fast = minimumProjection(v, in: mask, slabMm: slabMm, axis: axis).voxels
    for (a, b) in zip(fast, naive(v, mask, slabMm: slabMm, axis: axis)) { #expect(abs(a - b) < 1e-6) }
  }

  /// A slab is as thick in mm whatever the slices: a dark layer of 1 mm shows in slabs whose centre lies within half the
  /// thickness of it, to half a slice.
  @Test(arguments: [1.0, 1.5, 2, 3]) func thicknessIsInMillimetres(sliceMm: Double) {
    let slabMm = 12.0
    let grid = centredGrid(SIMD3(1, 1, Int(60 / sliceMm) | 1), spacing: SIMD3(1, 1, sliceMm))
    var v = MRVolume<Dimensionless>(grid: grid, repeating: 1)
    let middle = grid.size.z / 2
    v[0, 0, middle] = 0
    let out = minimumProjection(v, in: MRMask(grid: grid, repeating: true), slabMm: slabMm, axis: 2)
    let dark = out.voxels.filter { $0 < 0.5 }.count
    #expect(abs(Double(dark) * sliceMm - slabMm) <= sliceMm)
    #expect(out.voxels[0] == 1)
  }
}
