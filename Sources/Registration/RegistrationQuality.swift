import Foundation
import Vocabulary
import Voxels

/// What tells a right registration from a wrong one, measured about the final pose.
struct RegistrationQuality: Sendable {
  let search: Search
  let best: Search.Candidate
  /// Where the errors of the six parameters lie.
  let spread: PoseSpread
  private let mrHead: HeadOutline<MRPatient>
  private let limits: RegistrationLimits
  /// Sparse samples of the coarse and the middle level: enough to compare poses that lie far apart.
  private let coarse: NormalizedMutualInformation
  private let middle: NormalizedMutualInformation
  private let coarseMm: Double
  private let middleMm: Double
  /// The best pose on the middle level's sparse samples.
  private let anchor: Search.Candidate
  private let exchangedMm: Double

  /// Distance in mm of the trial shifts of the gain: wider than the sharp peak that interpolation makes.
  private static let trialShiftMm = 6.0
  /// Turn in rad (8°) and shift in mm of the restarts: well off the end, within the middle level's basin.
  private static let restart = (turn: 0.14, shiftMm: 8.0)
  /// Radius in mm about the head's centre that holds the deep nuclei.
  ///
  /// The pallidum's centre lies 25–32 mm from it, its far end 15 mm farther.
  private static let deepRadiusMm = 50.0
  /// Side in mm of the blocks of which the uncertainty is made: farther than noise and texture reach.
  private static let blockMm = 30.0
  /// Step in mm of the curvature: about a voxel, so that interpolation does not show.
  private static let curvatureStepMm = 0.75

  /// Measures what the checks need.
  init(pyramid: Pyramid, search: Search, best: Search.Candidate) {
    self.search = search
    self.best = best
    mrHead = pyramid.mrHead
    let p = pyramid.parameters
    limits = p.limits
    let last = pyramid.last
    let mid = max(0, last - 1)
    coarse = pyramid.forward(level: 0)
    coarseMm = pyramid.levels[0].mm
    middleMm = pyramid.levels[mid].mm
    middle = pyramid.forward(level: mid, pitchMm: p.sparseFactor * middleMm)
    anchor = search.climb([best.pose], middle, levelMm: middleMm)[0]
    let fineMm = pyramid.levels[last].mm
    let pose = best.pose
    let inverse = Pose(rotation: pose.rotation.transpose, translation: pyramid.mrHead.centre)
    let exchanged = pyramid.backward(
      level: last, pitchMm: p.sparseFactor * fineMm, centre: pose.translation)
    exchangedMm =
      search.climb([inverse], exchanged, levelMm: fineMm)[0].pose
      .distance(to: inverse, reachMm: Self.deepRadiusMm)
    let fine = pyramid.forward(level: last, pitchMm: p.sparseFactor * fineMm)
    let covariance = fine.covariance(
      at: pose, blockMm: Self.blockMm, stepMm: Self.curvatureStepMm, rotationScaleMm: p.rotationScaleMm)
    spread = PoseSpread(
      mrCentre: mrHead.centre, rotation: pose.rotation,
      covariance: covariance ?? (0..<36).map { $0 % 7 == 0 ? .infinity : 0 })
  }

  /// All checks, each with its value, limits and verdict.
  func measures() -> [QualityCheck] {
    let overlap = overlap()
    let restarts = restarts()
    return [
      atLeast(
        "registrationGain", gain(), "", limits.gain,
        "Share of the image similarity lost when the CT is shifted by 6 mm"),
      atMost(
        "registrationRestartSpread", restarts.spreadMm, "mm", limits.restartSpreadMm,
        "Median disagreement of registrations started elsewhere"),
      atMost(
        "registrationRival", restarts.rival, "", limits.rival,
        "Image similarity of the best other position, as a share of the best"),
      atMost(
        "registrationForwardBackward", exchangedMm, "mm", limits.forwardBackwardMm,
        "Disagreement of CT to MR with MR to CT"),
      atLeast(
        "registrationMirrorLoss", mirrorLoss(), "", limits.mirrorLoss,
        "Share of the image similarity lost when the CT is mirrored left to right"),
      atLeast(
        "registrationOverlap", overlap.head, "", limits.overlap, "Share of the MR head inside the CT"),
      atLeast(
        "registrationDeepCoverage", overlap.deep, "", limits.deepCoverage,
        "Share of the deep brain inside the CT"),
    ]
  }

  /// Relative loss of NMI − 1 at the least harmful shift along an axis.
  func gain() -> Double {
    var least = Double.infinity
    for axis in 0..<3 {
      for sign in [-1.0, 1.0] {
        var shift = SIMD3<Double>.zero
        shift[axis] = sign * Self.trialShiftMm
        let moved = middle(anchor.pose.moved(turn: .zero, shift: shift), cores: true)
        least = min(least, anchor.metric - moved.metric)
      }
    }
    return least / max(anchor.metric - 1, .leastNormalMagnitude)
  }

  /// Six restarts: the median of their distances in mm from the pose, and the best NMI − 1 among those that
  /// end elsewhere, as a share of the pose's.
  ///
  /// A restart that stops early with a poor metric says little; one that finds a place as good says much.
  func restarts() -> (spreadMm: Double, rival: Double) {
    let ends = search.climb(displaced(anchor.pose), middle, levelMm: middleMm)
    let distances = ends.map { $0.pose.distance(to: anchor.pose, reachMm: Search.reachMm) }
    let others = zip(ends, distances).filter { $0.1 > middleMm }.map { $0.0.metric - 1 }
    return (
      Statistics.median(distances.map { Float($0) }),
      (others.max() ?? 0) / max(anchor.metric - 1, .leastNormalMagnitude)
    )
  }

  /// Six poses beside a pose, one turned and shifted along every half axis.
  private func displaced(_ pose: Pose) -> [Pose] {
    (0..<6).map { i in
      let sign = i % 2 == 0 ? -1.0 : 1.0
      var turn = SIMD3<Double>.zero
      var shift = SIMD3<Double>.zero
      turn[i / 2] = sign * Self.restart.turn
      shift[(i / 2 + 1) % 3] = sign * Self.restart.shiftMm
      return pose.moved(turn: turn, shift: shift)
    }
  }

  /// Relative loss of NMI − 1 of the mirrored CT, fitted as well as it can be.
  func mirrorLoss() -> Double {
    let mirroredCoarse = mirrored(coarse)
    // The plane of symmetry is unknown: turns about the two axes in it are tried.
    let first = search.best(of: search.starts(about: best.pose), mirroredCoarse, keep: 8)
    let climbed = search.distinct(
      search.climb(first, mirroredCoarse, levelMm: coarseMm), apartMm: coarseMm / 2, keep: 3)
    let ends = search.climb(climbed.map(\.pose), mirrored(middle), levelMm: middleMm)
    guard let b = ends.map(\.metric).max(), anchor.metric > 1 else { return -1 }
    return (anchor.metric - b) / (anchor.metric - 1)
  }

  /// Fractions of the MR head and of the deep brain that lie inside the CT.
  func overlap() -> (head: Double, deep: Double) {
    let map = coarse.moving.patientToVoxel
    let top = coarse.moving.size
    var counts = (head: 0.0, inside: 0.0, deep: 0.0, deepInside: 0.0)
    let grid = mrHead.mask.grid
    mrHead.mask.forEach { x, y, z in
      let q = grid.voxelToPatient(SIMD3(Double(x), Double(y), Double(z))) - mrHead.centre
      let v = map(best.pose(q))
      let inside =
        v.x >= 0 && v.y >= 0 && v.z >= 0 && v.x <= Double(top.x - 1) && v.y <= Double(top.y - 1)
        && v.z <= Double(top.z - 1)
      counts.head += 1
      if inside { counts.inside += 1 }
      if length(q) <= Self.deepRadiusMm {
        counts.deep += 1
        if inside { counts.deepInside += 1 }
      }
    }
    return (counts.inside / max(counts.head, 1), counts.deep > 0 ? counts.deepInside / counts.deep : 0)
  }

  private func mirrored(_ metric: NormalizedMutualInformation) -> NormalizedMutualInformation {
    NormalizedMutualInformation(
      fixed: metric.fixed.mirrored, moving: metric.moving, minimumOverlap: metric.minimumOverlap)
  }
}

private func atLeast(
  _ check: String, _ value: Double, _ unit: String, _ limit: RegistrationLimits.Limit, _ what: String
) -> QualityCheck {
  let verdict: Verdict = value >= limit.pass ? .pass : value >= limit.warn ? .warn : .fail
  return QualityCheck(
    check: check, value: value, unit: unit, verdict: verdict,
    message: "\(what): at least \(limit.pass) passes, below \(limit.warn) fails.")
}

private func atMost(
  _ check: String, _ value: Double, _ unit: String, _ limit: RegistrationLimits.Limit, _ what: String
) -> QualityCheck {
  let verdict: Verdict = value <= limit.pass ? .pass : value <= limit.warn ? .warn : .fail
  return QualityCheck(
    check: check, value: value, unit: unit, verdict: verdict,
    message: "\(what): at most \(limit.pass) mm passes, above \(limit.warn) mm fails.")
}
