import Foundation
import Phantom
import Testing
import Vocabulary
import Voxels

@testable import Susceptibility

/// Bipolar readout in the phantom, which moves signal too, and its correction.
@Suite struct BipolarPhantomTests {
  private func signal(_ p: SusceptibilityPhantom) throws -> MultiEchoSignal {
    try MultiEchoSignal(
      magnitudes: p.magnitudes, phases: p.phases, echoTimes: p.echoTimes, fieldStrength: p.fieldStrength,
      b0InVoxelAxes: p.b0InVoxelAxes)
  }

  private func train(_ p: SusceptibilityPhantom) throws -> EchoTrain {
    EchoTrain(try signal(p), box: Box(lower: .zero, upper: p.chi.grid.size))
  }

  /// The simulated difference is found to a twentieth of a radian and taken out.
  @Test func findsTheSimulatedDifference() throws {
    let p = try simulate(try #require(SusceptibilityScenario.named("bipolar")).reduced())
    let readout = try #require(p.scenario.bipolar)
    let bipolar = try train(p)
    let pattern = try #require(BipolarCorrection.detected(in: bipolar, mask: p.brain.voxels))
    let n = p.chi.grid.size
    #expect(abs(pattern.constant - readout.differenceRadians) < 0.05)
    let gradient = 2 * Double.pi * readout.differenceTurns / Double(n.x)
    // Sixty voxels from rim to rim.
    #expect(length(pattern.gradient - SIMD3(gradient, 0, 0)) * 30 < 0.05)
    // The phase no longer alternates.
    let corrected = BipolarCorrection.removed(from: bipolar, mask: p.brain.voxels)
    #expect(BipolarCorrection.detected(in: corrected, mask: p.brain.voxels) == nil)
    func alternation(_ t: EchoTrain) -> Double {
      var (sum, weight) = (0.0, 0.0)
      for (i, member) in p.brain.voxels.enumerated() where member {
        let w = Double(t.magnitudes[2].p[i])
        sum += w * Double(abs(wrapped(2 * t.phases[1].p[i] - t.phases[0].p[i] - t.phases[2].p[i])))
        weight += w
      }
      return sum / weight
    }
    #expect(alternation(corrected) < 0.35 * alternation(bipolar))
  }

  /// A bipolar readout that was put right is not withheld for what it was; a head that moved between echoes is.
  @Test(arguments: [("plain", Verdict.pass), ("bipolar", .pass), ("motion", .fail)])
  func misfitIsOfWhatIsLeft(name: String, expected: Verdict) throws {
    let p = try simulate(try #require(SusceptibilityScenario.named(name)).reduced())
    let map = try reconstructSusceptibility(try signal(p), brain: p.brain)
    let misfit = try #require(map.quality.first { $0.check == "echoMisfit" })
    #expect(misfit.verdict == expected, "\(name): \(misfit.value) rad")
  }

  /// Nothing else that the scenarios do to the signal is taken for a bipolar readout.
  @Test(arguments: ["plain", "fringes", "dropouts", "uneven-echoes", "7T", "hemorrhage"])
  func monopolarScenariosStayAsTheyAre(name: String) throws {
    let p = try simulate(try #require(SusceptibilityScenario.named(name)).reduced())
    let train = try train(p)
    let same = BipolarCorrection.removed(from: train, mask: p.brain.voxels)
    for e in 0..<train.echoes {
      #expect(same.phases[e].array.map(\.bitPattern) == train.phases[e].array.map(\.bitPattern))
    }
  }
}
