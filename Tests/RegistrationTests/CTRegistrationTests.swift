import Foundation
import Registration
import Testing
import Vocabulary
import Voxels

@Suite(.serialized) struct CTRegistrationTests {
  /// Voxels are 2–3 mm here, twice a clinical study's; a twelfth of a voxel is the promise, 0.05–0.10 mm is measured.
  private static let toleranceMm = 0.2

  @Test func aTurnedAndShiftedHeadIsFound() throws {
    let pair = SyntheticPair.turned
    let r = try SyntheticPair.found.get()
    #expect(pair.largestError(r.ctToMR) < Self.toleranceMm)
    #expect(r.verdict == .pass, "\(r.summary)")
    #expect(r.lateralityContradiction == nil)
    #expect(r.uncertaintyMm > 0.1 && r.uncertaintyMm < 0.5)
    #expect(pair.largestError(r.ctToMR) < 2 * r.uncertaintyMm)
    #expect(Set(r.measures.map(\.check)).count == 10)
  }

  /// The slices of a tilted gantry are not stacked at right angles; the shear must be taken from the grid.
  @Test func aTiltedGantryIsFound() throws {
    let pair = SyntheticPair(
      headToCT: SyntheticPair.placed(15, 0, -4, shift: SIMD3(0, 5, 0)),
      headToMR: SyntheticPair.placed(-3, 4, 2, shift: SIMD3(2, 2, 2)), tiltDegrees: 18
    ).noisy()
    let r = try registerCT(pair.ct, to: pair.mr)
    #expect(pair.largestError(r.ctToMR) < Self.toleranceMm)
    #expect(r.verdict == .pass, "\(r.summary)")
  }

  /// As far as a head coil admits, about all three axes at once: 33° to 42° in all.
  @Test(arguments: [
    (SIMD3(25.0, 25, 25), SIMD3(40.0, -40, 40)), (SIMD3(-25, 25, -25), SIMD3(-40, -40, -40)),
    (SIMD3(25, -25, -25), SIMD3(-40, 40, 40)),
  ])
  func largeTurnsAreFound(degrees: SIMD3<Double>, shift: SIMD3<Double>) throws {
    let pair = SyntheticPair.turned.reposed(
      SyntheticPair.placed(degrees.x, degrees.y, degrees.z, shift: shift))
    let r = try registerCT(pair.ct, to: pair.mr)
    #expect(pair.largestError(r.ctToMR) < Self.toleranceMm)
    #expect(r.verdict == .pass, "\(r.summary)")
  }

  /// An offset between voxels and patient would stay as it is when both images are read backwards along all axes.
  ///
  /// They show the head inverted through the grids' centres; what is left of error is the head's own and is inverted
  /// with it.
  @Test func noDirectionOfTheGridIsPreferred() throws {
    let pair = SyntheticPair.turned
    func error(_ ct: CTVolume, _ mr: MRVolume<Magnitude>, _ truth: RigidTransform<CTPatient, MRPatient>)
      throws
      -> SIMD3<Double>
    {
      let r = try registerCT(ct, to: mr, start: .near(truth))
      return r.ctToMR(truth.inverse(Point<MRPatient>(.zero))).lps
    }
    func inverted<Unit, Frame>(_ v: Volume<Unit, Frame>) -> Volume<Unit, Frame> {
      v.reversed(axis: 0).reversed(axis: 1).reversed(axis: 2)
    }
    // The centres of both grids are their patients' origins.
    let truth = RigidTransform<CTPatient, MRPatient>(
      rotation: pair.ctToMR.rotation, translationMm: -pair.ctToMR.translationMm)
    let sum =
      try error(pair.ct, pair.mr, pair.ctToMR) + error(inverted(pair.ct), inverted(pair.mr), truth)
    #expect(length(sum) / 2 < 0.02)
  }

  @Test func sameInputSameBits() throws {
    let pair = SyntheticPair.turned
    let a = try SyntheticPair.found.get()
    let b = try registerCT(pair.ct, to: pair.mr)
    #expect(a.ctToMR == b.ctToMR)
    #expect(a.measures == b.measures)
    #expect(a.uncertaintyMm == b.uncertaintyMm)
  }

  // Pairs that must not pass.

  /// Columns reversed without reversing the affine: left and right are exchanged.
  @Test func aMirroredCTDoesNotPass() throws {
    try expectContradiction(SyntheticPair.turned.ct.reversed(axis: 0), SyntheticPair.turned.mr)
  }

  @Test func aMirroredMRDoesNotPass() throws {
    try expectContradiction(SyntheticPair.turned.ct, SyntheticPair.turned.mr.reversed(axis: 0))
  }

  private func expectContradiction(_ ct: CTVolume, _ mr: MRVolume<Magnitude>) throws {
    let r = try registerCT(ct, to: mr)
    #expect(r.verdict == .fail)
    #expect(r.measure("registrationMirrorLoss")?.verdict == .fail)
    #expect(r.lateralityContradiction != nil, "\(r.summary)")
  }

  /// The nose points to the back (axes 0 and 1), or the vertex down (1 and 2); the sides are right.
  @Test(arguments: [(0, 1), (1, 2)]) func aCTTurnedRoundDoesNotPass(axes: (Int, Int)) throws {
    let pair = SyntheticPair.turned
    let r = try registerCT(pair.ct.reversed(axis: axes.0).reversed(axis: axes.1), to: pair.mr)
    #expect(r.verdict == .fail)
    #expect(r.lateralityContradiction == nil, "\(r.summary)")
  }

  /// The CT of one person beside the MR of another: the worst mistake a router can make.
  @Test func anotherPersonsCTDoesNotPass() throws {
    let pair = SyntheticPair(
      headToCT: SyntheticPair.placed(2, 0, 1, shift: .zero),
      headToMR: SyntheticPair.placed(0, 1, 0, shift: .zero),
      ctOf: .other
    ).noisy()
    let r = try registerCT(pair.ct, to: pair.mr)
    #expect(r.verdict == .fail, "\(r.summary)")
    #expect(r.lateralityContradiction == nil, "\(r.summary)")
  }

  @Test(arguments: [true, false])
  func halfACTDoesNotPass(upper: Bool) throws {
    let ct = SyntheticPair.turned.ct
    let n = ct.grid.size
    let half = Box(
      lower: SIMD3(0, 0, upper ? n.z / 2 : 0), upper: SIMD3(n.x, n.y, upper ? n.z : n.z / 2))
    let r = try registerCT(ct.cropped(to: half), to: SyntheticPair.turned.mr)
    #expect(r.measure("registrationDeepCoverage")?.verdict == .fail)
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

  /// A CT that cannot be registered is no reason to keep the susceptibility back; an MR that cannot be is.
  @Test func onlyErrorsOfTheCTLeaveTheMRUsable() {
    func errors(_ modality: String) -> [RegistrationError] {
      [
        .constantImage(modality: modality, value: 0),
        .noHead(modality: modality, volumeMl: 1, minimumMl: 300),
        .tooFewVoxels(modality: modality, size: [1, 2, 3], minimum: 4),
        .slicesTooFarApart(modality: modality, spacingMm: 9, limitMm: 8),
      ]
    }
    let (ofCT, ofMR) = (errors("CT").map(\.leavesMRUsable), errors("MR").map(\.leavesMRUsable))
    #expect(!ofCT.contains(false) && !ofMR.contains(true))
    #expect(RegistrationError.noOverlap.leavesMRUsable)
  }

  /// Padding and not-a-number must not move anything: they count as air.
  @Test func paddingCountsAsAir() throws {
    let pair = SyntheticPair.turned
    var padded = pair.ct
    var air = pair.ct
    for o in 0..<padded.voxels.count where padded.voxels[o] < -900 {
      padded.voxels[o] = o % 2 == 0 ? .nan : -3024
      air.voxels[o] = -1000
    }
    let r = try registerCT(padded, to: pair.mr, start: .near(pair.ctToMR))
    #expect(r.ctToMR == (try registerCT(air, to: pair.mr, start: .near(pair.ctToMR))).ctToMR)
    #expect(pair.largestError(r.ctToMR) < Self.toleranceMm)
  }

  @Test func theVerdictIsTheWorstMeasures() {
    func measure(_ verdict: Verdict) -> QualityCheck {
      QualityCheck(check: "a", value: 1, unit: "", verdict: verdict, message: "")
    }
    func registration(_ measures: [QualityCheck]) -> CTRegistration {
      CTRegistration(
        ctToMR: RigidTransform(rotation: .identity, translationMm: .zero), measures: measures,
        uncertaintyMm: 0.4)
    }
    #expect(registration([measure(.pass), measure(.warn)]).verdict == .warn)
    #expect(registration([measure(.fail), measure(.pass)]).verdict == .fail)
    #expect(registration([]).verdict == .fail)
    #expect(registration([]).uncertaintyMm(at: Point(SIMD3(1, 2, 3))) == 0.4)
  }
}

private final class Seen: @unchecked Sendable {
  // Guarded by the lock.
  private var seen: [Double] = []
  private let lock = NSLock()
  func add(_ f: Double) { lock.withLock { seen.append(f) } }
  var values: [Double] { lock.withLock { seen } }
}
