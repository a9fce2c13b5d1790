import Foundation
import Vocabulary
import Voxels

/// What tells a right registration from a wrong one, measured about the final pose.
struct RegistrationQuality: Sendable {
  let pyramid: Pyramid
  let metrics: [NormalizedMutualInformation]
  let search: Search
  let best: Search.Candidate

  /// Distance in mm of the trial shifts of the gain: wider than the sharp peak that interpolation makes.
  private static let trialShiftMm = 6.0
  /// Turn in rad (8°) and shift in mm of the restarts: well off the end, within the middle level's basin.
  private static let restart = (turn: 0.14, shiftMm: 8.0)
  /// Radius in mm about the head's centre that holds the deep nuclei.
  ///
  /// The pallidum's centre lies 25–32 mm from it, its far end 15 mm farther.
  private static let deepRadiusMm = 50.0
  /// Half side in mm of the cube about the head's centre in which the uncertainty is taken.
  private static let uncertaintyReachMm = 20.0

  private var middle: Int { max(0, metrics.count - 2) }
  private var middleMm: Double { pyramid.levels[middle].mm }

  /// All checks, each with its value, limits and verdict.
  func measures() -> [QualityCheck] {
    let limits = pyramid.parameters.limits
    let overlap = overlap()
    return [
      atLeast(
        "registrationGain", gain(), "", limits.gain,
        "Share of the image similarity lost when the CT is shifted by 6 mm"),
      atMost(
        "registrationRestartSpread", restartSpread(), "mm", limits.restartSpreadMm,
        "Largest disagreement of registrations started elsewhere"),
      atMost(
        "registrationForwardBackward", forwardBackward(), "mm", limits.forwardBackwardMm,
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
    let metric = metrics[metrics.count - 1]
    var least = Double.infinity
    for axis in 0..<3 {
      for sign in [-1.0, 1.0] {
        var shift = SIMD3<Double>.zero
        shift[axis] = sign * Self.trialShiftMm
        let moved = metric(best.pose.moved(turn: .zero, shift: shift), cores: true)
        least = min(least, best.metric - moved.metric)
      }
    }
    return least / max(best.metric - 1, .leastNormalMagnitude)
  }

  /// Largest distance in mm between the pose and the results of six restarts.
  func restartSpread() -> Double {
    search.climb(displaced(best.pose), metrics[middle], levelMm: middleMm)
      .map { $0.pose.distance(to: best.pose, reachMm: Search.reachMm) }.max() ?? 0
  }

  /// Distance in mm between the pose and the one found with exchanged roles.
  ///
  /// The search starts beside the pose too: a metric that is flat there would otherwise "agree" by not moving.
  func forwardBackward() -> Double {
    let pose = best.pose
    let inverse = Pose(rotation: pose.rotation.transpose, translation: pyramid.mrHead.centre)
    let metric = pyramid.backward(level: middle, pitchMm: middleMm, centre: pose.translation)
    let found = search.climb([inverse] + displaced(inverse), metric, levelMm: middleMm)
    let winner = search.distinct(found, apartMm: 0, keep: 1)
    return winner.map { $0.pose.distance(to: inverse, reachMm: Search.reachMm) }.max() ?? 0
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
    let coarse = mirrored(metrics[0])
    // The plane of symmetry is unknown: turns about the two axes in it are tried.
    let starts = search.starts(about: best.pose)
    let first = search.best(of: starts, coarse, keep: 8)
    let climbed = search.distinct(
      search.climb(first, coarse, levelMm: pyramid.levels[0].mm), apartMm: pyramid.levels[0].mm / 2, keep: 3)
    let ends = search.climb(climbed.map(\.pose), mirrored(metrics[middle]), levelMm: middleMm)
    let straight = search.climb([best.pose], metrics[middle], levelMm: middleMm)
    guard let a = straight.first?.metric, let b = ends.map(\.metric).max(), a > 1 else { return -1 }
    return (a - b) / (a - 1)
  }

  /// Fractions of the MR head and of the deep brain that lie inside the CT.
  func overlap() -> (head: Double, deep: Double) {
    let metric = metrics[0]
    let map = metric.moving.patientToVoxel
    let top = metric.moving.size
    var counts = (head: 0.0, inside: 0.0, deep: 0.0, deepInside: 0.0)
    let grid = pyramid.mrHead.mask.grid
    pyramid.mrHead.mask.forEach { x, y, z in
      let q = grid.voxelToPatient(SIMD3(Double(x), Double(y), Double(z))) - pyramid.mrHead.centre
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

  /// Expected error in mm near the centre.
  ///
  /// Made of what other samples and exchanged roles change on the finest level, and of the error that both
  /// directions share.
  ///
  /// It says nothing about a wrong registration; that is the verdict's part.
  func uncertaintyMm() -> Double {
    let last = metrics.count - 1
    let levelMm = pyramid.levels[last].mm
    let pose = best.pose
    let inverse = Pose(rotation: pose.rotation.transpose, translation: pyramid.mrHead.centre)
    // The CT has many more voxels than the MR: twice the distance still gives hundreds of thousands.
    let exchanged = pyramid.backward(level: last, pitchMm: 2 * levelMm, centre: pose.translation)
    let others = pyramid.forward(level: last, seed: 1)
    func change(_ start: Pose, _ metric: NormalizedMutualInformation) -> Double {
      search.climb([start], metric, levelMm: levelMm).first?.pose
        .distance(to: start, reachMm: Self.uncertaintyReachMm) ?? .infinity
    }
    let a = change(pose, others)
    let b = change(inverse, exchanged)
    let c = pyramid.parameters.sharedErrorMm
    return (a * a + b * b + c * c).squareRoot()
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
