import Foundation
import Testing

@testable import Acquisition

/// Expects an acquisition to hold the signal a synthetic one was made of.
func expectSignal(
  _ mgre: MGREAcquisition, _ scan: SyntheticMGRE, toleranceRad: Double, magnitudeTolerance: Double = 0.51
) {
  for echo in scan.echoTimesMs.indices {
    for z in 0..<scan.slices {
      for y in 0..<scan.rows {
        for x in 0..<scan.columns {
          let expected = scan.radians(x, y, z, echo: echo)
          let difference = Double(mgre.phases[echo][x, y, z]) - expected
          #expect(abs(remainder(difference, 2 * .pi)) < toleranceRad)
          let magnitude = Double(mgre.magnitudes[echo][x, y, z])
          #expect(abs(magnitude - scan.amplitude(x, y, z, echo: echo)) <= magnitudeTolerance)
        }
      }
    }
  }
}

/// The reasons of all series of instances that hold nothing usable.
func reasons(of instances: [SyntheticInstance]) -> [String] {
  let found = inventory(of: instances)
  #expect(found.plans.isEmpty)
  return found.series.map(\.reason)
}

/// Instances, each changed.
func changed(
  _ instances: [SyntheticInstance], _ change: (inout SyntheticInstance) -> Void
) -> [SyntheticInstance] {
  instances.map { instance in
    var result = instance
    change(&result)
    return result
  }
}
