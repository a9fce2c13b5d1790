import Foundation
import Testing
import Vocabulary
import Voxels

@testable import Phantom

struct GradientEchoTests {
  /// Phase gained between two echoes, summed over the brain as a complex number against the true field.
  private func agreement(_ s: PhantomSimulation, sign: Double) -> Double {
    let dt = s.echoTimes[1].seconds - s.echoTimes[0].seconds
    var re = 0.0
    var weight = 0.0
    for o in s.brain.voxels.indices where s.brain.voxels[o] {
      let w = Double(s.magnitudes[0].voxels[o] * s.magnitudes[1].voxels[o])
      let expected = 2 * Double.pi * s.fieldStrength.hertzPerPPM * Double(s.field.voxels[o]) * dt
      let gained = Double(s.phases[1].voxels[o] - s.phases[0].voxels[o])
      re += w * cos(gained - sign * expected)
      weight += w
    }
    return re / weight
  }

  @Test func phaseGrowsWhereTheFieldIsStronger() throws {
    let s = try #require(SmallPhantom.simulation)
    // 1 is perfect; noise and dephasing in the coarse voxels cost a little. The wrong sign correlates poorly.
    #expect(agreement(s, sign: 1) > 0.93)
    #expect(agreement(s, sign: -1) < 0.8)
    var flipped = PhantomScenario.small
    flipped.flipsPhaseSign = true
    let f = try simulate(flipped)
    #expect(agreement(f, sign: -1) > 0.93)
    #expect(agreement(f, sign: 1) < 0.8)
  }

  @Test func magnitudeDecaysFastestInThePallidum() throws {
    let s = try #require(SmallPhantom.simulation)
    func rate(_ mask: MRMask) -> Double {
      let a = Statistics.mean(s.magnitudes[0].values(in: mask))
      let b = Statistics.mean(s.magnitudes[2].values(in: mask))
      return log(a / b) / (s.echoTimes[2].seconds - s.echoTimes[0].seconds)
    }
    let pallidum = rate(try #require(s.nuclei[SidedStructure(.globusPallidus, .left)]))
    let thalamus = rate(try #require(s.nuclei[SidedStructure(.thalamus, .left)]))
    // Tissue table: 38 and 20 per second, with whatever the sampled field adds.
    #expect(pallidum > 28 && pallidum < 55)
    #expect(thalamus > 14 && thalamus < 30)
    #expect(pallidum > thalamus + 8)
  }

  @Test func noiseHasTheRequestedLevel() throws {
    let s = try #require(SmallPhantom.simulation)
    // Corners of the slab are air: Rayleigh distributed, mean σ·√(π/2).
    var corner: [Float] = []
    for z in 0..<s.chi.grid.size.z {
      for y in 0..<6 { for x in 0..<6 { corner.append(s.magnitudes[0][x, y, z]) } }
    }
    let sigma = 1100 / s.scenario.signalToNoise
    #expect(abs(Statistics.mean(corner) / (sigma * (Double.pi / 2).squareRoot()) - 1) < 0.06)
  }
}
