@testable import Phantom

/// Coarse pairs, simulated once for all tests that only look at them.
enum SmallPair {
  /// Parameters of a real series on coarse grids.
  static let parameters: PairParameters = {
    var p = PairParameters(seed: 11, index: 0)
    p.mr.acquiredPixelMm = 2.6
    p.mr.isInterpolated = false
    p.mr.sliceMm = 3.5
    p.mr.matrix = SIMD3(80, 98, 40)
    p.ct.pixelMm = 1.2
    p.ct.matrix = 200
    p.ct.sliceMm = 4
    p.ct.gantryTiltDegrees = 17
    p.ct.pointSpreadMm = 2.6
    p.ct.paddingHU = -3024
    p.ct.coverage = .head
    p.hemorrhages = []
    p.fieldSpacingMm = 4
    return p
  }()

  static let right = try? simulate(parameters, kind: .right)
}
