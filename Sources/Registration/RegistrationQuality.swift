import Foundation
import Vocabulary
import Voxels

/// What tells a right registration from a wrong one, measured about a pose.
///
/// Depends on the images and the pose alone, not on the way that led to it.
struct RegistrationQuality: Sendable {
  /// All checks, each with its value, limits and verdict.
  let measures: [QualityCheck]
  /// Where the errors of the six parameters lie.
  let spread: PoseSpread
  /// A sentence where the mirrored CT fits clearly better than the CT itself.
  let lateralityContradiction: String?

  /// Radius in mm about the head's centre that holds the deep nuclei.
  ///
  /// The pallidum's centre lies 25–32 mm from it, its far end 15 mm farther.
  private static let deepRadiusMm = 50.0

  /// Stands for no bound, mm: a head's width.
  private static let unboundedMm = 150.0

  /// Measures a pose.
  ///
  /// The pyramid's MR must be free of its coil's gain at that pose.
  init(_ pyramid: Pyramid, _ search: Search, _ pose: Pose) {
    let limits = pyramid.parameters.limits
    let trials = PoseTrials(pyramid, search, pose)
    let fine = FineFit(pyramid, search, pose, reachMm: Self.deepRadiusMm)
    let restarts = trials.restarts()
    let mirrorLoss = trials.mirrorLoss()
    let share = Self.sharesInside(pyramid, pose)
    spread = fine.spread
    // A part of a head may look more like the other side.
    lateralityContradiction =
      mirrorLoss <= limits.contradictedLaterality && share.deep >= limits.deepCoverage.warn
      ? "The CT fits the MR better when it is mirrored left to right, so one of the two images shows the sides "
        + "exchanged, and which one is unknown: compare both with the scanners' original images." : nil
    measures = [
      atLeast(
        "registrationGain", trials.gain(), "", limits.gain,
        "Share of the image similarity lost when the CT is shifted by 6 mm"),
      atMost(
        "registrationScatter", min(fine.scatterMm, Self.unboundedMm), "mm", limits.scatterMm,
        "Expected error by how the parts of the head disagree"),
      atMost(
        "registrationOffset", fine.offsetMm, "mm", limits.offsetMm,
        "Distance of this registration from the nearest best fit"),
      atMost(
        "registrationLocalShift", trials.localShiftMm(), "mm", limits.localShiftMm,
        "Median distance that parts of the head move when each is registered by itself"),
      atMost(
        "registrationRestartSpread", restarts.spreadMm, "mm", limits.restartSpreadMm,
        "Median distance between this registration and those started from elsewhere"),
      atMost(
        "registrationRival", restarts.rival, "", limits.rival,
        "Image similarity of the best other position, as a share of this one's"),
      atMost(
        "registrationForwardBackward", fine.exchangedMm, "mm", limits.forwardBackwardMm,
        "Disagreement of CT to MR with MR to CT"),
      atLeast(
        "registrationMirrorLoss", mirrorLoss, "", limits.mirrorLoss,
        "Share of the image similarity lost when the CT is mirrored left to right"),
      atLeast("registrationOverlap", share.head, "", limits.overlap, "Share of the MR head inside the CT"),
      atLeast(
        "registrationDeepCoverage", share.deep, "", limits.deepCoverage,
        "Share of the deep brain inside the CT"
      ),
    ]
  }

  /// Shares of the MR head and of the deep brain that lie inside the CT.
  private static func sharesInside(_ pyramid: Pyramid, _ pose: Pose) -> (head: Double, deep: Double) {
    let ct = pyramid.levels[0].ct.grid
    let head = pyramid.mrHead
    let size = head.mask.grid
    var counts = (head: 0.0, inside: 0.0, deep: 0.0, deepInside: 0.0)
    head.mask.forEach { x, y, z in
      let q = size.voxelToPatient(SIMD3(Double(x), Double(y), Double(z))) - head.centre
      let v = ct.patientToVoxel(pose(q))
      let isInside = (0..<3).allSatisfy { v[$0] >= 0 && v[$0] <= Double(ct.size[$0] - 1) }
      counts.head += 1
      if isInside { counts.inside += 1 }
      if length(q) <= deepRadiusMm {
        counts.deep += 1
        if isInside { counts.deepInside += 1 }
      }
    }
    return (
      counts.inside / max(counts.head, 1), counts.deep > 0 ? counts.deepInside / counts.deep : 0
    )
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
  let suffix = unit.isEmpty ? "" : " \(unit)"
  let verdict: Verdict = value <= limit.pass ? .pass : value <= limit.warn ? .warn : .fail
  return QualityCheck(
    check: check, value: value, unit: unit, verdict: verdict,
    message: "\(what): at most \(limit.pass)\(suffix) passes, above \(limit.warn)\(suffix) fails.")
}
