import Foundation
import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Susceptibility

@Suite struct UnwrappingTests {
  let size = SIMD3(24, 20, 10)

  func unwrap(_ phase: [Float], mask: [Bool]) -> [Float] {
    let p = Samples(phase)
    let m = Samples([Float](repeating: 1, count: phase.count))
    let costs = EdgeCosts(.init(phase: p, magnitude: m, second: nil), size: size, mask: mask)
    return unwrappedAlongPaths(p, costs: costs, size: size, mask: mask).array
  }

  func isCongruent(_ a: [Float], _ b: [Float], mask: [Bool]) -> Bool {
    zip(zip(a, b), mask).allSatisfy { pair, m in
      let k = (pair.0 - pair.1) / (2 * .pi)
      return !m || abs(k - k.rounded()) < 1e-4
    }
  }

  /// A ramp of 2.5 rad a voxel is recovered up to a constant number of turns.
  @Test func recoversARamp() {
    var truth: [Float] = []
    for z in 0..<size.z {
      for y in 0..<size.y {
        for x in 0..<size.x { truth.append(2.5 * Float(x) - 1.1 * Float(y) + 0.7 * Float(z)) }
      }
    }
    let result = unwrap(truth.map { wrapped($0) }, mask: [Bool](repeating: true, count: truth.count))
    let shift = ((result[0] - truth[0]) / (2 * .pi)).rounded() * 2 * .pi
    #expect(zip(result, truth).allSatisfy { abs($0 - $1 - shift) < 1e-3 })
  }

  /// The median of the result lies within half a turn of zero.
  @Test func centresTheResult() {
    let truth: [Float] = (0..<4800).map { (i: Int) -> Float in 40 + 0.1 * Float(i % 24) }
    let result = unwrap(truth.map { wrapped($0) }, mask: [Bool](repeating: true, count: truth.count))
    #expect(abs(result.sorted()[result.count / 2]) <= Float.pi)
  }

  /// Pure noise and a vortex (an open-ended fringe line, no unwrapping exists) keep exact multiples of 2π.
  @Test func staysCongruentWhereNoSolutionExists() {
    var random = SplitMix64(seed: 3)
    var phase: [Float] = []
    for _ in 0..<size.z {
      for y in 0..<size.y {
        for x in 0..<size.x {
          let vortex = atan2(Double(y) - 9.5, Double(x) - 11.5)
          phase.append(Float(x < 4 ? Double.random(in: -3.14...3.14, using: &random) : vortex))
        }
      }
    }
    let mask = [Bool](repeating: true, count: phase.count)
    #expect(isCongruent(unwrap(phase, mask: mask), phase, mask: mask))
  }

  /// Two islands are both unwrapped; the outside stays zero.
  @Test func reachesEveryIsland() {
    var mask: [Bool] = []
    var truth: [Float] = []
    for _ in 0..<size.z {
      for _ in 0..<size.y {
        for x in 0..<size.x {
          mask.append(x < 8 || x > 14)
          truth.append(1.5 * Float(x))
        }
      }
    }
    let result = unwrap(truth.map { wrapped($0) }, mask: mask)
    #expect(isCongruent(result, truth, mask: mask))
    for i in 0..<mask.count - 1 where i % size.x < 7 || (i % size.x > 14 && i % size.x < 23) {
      #expect(abs(result[i + 1] - result[i] - 1.5) < 1e-3)
    }
    #expect(zip(result, mask).allSatisfy { $1 || $0 == 0 })
  }

  /// Noisy multi-echo data near an air cavity: each echo is the true phase in 99.9 % of the brain.
  @Test func unwrapsNoisyEchoes() throws {
    var head = SyntheticHead()
    head.noise = 3
    let signal = try head.signal()
    let brain = head.brain.voxels
    var train = EchoTrain(signal, box: Box(lower: .zero, upper: head.grid.size))
    train = CoilOffset.removed(from: train, mask: brain, .init())
    let unwrapped = ROMEO.unwrapped(train, mask: brain, .init())
    let field: MRVolume<PPM> = head.volume { head.field(at: $0) }
    let hertz = Float(signal.fieldStrength.hertzPerPPM)
    for e in 0..<4 {
      var wrong = 0
      for i in 0..<brain.count where brain[i] {
        let truth = 2 * Float.pi * field.voxels[i] * hertz * train.times[e]
        if abs(unwrapped[e].p[i] - truth) > .pi { wrong += 1 }
      }
      #expect(Double(wrong) < 0.001 * Double(head.brain.count), "echo \(e + 1)")
    }
  }

  /// Brain has a quality near one, noise well below.
  @Test func qualityTellsTissueFromNoise() throws {
    var head = SyntheticHead()
    head.noise = 2
    let quality = phaseQuality(try head.signal())
    var core = MRMask(grid: head.grid)
    var outside = MRMask(grid: head.grid)
    forEachVoxel(head.grid) { i, p in
      core.voxels[i] = length(p) < 25
      outside.voxels[i] = length(p) > 42
    }
    #expect(Statistics.median(quality.values(in: core)) > 0.75)
    #expect(Statistics.median(quality.values(in: outside)) < 0.35)
    #expect(quality.voxels.allSatisfy { $0 >= 0 && $0 <= 1 })
  }
}
