import Testing
import Voxels

@testable import Phantom

/// Scenarios in their small form, each simulated once for all tests that look at it.
enum SmallGradientEcho {
  static let plain = make("plain")
  static let fringes = make("fringes")
  static let dropouts = make("dropouts")
  static let motion = make("motion")
  static let bipolar = make("bipolar")
  static let sevenTesla = make("7T")
  static let oblique = make("oblique-25")
  static let airBone = make("air-bone")
  static let craniectomy = make("craniectomy")
  static let blood = make("foci-blood")

  private static func make(_ name: String) -> SusceptibilityPhantom? {
    SusceptibilityScenario.named(name).flatMap { try? simulate($0.reduced()) }
  }
}
