import Foundation
import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Susceptibility

@Suite struct ReconstructionQualityTests {
  private let size = SIMD3(40, 36, 12)
  private var everywhere: [Bool] { [Bool](repeating: true, count: size.x * size.y * size.z) }

  /// Pure noise: a loop of four random phases has a residue with probability ⅓.
  @Test func noiseHasAResidueInEveryThirdLoop() throws {
    var random = SplitMix64(seed: 2)
    let phase = everywhere.map { _ in Float.random(in: -Float.pi...Float.pi, using: &random) }
    let n = try #require(phaseResidues(phase, usable: everywhere, size: size))
    #expect(abs(n - 333) < 10)
  }

  /// A ramp of any slope below half a turn a voxel has none; a vortex has one a slice, where its axis is.
  @Test func rampsHaveNoResidueAndAVortexHasOneASlice() throws {
    var ramp = [Float](repeating: 0, count: everywhere.count)
    var vortex = ramp
    var o = 0
    for z in 0..<size.z {
      for y in 0..<size.y {
        for x in 0..<size.x {
          ramp[o] = wrapped(Float(x) * 2.5 - Float(y) * 1.9 + Float(z) * 3)
          vortex[o] = atan2f(Float(y) - 17.5, Float(x) - 20.5)
          o += 1
        }
      }
    }
    #expect(phaseResidues(ramp, usable: everywhere, size: size) == 0)
    let (x, y, z) = (size.x, size.y, size.z)
    let loops = (x - 1) * (y - 1) * z + x * (y - 1) * (z - 1) + (x - 1) * y * (z - 1)
    let found = try #require(phaseResidues(vortex, usable: everywhere, size: size))
    #expect(abs(found - 1000 * Double(z) / Double(loops)) < 1e-9)
    #expect(phaseResidues(ramp, usable: everywhere.map { _ in false }, size: size) == nil)
  }

  private func echoes(_ extra: (_ echo: Int, _ x: Double) -> Double) throws -> (EchoTrain, Samples) {
    let grid = centredGrid(SIMD3(48, 48, 24), spacing: SIMD3(1, 1, 2))
    let times = try [6.0, 12, 18, 24].map { try EchoTime(milliseconds: $0) }
    var hertz = [Float](repeating: 0, count: grid.count)
    forEachVoxel(grid) { i, p in hertz[i] = Float(0.8 * p.y + 0.3 * p.x * p.z / 10) }
    let phases = times.indices.map { e in
      var v = MRVolume<Radians>(grid: grid)
      forEachVoxel(grid) { i, p in
        v.voxels[i] = wrapped(
          0.7 + 2 * .pi * hertz[i] * Float(times[e].seconds) + Float(extra(e, p.x)))
      }
      return v
    }
    let signal = try MultiEchoSignal(
      magnitudes: times.map { _ in MRVolume(grid: grid, repeating: 10) }, phases: phases, echoTimes: times,
      fieldStrength: try FieldStrength(tesla: 3), b0InVoxelAxes: SIMD3(0, 0, 1))
    return (EchoTrain(signal, box: Box(lower: .zero, upper: grid.size)), Samples(hertz))
  }

  @Test func phaseInProportionToTimeHasNoMisfit() throws {
    // A constant an echo is no field.
    let (train, hertz) = try echoes { e, _ in e == 2 ? 0.5 : 0 }
    let all = [Bool](repeating: true, count: hertz.count)
    let misfit = try #require(echoMisfit(train, fieldHertz: hertz, usable: all, blockMm: 12))
    #expect(misfit < 1e-3)
  }

  /// Every second echo has a phase of g·x, as with readouts of opposite direction: each step is off by ±g·x.
  @Test func oppositeReadoutIsTheRootMeanSquareOfItsRamp() throws {
    let slope = 0.03
    let (train, hertz) = try echoes { e, x in e % 2 == 1 ? slope * x : 0 }
    let all = [Bool](repeating: true, count: hertz.count)
    let misfit = try #require(echoMisfit(train, fieldHertz: hertz, usable: all, blockMm: 12))
    // Blocks of 12 mm centred at ±6 and ±18 mm; every second voxel is read, half a voxel beside the centre.
    let expected = slope * (((6.0 * 6 + 18 * 18) / 2).squareRoot())
    #expect(abs(misfit - expected) < 0.03 * expected)
  }

  private func coarse(_ b0: SIMD3<Double>, noise: Double = 0) throws -> CoarseMap {
    let head = SyntheticHead()
    var random = SplitMix64(seed: 5)
    let chi: MRVolume<PPM> = head.volume { p in
      var c = 0.0
      for n in head.nuclei where length(p - n.centre) < n.radius { c += n.ppm }
      return c + noise * random.normal()
    }
    var turned = head
    turned.b0 = b0
    let local: MRVolume<PPM> = turned.volume { turned.localField(at: $0) }
    return try #require(
      CoarseMap(
        chi: chi, local: local, usable: head.brain.voxels, mask: head.brain, cellMm: 3))
  }

  /// The nuclei's analytic field is explained by them along the right B0, and not along another.
  @Test func aMapExplainsItsOwnFieldOnly() throws {
    let right = try coarse(SIMD3(0, 0, 1))
    let own = try #require(right.unexplainedPart(b0: SIMD3(0, 0, 1), deeperThanMm: 4))
    let other = try #require(right.unexplainedPart(b0: SIMD3(0, 1, 0), deeperThanMm: 4))
    #expect(own < 0.2)
    #expect(other > 0.6)
  }

  /// White noise has the same power on the cone as beside it.
  @Test func theConeOfWhiteNoiseIsNotSpecial() throws {
    let b0 = SIMD3(0.0, 0, 1)
    let grid = centredGrid(SIMD3(60, 60, 60), spacing: SIMD3(2, 2, 2))
    var random = SplitMix64(seed: 9)
    var chi = MRVolume<PPM>(grid: grid)
    for i in 0..<grid.count { chi.voxels[i] = Float(random.normal()) }
    let mask = MRMask(grid: grid, repeating: true)
    func ratio(_ v: MRVolume<PPM>) throws -> Double {
      let map = try #require(
        CoarseMap(chi: v, local: v, usable: mask.voxels, mask: mask, cellMm: 2))
      return try #require(map.coneRatio(b0: b0))
    }
    #expect(abs(try ratio(chi) - 1) < 0.1)
    // Noise that went through 1/D with a small threshold: streaks.
    let fft = RealFFT3D(size: grid.size)
    let kernel = DipoleKernel(size: grid.size, spacingMm: SIMD3(2, 2, 2), b0: b0)
    let s = spectrum(Samples(chi.voxels), fft)
    for i in 0..<kernel.values.count {
      let f = 1 / max(0.03, abs(kernel.values.p[i]))
      s.p[2 * i] *= f
      s.p[2 * i + 1] *= f
    }
    let out = Samples(zeros: grid.count)
    fft.backward(s.p, into: out.p)
    #expect(try ratio(MRVolume(grid: grid, voxels: out.array)) > 5)
  }

  /// A hill at the surface raises the ratio of the rim.
  @Test func broadHillsAtTheRimAreSeen() throws {
    let head = SyntheticHead()
    var random = SplitMix64(seed: 4)
    func ratio(_ hill: Double) throws -> Double {
      let chi: MRVolume<PPM> = head.volume { p in
        0.04 * sin(p.x / 8) * sin(p.y / 9) + 0.01 * random.normal()
          + (length(p) > 28 ? hill * p.z / 36 : 0)
      }
      let map = try #require(
        CoarseMap(chi: chi, local: chi, usable: head.brain.voxels, mask: head.brain, cellMm: 2))
      return try #require(map.rimRatio(rimMm: 5, interiorMm: 10, blurMm: 6))
    }
    let (flat, steep) = (try ratio(0), try ratio(0.2))
    #expect(flat < 2)
    #expect(steep > 2 * flat)
  }

  @Test func ghostsAreSeenBesideTheHead() throws {
    let grid = centredGrid(SIMD3(96, 96, 10), spacing: SIMD3(2, 2, 4))
    var brain = MRMask(grid: grid)
    forEachVoxel(grid) { i, p in brain.voxels[i] = length(SIMD3(p.x, p.y, 0)) < 40 }
    func percent(_ ghost: Double) throws -> Double {
      var random = SplitMix64(seed: 8)
      var m = MRVolume<Magnitude>(grid: grid)
      forEachVoxel(grid) { i, p in
        let shifted = length(SIMD3(p.x, abs(p.y) - 96, 0)) < 40
        let level = brain.voxels[i] ? 100 : shifted ? ghost : 0
        m.voxels[i] = Float(level + 1 + abs(random.normal()))
      }
      return try #require(ghostPercent(m, brain: brain, scalpMm: 10))
    }
    #expect(try percent(0) < 0.2)
    let found = try percent(20)
    #expect(found > 5 && found < 20)
    // Air that was set to zero tells nothing.
    var masked = MRVolume<Magnitude>(grid: grid)
    for i in 0..<grid.count where brain.voxels[i] { masked.voxels[i] = 100 }
    #expect(ghostPercent(masked, brain: brain, scalpMm: 10) == nil)
  }

  /// What cannot be measured does not pass.
  @Test func notANumberFails() throws {
    let head = SyntheticHead()
    let signal = try head.signal()
    let empty = SusceptibilityMap(
      chi: MRVolume(grid: head.grid), totalField: MRVolume(grid: head.grid),
      localField: MRVolume(grid: head.grid),
      mask: MRMask(grid: head.grid), fieldNoise: MRVolume(grid: head.grid, repeating: .infinity),
      chiNoisePPM: 0,
      r2star: MRVolume(grid: head.grid), quality: [])
    let checks = reconstructionQuality(empty, signal: signal, brain: head.brain, misfit: nil)
    #expect(checks.first { $0.check == "fieldNoise" }?.verdict == .fail)
    #expect(checks.first { $0.check == "unusedFieldVoxels" }?.verdict == .fail)
  }

  /// One echo whose phase did not arrive: no frequency fits, and nothing may be read.
  @Test func aLostPhaseFails() throws {
    let head = SyntheticHead()
    let signal = try head.signal()
    var phases = signal.phases
    phases[1] = MRVolume(grid: head.grid)
    let damaged = try MultiEchoSignal(
      magnitudes: signal.magnitudes, phases: phases, echoTimes: signal.echoTimes,
      fieldStrength: signal.fieldStrength, b0InVoxelAxes: signal.b0InVoxelAxes)
    let good = try reconstructSusceptibility(signal, brain: head.brain)
    let bad = try reconstructSusceptibility(damaged, brain: head.brain)
    #expect(good.quality.allSatisfy { $0.verdict != .fail })
    #expect(bad.quality.contains { $0.verdict == .fail })
  }
}
