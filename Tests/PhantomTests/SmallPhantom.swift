import Phantom

/// The tiny phantom, simulated once for all tests that only look at it.
enum SmallPhantom {
  static let simulation: PhantomSimulation? = try? simulate(.small)
}
