import TestSupport
import Testing
import Vocabulary
import Voxels

@testable import Registration

/// Where parts of a head would go by themselves, on the synthetic head.
@Suite struct LocalFitTests {
  private let pair = SyntheticPair.turned

  private func localFit(
    _ ct: CTVolume, at ctToMR: RigidTransform<CTPatient, MRPatient>
  ) throws -> LocalFit {
    let pyramid = try Pyramid(ct, pair.mr, .init())
    return LocalFit(pyramid.forward(level: 1), Pose(ctToMR, mrCentre: pyramid.mrHead.centre))
  }

  /// In the right place no part wants to go anywhere: a quarter of a voxel is left to noise.
  @Test func inPlaceThePartsStay() throws {
    let fit = try localFit(pair.ct, at: pair.ctToMR)
    #expect(fit.parts.count > 10)
    #expect(fit.medianShiftMm < 0.6)
  }

  /// The whole head 3 mm beside its place: the parts go back by a good part of that way, for which the histogram of the
  /// wrong place is guide enough, and beyond the limit of a trusted registration.
  @Test(arguments: [Triple(3.0, 0, 0), Triple(0, -3, 0), Triple(0, 0, 3)])
  func besideItThePartsGoBack(shift: Triple<Double>) throws {
    let shift = shift.vector
    let fit = try localFit(pair.ct, at: pair.ctToMR.shifted(shift))
    #expect(
      fit.medianShiftMm > RegistrationLimits().localShiftMm.warn && fit.medianShiftMm < 4.5,
      "\(fit.medianShiftMm)")
  }

  /// One half of the CT 5 mm lower than the other: no rigid transform is right, and the parts say so although most
  /// of the head may fit.
  @Test func twoHalvesThatDisagreeMove() throws {
    var ct = pair.ct
    let n = ct.grid.size
    for z in 0..<n.z {
      for y in 0..<n.y {
        // Slices are 2.5 mm apart.
        for x in n.x / 2..<n.x { ct[x, y, z] = pair.ct[x, y, min(z + 2, n.z - 1)] }
      }
    }
    let whole = try localFit(pair.ct, at: pair.ctToMR)
    let half = try localFit(ct, at: pair.ctToMR)
    #expect(half.parts.contains { abs($0.shiftMm - 5) < 1.5 })
    #expect(half.parts.map(\.shiftMm).max() ?? 0 > 2 * (whole.parts.map(\.shiftMm).max() ?? 0))
  }

  @Test func withoutOverlapThereAreNoParts() throws {
    let fit = try localFit(pair.ct, at: pair.ctToMR.shifted(SIMD3(0, 0, 900)))
    #expect(fit.parts.isEmpty && fit.medianShiftMm.isNaN)
  }
}
