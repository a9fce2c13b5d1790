import Foundation
import Registration
import Testing
import Vocabulary
import Voxels

@Suite(.serialized) struct CTRegistrationTests {
  /// Voxels are 2–3 mm here, twice a clinical study's; a fifth of a voxel is the promise.
  private static let toleranceMm = 0.5

  private func measure(_ r: CTRegistration, _ check: String) throws -> QualityCheck {
    try #require(r.measures.first { $0.check == check })
  }

  @Test func aTurnedAndShiftedHeadIsFound() throws {
    let pair = SyntheticPair.turned
    let r = try registerCT(pair.ct, to: pair.mr)
    #expect(pair.largestError(r.ctToMR) < Self.toleranceMm)
    #expect(r.verdict == .pass, "\(r.measures)")
    #expect(r.uncertaintyMm > 0 && r.uncertaintyMm < 1)
    #expect(r.measures.count == 6)
  }

  /// The slices of a tilted gantry are not stacked at right angles; the shear must be taken from the grid.
  @Test func aTiltedGantryIsFound() throws {
    let pair = SyntheticPair(
      headToCT: SyntheticPair.placed(15, 0, -4, shift: SIMD3(0, 5, 0)),
      headToMR: SyntheticPair.placed(-3, 4, 2, shift: SIMD3(2, 2, 2)), tiltDegrees: 18)
    let r = try registerCT(pair.ct, to: pair.mr)
    #expect(pair.largestError(r.ctToMR) < Self.toleranceMm)
    #expect(r.verdict == .pass, "\(r.measures)")
  }

  @Test func sameInputSameBits() throws {
    let pair = SyntheticPair.turned
    let a = try registerCT(pair.ct, to: pair.mr)
    let b = try registerCT(pair.ct, to: pair.mr)
    #expect(a.ctToMR == b.ctToMR)
    #expect(a.measures == b.measures)
    #expect(a.uncertaintyMm == b.uncertaintyMm)
  }

  /// A CT whose columns were reversed without reversing the affine: left and right are exchanged.
  @Test func aMirroredCTDoesNotPass() throws {
    var ct = SyntheticPair.turned.ct
    let n = ct.grid.size
    for row in 0..<n.y * n.z { ct.voxels[row * n.x..<(row + 1) * n.x].reverse() }
    let r = try registerCT(ct, to: SyntheticPair.turned.mr)
    #expect(try measure(r, "registrationMirrorLoss").value < 0)
    #expect(r.verdict == .fail)
  }

  /// The first and the last column and row exchanged: the nose points to the back.
  @Test func aCTTurnedRoundDoesNotPass() throws {
    var ct = SyntheticPair.turned.ct
    let slice = ct.grid.size.x * ct.grid.size.y
    for z in 0..<ct.grid.size.z { ct.voxels[z * slice..<(z + 1) * slice].reverse() }
    let r = try registerCT(ct, to: SyntheticPair.turned.mr)
    #expect(r.verdict != .pass)
  }

  /// The CT of one person beside the MR of another: the worst mistake a router can make.
  @Test func anotherPersonsCTDoesNotPass() throws {
    let pair = SyntheticPair(
      headToCT: SyntheticPair.placed(2, 0, 1, shift: .zero),
      headToMR: SyntheticPair.placed(0, 1, 0, shift: .zero),
      ctOf: .other)
    let r = try registerCT(pair.ct, to: pair.mr)
    #expect(r.verdict != .pass, "\(r.measures.map { "\($0.check) \($0.value)" })")
  }

  @Test(arguments: [true, false])
  func halfACTDoesNotPass(upper: Bool) throws {
    let ct = SyntheticPair.turned.ct
    let n = ct.grid.size
    let half = Box(
      lower: SIMD3(0, 0, upper ? n.z / 2 : 0), upper: SIMD3(n.x, n.y, upper ? n.z : n.z / 2))
    let r = try registerCT(ct.cropped(to: half), to: SyntheticPair.turned.mr)
    #expect(try measure(r, "registrationDeepCoverage").verdict == .fail)
    #expect(r.verdict == .fail)
  }

  @Test func progressRisesToOne() throws {
    let seen = Seen()
    _ = try registerCT(SyntheticPair.turned.ct, to: SyntheticPair.turned.mr) { f, _ in seen.add(f) }
    #expect(seen.values == seen.values.sorted())
    #expect(seen.values.first == 0 && seen.values.last == 1)
  }

  @Test func whatCannotBeRegisteredIsToldInASentence() throws {
    let pair = SyntheticPair.turned
    func sentence(_ ct: CTVolume, _ mr: MRVolume<Magnitude>) -> String? {
      do { _ = try registerCT(ct, to: mr) } catch { return error.description }
      return nil
    }
    #expect(
      sentence(CTVolume(grid: pair.ct.grid, repeating: -1000), pair.mr)
        == "The CT image holds the value -1000.0 everywhere: check that its voxels were exported.")
    #expect(
      sentence(pair.ct, MRVolume(grid: pair.mr.grid, repeating: 0))
        == "The MR image holds the value 0.0 everywhere: check that its voxels were exported.")
    #expect(
      sentence(pair.ct.cropped(to: Box(lower: .zero, upper: SIMD3(110, 125, 2))), pair.mr)
        == "The CT image has 110×125×2 voxels, at least 4 along every axis are needed: "
        + "choose a volume series, not a localizer.")
    var speck = CTVolume(grid: pair.ct.grid, repeating: -1000)
    speck[50, 50, 40] = 100
    #expect(
      sentence(speck, pair.mr)
        == "The largest object in the CT image has 0 ml, a head has more than 300 ml: "
        + "choose a series that shows the whole head.")
    let sparse = Grid<CTPatient>(
      size: SIMD3(10, 10, 10),
      voxelToPatient: Affine(linear: Matrix3(diagonal: SIMD3(5, 5, 12)), translation: .zero))
    #expect(
      sentence(CTVolume(grid: sparse, repeating: 0), pair.mr)
        == "The CT image has neighbouring voxels 12.0 mm apart, more than 8.0 mm: "
        + "choose a series with thinner slices.")
    #expect(
      RegistrationError.noOverlap.description
        == "The CT and the MR image cannot be laid over each other: "
        + "check that both show the same part of the head.")
  }

  /// Padding and not-a-number must not move anything: they count as air.
  @Test func paddingCountsAsAir() throws {
    let pair = SyntheticPair.turned
    var ct = pair.ct
    for o in 0..<ct.voxels.count where ct.voxels[o] < -900 { ct.voxels[o] = o % 2 == 0 ? .nan : -3024 }
    let r = try registerCT(ct, to: pair.mr)
    #expect(pair.largestError(r.ctToMR) < Self.toleranceMm)
  }
}

private final class Seen: @unchecked Sendable {
  // Guarded by the lock.
  private var seen: [Double] = []
  private let lock = NSLock()
  func add(_ f: Double) { lock.withLock { seen.append(f) } }
  var values: [Double] { lock.withLock { seen } }
}
